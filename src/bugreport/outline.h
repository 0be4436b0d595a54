// SPDX-License-Identifier: MIT
//
// A text as a tree of ranges: what reduction knows of it, whatever its format. Source code, JSON, YAML and Dockerfiles have their grammar's tree, XML
// its elements, and all else blocks of lines, lines by indentation, and words.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "bugreport/input.h"

namespace squire::bugreport {

struct OutlineNode {
    enum class Role : std::uint8_t { plain, name, string, number, assignment, member, call };
    std::uint32_t begin = 0, end = 0; // bytes
    std::uint32_t size = 1; // nodes of the subtree, with this one
    std::uint32_t parent = 0; // the root is its own
    std::uint16_t kind = 0;
    Role role = Role::plain;
    [[nodiscard]] std::uint32_t bytes() const { return end - begin; }
};

/// In preorder: a subtree is a run. Children lie inside their parent, in order, without overlap. The first node is the whole text.
using Outline = std::vector<OutlineNode>;

/// Any bytes have one. Larger texts than a grammar reads in a moment are outlined by lines.
[[nodiscard]] Outline outline_of(std::string_view path, std::string_view text);

[[nodiscard]] Outline outline_of_lines(std::string_view text);
[[nodiscard]] Outline outline_of_xml(std::string_view text);

[[nodiscard]] std::vector<std::uint32_t> children_of(const Outline& outline, std::uint32_t node);

/// The ways in which one node can be taken away: with what stands between it and its neighbour on either side (a comma, a line break), and alone.
/// None for the root.
[[nodiscard]] std::vector<Edit> deletions_of(const Outline& outline, std::uint32_t node);

} // namespace squire::bugreport
