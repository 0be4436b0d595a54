// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace squire::html {

/// GitHub's Markdown (tables, footnotes, strikethrough, bare addresses) as HTML, by cmark-gfm in its safe mode: raw HTML is left out, and links to scripts.
/// Control characters and bidirectional overrides become visible. Any bytes.
[[nodiscard]] std::string markdown_to_html(std::string_view markdown);

struct Heading {
    int level = 1;
    std::string anchor; // its id
    std::string html; // what stands in it, without tags
};

struct Anchored {
    std::string body;
    std::vector<Heading> headings;
};

/// Gives each heading of what `markdown_to_html` gave an id of its own: "How to apply" is how-to-apply, a second one how-to-apply-1.
[[nodiscard]] Anchored with_anchors(std::string_view html);

/// The name by which a heading is linked to: "How to apply" is how-to-apply.
[[nodiscard]] std::string anchor_of(std::string_view title);

/// A stranger's text in a line of Markdown: itself and nothing else, in every renderer. Line ends become blanks.
[[nodiscard]] std::string markdown_text(std::string_view text);

/// The same as code; in a cell of a table, too.
[[nodiscard]] std::string markdown_code(std::string_view text);

} // namespace squire::html
