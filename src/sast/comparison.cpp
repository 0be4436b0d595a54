// SPDX-License-Identifier: MIT
#include "sast/comparison.h"

#include <array>
#include <charconv>
#include <cmath>
#include <ctime>

#include <fmt/format.h>

#include "sast/pattern_text.h"
#include "search/pcre.h"

namespace squire::sast {

namespace {

using Step = Comparison::Step;
using Value = std::optional<ComparisonValue>;

constexpr int kMostDepth = 60;
constexpr std::size_t kMostSteps = 2000;

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}
    Result<std::vector<Step>> run() {
        const auto whole = either(0);
        skip();
        if (!whole || at_ != text_.size())
            return fail(ErrorKind::malformed, fmt::format("the comparison is wrong at byte {}: '{}'", at_, text_.substr(at_, 20)));
        if (*whole + 1 != steps_.size()) return fail(ErrorKind::malformed, "the comparison is wrong");
        return std::move(steps_);
    }

private:
    using Index = std::optional<std::size_t>;
    void skip() {
        while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
    }
    bool take(std::string_view token) {
        skip();
        if (!text_.substr(at_).starts_with(token)) return false;
        const bool word = std::isalpha(static_cast<unsigned char>(token[0])) != 0;
        const std::size_t end = at_ + token.size();
        if (word && end < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[end])) != 0 || text_[end] == '_')) return false;
        at_ = end;
        return true;
    }
    Index add(Step step) {
        if (steps_.size() >= kMostSteps) return std::nullopt;
        steps_.push_back(std::move(step));
        return steps_.size() - 1;
    }
    Index either(int depth) { return chain(depth, "or", Step::Kind::either, &Parser::both); }
    Index both(int depth) { return chain(depth, "and", Step::Kind::both, &Parser::negation); }
    Index chain(int depth, std::string_view word, Step::Kind kind, Index (Parser::*next)(int)) { // NOLINT(misc-no-recursion): bounded by depth
        Index left = (this->*next)(depth);
        while (left && take(word)) {
            const Index right = (this->*next)(depth);
            if (!right) return std::nullopt;
            left = add({.kind = kind, .parts = {*left, *right}});
        }
        return left;
    }
    Index negation(int depth) { // NOLINT(misc-no-recursion): bounded by depth
        if (depth > kMostDepth) return std::nullopt;
        if (!take("not")) return relation(depth);
        const Index inner = negation(depth + 1);
        return inner ? add({.kind = Step::Kind::negation, .parts = {*inner}}) : std::nullopt;
    }
    Index relation(int depth) { // NOLINT(misc-no-recursion): bounded by depth
        static constexpr std::array<std::string_view, 8> kOperators{"==", "!=", "<=", ">=", "<", ">", "not in", "in"};
        Index left = sum(depth);
        for (bool more = true; left && more;) {
            more = false;
            for (const std::string_view op : kOperators)
                if (take(op)) {
                    const Index right = sum(depth);
                    if (!right) return std::nullopt;
                    left = add({.kind = Step::Kind::binary, .name = std::string(op), .parts = {*left, *right}});
                    more = true;
                    break;
                }
        }
        return left;
    }
    template <std::size_t N>
    Index operators(int depth, const std::array<std::string_view, N>& all, Index (Parser::*next)(int)) { // NOLINT(misc-no-recursion)
        Index left = (this->*next)(depth);
        for (bool more = true; left && more;) {
            more = false;
            for (const std::string_view op : all)
                if (take(op)) {
                    const Index right = (this->*next)(depth);
                    if (!right) return std::nullopt;
                    left = add({.kind = Step::Kind::binary, .name = std::string(op), .parts = {*left, *right}});
                    more = true;
                    break;
                }
        }
        return left;
    }
    Index sum(int depth) { return operators(depth, std::array<std::string_view, 2>{"+", "-"}, &Parser::product); } // NOLINT(misc-no-recursion)
    Index product(int depth) {
        return operators(depth, std::array<std::string_view, 4>{"**", "*", "/", "%"}, &Parser::unary);
    } // NOLINT(misc-no-recursion)
    Index unary(int depth) { // NOLINT(misc-no-recursion): bounded by depth
        if (depth > kMostDepth) return std::nullopt;
        skip();
        if (!take("-")) return atom(depth);
        const Index inner = unary(depth + 1);
        return inner ? add({.kind = Step::Kind::negative, .parts = {*inner}}) : std::nullopt;
    }
    Index items(int depth, char close, Step step) { // NOLINT(misc-no-recursion): bounded by depth
        while (!take(std::string_view(&close, 1))) {
            const Index item = either(depth + 1);
            if (!item) return std::nullopt;
            step.parts.push_back(*item);
            if (!take(",")) {
                skip();
                if (at_ >= text_.size() || text_[at_] != close) return std::nullopt;
            }
        }
        return add(std::move(step));
    }
    Index atom(int depth) { // NOLINT(misc-no-recursion): bounded by depth
        if (depth > kMostDepth) return std::nullopt;
        skip();
        if (at_ >= text_.size()) return std::nullopt;
        const char byte = text_[at_];
        if (byte == '(') {
            ++at_;
            const Index inner = either(depth + 1);
            return inner && take(")") ? inner : std::nullopt;
        }
        if (byte == '[') {
            ++at_;
            return items(depth, ']', {.kind = Step::Kind::list});
        }
        if (byte == '$') {
            std::size_t end = metavariable_end(text_, at_);
            if (end == at_)
                for (end = at_ + 1; end < text_.size() && std::isdigit(static_cast<unsigned char>(text_[end])) != 0;) ++end;
            if (end == at_ + 1) return std::nullopt;
            const std::string name(text_.substr(at_, end - at_));
            at_ = end;
            return add({.kind = Step::Kind::variable, .name = name});
        }
        if (std::isdigit(static_cast<unsigned char>(byte)) != 0) return number();
        const bool raw =
            (byte == 'r' || byte == 'f' || byte == 'b') && at_ + 1 < text_.size() && (text_[at_ + 1] == '\'' || text_[at_ + 1] == '"');
        if (byte == '\'' || byte == '"' || raw) return literal(raw && byte == 'r');
        std::size_t end = at_;
        while (end < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[end])) != 0 || text_[end] == '_' || text_[end] == '.'))
            ++end;
        if (end == at_) return std::nullopt;
        const std::string word(text_.substr(at_, end - at_));
        at_ = end;
        if (word == "True" || word == "true") return add({.constant = {true}});
        if (word == "False" || word == "false") return add({.constant = {false}});
        if (word == "None") return add({});
        return take("(") ? items(depth, ')', {.kind = Step::Kind::call, .name = word}) : std::nullopt;
    }
    Index number() {
        std::size_t end = at_;
        double value = 0;
        if (text_.substr(at_).starts_with("0x") || text_.substr(at_).starts_with("0X")) {
            std::uint64_t hex = 0;
            const auto read = std::from_chars(text_.data() + at_ + 2, text_.data() + text_.size(), hex, 16);
            end = static_cast<std::size_t>(read.ptr - text_.data());
            value = static_cast<double>(hex);
        } else if (text_.substr(at_).starts_with("0o") || text_.substr(at_).starts_with("0b")) {
            std::uint64_t whole = 0;
            const auto read = std::from_chars(text_.data() + at_ + 2, text_.data() + text_.size(), whole, text_[at_ + 1] == 'o' ? 8 : 2);
            end = static_cast<std::size_t>(read.ptr - text_.data());
            value = static_cast<double>(whole);
        } else {
            const auto read = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
            if (read.ec != std::errc{}) return std::nullopt;
            end = static_cast<std::size_t>(read.ptr - text_.data());
        }
        at_ = end;
        return add({.constant = {value}});
    }
    Index literal(bool raw) {
        if (text_[at_] != '\'' && text_[at_] != '"') ++at_;
        const char quote = text_[at_++];
        std::string value;
        while (at_ < text_.size() && text_[at_] != quote) {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
                if (raw) value += '\\';
                ++at_;
                const char escaped = text_[at_];
                value += raw ? escaped : escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped;
                ++at_;
                continue;
            }
            value += text_[at_++];
        }
        if (at_ >= text_.size()) return std::nullopt;
        ++at_;
        return add({.constant = {std::move(value)}});
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<Step> steps_;
};

std::optional<double> number_in(std::string_view text) {
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
    return value;
}

bool truth(const ComparisonValue& value) {
    if (const auto* flag = std::get_if<bool>(&value.value)) return *flag;
    if (const auto* number = std::get_if<double>(&value.value)) return *number != 0;
    if (const auto* text = std::get_if<std::string>(&value.value)) return !text->empty();
    if (const auto* list = std::get_if<ComparisonList>(&value.value)) return !list->empty();
    return false;
}

bool equal(const ComparisonValue& a, const ComparisonValue& b) { // NOLINT(misc-no-recursion): bounded by the expression
    if (a.value.index() != b.value.index()) return false;
    if (const auto* list = std::get_if<ComparisonList>(&a.value)) {
        const auto& other = std::get<ComparisonList>(b.value);
        if (list->size() != other.size()) return false;
        for (std::size_t i = 0; i < list->size(); ++i)
            if (!equal((*list)[i], other[i])) return false;
        return true;
    }
    if (const auto* number = std::get_if<double>(&a.value)) return *number == std::get<double>(b.value);
    if (const auto* text = std::get_if<std::string>(&a.value)) return *text == std::get<std::string>(b.value);
    if (const auto* flag = std::get_if<bool>(&a.value)) return *flag == std::get<bool>(b.value);
    return true;
}

Value binary(const std::string& op, const ComparisonValue& a, const ComparisonValue& b) {
    if (op == "==") return ComparisonValue{equal(a, b)};
    if (op == "!=") return ComparisonValue{!equal(a, b)};
    if (op == "in" || op == "not in") {
        bool found = false;
        if (const auto* list = std::get_if<ComparisonList>(&b.value)) {
            for (const ComparisonValue& item : *list) found = found || equal(a, item);
        } else if (const auto* text = std::get_if<std::string>(&b.value)) {
            const auto* part = std::get_if<std::string>(&a.value);
            if (part == nullptr) return std::nullopt;
            found = text->find(*part) != std::string::npos;
        } else
            return std::nullopt;
        return ComparisonValue{found == (op == "in")};
    }
    const auto* x = std::get_if<double>(&a.value);
    const auto* y = std::get_if<double>(&b.value);
    if (x != nullptr && y != nullptr) {
        if (op == "<") return ComparisonValue{*x < *y};
        if (op == ">") return ComparisonValue{*x > *y};
        if (op == "<=") return ComparisonValue{*x <= *y};
        if (op == ">=") return ComparisonValue{*x >= *y};
        if (op == "+") return ComparisonValue{*x + *y};
        if (op == "-") return ComparisonValue{*x - *y};
        if (op == "*") return ComparisonValue{*x * *y};
        if (op == "**") return ComparisonValue{std::pow(*x, *y)};
        if (*y == 0) return std::nullopt;
        if (op == "/") return ComparisonValue{*x / *y};
        if (op == "%") return ComparisonValue{*x - *y * std::floor(*x / *y)};
        return std::nullopt;
    }
    const auto* s = std::get_if<std::string>(&a.value);
    const auto* t = std::get_if<std::string>(&b.value);
    if (s == nullptr || t == nullptr) return std::nullopt;
    if (op == "+") return ComparisonValue{*s + *t};
    if (op == "<") return ComparisonValue{*s < *t};
    if (op == ">") return ComparisonValue{*s > *t};
    if (op == "<=") return ComparisonValue{*s <= *t};
    if (op == ">=") return ComparisonValue{*s >= *t};
    return std::nullopt;
}

Result<Value> call(const std::string& name, const std::vector<ComparisonValue>& arguments, double now) {
    if (name == "today" && arguments.empty()) return Value(ComparisonValue{now});
    if (arguments.empty()) return Value();
    const auto* text = std::get_if<std::string>(&arguments[0].value);
    const auto* number = std::get_if<double>(&arguments[0].value);
    if (name == "int" || name == "float") {
        if (number != nullptr) return Value(ComparisonValue{name == "int" ? std::trunc(*number) : *number});
        if (text == nullptr) return Value();
        const auto value = number_in(*text);
        return value ? Value(ComparisonValue{name == "int" ? std::trunc(*value) : *value}) : Value();
    }
    if (name == "str") {
        if (text != nullptr) return Value(arguments[0]);
        if (number != nullptr) return Value(ComparisonValue{fmt::format("{}", *number)});
        return Value();
    }
    if (name == "len" && text != nullptr) return Value(ComparisonValue{static_cast<double>(text->size())});
    if (name == "strptime" && text != nullptr) {
        std::tm time{};
        if (strptime(text->c_str(), "%Y-%m-%d", &time) == nullptr) return Value();
        return Value(ComparisonValue{static_cast<double>(timegm(&time))});
    }
    if ((name == "re.match" || name == "re.search") && arguments.size() >= 2 && text != nullptr) {
        const auto* subject = std::get_if<std::string>(&arguments[1].value);
        if (subject == nullptr) return Value();
        const auto regex = search::Pcre::compile(*text);
        if (!regex) return Value();
        search::PcreMatch match;
        const auto outcome = name == "re.match" ? regex->match_at(*subject, 0, match) : regex->find(*subject, 0, match);
        if (outcome == search::Pcre::Outcome::limit) return fail(ErrorKind::limit, "the regex takes too long on this text");
        return Value(ComparisonValue{outcome == search::Pcre::Outcome::found});
    }
    return Value();
}

} // namespace

Result<Comparison> Comparison::compile(std::string_view text) {
    auto steps = Parser(text).run();
    if (!steps) return std::unexpected(steps.error());
    Comparison result;
    result.steps_ = std::move(*steps);
    return result;
}

std::vector<std::string> Comparison::variables() const {
    std::vector<std::string> names;
    for (const Step& step : steps_)
        if (step.kind == Step::Kind::variable) names.push_back(step.name);
    return names;
}

Result<bool> Comparison::holds(const ComparisonVariables& variables, double now) const {
    std::vector<Value> values;
    for (const Step& step : steps_) { // parts stand before the whole
        Value value;
        std::vector<ComparisonValue> parts;
        bool known = true;
        for (const std::size_t part : step.parts) {
            known = known && values[part].has_value();
            if (values[part]) parts.push_back(*values[part]);
        }
        switch (step.kind) {
        case Step::Kind::constant: value = step.constant; break;
        case Step::Kind::variable: value = variables(step.name); break;
        case Step::Kind::both: value = ComparisonValue{known && truth(parts[0]) && truth(parts[1])}; break;
        case Step::Kind::either:
            value = ComparisonValue{(values[step.parts[0]] && truth(*values[step.parts[0]])) ||
                                    (values[step.parts[1]] && truth(*values[step.parts[1]]))};
            break;
        case Step::Kind::list:
            if (known) value = ComparisonValue{parts};
            break;
        case Step::Kind::call:
            if (known) {
                auto result = call(step.name, parts, now);
                if (!result) return std::unexpected(std::move(result.error()));
                value = std::move(*result);
            }
            break;
        case Step::Kind::negation:
            if (known) value = ComparisonValue{!truth(parts[0])};
            break;
        case Step::Kind::negative:
            if (known && std::holds_alternative<double>(parts[0].value)) value = ComparisonValue{-std::get<double>(parts[0].value)};
            break;
        case Step::Kind::binary:
            if (known) value = binary(step.name, parts[0], parts[1]);
            break;
        }
        values.push_back(std::move(value));
    }
    return !values.empty() && values.back() && truth(*values.back());
}

} // namespace squire::sast
