// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/progress.h"
#include "base/result.h"
#include "http/http.h"

namespace squire::advisories {

/// The most that is downloaded as one file.
inline constexpr std::uint64_t kLargestDownload = std::uint64_t{4} << 30U;

/// Brings a URL's content to `file`. What is there already is asked for again only if it has changed (ETag). What a broken connection left of it
/// (`file`.part) is kept and gone on with, as long as the server says that it is still the same content. `file` is replaced only once all is there: a
/// server whose announced length is not what it sends is an error.
[[nodiscard]] Result<void> download(http::Http& http, const std::string& url, const std::filesystem::path& file, Progress& progress);

} // namespace squire::advisories
