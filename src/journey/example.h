// SPDX-License-Identifier: MIT
//
// The project that `squire run example` is about: examples/shop of the source tree, made into a repository.
#pragma once

#include <filesystem>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "source/made_repository.h"

namespace squire::journey {

inline constexpr const char* kExampleName = "example";

/// Its commits, secrets filled in.
[[nodiscard]] Result<std::vector<source::MadeCommit>> example_commits();

/// The repository's folder below `cache`; made where it is not there yet.
[[nodiscard]] Result<std::filesystem::path> example_repository(const std::filesystem::path& cache);

/// An index of the advisories that come with the example, below `cache`.
[[nodiscard]] Result<std::filesystem::path> example_advisories(const std::filesystem::path& cache, Time built);

} // namespace squire::journey
