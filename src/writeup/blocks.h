// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "writeup/audience.h"
#include "writeup/facts.h"
#include "writeup/source.h"

namespace squire::writeup {

/// How a chart stands in a block.
enum class Form : std::uint8_t {
    markdown, // an image, and its table
    page,     // an image, for which the page puts the drawing and its table
};

/// All generated blocks by name. Texts of strangers in them are made visible, cut and escaped.
[[nodiscard]] Blocks blocks_of(const Facts& facts, Audience audience, Form form);

/// A section of a write-up (rules/writeup/parts.json).
struct Part {
    std::string id;
    std::string heading;
    std::vector<std::string> blocks;
    std::string ask;        // of the author, in the source
    std::size_t words = 0;  // of the author that there must be
};
[[nodiscard]] std::span<const Part> all_parts();

/// A source to begin with: front matter, a section for each part with its question and its blocks.
[[nodiscard]] std::string new_source(const Facts& facts);

/// The address under which a block names a chart: "charts/over-time.svg".
[[nodiscard]] std::string chart_address(std::string_view id);

} // namespace squire::writeup
