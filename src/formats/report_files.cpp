// SPDX-License-Identifier: MIT
#include "formats/report_files.h"

#include <fmt/format.h>

#include "base/file.h"
#include "formats/gitlab_report.h"
#include "formats/own_json.h"
#include "formats/sarif_writer.h"

namespace squire::formats {

Result<std::vector<std::pair<std::string, std::string>>> report_files(std::string_view scanner, const finding::Report& report) {
    auto gitlab = write_checked_gitlab_report(report);
    if (!gitlab) return std::unexpected(gitlab.error());
    std::vector<std::pair<std::string, std::string>> files;
    files.emplace_back(gitlab_report_file(report.type), std::move(*gitlab));
    files.emplace_back(fmt::format("squire-{}.sarif", scanner), write_sarif(report));
    files.emplace_back(fmt::format("squire-{}.json", scanner), write_json(report));
    return files;
}

Result<void> write_reports(const std::filesystem::path& folder, std::string_view scanner, const finding::Report& report) {
    const auto files = report_files(scanner, report);
    if (!files) return std::unexpected(files.error());
    for (const auto& [name, text] : *files) {
        if (auto written = write_file(folder / name, text); !written) return written;
    }
    return {};
}

} // namespace squire::formats
