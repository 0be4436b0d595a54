// SPDX-License-Identifier: MIT
#include "rules/yaml_fields.h"

#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::rules {
namespace {

constexpr std::size_t kMergeDepth = 16;

const yaml::Node& nothing() {
    static const yaml::Node kNothing;
    return kNothing;
}

std::string_view kind_name(const yaml::Node& node) {
    switch (node.kind) {
    case yaml::NodeKind::mapping: return "a mapping";
    case yaml::NodeKind::sequence: return "a list";
    default: return node.is_null() ? "nothing" : "a text";
    }
}

std::string wanted(std::string_view what, std::string_view kind, const yaml::Node& node) {
    return fmt::format("{} must be {}, and is {}", what, kind, kind_name(node));
}

} // namespace

bool YamlReading::spend(const yaml::Node& at) {
    spent_ += 1 + at.text.size() / 64;
    if (!exhausted()) return true;
    fail(at, fmt::format("the file's aliases unfold to more than {} values", kUnfoldedLimit), "write fewer aliases of aliases",
         ErrorKind::limit);
    return false;
}

const yaml::Node& YamlReading::follow(const yaml::Node& node) {
    const yaml::Node* at = &node;
    for (std::size_t steps = 0; at->kind == yaml::NodeKind::alias; ++steps) {
        if (!spend(node)) return nothing();
        auto known = targets_.find(at);
        if (known == targets_.end()) {
            if (targets_.size() >= kAliasLimit) {
                fail(node, fmt::format("more than {} aliases", kAliasLimit), "write values out", ErrorKind::limit);
                return nothing();
            }
            known = targets_.emplace(at, file_.target(*at)).first;
        }
        const yaml::Node* const target = known->second;
        const bool around = target != nullptr && target->range.begin <= node.range.begin && node.range.end <= target->range.end;
        if (target == nullptr || around || steps == kMergeDepth) {
            fail(node, fmt::format("'*{}' refers to {}", printable(at->text), target == nullptr ? "nothing" : "what it stands in"));
            return nothing();
        }
        at = target;
    }
    return *at;
}

void YamlReading::add_fields(const yaml::Node& node, std::vector<Field>& to, // NOLINT(misc-no-recursion): bounded by kMergeDepth
                             std::unordered_map<std::string_view, std::size_t>& seen, std::size_t depth) {
    const std::size_t before = to.size();
    for (const yaml::Entry& entry : node.entries) {
        if (!spend(entry.key)) return;
        if (entry.is_merge()) continue;
        const yaml::Node& key = follow(entry.key);
        if (key.kind != yaml::NodeKind::scalar) {
            fail(entry.key, "a key must be a text");
            return;
        }
        const auto [earlier, fresh] = seen.emplace(key.text, to.size());
        if (fresh) {
            to.push_back({key.text, &entry.key, &follow(entry.value)});
        } else if (earlier->second >= before) { // given twice here: the last one counts
            to[earlier->second].value = &follow(entry.value);
        }
    }
    for (const yaml::Entry& entry : node.entries) {
        if (!entry.is_merge()) continue;
        const yaml::Node& merged = follow(entry.value);
        if (depth >= kMergeDepth) return fail(entry.key, "merge keys are nested too deep", {}, ErrorKind::limit);
        if (merged.kind == yaml::NodeKind::mapping) add_fields(merged, to, seen, depth + 1);
        for (const yaml::Node& item : merged.items) {
            const yaml::Node& each = follow(item);
            if (each.kind == yaml::NodeKind::mapping) add_fields(each, to, seen, depth + 1);
        }
    }
}

std::vector<YamlReading::Field> YamlReading::fields(const yaml::Node& node, std::string_view what) {
    std::vector<Field> found;
    const yaml::Node& mapping = follow(node);
    if (mapping.kind != yaml::NodeKind::mapping) {
        fail(node, wanted(what, "a mapping", mapping));
        return found;
    }
    std::unordered_map<std::string_view, std::size_t> seen;
    add_fields(mapping, found, seen, 0);
    return found;
}

std::vector<const yaml::Node*> YamlReading::items(const yaml::Node& node, std::string_view what) {
    std::vector<const yaml::Node*> found;
    const yaml::Node& list = follow(node);
    if (list.kind != yaml::NodeKind::sequence) {
        fail(node, wanted(what, "a list", list));
        return found;
    }
    for (const yaml::Node& item : list.items) {
        if (!spend(item)) break;
        found.push_back(&follow(item));
    }
    return found;
}

std::string YamlReading::text(const yaml::Node& node, std::string_view what) {
    const yaml::Node& value = follow(node);
    if (value.kind == yaml::NodeKind::scalar && !value.is_null() && spend(value)) return value.text;
    fail(node, wanted(what, "a text", value));
    return {};
}

bool YamlReading::flag(const yaml::Node& node, std::string_view what) {
    const std::string value = to_lower(text(node, what));
    if (value == "true" || value == "yes" || value == "on") return true;
    if (value != "false" && value != "no" && value != "off") fail(node, fmt::format("{} must be true or false", what));
    return false;
}

std::optional<double> YamlReading::number(const yaml::Node& node, std::string_view what) {
    const std::string value = text(node, what);
    double number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error == std::errc() && end == value.data() + value.size() && number >= 0) return number;
    fail(node, fmt::format("{} must be a number", what));
    return std::nullopt;
}

std::uint32_t YamlReading::count(const yaml::Node& node, std::string_view what) {
    const auto value = number(node, what);
    if (!value) return 0;
    if (*value <= 1e9 && static_cast<double>(static_cast<std::uint32_t>(*value)) == *value) return static_cast<std::uint32_t>(*value);
    fail(node, fmt::format("{} must be a whole number", what));
    return 0;
}

std::vector<std::string> YamlReading::texts(const yaml::Node& node, std::string_view what) {
    const yaml::Node& value = follow(node);
    if (value.kind == yaml::NodeKind::scalar) return {text(node, what)};
    std::vector<std::string> found;
    for (const yaml::Node* item : items(node, what)) found.push_back(text(*item, what));
    return found;
}

std::uint32_t YamlReading::line(const yaml::Node& node) const {
    const bool block = node.style == yaml::NodeStyle::literal || node.style == yaml::NodeStyle::folded;
    return static_cast<std::uint32_t>(file_.place(node.range.begin).line) + (block && node.kind == yaml::NodeKind::scalar ? 1 : 0);
}

void YamlReading::fail(const yaml::Node& at, std::string message, std::string hint, ErrorKind kind) {
    if (!fault_) fault_ = Error{kind, std::move(message), file_.place_name(at.range.begin), std::move(hint)};
}

std::optional<Error> YamlReading::take_fault() { return std::exchange(fault_, std::nullopt); }

} // namespace squire::rules
