// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/problems.h"
#include "base/progress.h"
#include "base/result.h"
#include "http/http.h"

namespace squire::advisories {

/// The ecosystems that are fetched where nothing else is asked for: those of programming languages.
[[nodiscard]] std::vector<std::string> default_ecosystems();

/// Where OSV publishes all of an ecosystem as one zip (google.github.io/osv.dev/data).
[[nodiscard]] std::string osv_archive_url(std::string_view ecosystem);

struct UpdateRequest {
    std::vector<std::string> sources;    // folders, files or URLs; none: OSV's archives of the ecosystems
    std::vector<std::string> ecosystems; // of sources: only these; none: all of the sources, or the default ones of OSV
    std::filesystem::path index;         // replaced by the new one
    std::filesystem::path downloads;     // folder where downloads are kept for the next time
    unsigned workers = 1;
};

struct UpdateOutcome {
    std::uint32_t records = 0; // as read, before those of one id became one
    std::uint32_t advisories = 0;
    std::uint32_t packages = 0;
    std::uint32_t withdrawn = 0;
    std::uint64_t bytes = 0;
};

/// Builds the index of exactly what is asked for and puts it in the place of the old one, which stays as it is until the new one is whole on the disk,
/// and stays for good where anything fails.
[[nodiscard]] Result<UpdateOutcome> update(const UpdateRequest& request, http::Http& http, const Clock& clock, const Cancellation& cancellation,
                                           Progress& progress, Problems& problems);

} // namespace squire::advisories
