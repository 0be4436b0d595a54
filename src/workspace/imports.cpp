// SPDX-License-Identifier: MIT
#include "workspace/imports.h"

#include <algorithm>
#include <utility>

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "formats/gitlab_reader.h"
#include "formats/gitleaks_reader.h"
#include "formats/own_json.h"
#include "formats/sarif_reader.h"
#include "formats/semgrep_reader.h"

namespace squire::workspace {
namespace {

constexpr std::uint64_t kLargestReport = 256ULL << 20U; // what the readers take

// "Bandit 1.7 (PyCQA)" becomes "bandit-1-7-pycqa".
std::string id_of_name(std::string_view name) {
    std::string id;
    for (const char c : to_lower(name)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain) {
            id += c;
        } else if (!id.empty() && id.back() != '-') {
            id += '-';
        }
    }
    while (id.ends_with('-')) id.pop_back();
    return id.empty() ? "unknown" : id;
}

// GitLab's report begins with its version and has vulnerabilities; SARIF has runs; ours its format version; Semgrep's has results with a check_id,
// Gitleaks' a RuleID in each finding. One look at the document's members tells more than trying all readers would, and lets the right one say what is
// wrong.
bool has_member(std::string_view text, std::string_view name) { return text.contains(name); }

void take(Result<finding::Report> report, ImportedFile& imported, Error& wrong) {
    if (report) {
        imported.reports.push_back(std::move(*report));
    } else {
        wrong = std::move(report.error());
    }
}

} // namespace

Result<ImportedFile> read_report_file(const std::filesystem::path& file, finding::ReportType sarif_type, Problems& problems) {
    const auto text = read_file(file, kLargestReport);
    if (!text) return std::unexpected(text.error());
    ImportedFile imported{.reports = {}, .digest = to_hex(sha256(*text))};
    Error wrong;
    if (auto own = formats::read_json_reports(*text); own && !own->empty()) {
        imported.reports = std::move(*own);
    } else if (has_member(*text, "\"runs\"")) {
        auto sarif = formats::read_sarif(*text, problems, {.type = sarif_type, .limits = {}});
        if (sarif) {
            imported.reports = std::move(*sarif);
        } else {
            wrong = sarif.error();
        }
    } else if (has_member(*text, "\"vulnerabilities\"")) {
        take(formats::read_gitlab_report(*text, problems), imported, wrong);
    } else if (has_member(*text, "\"results\"") && has_member(*text, "\"errors\"")) {
        take(formats::read_semgrep_json(*text, problems), imported, wrong);
    } else if (has_member(*text, "\"RuleID\"") || trim(*text) == "[]") {
        take(formats::read_gitleaks_json(*text, problems), imported, wrong); // Gitleaks writes an empty list where it finds nothing
    } else {
        wrong = {ErrorKind::malformed,
                 "this is no report: neither SARIF, nor GitLab's security report, nor Semgrep's or Gitleaks' JSON, nor Squire's", "", ""};
    }
    if (!wrong.message.empty()) {
        wrong.place = wrong.place.empty() ? file.string() : file.string() + ':' + wrong.place;
        return std::unexpected(std::move(wrong));
    }
    for (finding::Report& report : imported.reports) {
        if (report.scanner.id.empty()) report.scanner.id = id_of_name(report.scanner.name.empty() ? report.analyzer.name : report.scanner.name);
    }
    return imported;
}

} // namespace squire::workspace
