// SPDX-License-Identifier: MIT
#include "base/problems.h"

#include <algorithm>
#include <tuple>

namespace squire {

namespace {
constexpr std::size_t kMost = 1000;
}

void Problems::add(Weight weight, Error error) {
    const std::scoped_lock lock(mutex_);
    incomplete_ = incomplete_ || weight == Weight::incomplete;
    if (kept_.size() == kMost) {
        ++left_out_;
        return;
    }
    kept_.push_back({weight, std::move(error)});
}

std::vector<Problem> Problems::list() const {
    const std::scoped_lock lock(mutex_);
    std::vector<Problem> sorted = kept_;
    std::ranges::stable_sort(sorted, {}, [](const Problem& problem) { return std::tie(problem.error.place, problem.error.message); });
    sorted.erase(std::ranges::unique(sorted).begin(), sorted.end()); // several readings of one thing complain alike
    return sorted;
}

std::uint64_t Problems::left_out() const {
    const std::scoped_lock lock(mutex_);
    return left_out_;
}

bool Problems::incomplete() const {
    const std::scoped_lock lock(mutex_);
    return incomplete_;
}

} // namespace squire
