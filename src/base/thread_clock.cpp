// SPDX-License-Identifier: MIT
#include "base/thread_clock.h"

#include <ctime>

namespace squire {

ThreadClock::time_point ThreadClock::now() noexcept {
    timespec time{};
    (void)::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time); // fails only for a clock that there is not
    return time_point(std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec));
}

} // namespace squire
