// SPDX-License-Identifier: MIT
#include "advisories/update.h"

#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

#include "advisories/archive_walk.h"
#include "advisories/collection.h"
#include "advisories/download.h"
#include "advisories/ecosystem.h"
#include "advisories/gather.h"
#include "advisories/index.h"
#include "advisories/index_builder.h"
#include "base/file.h"
#include "base/hash.h"

namespace squire::advisories {
namespace {

namespace fs = std::filesystem;

bool is_url(std::string_view source) { return source.starts_with("https://") || source.starts_with("http://"); }

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (const char c : text) out += c == ' ' ? std::string("%20") : std::string(1, c);
    return out;
}

// Told apart by the URL, and with its ending, which says what is in it.
fs::path download_file(const fs::path& folder, std::string_view url) {
    const std::string_view path = url.substr(0, url.find_first_of("?#"));
    std::string name(path.substr(path.rfind('/') + 1));
    std::ranges::replace_if(name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)) && c != '.' && c != '-'; }, '_');
    if (name.size() > 100) name = name.substr(name.size() - 100);
    return folder / (to_hex(sha256(url)).substr(0, 16) + "-" + name);
}

Result<void> check_ecosystems(const std::vector<std::string>& ecosystems) {
    for (const std::string& each : ecosystems) {
        if (find_ecosystem(each) == nullptr)
            return fail(ErrorKind::usage, fmt::format("there is no ecosystem '{}'", each), "",
                        "they are called as OSV calls them: npm, PyPI, Go, crates.io, Debian:12, …");
    }
    return {};
}

} // namespace

std::vector<std::string> default_ecosystems() {
    return {"npm",      "PyPI", "Go",  "crates.io", "Maven",   "NuGet",    "Packagist",
            "RubyGems", "Hex",  "Pub", "CRAN",      "Hackage", "SwiftURL", "GitHub Actions"};
}

std::string osv_archive_url(std::string_view ecosystem) {
    return "https://osv-vulnerabilities.storage.googleapis.com/" + percent_encoded(canonical_ecosystem(ecosystem)) + "/all.zip";
}

Result<UpdateOutcome> update(const UpdateRequest& request, http::Http& http, const Clock& clock, const Cancellation& cancellation,
                             Progress& progress, Problems& problems) {
    if (auto known = check_ecosystems(request.ecosystems); !known) return std::unexpected(known.error());
    std::vector<std::string> sources = request.sources;
    if (sources.empty()) {
        for (const std::string& ecosystem : request.ecosystems.empty() ? default_ecosystems() : request.ecosystems)
            sources.push_back(osv_archive_url(ecosystem));
    }
    std::vector<fs::path> files;
    for (const std::string& source : sources) {
        if (!is_url(source)) {
            files.emplace_back(source);
            continue;
        }
        if (request.downloads.empty()) return fail(ErrorKind::usage, "there is no folder for downloads", source, "set HOME or XDG_CACHE_HOME");
        files.push_back(download_file(request.downloads, source));
        if (auto fetched = download(http, source, files.back(), progress); !fetched) return std::unexpected(fetched.error());
    }
    auto records = gather(
        files, {.workers = request.workers, .ecosystems = request.ecosystems, .cancellation = cancellation, .progress = progress}, problems);
    if (!records) return std::unexpected(records.error());
    UpdateOutcome outcome{.records = static_cast<std::uint32_t>(records->size())};
    const Collection collection = join(std::move(*records));
    if (collection.advisories.empty())
        return fail(ErrorKind::malformed, "there is no advisory in what was read, and the index stays as it is", sources.front(),
                    "OSV, RustSec, RubySec, FriendsOfPHP, Node.js security-wg, Alpine, Debian and Ubuntu data can be read");
    const std::string bytes = build_index(collection, clock.now());
    if (cancellation.requested()) return fail(ErrorKind::interrupted, "interrupted: nothing was changed");
    if (auto written = write_file(request.index, bytes); !written) return std::unexpected(written.error());
    const auto index = Index::open(request.index);
    if (!index) return std::unexpected(index.error());
    const IndexStatus status = index->status();
    outcome.advisories = status.advisories;
    outcome.packages = status.packages;
    outcome.withdrawn = status.withdrawn;
    outcome.bytes = status.bytes;
    return outcome;
}

} // namespace squire::advisories
