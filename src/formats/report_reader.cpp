// SPDX-License-Identifier: MIT
#include "formats/report_reader.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "formats/gitlab_reader.h"
#include "formats/gitleaks_reader.h"
#include "formats/json_document.h"
#include "formats/own_json.h"
#include "formats/sarif_reader.h"
#include "formats/semgrep_reader.h"

namespace squire::formats {
namespace {

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

void take(Result<finding::Report> report, std::vector<finding::Report>& reports, Error& wrong) {
    if (report) {
        reports.push_back(std::move(*report));
    } else {
        wrong = std::move(report.error());
    }
}

// The lists that findings stand in, in all the formats.
std::vector<const nlohmann::json*> findings_of(const nlohmann::json& document) {
    std::vector<const nlohmann::json*> lists;
    const auto add = [&](const nlohmann::json& from, const char* key) {
        if (from.is_object() && from.contains(key) && from.at(key).is_array()) lists.push_back(&from.at(key));
    };
    if (document.is_array()) lists.push_back(&document);
    for (const char* key : {"results", "vulnerabilities", "findings", "warnings"}) add(document, key);
    if (document.is_object() && document.contains("runs") && document.at("runs").is_array()) {
        for (const nlohmann::json& run : document.at("runs")) add(run, "results");
    }
    std::vector<const nlohmann::json*> findings;
    for (const nlohmann::json* list : lists) {
        for (const nlohmann::json& each : *list) findings.push_back(&each);
    }
    return findings;
}

bool names_rule(const nlohmann::json& value, std::string_view rule) {
    if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        return text == rule || (text.ends_with(rule) && text[text.size() - rule.size() - 1] == '.');
    }
    return value.is_structured() && std::ranges::any_of(value, [&](const nlohmann::json& each) { return names_rule(each, rule); });
}

bool has_line(const nlohmann::json& value, std::uint32_t line) {
    if (!value.is_structured()) return false;
    if (value.is_array()) return std::ranges::any_of(value, [&](const nlohmann::json& each) { return has_line(each, line); });
    for (const auto& [key, each] : value.items()) {
        if (each.is_number_unsigned() && to_lower(key).contains("line") && each.get<std::uint64_t>() == line) return true;
        if (has_line(each, line)) return true;
    }
    return false;
}

} // namespace

std::string raw_finding_in(std::string_view text, std::string_view rule, std::uint32_t line) {
    Problems ignored;
    const Result<nlohmann::json> document = parse_json(text, {}, ignored);
    if (!document || rule.empty()) return {};
    for (const nlohmann::json* finding : findings_of(*document)) {
        if (names_rule(*finding, rule) && (line == 0 || has_line(*finding, line)))
            return finding->dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
    }
    return {};
}

Result<std::vector<finding::Report>> read_report(std::string_view text, finding::ReportType sarif_type, Problems& problems) {
    std::vector<finding::Report> reports;
    Error wrong;
    if (auto own = read_json_reports(text); own && !own->empty()) {
        reports = std::move(*own);
    } else if (has_member(text, "\"runs\"")) {
        auto sarif = read_sarif(text, problems, {.type = sarif_type, .limits = {}});
        if (!sarif) return std::unexpected(sarif.error());
        reports = std::move(*sarif);
    } else if (has_member(text, "\"vulnerabilities\"")) {
        take(read_gitlab_report(text, problems), reports, wrong);
    } else if (has_member(text, "\"results\"") && has_member(text, "\"errors\"")) {
        take(read_semgrep_json(text, problems), reports, wrong);
    } else if (has_member(text, "\"RuleID\"") || trim(text) == "[]") {
        take(read_gitleaks_json(text, problems), reports, wrong); // Gitleaks writes an empty list where it finds nothing
    } else {
        return fail(ErrorKind::malformed,
                    "this is no report: neither SARIF, nor GitLab's security report, nor Semgrep's or Gitleaks' JSON, nor Squire's");
    }
    if (!wrong.message.empty()) return std::unexpected(std::move(wrong));
    for (finding::Report& report : reports) {
        if (report.scanner.id.empty()) report.scanner.id = id_of_name(report.scanner.name.empty() ? report.analyzer.name : report.scanner.name);
    }
    return reports;
}

} // namespace squire::formats
