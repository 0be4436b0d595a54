// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "syntax/tree.h"

namespace squire::sast {

/// Where a file has which names: leaves by the hash of their text (of a string's content), punctuation aside.
class NameIndex {
public:
    explicit NameIndex(const syntax::Tree& tree);

    [[nodiscard]] bool has(std::uint32_t hash) const { return slot(hash).count > 0; }
    [[nodiscard]] std::uint32_t count(std::uint32_t hash) const { return slot(hash).count; }
    /// Their nodes, ascending.
    [[nodiscard]] std::vector<syntax::NodeId> nodes(std::uint32_t hash) const;

private:
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t count = 0; // 0: free
        syntax::NodeId first = syntax::kNoNode;
    };
    [[nodiscard]] const Slot& slot(std::uint32_t hash) const { return slots_[place(hash)]; }
    [[nodiscard]] std::size_t place(std::uint32_t hash) const; // of its slot, or of the free one where it would be

    std::vector<Slot> slots_; // open addressing; a power of two, at most half full
    std::vector<syntax::NodeId> next_; // by node: the next one of that text
};

} // namespace squire::sast
