// SPDX-License-Identifier: MIT
#include "finding/finding.h"

#include <array>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::finding {
namespace {

template <class Value, std::size_t N> using Words = std::array<std::pair<Value, std::string_view>, N>;

constexpr Words<ReportType, 8> kReportTypes{{
    {ReportType::sast, "sast"},
    {ReportType::secret_detection, "secret_detection"},
    {ReportType::dependency_scanning, "dependency_scanning"},
    {ReportType::container_scanning, "container_scanning"},
    {ReportType::cluster_image_scanning, "cluster_image_scanning"},
    {ReportType::dast, "dast"},
    {ReportType::api_fuzzing, "api_fuzzing"},
    {ReportType::coverage_fuzzing, "coverage_fuzzing"},
}};
constexpr Words<Severity, 6> kSeverities{{
    {Severity::unknown, "Unknown"},
    {Severity::info, "Info"},
    {Severity::low, "Low"},
    {Severity::medium, "Medium"},
    {Severity::high, "High"},
    {Severity::critical, "Critical"},
}};
constexpr Words<Confidence, 5> kConfidences{{
    {Confidence::unknown, "Unknown"},
    {Confidence::low, "Low"},
    {Confidence::medium, "Medium"},
    {Confidence::high, "High"},
    {Confidence::confirmed, "Confirmed"},
}};

template <class Value, std::size_t N> std::string_view word_of(const Words<Value, N>& words, Value value) {
    for (const auto& [each, word] : words) {
        if (each == value) return word;
    }
    return "Unknown";
}

template <class Value, std::size_t N> std::optional<Value> value_of(const Words<Value, N>& words, std::string_view text) {
    const std::string lower = to_lower(text);
    for (const auto& [value, word] : words) {
        if (to_lower(word) == lower) return value;
    }
    return std::nullopt;
}

Range range_of(const Finding& finding) {
    if (const auto* code = std::get_if<CodeLocation>(&finding.location)) return code->range;
    if (const auto* secret = std::get_if<SecretLocation>(&finding.location)) return secret->range;
    return {};
}

} // namespace

std::string_view to_string(ReportType type) { return word_of(kReportTypes, type); }
std::string_view to_string(Severity severity) { return word_of(kSeverities, severity); }
std::string_view to_string(Confidence confidence) { return word_of(kConfidences, confidence); }
std::optional<ReportType> parse_report_type(std::string_view text) { return value_of(kReportTypes, text); }
std::optional<Severity> parse_severity(std::string_view text) { return value_of(kSeverities, text); }
std::optional<Confidence> parse_confidence(std::string_view text) { return value_of(kConfidences, text); }

std::string_view file_of(const Finding& finding) {
    if (const auto* code = std::get_if<CodeLocation>(&finding.location)) return code->file;
    if (const auto* secret = std::get_if<SecretLocation>(&finding.location)) return secret->file;
    if (const auto* dependency = std::get_if<DependencyLocation>(&finding.location)) return dependency->file;
    return {};
}

std::string place_of(const Finding& finding) {
    if (const auto* dependency = std::get_if<DependencyLocation>(&finding.location)) {
        return fmt::format("{}: {} {}", dependency->file, dependency->package, dependency->version);
    }
    if (const auto* container = std::get_if<ContainerLocation>(&finding.location)) {
        return fmt::format("{}: {} {}", container->image, container->package, container->version);
    }
    if (const auto* web = std::get_if<WebLocation>(&finding.location)) return fmt::format("{} {}{}", web->method, web->hostname, web->path);
    if (const auto* crash = std::get_if<CrashLocation>(&finding.location)) return crash->crash_state;
    const std::uint32_t line = range_of(finding).start_line;
    return line == 0 ? std::string(file_of(finding)) : fmt::format("{}:{}", file_of(finding), line);
}

bool comes_before(const Finding& left, const Finding& right) {
    const auto key = [](const Finding& finding) {
        const Range range = range_of(finding);
        return std::tuple(file_of(finding), range.start_line, range.start_column, std::string_view(finding.rule()),
                          std::string_view(finding.fingerprint));
    };
    return key(left) < key(right);
}

} // namespace squire::finding
