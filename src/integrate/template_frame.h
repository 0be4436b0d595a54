// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace squire::integrate {

/// A part of a merge request's text.
struct Section {
    std::string title;
    std::string text;                       // Markdown, with a newline at its end
    std::vector<std::string_view> headings; // lower-case words by which a template's heading asks for it
};

/// Of every request that goes out.
inline constexpr std::string_view kHowToSayNo = "Close this merge request, with or without a word. It will not be opened again.\n";

/// In the frame of the project's template: each section below the heading that asks for it, what no heading asks for behind the last one. Its
/// comments go, its checklist stays, for a person to tick. Without a template, one heading a section.
[[nodiscard]] std::string write_sections(std::string_view frame, std::vector<Section> sections);

} // namespace squire::integrate
