// SPDX-License-Identifier: MIT
//
// A whole internship on one project: the steps of step.h one after the other, in a workspace that is made for it. A second run goes on where the first
// stopped, and does again only what has other input than last time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/problems.h"
#include "base/progress.h"
#include "base/result.h"
#include "fix/test_command.h"

namespace squire::journey {

struct JourneyRequest {
    std::string project; // a folder with a repository, an address that git clones from, or "example"
    std::filesystem::path output; // empty: a name made from the project's, here
    std::string intern; // empty: as in the run before
    std::string mentor;
    std::string user; // the name of the person's account
    std::string database_url; // where the store is; empty: in the workspace
    std::filesystem::path cache; // empty: none
    std::filesystem::path index; // of advisories
    bool network = false; // package managers, and the project's tests, may use it, in their sandbox
    std::string test_command; // of the project's own tests; empty: as squire.toml or its pipeline says
    bool allow_tests = false; // those of its pipeline may run
    std::function<std::optional<bool>(const fix::ProposedTests&)> ask_about_tests; // records::TestQuestion::ask
};

enum class StepState : std::uint8_t { done, as_before, failed };

struct StepReport {
    std::size_t number = 0; // from 1
    std::size_t of = 0;
    std::string_view title;
    StepState state = StepState::done;
    double seconds = 0;
    std::string summary;
};

struct JourneyOutcome {
    std::filesystem::path folder;
    bool complete = true; // else a step failed or missed something, or the run was interrupted
    std::vector<std::string> kept; // files that a person changed: what is new lies beside them as NAME.new
};

/// An error only where there is no workspace to work in; a step that fails is reported, and the others go on. `tell` is called after each step.
[[nodiscard]] Result<JourneyOutcome> travel(JourneyRequest request, const Clock& clock, const Cancellation& cancellation, Progress& progress,
                                            Problems& problems, const std::function<void(const StepReport&)>& tell);

} // namespace squire::journey
