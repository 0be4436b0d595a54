// SPDX-License-Identifier: MIT
#include "sast/truth.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <string_view>
#include <utility>

namespace squire::sast {

using syntax::kNoNode;
using syntax::NodeId;

namespace {

constexpr int kMostDepth = 32;

/// Languages in which a call changes no variable that it is given, but for what is marked at the call.
constexpr auto kByValue = std::to_array<std::string_view>({"csharp", "go", "java", "javascript", "python", "ruby", "rust", "typescript", "tsx"});

std::optional<std::int64_t> integer_of(std::string_view text) {
    std::int64_t number = 0;
    if (text.empty() || (text.size() > 1 && text[0] == '0')) return std::nullopt; // of another base
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<std::int64_t> computed(std::int64_t a, std::string_view op, std::int64_t b) {
    std::int64_t result = 0;
    if (op == "+") return __builtin_add_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    if (op == "-") return __builtin_sub_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    if (op == "*") return __builtin_mul_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    // Languages differ in how they round and in the sign of what is left.
    if (a < 0 || b <= 0) return std::nullopt;
    if (op == "/") return a % b == 0 ? std::optional(a / b) : std::nullopt;
    if (op == "%") return a % b;
    return std::nullopt;
}

template <typename T> std::optional<bool> compared(const T& a, std::string_view op, const T& b) {
    if (op == "==" || op == "===") return a == b;
    if (op == "!=" || op == "!==") return a != b;
    if (op == "<") return a < b;
    if (op == "<=") return a <= b;
    if (op == ">") return a > b;
    if (op == ">=") return a >= b;
    return std::nullopt;
}

} // namespace

std::optional<bool> Truth::truth(const Value& value) {
    if (const bool* known = std::get_if<bool>(&value)) return *known;
    return std::nullopt; // whether 0 or "" is false is for each language to say
}

std::optional<bool> Truth::of(NodeId condition) const { return truth(value(condition, 0)); }

NodeId Truth::function_around(NodeId id) const {
    for (NodeId at = tree_[id].parent; at != kNoNode; at = tree_[at].parent)
        if ((tree_.traits(at) & syntax::kFunction) != 0) return at;
    return kNoNode;
}

// Python and Ruby have no declarations: what a function assigns is its own, unless it says otherwise or the name does.
bool Truth::is_declared_at(NodeId name) const {
    const std::string_view language = tree_.grammar().language().name;
    const auto has_parent = [&](std::string_view word) {
        NodeId at = tree_[name].parent;
        for (int levels = 0; levels < 4 && at != kNoNode && (tree_.traits(at) & (syntax::kBlock | syntax::kFunction)) == 0; ++levels) {
            if (tree_.grammar().kind_name(tree_[at].kind).contains(word)) return true;
            at = tree_[at].parent;
        }
        return false;
    };
    if (language == "python") return true;
    if (language == "ruby") return std::isalpha(static_cast<unsigned char>(tree_.text(name)[0])) != 0 || tree_.text(name)[0] == '_';
    std::string_view behind = tree_.text().substr(tree_[name].end);
    while (behind.starts_with(' ')) behind.remove_prefix(1);
    return behind.starts_with(":=") || has_parent("declar") || has_parent("spec");
}

// Declared and written in one function, where no function inside writes it and nobody is given its address.
bool Truth::is_own_variable(NodeId id, NodeId value) const {
    const NodeId function = function_around(id);
    if (function == kNoNode || function_around(value) != function) return false;
    bool first = true;
    for (const NodeId use : file_.names().nodes(tree_[id].hash)) {
        if (use < function || use >= tree_.after(function)) continue;
        if (std::exchange(first, false) && !is_declared_at(use)) return false;
        const std::string_view around = tree_.grammar().kind_name(tree_[tree_[use].parent].kind);
        if (around.starts_with("global") || around.starts_with("nonlocal")) return false;
        if (function_around(use) != function && file_.constants().is_written_at(use)) return false;
        std::string_view before = tree_.text().substr(0, tree_[use].begin);
        while (before.ends_with(' ')) before.remove_suffix(1);
        if (before.ends_with("&&")) continue;
        if (before.ends_with('&') || before.ends_with(" mut") || before.ends_with("&mut") || before.ends_with("ref") || before.ends_with("out"))
            return false;
    }
    return true;
}

Truth::Value Truth::of_name(NodeId id, int depth) const { // NOLINT(misc-no-recursion): bounded by depth
    const std::string_view text = tree_.text(id);
    if (text == "true" || text == "True") return true;
    if (text == "false" || text == "False") return false;
    if (tree_[id].kind != syntax::kIdentifierKind || std::ranges::find(kByValue, tree_.grammar().language().name) == kByValue.end()) return {};
    const NodeId held = file_.constants().value_of(id);
    return held == kNoNode || !is_own_variable(id, held) ? Value() : value(held, depth + 1);
}

Truth::Value Truth::of_binary(NodeId id, int depth) const { // NOLINT(misc-no-recursion): bounded by depth
    const std::vector<NodeId> parts = tree_.children(id);
    if (parts.size() != 3 || tree_[parts[1]].kind != syntax::kTokenKind) return {};
    const std::string_view op = tree_.text(parts[1]);
    const Value a = value(parts[0], depth + 1);
    const Value b = value(parts[2], depth + 1);
    if (op == "&&" || op == "and" || op == "||" || op == "or") {
        const bool decides = op == "||" || op == "or"; // the value of one side that says what both are
        const auto one = truth(a);
        const auto other = truth(b);
        if (one == decides || other == decides) return decides;
        return one && other ? Value(!decides) : Value();
    }
    if (std::holds_alternative<std::int64_t>(a) && std::holds_alternative<std::int64_t>(b)) {
        const std::int64_t x = std::get<std::int64_t>(a);
        const std::int64_t y = std::get<std::int64_t>(b);
        if (const auto number = computed(x, op, y)) return *number;
        if (const auto holds = compared(x, op, y)) return *holds;
    }
    const bool by_content = tree_.grammar().language().name != "java"; // "==" of texts asks for one object there
    if (by_content && std::holds_alternative<std::string>(a) && std::holds_alternative<std::string>(b) &&
        (op.starts_with("==") || op.starts_with("!=")))
        if (const auto holds = compared(std::get<std::string>(a), op, std::get<std::string>(b))) return *holds;
    return {};
}

Truth::Value Truth::value(NodeId id, int depth) const { // NOLINT(misc-no-recursion): bounded by depth
    if (depth > kMostDepth) return {};
    const syntax::Node& node = tree_[id];
    if (node.kind == syntax::kNumberKind) {
        const auto number = integer_of(tree_.text(id));
        return number ? Value(*number) : Value();
    }
    if (node.kind == syntax::kStringKind) return node.leaf ? Value(std::string(tree_.content(id))) : Value();
    if (node.leaf) return of_name(id, depth);
    if ((tree_.traits(id) & syntax::kBinary) != 0) return of_binary(id, depth);
    const std::vector<NodeId> parts = tree_.children(id);
    if (tree_.grammar().kind_name(node.kind).contains("parenthes") && parts.size() == 1) return value(parts[0], depth + 1);
    const bool negates =
        parts.size() == 2 && tree_[parts[0]].kind == syntax::kTokenKind && (tree_.text(parts[0]) == "!" || tree_.text(parts[0]) == "not");
    if (!negates) return {};
    const auto inner = truth(value(parts[1], depth + 1));
    return inner ? Value(!*inner) : Value();
}

} // namespace squire::sast
