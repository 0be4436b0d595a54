// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace squire::writeup {

/// For whom a version is written.
enum class Audience : std::uint8_t {
    everyone,    // a blog or handbook: nothing under embargo, no mention of where to look
    maintainers, // of the project: every finding with its place
    scanners,    // the teams behind the scanners: what their scanner said, and where it was wrong
};

inline constexpr std::array kAudiences{Audience::everyone, Audience::maintainers, Audience::scanners};

[[nodiscard]] std::string_view to_string(Audience audience); // "public", "maintainers", "scanners"
[[nodiscard]] std::optional<Audience> parse_audience(std::string_view text);

} // namespace squire::writeup
