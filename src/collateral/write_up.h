// SPDX-License-Identifier: MIT
//
// The write-up as files: what `squire report` does, and the last step of `squire run`.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/problems.h"
#include "base/progress.h"
#include "base/result.h"
#include "collateral/gather.h"
#include "writeup/audience.h"
#include "writeup/facts.h"

namespace squire::collateral {

enum class Output : std::uint8_t { markdown, html, pdf, slides, slides_pdf, json };

[[nodiscard]] std::string_view to_string(Output output); // "slides-pdf"
[[nodiscard]] std::vector<Output> all_outputs();

struct WriteUpRequest {
    std::filesystem::path source; // the Markdown source: made where it is not there, else refreshed, the author's words kept
    std::filesystem::path folder; // of the outputs: the public version in it, the others in maintainers/ and scanners/
    std::vector<writeup::Audience> audiences{writeup::kAudiences.begin(), writeup::kAudiences.end()};
    std::vector<Output> outputs = all_outputs();
    std::string chromium; // find_chromium(); empty: no PDFs, which is said as a problem
    bool print_all = false; // PDFs of every version, not of the public one alone: each takes Chromium seconds
    bool discard_edits = false;
    const Cancellation* cancellation = nullptr;
};

struct WriteUp {
    bool new_source = false;
    std::vector<std::string> edited;            // blocks that somebody changed by hand, left as they are
    std::vector<std::filesystem::path> written; // relative to `folder`, in order
    std::vector<Problem> problems;              // what is missing: a PDF that could not be printed
};

/// Brings the source up to date. What it says stands at `WriteUp`; nothing is written where nothing changed.
[[nodiscard]] Result<WriteUp> refresh_source(const writeup::Facts& facts, const WriteUpRequest& request);

/// refresh_source, then every output: writeup.md with charts/*.svg, writeup.html, writeup.pdf, slides.html, slides.pdf, figures.json. The same facts and
/// source give the same bytes.
[[nodiscard]] Result<WriteUp> write_up(const writeup::Facts& facts, const WriteUpRequest& request);

} // namespace squire::collateral
