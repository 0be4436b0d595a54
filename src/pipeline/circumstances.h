// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/expression.h"

namespace squire::pipeline {

enum class Event : std::uint8_t { push, merge_request, tag, schedule, web };

/// As a command line says it: "merge-request". Nothing for another word.
[[nodiscard]] std::optional<Event> parse_event(std::string_view word);
[[nodiscard]] std::string_view to_string(Event event);

enum class Tier : std::uint8_t { free, premium, ultimate };

/// What a pipeline would be made for.
struct Circumstances {
    Event event = Event::push;
    std::string default_branch = "main";
    std::string branch;                // of a merge request its source; empty: the default branch, or "feature" for a merge request
    std::string tag = "v1.0.0";        // of the event `tag`
    bool open_merge_request = false;   // of a push: its branch has one
    Tier tier = Tier::free;
    Variables variables;               // given by hand, which win over all others
    std::optional<std::vector<std::string>> changed; // files; nothing: not known
};

/// "a push to main", "a merge request from feature into main".
[[nodiscard]] std::string describe(const Circumstances& circumstances);

[[nodiscard]] std::string branch_of(const Circumstances& circumstances);

/// What GitLab itself sets, without the variables of project, group and instance, which nobody knows here.
[[nodiscard]] Variables predefined_variables(const Circumstances& circumstances);

/// Every kind of pipeline that a change of a pipeline's file must be looked at in: pushes to the default branch and to others, with and without an
/// open merge request, merge requests, tags, schedules, and those started by hand.
[[nodiscard]] std::vector<Circumstances> all_circumstances(std::string_view default_branch);

} // namespace squire::pipeline
