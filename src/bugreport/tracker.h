// SPDX-License-Identifier: MIT
//
// Where reports go, as data: `rules/trackers/*.toml`. A file says for which scanners and routes it is, what its people ask for and how much each counts,
// and how the text of a report reads. Placeholders in the texts:
//
//     {{name}}            a fact, harmless in Markdown
//     {{span:name}}       a fact as inline code
//     {{code:name}}       a fact in a fence that is longer than any run of backticks in it
//     {{#name}}…{{/name}} only where the fact is known
//
// Beside the facts of bug_report.h there are: summary, summary_short, kind_words, route_words, route_reason.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "bugreport/bug_report.h"

namespace squire::bugreport {

/// One thing that a tracker's people ask for.
struct Ask {
    std::string field; // a fact's name
    std::string what; // for people: "the rule's id"
    std::uint32_t weight = 0;
    bool must = false; // without it no report is ready
    std::vector<BugKind> kinds; // only in reports of these kinds; empty: in all
    std::string hint; // how it is given
};

struct Tracker {
    std::string id; // the file's name: "semgrep-rules"
    std::string name;
    std::string url; // where an issue is opened
    std::string search; // where duplicates are looked for; {{query}} in it
    std::vector<std::string> queries; // what for, with placeholders; the first is the narrowest
    std::vector<std::string> scanners; // in lower case
    std::vector<Target> routes;
    bool confidential = false; // its people want reports confidential
    std::uint32_t threshold = 80; // of 100
    std::string title;
    std::vector<Ask> asks;
    std::string text;
};

/// All that there are, by id.
[[nodiscard]] std::span<const Tracker> all_trackers();

/// A tracker's file. Errors: malformed, with the place of what is wrong: an unknown key, a placeholder that is no fact, a section that does not end.
[[nodiscard]] Result<Tracker> read_tracker(std::string_view text, std::string_view file_name);

/// The tracker of this id; null: none.
[[nodiscard]] const Tracker* tracker_named(std::string_view id);

/// The tracker for a scanner (its name or id, any case) and a route; null where none is known.
[[nodiscard]] const Tracker* tracker_for(std::string_view scanner, Target route);

/// How much of what a tracker asks for is there.
struct Completeness {
    std::uint32_t score = 0; // of 100
    std::vector<const Ask*> missing; // in the tracker's order
    bool ready = false; // the score is at the threshold or above, and nothing that must be there is missing
};

[[nodiscard]] Completeness completeness_of(const BugReport& report, const Tracker& tracker);

/// The title and the text of the issue.
[[nodiscard]] std::string title_for(const BugReport& report, const Tracker& tracker);
[[nodiscard]] std::string markdown_for(const BugReport& report, const Tracker& tracker);

/// Something to look for in a tracker, so that nobody reports what is known.
struct TrackerSearch {
    std::string query;
    std::string address; // of its results; empty where the tracker has none
    friend bool operator==(const TrackerSearch&, const TrackerSearch&) = default;
};

/// The tracker's queries filled in from the report; those that come to nothing or to the same are left out.
[[nodiscard]] std::vector<TrackerSearch> searches_for(const Tracker& tracker, const BugReport& report);

} // namespace squire::bugreport
