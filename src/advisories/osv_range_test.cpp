// SPDX-License-Identifier: MIT
#include "advisories/osv_range.h"

#include <span>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace squire::advisories {
namespace {

using Kind = OsvEvent::Kind;

struct Case {
    std::vector<OsvEvent> events;
    std::string intervals;
    bool inverted = false;
};

TEST(OsvRange, FollowsTheEventsInTheOrderOfVersions) {
    const std::vector<Case> cases{
        {{{Kind::introduced, "0"}}, "all versions"},
        {{{Kind::introduced, "0"}, {Kind::fixed, "1.2.0"}}, "< 1.2.0"},
        {{{Kind::introduced, "1.0.0"}, {Kind::last_affected, "1.2.0"}}, ">= 1.0.0, <= 1.2.0"},
        {{{Kind::fixed, "1.2.0"}, {Kind::introduced, "1.0.0"}}, ">= 1.0.0, < 1.2.0"}, // the order of writing does not matter
        {{{Kind::introduced, "1.0.0"}, {Kind::fixed, "1.2.0"}, {Kind::introduced, "2.0.0"}, {Kind::fixed, "2.1.0"}},
         ">= 1.0.0, < 1.2.0; >= 2.0.0, < 2.1.0"},
        {{{Kind::introduced, "1.0.0"}, {Kind::introduced, "1.1.0"}, {Kind::fixed, "1.2.0"}, {Kind::fixed, "1.3.0"}}, ">= 1.0.0, < 1.2.0"},
        {{{Kind::introduced, "2.0.0"}, {Kind::fixed, "1.0.0"}}, ">= 2.0.0", true}, // inverted: nothing has begun where it ends
        {{{Kind::introduced, "0"}, {Kind::limit, "2.0.0"}}, "< 2.0.0"},
        {{{Kind::introduced, "1.0.0"}, {Kind::limit, "1.5.0"}, {Kind::limit, "3.0.0"}},
         ">= 1.0.0, < 3.0.0"}, // before any of the limits is enough
        {{{Kind::introduced, "1.0.0"}, {Kind::limit, "1.5.0"}, {Kind::limit, "*"}}, ">= 1.0.0"},
        {{{Kind::introduced, "1.0.0"}, {Kind::fixed, "1.0.0"}}, ""},
        {{{Kind::introduced, "0"}, {Kind::fixed, "0.0.0-0"}}, "< 0.0.0-0"}, // "0" comes before every version, this one too
        {{{Kind::fixed, "1.0.0"}}, "", true},
        {{}, ""},
    };
    for (const Case& each : cases) {
        const OsvRange range = read_osv_range(each.events, VersionOrder::semver);
        std::string shown;
        for (const OsvEvent& event : each.events) shown += event.version + " ";
        EXPECT_EQ(describe(std::span<const Interval>(range.intervals)), each.intervals) << shown;
        EXPECT_EQ(range.inverted, each.inverted) << shown;
    }
}

} // namespace
} // namespace squire::advisories
