// SPDX-License-Identifier: MIT
#include "secrets/path_rules.h"

#include <algorithm>

#include "rules/regex_tree.h"

namespace squire::secrets {
namespace {

using rules::RegexNode;
using Kind = RegexNode::Kind;

bool can_match_slash(const RegexNode& node) {
    return node.kind == Kind::set ? node.bytes.test('/') : std::ranges::any_of(node.parts, can_match_slash);
}

// What every matching path has after its last possible slash; the empty text where that may be anything.
RegexNode after_slash(const RegexNode& node) {
    if (!can_match_slash(node)) return node;
    RegexNode tail;
    if (node.kind == Kind::concat) {
        tail.kind = Kind::concat;
        for (const RegexNode& part : node.parts) {
            if (can_match_slash(part)) tail.parts.clear();
            tail.parts.push_back(after_slash(part));
        }
    } else if (node.kind == Kind::alternate) {
        tail.kind = Kind::alternate;
        for (const RegexNode& branch : node.parts) tail.parts.push_back(after_slash(branch));
    }
    return tail;
}

} // namespace

std::optional<std::string> file_name_regex(std::string_view path_regex) {
    const auto tree = rules::parse_regex(path_regex);
    if (!tree) return std::nullopt;
    const RegexNode tail = after_slash(*tree);
    return tail.min_width() > 0 ? std::optional(tail.to_regex()) : std::nullopt;
}

} // namespace squire::secrets
