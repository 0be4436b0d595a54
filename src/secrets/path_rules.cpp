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

// Whether each branch of the regex ends in `$` or `\\z`: otherwise it may find a folder, whatever the file in it is called.
bool reaches_the_end(std::string_view regex) {
    int depth = 0;
    bool in_class = false;
    bool at_end = false;
    for (std::size_t i = 0; i < regex.size(); ++i) {
        const char c = regex[i];
        if (c == '\\') {
            ++i;
            at_end = !in_class && i < regex.size() && regex[i] == 'z';
        } else if (in_class) {
            in_class = c != ']';
        } else if (c == '|' && depth == 0) {
            if (!at_end) return false;
        } else {
            in_class = c == '[';
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at_end = c == '$' && depth == 0;
        }
    }
    return at_end;
}

} // namespace

std::optional<std::string> file_name_regex(std::string_view path_regex) {
    if (!reaches_the_end(path_regex)) return std::nullopt;
    const auto tree = rules::parse_regex(path_regex);
    if (!tree) return std::nullopt;
    const RegexNode tail = after_slash(*tree);
    return tail.min_width() > 0 ? std::optional(tail.to_regex()) : std::nullopt;
}

} // namespace squire::secrets
