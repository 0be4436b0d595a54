// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

namespace squire::sast {

/// A range of bytes, the end behind it.
struct ByteRange {
    std::uint32_t begin = 0, end = 0;
};

/// Ranges, to be asked for those near another one. Two that touch count as overlapping.
class RangeIndex {
public:
    explicit RangeIndex(std::vector<ByteRange> ranges);

    [[nodiscard]] bool any_overlaps(ByteRange with) const;
    [[nodiscard]] bool any_lies_in(ByteRange around) const;
    /// Their numbers, ascending, in place of what `to` held.
    void overlapping(ByteRange with, std::vector<std::uint32_t>& to) const;

private:
    [[nodiscard]] std::size_t begun_by(std::uint32_t at) const; // how many begin there or before

    struct Entry {
        ByteRange range;
        std::uint32_t number = 0;
        std::uint32_t last_end = 0; // of those up to this one
        std::uint32_t first_end = 0; // of those from this one on
    };
    std::vector<Entry> entries_; // by begin
};

/// Where matches are of use: only there they are looked for.
struct Near {
    const RangeIndex& ranges;
    bool around = false; // only matches in which one of the ranges lies; else those that overlap one
    [[nodiscard]] bool allows(ByteRange range) const { return around ? ranges.any_lies_in(range) : ranges.any_overlaps(range); }
};

} // namespace squire::sast
