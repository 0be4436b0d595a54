// SPDX-License-Identifier: MIT
#include "sast/pattern_text.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::sast {

namespace {

bool is_word(char byte) { return std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '_'; }
bool is_upper(char byte) { return (byte >= 'A' && byte <= 'Z') || byte == '_'; }

/// Variables of PHP that look like metavariables.
constexpr std::array<std::string_view, 10> kPhpVariables{"$_GET",   "$_POST", "$_COOKIE",  "$_REQUEST", "$_SERVER",
                                                         "$_FILES", "$_ENV",  "$_SESSION", "$GLOBALS",  "$HTTP_RAW_POST_DATA"};

class Cutter {
public:
    Cutter(std::string_view text, const syntax::Language& language) : text_(text), language_(language) {}
    std::vector<Piece> run();

private:
    void plain(std::size_t length);
    void quoted();
    bool place(bool in_text);
    bool typed();
    void add_metavariable(std::string_view name);
    void add_ellipsis(std::string name, std::size_t length);
    void add_arguments();
    [[nodiscard]] bool is_native_ellipsis() const;
    [[nodiscard]] bool after_name() const;
    [[nodiscard]] std::size_t comment_end() const;
    [[nodiscard]] bool beside_items() const;
    [[nodiscard]] char before() const;
    [[nodiscard]] bool alone_in_statement(std::size_t length) const;
    [[nodiscard]] bool within_expression() const;
    [[nodiscard]] bool is_blank_until(std::size_t end) const;
    [[nodiscard]] std::string spell(std::string_view pattern) const;

    std::string_view text_;
    const syntax::Language& language_;
    std::size_t at_ = 0;
    std::size_t count_ = 0;
    std::vector<Piece> pieces_;
};

void Cutter::plain(std::size_t length) {
    if (pieces_.empty() || !pieces_.back().spellings.empty()) pieces_.emplace_back();
    pieces_.back().text += text_.substr(at_, length);
    at_ += length;
}

/// '@' of a spelling becomes a name of its own.
std::string Cutter::spell(std::string_view pattern) const {
    std::string result;
    const bool name_given = pattern.find("sqmv") != std::string_view::npos || pattern.find("Sqmv") != std::string_view::npos;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '@' && !(i + 1 < pattern.size() && name_given && pattern[i + 1] == 's'))
            result += name_given ? fmt::format("{}z", count_) : fmt::format("sqel{}z", count_);
        else
            result += pattern[i];
    }
    return result;
}

void Cutter::add_metavariable(std::string_view name) {
    Piece piece;
    piece.name = name;
    for (const std::string_view spelling : split(language_.metavariable_spellings, '|')) {
        std::string text = spell(spelling);
        const std::size_t size = text.size();
        piece.spellings.push_back({.text = std::move(text), .begin = 0, .end = size, .mark = Mark::metavariable});
    }
    ++count_;
    pieces_.push_back(std::move(piece));
    at_ += name.size();
}

char Cutter::before() const {
    std::size_t i = at_;
    while (i > 0 && (text_[i - 1] == ' ' || text_[i - 1] == '\t')) --i;
    return i == 0 ? '\n' : text_[i - 1];
}

bool Cutter::alone_in_statement(std::size_t length) const {
    const char left = before();
    std::size_t i = at_ + length;
    while (i < text_.size() && (text_[i] == ' ' || text_[i] == '\t' || text_[i] == '\r')) ++i;
    const char right = i == text_.size() ? '\n' : text_[i];
    const bool opens = left == '{' || left == '}' || left == ';' || left == '\n' || left == ':';
    const bool next_statement = is_word(right) || right == '$' || right == '('; // "f(); ... $X = 1;"
    return opens && (right == '}' || right == '\n' || (next_statement && left != ':' && !is_blank_until(at_)));
}

/// Behind an operator, a comma or a dot, where no statement begins.
bool Cutter::within_expression() const { return std::string_view("+-*/%<>=!&|^?,.").contains(before()); }

bool Cutter::is_blank_until(std::size_t end) const { return trim(text_.substr(0, end)).empty(); }

void Cutter::add_ellipsis(std::string name, std::size_t length) {
    Piece piece;
    piece.name = std::move(name);
    const Mark mark = piece.name.empty() ? Mark::ellipsis : Mark::ellipsis_metavariable;
    const bool alone = alone_in_statement(length);
    for (const std::string_view spelling : language_.ellipsis_spellings) {
        if (spelling == "@();" && !alone) continue; // a statement where a name alone is none
        if (spelling.ends_with(';') && within_expression()) continue;
        std::string text = spell(spelling);
        const std::size_t size = text.size();
        piece.spellings.push_back({.text = std::move(text), .begin = 0, .end = size, .mark = mark});
    }
    if (language_.statements_end_with_semicolon && alone) {
        for (std::size_t i = 0; i < language_.ellipsis_spellings.size(); ++i)
            if (language_.ellipsis_spellings[i] == "@;" || language_.ellipsis_spellings[i] == "$@;" || language_.ellipsis_spellings[i] == "@();")
                piece.first_choice = i;
    }
    if (language_.name == "yaml" && before() == '\n') piece.first_choice = beside_items() ? 2 : 1;
    ++count_;
    pieces_.push_back(std::move(piece));
    at_ += length;
}

/// "a. ...;" as "a. ...(...);": in C# a name alone is no statement.
void Cutter::add_arguments() {
    pieces_.push_back({.text = "("});
    std::string name = fmt::format("sqel{}z", count_++);
    const std::size_t size = name.size();
    pieces_.push_back({.spellings = {{.text = std::move(name), .begin = 0, .end = size, .mark = Mark::ellipsis}}});
    pieces_.push_back({.text = ")"});
}

/// In YAML: whether the line before or behind, as deeply indented as this, is an item of a list.
bool Cutter::beside_items() const {
    const std::size_t line = text_.rfind('\n', at_) == std::string_view::npos ? 0 : text_.rfind('\n', at_) + 1;
    const std::string item = "\n" + std::string(text_.substr(line, at_ - line)) + "- ";
    return ("\n" + std::string(text_)).find(item) != std::string::npos;
}

/// "...args", "args...", "..." of a spread, variadic or rest parameter in the language itself.
bool Cutter::is_native_ellipsis() const {
    const char next = at_ + 3 < text_.size() ? text_[at_ + 3] : '\n';
    const char previous = at_ > 0 ? text_[at_ - 1] : '\n';
    if (next == '.' || previous == '.') return previous == '.' && next == '.';
    const bool spreads = language_.imports == syntax::ImportStyle::javascript || language_.imports == syntax::ImportStyle::php ||
                         language_.imports == syntax::ImportStyle::go || language_.name == "cpp" || language_.name == "java";
    if (!spreads) return false;
    if (is_word(next) || next == '$' || (next == '[' && language_.name == "javascript") ||
        (next == '{' && language_.imports == syntax::ImportStyle::javascript))
        return true;
    return (language_.name == "go" || language_.name == "java" || language_.name == "cpp") &&
           (is_word(previous) || (language_.name == "go" && previous == ')'));
}

/// Whether a call, a definition or a statement with parentheses stands before, so that "(T x)" is the language's own.
bool Cutter::after_name() const {
    static constexpr std::array<std::string_view, 12> kKeywords{"return", "throw", "in",    "and",   "or",  "not",
                                                                "else",   "case",  "await", "yield", "new", "is"};
    std::size_t end = at_;
    while (end > 0 && (text_[end - 1] == ' ' || text_[end - 1] == '\t')) --end;
    std::size_t begin = end;
    while (begin > 0 && (is_word(text_[begin - 1]) || text_[begin - 1] == '$')) --begin;
    if (begin == end) return end > 0 && text_[end - 1] == ')';
    return std::ranges::find(kKeywords, text_.substr(begin, end - begin)) == kKeywords.end();
}

/// "(Type $X)" or "($X : Type)" at `at_`.
bool Cutter::typed() {
    if (language_.typed_metavariable.empty()) return false;
    const std::size_t close = text_.find(')', at_);
    if (close == std::string_view::npos) return false;
    const std::string_view inside = trim(text_.substr(at_ + 1, close - at_ - 1));
    const bool type_last = language_.typed_metavariable.starts_with("($X");
    const bool own = after_name();
    std::string name;
    std::string type;
    if (type_last) {
        const std::size_t end = metavariable_end(inside, 0);
        if (end == 0 || inside.starts_with("$...")) return false;
        const std::string_view rest = trim(inside.substr(end));
        if (rest.empty() || rest[0] != ':' || rest.starts_with("::") || rest.starts_with(":=")) return false;
        type = trim(rest.substr(1));
        name = inside.substr(0, end);
        if (type.find_first_of("(=,") != std::string::npos) return false;
    } else {
        const std::size_t dollar = inside.rfind('$');
        if (dollar == std::string_view::npos || dollar == 0 || metavariable_end(inside, dollar) != inside.size()) return false;
        type = trim(inside.substr(0, dollar));
        name = inside.substr(dollar);
        if (std::ranges::none_of(type, is_word) || !std::ranges::all_of(type, [](char byte) {
                return is_word(byte) || std::string_view("$.<>[]*&, :?|").find(byte) != std::string_view::npos;
            }))
            return false;
        if (std::string_view(",.:&|?$").find(type.back()) != std::string_view::npos || type.find(',') < type.find('<')) return false;
    }
    if (own && (type.find('$') != std::string::npos || name == "$...")) return false;
    Piece piece;
    piece.name = name;
    piece.type = type;
    const std::string written = spell(split(language_.metavariable_spellings, '|')[0]);
    if (type.find('$') == std::string::npos) { // as the language itself reads it
        const std::string before_name = type_last ? "(" : "(" + type + " ";
        const std::string after = type_last ? ": " + type + ")" : ")";
        piece.spellings.push_back({.text = before_name + written + after,
                                   .begin = before_name.size(),
                                   .end = before_name.size() + written.size(),
                                   .mark = Mark::metavariable});
    }
    const std::string in_parentheses = "(" + written + ")";
    const std::size_t skipped = own ? 1 : 0; // the parentheses of a call stay
    piece.spellings.push_back(
        {.text = in_parentheses, .begin = skipped, .end = in_parentheses.size() - skipped, .mark = Mark::typed_metavariable});
    if (!own) {
        piece.first_choice = piece.spellings.size() - 1;
        piece.spellings.push_back({.text = written, .begin = 0, .end = written.size(), .mark = Mark::typed_metavariable});
        const std::string_view rest = trim(text_.substr(close + 1));
        if (rest.starts_with('=') && !rest.starts_with("==")) ++piece.first_choice; // what is assigned to stands without parentheses
    }
    ++count_;
    pieces_.push_back(std::move(piece));
    at_ = close + 1;
    return true;
}

bool Cutter::place(bool in_text) {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<...") && !rest.starts_with("<...>") && !in_text) {
        if (pieces_.empty() || !pieces_.back().spellings.empty()) pieces_.emplace_back();
        pieces_.back().text += fmt::format("{}{}(", kDeepFunction, count_++);
        at_ += 4;
        return true;
    }
    if (rest.starts_with("...>") && !in_text) {
        if (pieces_.empty() || !pieces_.back().spellings.empty()) pieces_.emplace_back();
        pieces_.back().text += ")";
        at_ += 4;
        return true;
    }
    if (rest.starts_with("...") && !in_text && !is_native_ellipsis()) {
        const bool chain = before() == '.' && language_.name == "csharp" && trim(rest.substr(3)).starts_with(';');
        add_ellipsis({}, 3);
        if (chain) add_arguments();
        return true;
    }
    if (rest[0] == '$') {
        const std::size_t end = metavariable_end(text_, at_);
        if (end == at_) return false;
        const std::string_view name = text_.substr(at_, end - at_);
        if (language_.name == "php" && std::ranges::find(kPhpVariables, name) != kPhpVariables.end()) {
            plain(name.size());
            return true;
        }
        if (name.starts_with("$..."))
            add_ellipsis(std::string(name), name.size());
        else
            add_metavariable(name);
        return true;
    }
    return rest[0] == '(' && !in_text && typed();
}

/// A literal of text as it is, but for what is put into it.
void Cutter::quoted() {
    const char quote = text_[at_];
    const bool triple = text_.substr(at_).starts_with(std::string(3, quote));
    const std::string closing(triple ? 3 : 1, quote);
    std::size_t end = text_.find(closing, at_ + closing.size());
    while (end != std::string_view::npos && text_[end - 1] == '\\' && (end < 2 || text_[end - 2] != '\\')) end = text_.find(closing, end + 1);
    const std::size_t line_end = text_.find('\n', at_);
    if (end == std::string_view::npos || (!triple && quote != '`' && line_end < end)) return plain(1);
    if (quote == '\'' && (language_.name == "rust" || language_.name == "json") && end > at_ + 4) return plain(1);
    const char prefix = at_ > 0 ? text_[at_ - 1] : ' ';
    const bool braces = prefix == 'f' || prefix == 'F' || (prefix == '$' && language_.name == "csharp");
    const std::size_t stop = end + closing.size();
    while (at_ < stop) {
        const std::size_t name_end = metavariable_end(text_, at_); // "…$X…" of PHP, but for "$X" alone, which is the text's
        if (language_.name == "php" && quote == '"' && name_end > at_ && !text_.substr(at_).starts_with("$...") &&
            (text_[at_ - 1] != quote || name_end + 1 != stop)) {
            place(false);
            continue;
        }
        const bool command = language_.name == "bash" && text_.substr(at_).starts_with("$(");
        const bool opens =
            command || text_.substr(at_).starts_with("${") || text_.substr(at_).starts_with("#{") || (braces && text_[at_] == '{');
        if (!opens) {
            plain(1);
            continue;
        }
        plain(text_[at_] == '{' ? 1 : 2);
        int depth = 1;
        while (at_ < stop && depth > 0) {
            const char byte = text_[at_];
            if (byte == (command ? '(' : '{')) ++depth;
            if (byte == (command ? ')' : '}')) --depth;
            if (const std::size_t closing_quote = text_.find(byte, at_ + 1); // a literal within: no place of the pattern
                (byte == '"' || byte == '\'') && byte != quote && closing_quote < stop)
                plain(closing_quote + 1 - at_);
            else if (depth == 0 || !place(false))
                plain(1);
        }
    }
}

/// The end of the comment that begins at `at_`; `at_` where there is none.
std::size_t Cutter::comment_end() const {
    const std::string_view rest = text_.substr(at_);
    const bool hash = language_.line_comment == "#" || language_.name == "php";
    const bool slashes = language_.line_comment == "//";
    const char left = at_ == 0 ? '\n' : text_[at_ - 1];
    const bool apart = left == '\n' || left == ' ' || left == '\t' || left == ';' || left == '{';
    if ((hash && rest[0] == '#' && apart) || (slashes && rest.starts_with("//") && apart)) return std::min(text_.find('\n', at_), text_.size());
    if (!slashes || !rest.starts_with("/*")) return at_;
    const std::size_t close = text_.find("*/", at_ + 2);
    return close == std::string_view::npos ? at_ : close + 2;
}

std::vector<Piece> Cutter::run() {
    while (at_ < text_.size()) {
        const char byte = text_[at_];
        if (const std::size_t end = comment_end(); end != at_) {
            at_ = end;
            continue;
        }
        if (byte == '"' || byte == '\'' || byte == '`')
            quoted();
        else if (!place(false))
            plain(1);
    }
    return std::move(pieces_);
}

} // namespace

std::size_t metavariable_end(std::string_view text, std::size_t at) {
    if (at >= text.size() || text[at] != '$') return at;
    std::size_t i = at + 1;
    if (text.substr(i).starts_with("...")) i += 3;
    if (i >= text.size() || !is_upper(text[i])) return at;
    while (i < text.size() && (is_upper(text[i]) || std::isdigit(static_cast<unsigned char>(text[i])) != 0)) ++i;
    return i < text.size() && is_word(text[i]) ? at : i;
}

std::vector<Piece> cut_pattern(std::string_view text, const syntax::Language& language) { return Cutter(text, language).run(); }

} // namespace squire::sast
