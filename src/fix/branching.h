// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "fix/fixing.h"
#include "fix/offer.h"

namespace squire::fix {

/// What a bundle would be sent as, in the words of the project around `repository`.
[[nodiscard]] Result<Offer> offer_of(const Bundle& bundle, std::span<const finding::Finding> findings, const std::filesystem::path& repository,
                                     Time now);

/// Where a branch is made.
enum class BranchPlace : std::uint8_t {
    repository, // somebody's own, from which it could be pushed by mistake
    sandbox,    // a clone that can reach nothing
};

/// The offer's branch with its one commit, on top of `commit`, which HEAD must still name; checkout and index stay as they are. Its id. An error (usage)
/// for what changes nothing, and for what is private anywhere but in a sandbox.
[[nodiscard]] Result<std::string> make_branch(const Offer& offer, const Bundle& bundle, const std::filesystem::path& repository,
                                              const std::string& commit, Time now, BranchPlace place);

/// Changes the files of a checkout: only where git sees them unchanged, all or none. `backwards`: what was applied before is taken back.
[[nodiscard]] Result<void> apply_to_checkout(const Proposal& proposal, const std::filesystem::path& root, bool backwards);

} // namespace squire::fix
