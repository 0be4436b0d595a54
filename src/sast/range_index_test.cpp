// SPDX-License-Identifier: MIT
#include "sast/range_index.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

namespace squire::sast {
namespace {

// Against looking at each range.
TEST(RangeIndex, AnswersAsLookingAtEachRangeDoes) {
    std::mt19937 random(1); // NOLINT(*-msc51-cpp): the same ranges each time
    const auto range = [&] {
        const auto begin = static_cast<std::uint32_t>(random() % 60);
        return ByteRange{begin, begin + static_cast<std::uint32_t>(random() % 12)};
    };
    for (std::size_t size = 0; size < 30; ++size) {
        std::vector<ByteRange> ranges;
        for (std::size_t i = 0; i < size; ++i) ranges.push_back(range());
        const RangeIndex index(ranges);
        for (int i = 0; i < 50; ++i) {
            const ByteRange with = range();
            std::vector<std::uint32_t> wanted;
            bool within = false;
            for (std::uint32_t number = 0; number < size; ++number) {
                if (ranges[number].begin <= with.end && ranges[number].end >= with.begin) wanted.push_back(number);
                within = within || (ranges[number].begin >= with.begin && ranges[number].end <= with.end);
            }
            std::vector<std::uint32_t> found{77};
            index.overlapping(with, found);
            EXPECT_EQ(found, wanted);
            EXPECT_EQ(index.any_overlaps(with), !wanted.empty());
            EXPECT_EQ(index.any_lies_in(with), within);
        }
    }
}

} // namespace
} // namespace squire::sast
