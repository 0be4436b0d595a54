// SPDX-License-Identifier: MIT
#include "workspace/imports.h"

#include <utility>

#include "base/file.h"
#include "base/hash.h"
#include "formats/report_reader.h"

namespace squire::workspace {
namespace {

constexpr std::uint64_t kLargestReport = 256ULL << 20U; // what the readers take

} // namespace

Result<ImportedFile> read_report_file(const std::filesystem::path& file, finding::ReportType sarif_type, Problems& problems) {
    const auto text = read_file(file, kLargestReport);
    if (!text) return std::unexpected(text.error());
    auto reports = formats::read_report(*text, sarif_type, problems);
    if (!reports) {
        Error wrong = reports.error();
        wrong.place = wrong.place.empty() ? file.string() : file.string() + ':' + wrong.place;
        return std::unexpected(std::move(wrong));
    }
    return ImportedFile{.reports = std::move(*reports), .digest = to_hex(sha256(*text))};
}

} // namespace squire::workspace
