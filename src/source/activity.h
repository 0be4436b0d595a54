// SPDX-License-Identifier: MIT
//
// What the commits of a repository say of how it is run: counts and times, no person's name or address.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/progress.h"
#include "base/result.h"

namespace squire::source {

/// A person is an e-mail address, after the repository's .mailmap. A *maintainer* is who brought another person's work in: merged it, or committed
/// what somebody else wrote (the forge's own "noreply" addresses are nobody). An *outside change* is a change of somebody who is no maintainer
/// that a maintainer brought in.
struct Activity {
    std::string head; // the commit it was read from, in hex
    Time first; // commit
    Time last;
    std::uint64_t commits = 0; // reachable from HEAD
    std::uint64_t commits_last_year = 0;
    std::uint64_t people = 0; // authors
    std::uint64_t people_last_year = 0;
    std::uint64_t newcomers_last_year = 0; // whose first commit is of the last year
    std::map<std::string, std::uint64_t> domains; // of addresses: how many people write from there
    std::uint64_t maintainers_last_half_year = 0; // who brought work in
    std::uint64_t outside_changes_last_year = 0;
    std::optional<std::chrono::seconds> outside_wait; // the median time from writing to being brought in, over two years
    double signed_off = 0; // share of the last 200 commits, without merges, with a Signed-off-by line
    std::uint64_t releases = 0; // tags
    std::uint64_t releases_last_year = 0;
    std::optional<Time> last_release;
    bool shallow = false; // the clone leaves out older commits: what counts them counts too few
    bool complete = true; // else interrupted, or more than kMostCommits
};

inline constexpr std::uint64_t kMostCommits = 2'000'000;

/// Of the repository that `inside` is in, as it stood at `now`: later commits count as made then. Error not_found where there is no commit.
[[nodiscard]] Result<Activity> read_activity(const std::filesystem::path& inside, Time now, const Cancellation* cancellation = nullptr);

} // namespace squire::source
