// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "fix/dependency_state.h"
#include "fix/proposal.h"

namespace squire::fix {

/// The lines that a change takes away and puts in.
struct ChangedLines {
    std::size_t all = 0;
    std::size_t needed = 0; // of entries of packages whose version is another one, or that name one
};

/// How much of the change of one file is about the packages that moved: some tools write the whole of a lock anew.
[[nodiscard]] ChangedLines count_lines(const FileChange& change, const PackageState& before, const PackageState& after);

} // namespace squire::fix
