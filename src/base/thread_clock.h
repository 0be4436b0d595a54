// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace squire {

/// The processor time of the calling thread: what limits on work count in, so that a busy machine finds as much as an idle one. Times of different
/// threads are not to be compared.
struct ThreadClock {
    // NOLINTBEGIN(readability-identifier-naming): the names that the library asks a clock for
    using duration = std::chrono::nanoseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<ThreadClock>;
    static constexpr bool is_steady = true;
    // NOLINTEND(readability-identifier-naming)
    static time_point now() noexcept;
};

} // namespace squire
