// SPDX-License-Identifier: MIT
//
// Two or more reports about the same files: who says the same, and where they disagree.
//
// Findings are joined where they mean the same (meaning.h) and stand at the same place: first those whose lines overlap, by the strongest likeness, then
// those that are at most three lines apart, or whose data flows end or begin on the other's lines. Each finding is in one group, and a group has at
// most one finding of a report that stands for it; more of them on the same lines are said once, as its doubles. The result depends on the sets of
// findings, not on their order, and the order of reports only decides who is named first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "bugreport/meaning.h"
#include "finding/report.h"

namespace squire::bugreport {

/// One finding of one of the reports, by index.
struct Voice {
    std::size_t report = 0;
    std::size_t finding = 0;
    friend auto operator<=>(const Voice&, const Voice&) = default;
};

struct Group {
    std::vector<Voice> voices; // one a report, in their order; never empty
    std::vector<Voice> doubles; // further findings of a report that has a voice already
    std::vector<std::size_t> missing; // reports that could have said it and do not
    std::vector<std::string> why; // of each of `missing`: what it says there, or why it could not look; may be empty
    Likeness likeness = Likeness::same_rule; // the least of any two voices
    bool severity_differs = false;
    bool place_differs = false; // not the same first line, or not the same file
    [[nodiscard]] bool is_agreed() const { return missing.empty() && !severity_differs && !place_differs; }
};

/// Reports of one type speak of each other's findings; a report of another type does so only where it says the same of the place, as a SAST rule for
/// passwords does beside a scanner for secrets. In the order of file and line.
[[nodiscard]] std::vector<Group> compare_reports(std::span<const finding::Report> reports);

} // namespace squire::bugreport
