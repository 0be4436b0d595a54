// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sast/taint.h"

namespace squire::sast {

/// What a node is to a taint rule.
struct TaintMark {
    enum class Role : std::uint8_t { source, sink, sanitizer, propagator, from, to, needed };
    Role role = Role::source;
    bool whole = false;      // the match itself, else only a part of it
    std::uint16_t entry = 0; // of the rule
    std::uint32_t match = 0; // of the entry
};

/// The marks of a file's nodes. A match that is no node of its own (several arguments, the text that a regex took) is at the largest nodes within it.
class TaintMarks {
public:
    TaintMarks(const TaintMatches& matches, const rules::Taint& taint, const Metavariables& metavariables, const syntax::Tree& tree);

    [[nodiscard]] std::span<const TaintMark> of(syntax::NodeId id) const;

private:
    void mark(std::uint32_t begin, std::uint32_t end, TaintMark mark, bool parts);

    [[nodiscard]] bool is_list_of_one(syntax::NodeId id) const;

    const syntax::Tree& tree_;
    struct Placed {
        syntax::NodeId node;
        TaintMark mark;
    };
    std::vector<Placed> placed_;
    std::vector<TaintMark> marks_; // by node
    std::vector<std::uint32_t> begin_; // where a node's marks begin; one more than there are nodes
};

} // namespace squire::sast
