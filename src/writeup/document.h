// SPDX-License-Identifier: MIT
//
// The versions of a write-up, from one source and the facts.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "writeup/audience.h"
#include "writeup/facts.h"
#include "writeup/source.h"

namespace squire::writeup {

/// The bytes of an image that the source names by a path beside it; nothing where there is none, or none that may be read.
using Images = std::function<std::optional<std::string>(std::string_view path)>;

/// A blog post: front matter and Markdown without marks, charts as images beside it (chart_address).
[[nodiscard]] std::string to_markdown(const Source& source, const Facts& facts, Audience audience);

/// One HTML file that needs nothing beside it: charts drawn in it, images in it, light and dark, on paper and on a narrow screen.
[[nodiscard]] std::string to_html(const Source& source, const Facts& facts, Audience audience, const Images& images);

/// The body of a page, or of a slide: cmark's HTML with charts, images and tables as a page has them.
[[nodiscard]] std::string finish_html(std::string_view html, const Facts& facts, Audience audience, const Images& images);

/// The findings by severity as a band of colours: an ornament, whose numbers stand elsewhere.
[[nodiscard]] std::string ribbon_of(const Facts& facts);

/// What stands above a version that is not for everyone; empty for that one.
[[nodiscard]] std::string_view warning_of(Audience audience);

/// The title: the front matter's, else one made of the project's name.
[[nodiscard]] std::string title_of(const Assembled& assembled, const Facts& facts);

} // namespace squire::writeup
