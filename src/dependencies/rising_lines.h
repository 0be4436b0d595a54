// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace squire::dependencies {

/// The line of each of many places in a text, which are asked for in rising order: however many they are, each byte is looked at once.
class RisingLines {
public:
    explicit RisingLines(std::string_view text) : text_(text) {}

    /// `at` is not before the place of the last call.
    void move_to(std::size_t at) {
        for (; at_ < at && at_ < text_.size(); ++at_) {
            if (text_[at_] == '\n') {
                ++line_;
                first_ = at_ + 1;
                blank_ = true;
            } else if (blank_) {
                blank_ = text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r';
                if (!blank_) first_ = at_;
            }
        }
    }

    [[nodiscard]] std::uint32_t line() const { return line_; } // from 1
    /// Whether what stands first in the line, before the place, is this.
    [[nodiscard]] bool begins_with(std::string_view start) const { return !blank_ && text_.substr(first_).starts_with(start); }

private:
    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t first_ = 0;  // the first byte of the line that is not blank
    bool blank_ = true;      // all of the line before the place is
    std::uint32_t line_ = 1;
};

} // namespace squire::dependencies
