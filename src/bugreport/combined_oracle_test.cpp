// SPDX-License-Identifier: MIT
#include "bugreport/combined_oracle.h"

#include <gtest/gtest.h>

#include "bugreport/predicate_oracle_test.h"
#include "bugreport/reduction.h"

namespace squire::bugreport {
namespace {

TEST(CombinedOracle, AsksForAllAndStopsAtTheFirstNo) {
    auto fires = std::make_unique<PredicateOracle>([](const Input& candidate) { return candidate.file().text().contains("eval"); });
    auto silent = std::make_unique<PredicateOracle>([](const Input& candidate) { return candidate.file().text().contains("safe"); }, true);
    PredicateOracle& second = *silent;
    std::vector<std::unique_ptr<Oracle>> parts;
    parts.push_back(std::move(fires));
    parts.push_back(std::move(silent));
    const auto both = make_combined_oracle(std::move(parts));
    EXPECT_EQ(both->key(), "all of\n{predicate}\n{predicate}");
    EXPECT_TRUE(both->keeps_place());
    EXPECT_FALSE(both->interesting(one_file("a.py", "safe"), 0).value_or(true));
    EXPECT_EQ(second.asked(), 0U);
    EXPECT_FALSE(both->confirm(one_file("a.py", "eval")).value_or(true));
    const auto reduced = reduce(one_file("a.py", "import x\neval(safe(1), 2)\n"), *both, {});
    ASSERT_TRUE(reduced);
    EXPECT_EQ(reduced->best.file().text(), "evalsafe");
}

} // namespace
} // namespace squire::bugreport
