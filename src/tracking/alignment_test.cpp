// SPDX-License-Identifier: MIT
#include "tracking/alignment.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "testing/random_regex.h"

namespace squire::tracking {
namespace {

using Lines = std::vector<std::uint32_t>;
using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

struct Case {
    Lines left, right;
    Pairs pairs;
};

TEST(Align, PairsByLeastDistance) {
    const std::vector<Case> cases = {
        {{}, {}, {}},
        {{}, {1, 2}, {}},
        {{7}, {}, {}},
        {{10, 50}, {15, 55}, {{0, 0}, {1, 1}}},
        {{10, 50}, {55}, {{1, 0}}},              // the first one is gone
        {{10, 50}, {12}, {{0, 0}}},              // the second one is gone
        {{55}, {10, 50}, {{0, 1}}},              // a new one came before
        {{10, 20, 30}, {10, 30}, {{0, 0}, {2, 1}}},
        {{10, 20, 30}, {1, 11, 21, 31, 41}, {{0, 1}, {1, 2}, {2, 3}}},
        {{5, 5, 5}, {5, 5}, {{0, 0}, {1, 1}}},
    };
    for (const Case& each : cases) {
        Pairs pairs = align(each.left, each.right);
        std::ranges::sort(pairs);
        EXPECT_EQ(pairs, each.pairs) << ::testing::PrintToString(each.left) << ' ' << ::testing::PrintToString(each.right);
    }
}

std::uint64_t total(const Lines& left, const Lines& right, const Pairs& pairs) {
    std::uint64_t sum = 0;
    for (const auto& [i, j] : pairs) sum += left[i] < right[j] ? right[j] - left[i] : left[i] - right[j];
    return sum;
}

// By trying every choice of the longer side.
std::uint64_t least(const Lines& few, const Lines& many) {
    std::uint64_t best = std::numeric_limits<std::uint64_t>::max();
    for (unsigned bits = 0; bits < (1U << many.size()); ++bits) {
        Pairs pairs;
        for (std::size_t j = 0; j < many.size(); ++j) {
            if ((bits >> j & 1U) != 0) pairs.emplace_back(pairs.size(), j);
        }
        if (pairs.size() == few.size()) best = std::min(best, total(few, many, pairs));
    }
    return best;
}

TEST(Align, IsAsGoodAsTryingAll) {
    testing::Random random(1);
    for (int round = 0; round < 300; ++round) {
        Lines few(random.between(1, 5));
        Lines many(random.between(few.size(), 9));
        for (auto& each : few) each = static_cast<std::uint32_t>(random.below(30));
        for (auto& each : many) each = static_cast<std::uint32_t>(random.below(30));
        std::ranges::sort(few);
        std::ranges::sort(many);
        const Pairs pairs = align(few, many);
        ASSERT_EQ(pairs.size(), few.size());
        EXPECT_EQ(total(few, many, pairs), least(few, many));
        const Pairs turned = align(many, few);
        EXPECT_EQ(total(many, few, turned), least(few, many));
    }
}

TEST(Align, EndsWhereThereAreTooMany) {
    const Lines left(20'000, 1);
    const Lines right(100'000, 1);
    EXPECT_EQ(align(left, right).size(), left.size());
}

} // namespace
} // namespace squire::tracking
