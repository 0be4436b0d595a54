// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "base/clock.h"
#include "base/progress.h"
#include "base/result.h"

namespace squire::collateral {

/// Where Chromium is: $SQUIRE_CHROMIUM, else the first of the usual names in PATH. Empty where there is none.
[[nodiscard]] std::string find_chromium();

struct PrintRequest {
    std::string chromium;
    std::string html; // a page that needs nothing beside it
    Time time{};      // what the PDF says of when it was made, so that the same page gives the same bytes
    const Cancellation* cancellation = nullptr;
};

/// The page as PDF, by Chromium without a window, a network, extensions, or a profile of anybody's. Within 60 seconds, at most 64 MB. `not_found` where
/// there is no Chromium, `unsupported` where it made no PDF.
[[nodiscard]] Result<std::string> print_pdf(const PrintRequest& request);

/// The PDF with this time for each date in it; nothing moves, because a date takes as many bytes as before.
[[nodiscard]] std::string with_dates(std::string pdf, Time time);

} // namespace squire::collateral
