// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "writeup/document.h"

namespace squire::writeup {

/// The write-up as slides in one HTML file: one with the title, one a section of the source (its headings of the second level), one at the end with where
/// to read on. A slide shows the section's charts and key figures, and what the author wrote there as a list, at most six points of it; the rest of the
/// words are the speaker's notes. Arrow keys, Page keys and a click go on; without a script the slides stand one below the other, and on paper each is
/// a page of 16 to 9.
[[nodiscard]] std::string to_slides(const Source& source, const Facts& facts, Audience audience, const Images& images);

} // namespace squire::writeup
