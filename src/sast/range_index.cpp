// SPDX-License-Identifier: MIT
#include "sast/range_index.h"

#include <algorithm>
#include <utility>

namespace squire::sast {

RangeIndex::RangeIndex(std::vector<ByteRange> ranges) {
    entries_.reserve(ranges.size());
    for (std::uint32_t number = 0; number < ranges.size(); ++number) entries_.push_back({.range = ranges[number], .number = number});
    std::ranges::stable_sort(entries_, {}, [](const Entry& entry) { return entry.range.begin; });
    std::uint32_t last = 0;
    for (Entry& entry : entries_) entry.last_end = last = std::max(last, entry.range.end);
    std::uint32_t first = 0xFFFFFFFF;
    for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) entry->first_end = first = std::min(first, entry->range.end);
}

std::size_t RangeIndex::begun_by(std::uint32_t at) const {
    const auto behind = std::ranges::upper_bound(entries_, at, {}, [](const Entry& entry) { return entry.range.begin; });
    return static_cast<std::size_t>(behind - entries_.begin());
}

bool RangeIndex::any_overlaps(ByteRange with) const {
    const std::size_t begun = begun_by(with.end);
    return begun > 0 && entries_[begun - 1].last_end >= with.begin;
}

bool RangeIndex::any_lies_in(ByteRange around) const {
    const auto first = std::ranges::lower_bound(entries_, around.begin, {}, [](const Entry& entry) { return entry.range.begin; });
    return first != entries_.end() && first->first_end <= around.end;
}

void RangeIndex::overlapping(ByteRange with, std::vector<std::uint32_t>& to) const {
    to.clear();
    for (std::size_t at = begun_by(with.end); at > 0 && entries_[at - 1].last_end >= with.begin; --at)
        if (entries_[at - 1].range.end >= with.begin) to.push_back(entries_[at - 1].number);
    std::ranges::sort(to);
}

} // namespace squire::sast
