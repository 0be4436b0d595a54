// SPDX-License-Identifier: MIT
#include "sast/requirement.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "rules/regex_tree.h"

namespace squire::sast {
namespace {

using rules::Formula;
using rules::RegexNode;
using Kind = Requirement::Kind;

// Words that the text may express otherwise: keywords that stand for each other (`var` and `let`, `function` and `=>`), that a match may leave
// out, literals with several spellings, and types that a match may only infer.
constexpr auto kFreeWords = std::to_array<std::string_view>({
    "abstract",  "and",        "any",      "array",   "async",    "auto",        "await",        "bool",         "boolean",  "byte",
    "case",      "catch",      "char",     "class",   "const",    "constructor", "def",          "default",      "del",      "delete",
    "double",    "elif",       "else",     "elsif",   "end",      "enum",        "except",       "export",       "extends",  "extern",
    "false",     "final",      "finally",  "float",   "for",      "foreach",     "from",         "func",         "function", "global",
    "goto",      "implements", "import",   "include", "inline",   "int",         "integer",      "interface",    "internal", "lambda",
    "let",       "list",       "long",     "map",     "module",   "mut",         "namespace",    "new",          "nil",      "none",
    "not",       "null",       "number",   "object",  "off",      "override",    "package",      "pass",         "private",  "protected",
    "public",    "range",      "readonly", "ref",     "register", "require",     "require_once", "include_once", "return",   "sealed",
    "self",      "short",      "signed",   "sizeof",  "static",   "str",         "string",       "struct",       "super",    "switch",
    "template",  "then",       "this",     "throw",   "throws",   "true",        "try",          "type",         "typedef",  "typename",
    "undefined", "union",      "unless",   "unsafe",  "unsigned", "until",       "use",          "using",        "var",      "virtual",
    "void",      "volatile",   "when",     "where",   "while",    "with",        "yes",          "yield",        "printf_",  "module_",
    "exports_",  "impl",       "pub",      "echo",    "print",    "dict",        "set",          "tuple",        "bytes",    "slice",
    "error",     "uint",       "int32",    "int64",   "uint32",   "uint64",      "size_t",       "char_t",       "wchar_t",  "bigint",
    "symbol",    "never",      "unknown",
});

bool is_free(std::string_view lower) { return std::ranges::find(kFreeWords, lower) != kFreeWords.end(); }

bool is_word(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '_' || byte < 0;
}

bool is_one_of(std::string_view language, std::string_view words) {
    std::size_t at = 0;
    while (at < words.size()) {
        const std::size_t end = std::min(words.find(' ', at), words.size());
        if (words.substr(at, end - at) == language) return true;
        at = end + 1;
    }
    return false;
}

constexpr std::string_view kHashComments = "python py python2 python3 ruby bash sh yaml dockerfile docker terraform tf hcl php elixir julia r";
constexpr std::string_view kSlashComments =
    "javascript js typescript ts jsx tsx java go golang c cpp c++ csharp c# cs rust php kotlin scala swift solidity hcl terraform tf";

// Where the comment that begins at `at` ends; `at` where none begins there.
std::size_t after_comment(std::string_view text, std::size_t at, std::string_view language) {
    const bool hash = text[at] == '#' && is_one_of(language, kHashComments) && (at == 0 || !is_word(text[at - 1])) && text.substr(at, 2) != "#{";
    const bool slashes = text.substr(at, 2) == "//" && is_one_of(language, kSlashComments) && (at == 0 || text[at - 1] != ':');
    if (hash || slashes) return std::min(text.find('\n', at), text.size());
    if (text.substr(at, 2) == "/*" && is_one_of(language, kSlashComments)) {
        const std::size_t end = text.find("*/", at + 2);
        return end == std::string_view::npos ? text.size() : end + 2;
    }
    return at;
}

Requirement literal(std::string_view text, LiteralTable& literals) {
    const std::string lower = to_lower(text.substr(0, LiteralTable::kLongestLiteral));
    if (lower.size() < LiteralTable::kShortestLiteral) return {};
    return {.kind = Kind::literal, .literal = literals.number_of(lower)};
}

void add_all(Requirement& to, Requirement part) {
    if (part.is_always()) return;
    if (part.kind == Kind::all) {
        for (Requirement& each : part.parts) to.parts.push_back(std::move(each));
    } else {
        to.parts.push_back(std::move(part));
    }
}

// A conjunction of what `parts` says, made simple.
Requirement all_of(Requirement all) {
    if (all.parts.empty()) return {};
    if (all.parts.size() == 1) return std::move(all.parts.front());
    all.kind = Kind::all;
    return all;
}

Requirement any_of(std::vector<Requirement> parts) {
    if (parts.empty() || std::ranges::any_of(parts, &Requirement::is_always)) return {};
    if (parts.size() == 1) return std::move(parts.front());
    return {.kind = Kind::any, .parts = std::move(parts)};
}

// --- regexes -------------------------------------------------------------------------------------------------------------------------------

// The byte that this node surely is but for its case.
std::optional<char> certain_byte(const RegexNode& node) {
    if (node.kind != RegexNode::Kind::set || node.bytes.none() || node.bytes.count() > 2) return std::nullopt;
    const std::size_t first = node.bytes._Find_first();
    const auto lower = static_cast<char>(first >= 'A' && first <= 'Z' ? first + ('a' - 'A') : first);
    if (node.bytes.count() == 1) return lower;
    return first >= 'A' && first <= 'Z' && node.bytes.test(first + ('a' - 'A')) ? std::optional(lower) : std::nullopt;
}

constexpr std::size_t kMostBranches = 200;

Requirement needed(const RegexNode& node, LiteralTable& literals) { // NOLINT(misc-no-recursion): bounded by parse_regex
    switch (node.kind) {
    case RegexNode::Kind::set:
    case RegexNode::Kind::nothing: return {};
    case RegexNode::Kind::repeat: return node.min == 0 ? Requirement() : needed(node.parts.front(), literals);
    case RegexNode::Kind::alternate: {
        if (node.parts.size() > kMostBranches) return {};
        std::vector<Requirement> branches;
        for (const RegexNode& part : node.parts) branches.push_back(needed(part, literals));
        return any_of(std::move(branches));
    }
    case RegexNode::Kind::concat: break;
    }
    Requirement all;
    std::string run;
    const auto end_run = [&] {
        add_all(all, literal(run, literals));
        run.clear();
    };
    for (const RegexNode& part : node.parts) {
        if (const auto byte = certain_byte(part)) {
            run += *byte;
        } else if (part.kind != RegexNode::Kind::nothing) {
            end_run();
            add_all(all, needed(part, literals));
        }
    }
    end_run();
    return all_of(std::move(all));
}

// Without look-around, which RE2's syntax has no words for: it only asks for more.
std::string without_look_around(std::string_view regex) {
    std::string made;
    bool in_class = false;
    for (std::size_t at = 0; at < regex.size(); ++at) {
        if (regex[at] == '\\') {
            made += regex.substr(at, 2);
            ++at;
            continue;
        }
        if (in_class) {
            in_class = regex[at] != ']';
        } else if (regex[at] == '[') {
            in_class = true;
            if (regex.substr(at, 2) == "[]" || regex.substr(at, 3) == "[^]") { // the first one is no end
                const std::size_t length = regex[at + 1] == ']' ? 2 : 3;
                made += regex.substr(at, length);
                at += length - 1;
                continue;
            }
        } else if (regex.substr(at).starts_with("(?=") || regex.substr(at).starts_with("(?!") || regex.substr(at).starts_with("(?<=") ||
                   regex.substr(at).starts_with("(?<!")) {
            std::size_t depth = 0;
            bool inner_class = false;
            for (; at < regex.size(); ++at) {
                if (regex[at] == '\\')
                    ++at;
                else if (inner_class)
                    inner_class = regex[at] != ']';
                else if (regex[at] == '[')
                    inner_class = true;
                else if (regex[at] == '(')
                    ++depth;
                else if (regex[at] == ')' && --depth == 0)
                    break;
            }
            made += "(?:)";
            continue;
        }
        made += regex[at];
    }
    return made;
}

// --- formulas ------------------------------------------------------------------------------------------------------------------------------

class Analysis {
public:
    Analysis(std::string_view language, LiteralTable& literals) : language_(language), literals_(literals) {}

    Requirement of(const Formula& formula) { // NOLINT(misc-no-recursion): bounded by the rules' reader
        switch (formula.kind) {
        case Formula::Kind::pattern: return of_pattern(formula.text);
        case Formula::Kind::regex: return requirement_of_regex(formula.text, literals_);
        case Formula::Kind::negation: return {};
        case Formula::Kind::inside:
        case Formula::Kind::anywhere: return of(formula.parts.front());
        case Formula::Kind::any: {
            std::vector<Requirement> branches;
            for (const Formula& part : formula.parts) branches.push_back(of(part));
            return any_of(std::move(branches));
        }
        case Formula::Kind::all: break;
        }
        Requirement all;
        for (const Formula& part : formula.parts) add_all(all, of(part));
        for (const rules::Condition& condition : formula.conditions) add_all(all, of(condition));
        return all_of(std::move(all));
    }

    template <class Entry> Requirement any(const std::vector<Entry>& entries) {
        std::vector<Requirement> branches;
        for (const Entry& entry : entries) branches.push_back(of(entry.formula));
        return any_of(std::move(branches));
    }

private:
    Requirement of_pattern(std::string_view pattern) {
        if (language_ == "regex") return requirement_of_regex(pattern, literals_);
        Requirement all;
        for (const std::string& word : words_of_pattern(pattern, language_)) add_all(all, literal(word, literals_));
        return all_of(std::move(all));
    }

    // What is bound is text of the file, except where a value is only known by propagation.
    Requirement of(const rules::Condition& condition) { // NOLINT(misc-no-recursion): bounded by the rules' reader
        if (const auto* regex = std::get_if<rules::MetavariableRegex>(&condition.test))
            return regex->constant_propagation ? Requirement() : requirement_of_regex(regex->regex, literals_);
        if (const auto* pattern = std::get_if<rules::MetavariablePattern>(&condition.test))
            return Analysis(pattern->language.empty() ? language_ : pattern->language, literals_).of(pattern->formula.front());
        return {};
    }

    std::string_view language_;
    LiteralTable& literals_;
};

} // namespace

std::uint32_t LiteralTable::number_of(std::string_view lower) {
    const auto [place, fresh] = numbers_.try_emplace(std::string(lower), static_cast<std::uint32_t>(literals_.size()));
    if (fresh) literals_.emplace_back(lower);
    return place->second;
}

bool Requirement::met(const std::vector<bool>& found) const { // NOLINT(misc-no-recursion): as deep as the formula
    const auto part_met = [&](const Requirement& part) { return part.met(found); };
    switch (kind) {
    case Kind::always: return true;
    case Kind::literal: return found[literal];
    case Kind::all: return std::ranges::all_of(parts, part_met);
    case Kind::any: return std::ranges::any_of(parts, part_met);
    }
    return true;
}

std::vector<std::string> words_of_pattern(std::string_view pattern, std::string_view language) {
    const bool generic = language == "generic" || language == "none";
    std::vector<std::string> words;
    for (std::size_t at = 0; at < pattern.size();) {
        if (!generic) {
            if (const std::size_t end = after_comment(pattern, at, language); end != at) {
                at = end;
                continue;
            }
        }
        if (pattern.substr(at).starts_with("=~/")) { // a regex in place of a text
            at = std::min(pattern.find_first_of("\"'`\n", at), pattern.size());
            continue;
        }
        if (pattern[at] == '\\') { // what is escaped has several spellings, and so has what hangs on it
            at += 2;
            while (at < pattern.size() && is_word(pattern[at])) ++at;
            continue;
        }
        if (pattern[at] == '$') { // a metavariable, or a variable of PHP or a shell: its own name is not certain
            ++at;
            while (at < pattern.size() && (is_word(pattern[at]) || pattern[at] == '.')) ++at;
            continue;
        }
        if (!is_word(pattern[at])) {
            ++at;
            continue;
        }
        const std::size_t begin = at;
        while (at < pattern.size() && is_word(pattern[at])) ++at;
        std::string word = to_lower(pattern.substr(begin, at - begin));
        const bool touches_escape = at < pattern.size() && pattern[at] == '\\';
        const bool number = word.front() >= '0' && word.front() <= '9';
        if (touches_escape || (number && !generic) || (!generic && is_free(word))) continue;
        if (std::ranges::find(words, word) == words.end()) words.push_back(std::move(word));
    }
    return words;
}

Requirement requirement_of_regex(std::string_view regex, LiteralTable& literals) {
    const auto tree = rules::parse_regex(without_look_around(regex));
    return tree ? needed(*tree, literals) : Requirement();
}

Requirement requirement_of(const rules::SastRule& rule, std::string_view language, LiteralTable& literals) {
    Analysis analysis(language, literals);
    if (rule.mode == rules::SastRule::Mode::search) return analysis.of(rule.formula);
    Requirement both;
    add_all(both, analysis.any(rule.taint.sources));
    add_all(both, analysis.any(rule.taint.sinks));
    return all_of(std::move(both));
}

std::string to_text(const Requirement& requirement, const LiteralTable& literals) { // NOLINT(misc-no-recursion): as deep as the formula
    if (requirement.kind == Kind::always) return "anything";
    if (requirement.kind == Kind::literal) return printable(literals.literals()[requirement.literal]);
    std::string text;
    for (const Requirement& part : requirement.parts) {
        const bool parentheses = requirement.kind == Kind::all && part.kind == Kind::any;
        text += fmt::format("{}{}{}{}",
                            text.empty()                    ? ""
                            : requirement.kind == Kind::all ? " and "
                                                            : " or ",
                            parentheses ? "(" : "", to_text(part, literals), parentheses ? ")" : "");
    }
    return text;
}

} // namespace squire::sast
