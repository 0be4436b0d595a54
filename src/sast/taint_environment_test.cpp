// SPDX-License-Identifier: MIT
#include "sast/taint_environment.h"

#include <gtest/gtest.h>

namespace squire::sast {
namespace {

TaintSet taint(std::int32_t origin) {
    TaintSet set;
    set.add({.origin = origin});
    return set;
}

Lvalue field(std::string_view object, std::string_view name) { return std::string(object) + kFieldSeparator + std::string(name); }

TEST(TaintEnvironment, IsSensitiveToFields) {
    TaintEnvironment environment;
    environment.assign(field("x", "a"), taint(1));
    EXPECT_TRUE(environment.of("x").empty());
    EXPECT_FALSE(environment.of(field("x", "a")).empty());
    EXPECT_FALSE(environment.of(field(field("x", "a"), "b")).empty());
    EXPECT_TRUE(environment.of(field("x", "ab")).empty());
    environment.assign("x", taint(2));
    EXPECT_TRUE(environment.of(field("x", "a")).same(taint(2)));
    environment.assign(field("x", "a"), {});
    EXPECT_TRUE(environment.of(field("x", "a")).empty());
    EXPECT_FALSE(environment.of(field("x", "b")).empty());
    environment.assign("x", {});
    EXPECT_FALSE(environment.anything_tainted());
}

TEST(TaintEnvironment, JoinsWhatHoldsOnEitherWay) {
    TaintEnvironment one;
    one.assign("x", taint(1));
    TaintEnvironment other;
    other.assign("y", taint(2));
    EXPECT_TRUE(one.join(other));
    EXPECT_FALSE(one.join(other));
    EXPECT_TRUE(one.of("x").same(taint(1)));
    EXPECT_TRUE(one.of("y").same(taint(2)));
    TaintEnvironment cleaned = one;
    cleaned.assign(field("x", "a"), {});
    EXPECT_FALSE(one.join(cleaned)); // tainted on the one way is tainted
    EXPECT_FALSE(one.of(field("x", "a")).empty());
    TaintEnvironment dead;
    dead.assign("z", taint(3));
    dead.set_unreachable();
    EXPECT_FALSE(one.join(dead));
    EXPECT_TRUE(dead.join(one));
    EXPECT_TRUE(dead.reachable());
    EXPECT_TRUE(dead.of("z").empty());
}

TEST(TaintSet, HoldsEachReasonOnceAndNotWithoutEnd) {
    TaintSet set;
    EXPECT_TRUE(set.add({.origin = 1, .trace = 1}));
    EXPECT_FALSE(set.add({.origin = 1, .trace = 2}));
    EXPECT_TRUE(set.add({.origin = 1, .label = 1}));
    for (std::int32_t i = 0; i < 1'000; ++i) set.add({.origin = i});
    EXPECT_EQ(set.items().size(), TaintSet::kMostItems);
}

} // namespace
} // namespace squire::sast
