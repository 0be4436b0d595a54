// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "finding/finding.h"

namespace squire::sast {

/// Where the lines of a text begin.
class LineIndex {
public:
    explicit LineIndex(std::string_view text) : begins_(1, 0) {
        for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
            begins_.push_back(static_cast<std::uint32_t>(at + 1));
    }

    /// From 1.
    [[nodiscard]] std::uint32_t line(std::uint32_t offset) const {
        return static_cast<std::uint32_t>(std::ranges::upper_bound(begins_, offset) - begins_.begin());
    }
    [[nodiscard]] std::uint32_t begin_of_line(std::uint32_t line) const { return begins_[line - 1]; }

    /// Of bytes [begin, end), as findings have it.
    [[nodiscard]] finding::Range range(std::uint32_t begin, std::uint32_t end) const {
        const std::uint32_t last = end > begin ? end - 1 : begin;
        return {.start_line = line(begin),
                .end_line = line(last),
                .start_column = begin - begin_of_line(line(begin)) + 1,
                .end_column = last - begin_of_line(line(last)) + 1};
    }

private:
    std::vector<std::uint32_t> begins_;
};

} // namespace squire::sast
