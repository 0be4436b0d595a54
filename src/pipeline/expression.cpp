// SPDX-License-Identifier: MIT
#include "pipeline/expression.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <re2/re2.h>

#include "base/text.h"

namespace squire::pipeline {

struct Expression::Regex {
    explicit Regex(const std::string& pattern, const re2::RE2::Options& options) : compiled(pattern, options) {}
    re2::RE2 compiled;
};

namespace {

constexpr std::size_t kExpandedLimit = 64U << 10U;
constexpr int kExpansionDepth = 10;

bool is_name_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '_';
}

std::size_t name_end(std::string_view text, std::size_t from) {
    while (from < text.size() && is_name_byte(text[from])) ++from;
    return from;
}

struct Expansion {
    const Variables& variables;
    std::string text;
    std::size_t steps = 0; // values that stand for nothing cost time, too

    void append(std::string_view text, int depth);
};

void Expansion::append(std::string_view written, int depth) { // NOLINT(misc-no-recursion): kExpansionDepth
    for (std::size_t at = 0; at < written.size() && text.size() < kExpandedLimit && steps < kExpandedLimit; ++steps) {
        std::string_view name;
        std::size_t after = at + 1;
        if (written.substr(at, 2) == "$$") {
            text += '$';
            at += 2;
            continue;
        }
        if (written.substr(at, 2) == "${") {
            after = name_end(written, at + 2);
            if (after < written.size() && written[after] == '}') name = written.substr(at + 2, after - at - 2), ++after;
        } else if (written[at] == '$') {
            after = name_end(written, at + 1);
            name = written.substr(at + 1, after - at - 1);
        } else if (written[at] == '%') {
            after = name_end(written, at + 1);
            if (after < written.size() && written[after] == '%') name = written.substr(at + 1, after - at - 1), ++after;
        }
        if (name.empty()) {
            text += written[at++];
            continue;
        }
        const auto found = variables.find(name);
        if (found != variables.end() && depth < kExpansionDepth)
            append(found->second, depth + 1);
        else if (found != variables.end())
            text += written.substr(at, after - at);
        at = after;
    }
}

/// Splits "/pattern/flags"; nothing where it is no such thing.
std::optional<std::pair<std::string, std::string>> pattern_and_flags(std::string_view written) {
    const std::size_t last = written.rfind('/');
    if (!written.starts_with('/') || last == 0) return std::nullopt;
    const std::string_view flags = written.substr(last + 1);
    if (flags.find_first_not_of("imsU") != std::string_view::npos) return std::nullopt;
    return std::pair(std::string(written.substr(1, last - 1)), std::string(flags));
}

Result<std::shared_ptr<const Expression::Regex>> compile(std::string_view written) {
    const auto parts = pattern_and_flags(written);
    if (!parts) return fail(ErrorKind::malformed, fmt::format("'{}' is no regex", shorten(written, 80)), {}, "write it as /pattern/");
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(1 << 20);
    std::string pattern;
    for (std::size_t at = 0; at < parts->first.size(); ++at) { // `\/` is a slash, which needs no escape in a regex
        if (parts->first.compare(at, 2, "\\/") == 0) ++at;
        pattern += parts->first[at];
        if (parts->first[at] == '\\' && at + 1 < parts->first.size()) pattern += parts->first[++at];
    }
    auto regex =
        std::make_shared<const Expression::Regex>(parts->second.empty() ? pattern : fmt::format("(?{}){}", parts->second, pattern), options);
    if (!regex->compiled.ok())
        return fail(ErrorKind::malformed, fmt::format("the regex {} is wrong: {}", shorten(written, 80), regex->compiled.error()), {},
                    "GitLab takes RE2's syntax: no look-around, no back references");
    return regex;
}

} // namespace

std::string expand(std::string_view text, const Variables& variables) {
    Expansion expansion{.variables = variables, .text = {}};
    expansion.append(text, 0);
    return std::move(expansion.text);
}

Result<bool> regex_finds(std::string_view written, std::string_view text) {
    const auto regex = compile(written);
    if (!regex) return std::unexpected(regex.error());
    return re2::RE2::PartialMatch(text, (*regex)->compiled);
}

/// Shunting-yard: values go out at once, operators wait for those that bind tighter.
class Expression::Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}

    Result<Expression> run() {
        if (text_.size() > 20'000) return fail(ErrorKind::limit, "this expression is longer than 20,000 characters", {}, "split the rule");
        for (skip(); at_ < text_.size(); skip())
            if (auto taken = take(); !taken) return std::unexpected(std::move(taken.error()));
        if (wants_value_) return wrong(made_.tokens_.empty() ? "there is nothing in it" : "it ends where a value should come");
        while (!operators_.empty()) {
            if (operators_.back().kind == Kind::open) return wrong("a '(' is not closed");
            emit_operator();
        }
        return std::move(made_);
    }

private:
    void skip() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }
    [[nodiscard]] std::unexpected<Error> wrong(std::string_view what) const {
        return fail(ErrorKind::malformed, fmt::format("the expression '{}' is wrong: {}", printable(shorten(text_, 120)), what), {},
                    "it takes $VARIABLE, \"text\", /regex/, null, == != =~ !~ && || and parentheses");
    }

    static int rank(Kind kind) { return kind == Kind::either ? 0 : kind == Kind::both ? 1 : 2; }
    void emit_operator() {
        made_.tokens_.push_back(std::move(operators_.back()));
        operators_.pop_back();
    }

    Result<void> take() {
        const char byte = text_[at_];
        if (byte == '(') {
            if (!wants_value_) return wrong("'(' where an operator should come");
            operators_.push_back({.kind = Kind::open});
            ++at_;
            return {};
        }
        if (byte == ')') {
            if (wants_value_) return wrong("')' where a value should come");
            while (!operators_.empty() && operators_.back().kind != Kind::open) emit_operator();
            if (operators_.empty()) return wrong("a ')' without its '('");
            operators_.pop_back();
            ++at_;
            return {};
        }
        return wants_value_ ? value() : binary();
    }

    Result<void> binary() {
        static constexpr std::pair<std::string_view, Kind> kOperators[] = {{"==", Kind::equal},    {"!=", Kind::unequal}, {"=~", Kind::match},
                                                                           {"!~", Kind::mismatch}, {"&&", Kind::both},    {"||", Kind::either}};
        for (const auto& [word, kind] : kOperators) {
            if (text_.substr(at_, 2) != word) continue;
            while (!operators_.empty() && operators_.back().kind != Kind::open && rank(operators_.back().kind) >= rank(kind)) emit_operator();
            operators_.push_back({.kind = kind});
            at_ += 2;
            wants_value_ = true;
            return {};
        }
        return wrong(fmt::format("'{}' where an operator should come", printable(shorten(text_.substr(at_), 20))));
    }

    Result<void> value() {
        Token token;
        const char byte = text_[at_];
        if (byte == '$') {
            const bool braces = text_.substr(at_ + 1, 1) == "{";
            const std::size_t begin = at_ + (braces ? 2 : 1);
            const std::size_t end = name_end(text_, begin);
            if (end == begin || (braces && text_.substr(end, 1) != "}")) return wrong("'$' without a name");
            token = {.kind = Kind::variable, .text = std::string(text_.substr(begin, end - begin))};
            if (std::ranges::find(made_.names_, token.text) == made_.names_.end() && made_.names_.size() < 100)
                made_.names_.push_back(token.text);
            at_ = end + (braces ? 1 : 0);
        } else if (byte == '"' || byte == '\'') {
            const std::size_t end = text_.find(byte, at_ + 1);
            if (end == std::string_view::npos) return wrong("a quote is not closed");
            token = {.kind = Kind::text, .text = std::string(text_.substr(at_ + 1, end - at_ - 1))};
            at_ = end + 1;
        } else if (byte == '/') {
            std::size_t end = at_ + 1;
            while (end < text_.size() && text_[end] != '/') end += text_[end] == '\\' ? 2 : 1;
            if (end >= text_.size()) return wrong("a regex is not closed");
            std::size_t flags = end + 1;
            while (flags < text_.size() && std::string_view("imsU").contains(text_[flags])) ++flags;
            auto regex = compile(text_.substr(at_, flags - at_));
            if (!regex) return std::unexpected(std::move(regex.error()));
            token = {.kind = Kind::regex, .text = std::string(text_.substr(at_, flags - at_)), .regex = std::move(*regex)};
            at_ = flags;
        } else if (text_.substr(at_, 4) == "null" && name_end(text_, at_) == at_ + 4) {
            token = {.kind = Kind::null};
            at_ += 4;
        } else {
            return wrong(fmt::format("'{}' where a value should come", printable(shorten(text_.substr(at_), 20))));
        }
        made_.tokens_.push_back(std::move(token));
        wants_value_ = false;
        return {};
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool wants_value_ = true;
    std::vector<Token> operators_;
    Expression made_;
};

Result<Expression> Expression::parse(std::string_view text) { return Parser(text).run(); }

struct Expression::Value {
    std::optional<std::string> text;    // none: null
    std::optional<bool> truth;          // of a comparison
    std::shared_ptr<const Regex> regex;
    [[nodiscard]] bool holds() const { return truth ? *truth : regex != nullptr || (text && !text->empty()); }
};

bool Expression::holds(const Variables& variables) const {
    std::vector<Value> stack;
    const auto finds = [](const Value& left, const Value& right) {
        if (!left.text) return false;
        if (right.regex) return re2::RE2::PartialMatch(*left.text, right.regex->compiled);
        return right.text && regex_finds(*right.text, *left.text).value_or(false);
    };
    for (const Token& token : tokens_) {
        switch (token.kind) {
        case Kind::variable: {
            const auto found = variables.find(token.text);
            stack.push_back(found == variables.end() ? Value{} : Value{.text = expand(found->second, variables)});
            continue;
        }
        case Kind::text: stack.push_back({.text = token.text}); continue;
        case Kind::regex: stack.push_back({.text = token.text, .regex = token.regex}); continue;
        case Kind::null:
        case Kind::open: stack.emplace_back(); continue;
        default: break;
        }
        const Value right = std::move(stack.back()); // the parser saw to it that there are two
        stack.pop_back();
        Value& left = stack.back();
        bool result = false;
        switch (token.kind) {
        case Kind::equal: result = left.text == right.text && left.truth == right.truth; break;
        case Kind::unequal: result = left.text != right.text || left.truth != right.truth; break;
        case Kind::match: result = finds(left, right); break;
        case Kind::mismatch: result = !finds(left, right); break;
        case Kind::both: result = left.holds() && right.holds(); break;
        default: result = left.holds() || right.holds(); break;
        }
        left = {.truth = result};
    }
    return !stack.empty() && stack.back().holds();
}

} // namespace squire::pipeline
