// SPDX-License-Identifier: MIT
#include "tracking/alignment.h"

#include <limits>

namespace squire::tracking {
namespace {

constexpr std::size_t kMostCells = std::size_t{1} << 22U; // four megabytes and some milliseconds

std::uint64_t distance(std::uint32_t left, std::uint32_t right) { return left < right ? right - left : left - right; }

// For each of the `few`, the index in `many` that it goes with. The i-th of the few can only take the i-th of the many or one of the `slack` after
// it, so the table is that wide: cost[s] is the least for the few so far where the last one took at most place i + s.
std::vector<std::size_t> choose(std::span<const std::uint32_t> few, std::span<const std::uint32_t> many) {
    const std::size_t slack = many.size() - few.size();
    const std::size_t width = slack + 1;
    std::vector<std::uint64_t> cost(width, 0);
    std::vector<bool> taken(few.size() * width);
    for (std::size_t i = 0; i < few.size(); ++i) {
        std::uint64_t best = std::numeric_limits<std::uint64_t>::max();
        for (std::size_t s = 0; s < width; ++s) {
            const std::uint64_t with = cost[s] + distance(few[i], many[i + s]);
            if (with < best) {
                best = with;
                taken[i * width + s] = true;
            }
            cost[s] = best;
        }
    }
    std::vector<std::size_t> chosen(few.size());
    std::size_t s = slack;
    for (std::size_t i = few.size(); i-- > 0;) {
        while (!taken[i * width + s]) --s; // s == 0 is always taken
        chosen[i] = i + s;
    }
    return chosen;
}

} // namespace

std::vector<std::pair<std::size_t, std::size_t>> align(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right) {
    const bool left_is_short = left.size() <= right.size();
    const auto few = left_is_short ? left : right;
    const auto many = left_is_short ? right : left;
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    pairs.reserve(few.size());
    const bool plain = few.empty() || few.size() == many.size() || few.size() > kMostCells / (many.size() - few.size() + 1);
    const std::vector<std::size_t> chosen = plain ? std::vector<std::size_t>() : choose(few, many);
    for (std::size_t i = 0; i < few.size(); ++i) {
        const std::size_t other = plain ? i : chosen[i];
        pairs.emplace_back(left_is_short ? i : other, left_is_short ? other : i);
    }
    return pairs;
}

} // namespace squire::tracking
