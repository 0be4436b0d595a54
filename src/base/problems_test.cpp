// SPDX-License-Identifier: MIT
#include "base/problems.h"

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "base/version.h"

namespace squire {
namespace {

TEST(Problems, AreSortedWhateverTheThreadsDo) {
    Problems problems;
    EXPECT_FALSE(problems.incomplete());
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&, thread] {
                for (int i = 0; i < 100; ++i) {
                    problems.add(Weight::warning, {ErrorKind::malformed, "message " + std::to_string(thread), "file" + std::to_string(i), ""});
                }
            });
        }
    }
    const std::vector<Problem> list = problems.list();
    EXPECT_EQ(list.size(), 400U);
    const auto key = [](const Problem& problem) { return std::pair(problem.error.place, problem.error.message); };
    EXPECT_TRUE(std::ranges::is_sorted(list, {}, key));
    EXPECT_FALSE(problems.incomplete());
    problems.add(Weight::incomplete, {ErrorKind::unreadable, "gone", "file", ""});
    EXPECT_TRUE(problems.incomplete());
}

TEST(Problems, AreBoundedInNumberAndStillCounted) {
    Problems problems;
    for (int i = 0; i < 1500; ++i) problems.add(Weight::note, {ErrorKind::limit, "m", std::to_string(i), ""});
    EXPECT_EQ(problems.list().size(), 1000U);
    EXPECT_EQ(problems.left_out(), 500U);
    problems.add(Weight::incomplete, {});
    EXPECT_TRUE(problems.incomplete()); // also of one that is not kept
}

TEST(Error, IsDescribedOnOneSafeLine) {
    EXPECT_EQ(describe({ErrorKind::io, "disk full", "a/b", "make room"}), "a/b: disk full (make room)");
    EXPECT_EQ(describe({ErrorKind::io, "disk full", "", ""}), "disk full");
    EXPECT_EQ(describe({ErrorKind::io, "x\ny", "a\x1b[1m", ""}), "a\\x1b[1m: x\\ny");
}

TEST(Version, IsThreeNumbers) {
    EXPECT_EQ(std::ranges::count(version(), '.'), 2);
    EXPECT_TRUE(std::ranges::all_of(version(), [](char c) { return c == '.' || (c >= '0' && c <= '9'); }));
}

} // namespace
} // namespace squire
