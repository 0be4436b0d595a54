// SPDX-License-Identifier: MIT
#include "bugreport/route.h"

#include <gtest/gtest.h>

namespace squire::bugreport {
namespace {

TEST(Route, FollowsTheTable) {
    struct Case {
        RouteFacts facts;
        Target target;
    };
    const std::optional<bool> unknown;
    const std::vector<Case> cases{
        {{BugKind::false_alarm, false, unknown, unknown, unknown}, Target::rule},
        {{BugKind::false_alarm, false, unknown, true, unknown}, Target::rule},
        {{BugKind::false_alarm, false, unknown, false, unknown}, Target::engine},
        {{BugKind::false_alarm, false, false, true, unknown}, Target::wrapper},
        {{BugKind::false_alarm, true, unknown, unknown, unknown}, Target::rule}, // what it could not read is no alarm
        {{BugKind::missed, true, unknown, true, unknown}, Target::engine},
        {{BugKind::missed, false, true, true, unknown}, Target::rule},
        {{BugKind::missed, false, true, false, unknown}, Target::engine},
        {{BugKind::missed, true, false, unknown, unknown}, Target::wrapper},
        {{BugKind::crash, false, unknown, unknown, unknown}, Target::engine},
        {{BugKind::crash, false, false, unknown, unknown}, Target::wrapper},
        {{BugKind::slow, false, unknown, unknown, true}, Target::rule},
        {{BugKind::slow, false, unknown, unknown, false}, Target::engine},
        {{BugKind::slow, false, false, unknown, true}, Target::wrapper},
        {{BugKind::report_format, true, false, false, false}, Target::report_format},
        {{BugKind::severity, false, false, unknown, unknown}, Target::wrapper},
        {{BugKind::severity, false, true, unknown, unknown}, Target::rule},
    };
    for (const Case& each : cases) {
        const Route route = route_of(each.facts);
        EXPECT_EQ(to_string(route.target), to_string(each.target)) << to_string(each.facts.kind) << ": " << route.reason;
    }
}

TEST(Route, EveryCombinationHasALine) {
    const std::optional<bool> values[]{std::nullopt, true, false};
    for (std::size_t kind = 0; kind < kBugKinds; ++kind) {
        for (const bool broken : {false, true}) {
            for (const auto& alone : values) {
                for (const auto& other : values) {
                    for (const auto& this_rule : values)
                        EXPECT_NE(route_of({static_cast<BugKind>(kind), broken, alone, other, this_rule}).reason, "nothing is known");
                }
            }
        }
    }
}

TEST(Route, WordsAreReadBack) {
    for (std::size_t kind = 0; kind < kBugKinds; ++kind) {
        EXPECT_EQ(parse_bug_kind(to_string(static_cast<BugKind>(kind))), static_cast<BugKind>(kind));
        EXPECT_FALSE(words_of(static_cast<BugKind>(kind)).empty());
    }
    for (const Target target : {Target::engine, Target::rule, Target::wrapper, Target::report_format})
        EXPECT_EQ(parse_target(to_string(target)), target);
    EXPECT_FALSE(parse_bug_kind("bug"));
    EXPECT_FALSE(parse_target(""));
}

} // namespace
} // namespace squire::bugreport
