// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

struct pcre2_real_code_8;

namespace squire::search {

struct PcreOptions {
    bool multi_line = true;     // ^ and $ at every line
    bool ignoring_case = false;
    bool dot_matches_newline = false;
};

/// What one match took: bytes [begin, end) of the subject.
struct PcreMatch {
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    struct Span {
        std::size_t begin = kNone; // kNone: this group took no part
        std::size_t end = kNone;
        [[nodiscard]] bool took_part() const { return begin != kNone; }
    };
    std::vector<Span> groups; // the whole match first

    [[nodiscard]] std::size_t begin() const { return groups.front().begin; }
    [[nodiscard]] std::size_t end() const { return groups.front().end; }
    [[nodiscard]] std::string_view text(std::string_view subject, std::size_t group = 0) const {
        const Span span = group < groups.size() ? groups[group] : Span();
        return span.took_part() ? subject.substr(span.begin, span.end - span.begin) : std::string_view();
    }
};

/// A regex of PCRE2, compiled. Safe to use from several threads. Subjects may be any bytes: they are read as UTF-8, and what is none
/// matches nothing; a regex that is no UTF-8 itself sees bytes.
class Pcre {
public:
    enum class Outcome : std::uint8_t {
        found,
        none,
        limit, // the regex went back and forth too often to tell
    };

    /// An error says what is wrong and at which byte.
    [[nodiscard]] static Result<Pcre> compile(std::string_view regex, PcreOptions options = {});

    /// The first match at or after `from`. Anchors and look-behind see all of the subject.
    [[nodiscard]] Outcome find(std::string_view subject, std::size_t from, PcreMatch& match) const;

    /// Whether it matches exactly at `from`.
    [[nodiscard]] Outcome match_at(std::string_view subject, std::size_t from, PcreMatch& match) const;

    /// Every match at or after `from`, from left to right, none overlapping, until `take` answers false. `found` where all were seen or none was there, else `limit`.
    Outcome find_all(std::string_view subject, std::size_t from, const std::function<bool(const PcreMatch&)>& take) const;

    /// Names of groups with their numbers.
    [[nodiscard]] const std::vector<std::pair<std::string, std::uint32_t>>& names() const { return names_; }
    [[nodiscard]] std::uint32_t groups() const { return groups_; } // without the whole match

private:
    [[nodiscard]] Outcome run(std::string_view subject, std::size_t from, std::uint32_t options, PcreMatch& match) const;

    struct Free {
        void operator()(pcre2_real_code_8* code) const;
    };
    std::unique_ptr<pcre2_real_code_8, Free> code_;
    std::vector<std::pair<std::string, std::uint32_t>> names_;
    std::uint32_t groups_ = 0;
};

} // namespace squire::search
