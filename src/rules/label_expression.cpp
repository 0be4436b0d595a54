// SPDX-License-Identifier: MIT
#include "rules/label_expression.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::rules {
namespace {

using Kind = LabelExpression::Kind;

constexpr std::size_t kDepthLimit = 64;

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) { advance(); }

    Result<LabelExpression> run() {
        auto whole = disjunction(0);
        if (whole && !word_.empty()) return wrong();
        return whole;
    }

private:
    [[nodiscard]] std::unexpected<Error> wrong() const {
        return fail(ErrorKind::malformed,
                    word_.empty() ? std::string("a label is missing at the end") : fmt::format("'{}' is not expected there", printable(word_)));
    }

    void advance() {
        while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
        const std::size_t begin = at_;
        const auto in_word = [](char byte) { return std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '_' || byte == '-'; };
        while (at_ < text_.size() && in_word(text_[at_])) ++at_;
        if (at_ == begin && at_ < text_.size()) ++at_;
        word_ = text_.substr(begin, at_ - begin);
    }

    Result<LabelExpression> chain(Kind kind, std::string_view word, std::size_t depth) { // NOLINT(misc-no-recursion): bounded by kDepthLimit
        LabelExpression whole{.kind = kind};
        for (;;) {
            auto part = kind == Kind::any ? chain(Kind::all, "and", depth) : operand(depth);
            if (!part) return part;
            whole.parts.push_back(std::move(*part));
            if (word_ != word) break;
            advance();
        }
        if (whole.parts.size() == 1) return std::move(whole.parts.front());
        return whole;
    }

    Result<LabelExpression> disjunction(std::size_t depth) { return chain(Kind::any, "or", depth); } // NOLINT(misc-no-recursion)

    Result<LabelExpression> operand(std::size_t depth) { // NOLINT(misc-no-recursion): bounded by kDepthLimit
        if (depth > kDepthLimit) return fail(ErrorKind::limit, "nested too deep");
        if (word_ == "not") {
            advance();
            auto part = operand(depth + 1);
            if (!part) return part;
            LabelExpression whole{.kind = Kind::negation};
            whole.parts.push_back(std::move(*part));
            return whole;
        }
        if (word_ == "(") {
            advance();
            auto part = disjunction(depth + 1);
            if (part && word_ != ")") return wrong();
            advance();
            return part;
        }
        if (word_.empty() || word_ == "and" || word_ == "or" || std::isalnum(static_cast<unsigned char>(word_.front())) == 0) {
            if (!word_.starts_with('_')) return wrong();
        }
        LabelExpression label{.kind = Kind::label, .label = std::string(word_)};
        advance();
        if (label.label == "True") label = {};
        return label;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string_view word_; // the one looked at; empty at the end
};

} // namespace

Result<LabelExpression> parse_label_expression(std::string_view text) { return Parser(text).run(); }

bool holds(const LabelExpression& expression,
           const std::function<bool(std::string_view)>& has) { // NOLINT(misc-no-recursion): bounded by the parser
    const auto part_holds = [&](const LabelExpression& part) { return holds(part, has); };
    switch (expression.kind) {
    case Kind::always: return true;
    case Kind::label: return has(expression.label);
    case Kind::all: return std::ranges::all_of(expression.parts, part_holds);
    case Kind::any: return std::ranges::any_of(expression.parts, part_holds);
    case Kind::negation: return !part_holds(expression.parts.front());
    }
    return false;
}

std::string to_string(const LabelExpression& expression) { // NOLINT(misc-no-recursion): bounded by the parser
    switch (expression.kind) {
    case Kind::always: return "True";
    case Kind::label: return expression.label;
    case Kind::negation: {
        const std::string part = to_string(expression.parts.front());
        return part.contains(' ') && !part.starts_with("not ") ? "not (" + part + ")" : "not " + part;
    }
    case Kind::all:
    case Kind::any: break;
    }
    std::string text;
    for (const LabelExpression& part : expression.parts) {
        const bool parentheses = expression.kind == Kind::all && part.kind == Kind::any;
        text += fmt::format("{}{}{}{}",
                            text.empty()                   ? ""
                            : expression.kind == Kind::all ? " and "
                                                           : " or ",
                            parentheses ? "(" : "", to_string(part), parentheses ? ")" : "");
    }
    return text;
}

} // namespace squire::rules
