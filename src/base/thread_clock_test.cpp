// SPDX-License-Identifier: MIT
#include "base/thread_clock.h"

#include <thread>

#include <gtest/gtest.h>

namespace squire {
namespace {

TEST(ThreadClock, CountsWorkAndNotWaiting) {
    const auto begin = ThreadClock::now();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_LT(ThreadClock::now() - begin, std::chrono::milliseconds(25));
    const auto working = ThreadClock::now();
    while (ThreadClock::now() - working < std::chrono::milliseconds(5)) {
    }
    std::thread other([] { EXPECT_LT(ThreadClock::now().time_since_epoch(), std::chrono::milliseconds(5)); });
    other.join();
}

} // namespace
} // namespace squire
