// SPDX-License-Identifier: MIT
//
// Several proposals of one class on one branch: each was made for the same files, and none knows of the others.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "fix/proposal.h"

namespace squire::fix {

struct Combination {
    std::vector<FileChange> changes; // by path
    std::vector<std::string> taken;  // ids of the proposals that are in it, in their order
    std::vector<Unfixed> clashing;   // findings of those that are not: they change the same place of a file in another way
};

/// Lays the proposals together in their order; one that clashes with an earlier one is left out whole. What two of them do in the same way, such as
/// an import, is done once. All `before` of one path must be the same, else the later proposal counts as clashing.
[[nodiscard]] Combination combine(std::span<const Proposal> proposals);

} // namespace squire::fix
