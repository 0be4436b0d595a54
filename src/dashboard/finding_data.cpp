// SPDX-License-Identifier: MIT
#include "dashboard/finding_data.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "html/page.h"

namespace squire::dashboard {
namespace {

using Json = nlohmann::json;
using finding::Finding;

constexpr std::size_t kLongestName = 300; // bytes
constexpr std::size_t kLongestLine = 400;
constexpr std::size_t kMostFlowSteps = 50;
constexpr std::size_t kMostLinks = 20;
constexpr std::size_t kIdDigits = 10; // enough to name a vulnerability in a command

std::string plain(std::string_view text, std::size_t limit) { return html::visible(shorten(text, limit)); }

// Each text once, by number.
class Texts {
public:
    std::uint32_t number_of(std::string_view text, std::size_t limit = kLongestText) {
        auto [at, fresh] = numbers_.try_emplace(plain(text, limit), static_cast<std::uint32_t>(numbers_.size()));
        if (fresh) list_.push_back(at->first);
        return at->second;
    }
    [[nodiscard]] Json take() { return Json(std::move(list_)); }

private:
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::vector<std::string> list_;
};

std::string_view words_of(finding::ReportType type) {
    switch (type) {
    case finding::ReportType::sast: return "Code";
    case finding::ReportType::secret_detection: return "Secret";
    case finding::ReportType::dependency_scanning: return "Package";
    case finding::ReportType::container_scanning:
    case finding::ReportType::cluster_image_scanning: return "Container";
    case finding::ReportType::dast: return "Web";
    case finding::ReportType::api_fuzzing:
    case finding::ReportType::coverage_fuzzing: return "Fuzzing";
    }
    return "";
}

constexpr std::array<std::string_view, 8> kTypes{"Code", "Secret", "Package", "Container", "Web", "Fuzzing"};
constexpr std::array<std::string_view, 4> kStates{"needs triage", "confirmed", "dismissed", "resolved"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kAdvices{{
    {"confirm", "likely real"},
    {"look", "to be looked at"},
    {"dismiss", "likely harmless"},
    {"", "decided"},
}};

std::uint32_t type_number(finding::ReportType type) {
    return static_cast<std::uint32_t>(std::ranges::find(kTypes, words_of(type)) - kTypes.begin());
}

std::uint32_t advice_number(std::string_view advice) {
    const auto found = std::ranges::find(kAdvices, advice, &std::pair<std::string_view, std::string_view>::first);
    return static_cast<std::uint32_t>(std::min<std::ptrdiff_t>(found - kAdvices.begin(), kAdvices.size() - 1));
}

Json links_of(const Finding& finding) {
    Json links = Json::array();
    for (const finding::Link& link : finding.links) {
        if (links.size() >= kMostLinks) break;
        links.push_back({plain(link.name.empty() ? link.url : link.name, kLongestName), plain(link.url, kLongestLine)});
    }
    return links;
}

Json identifiers_of(const Finding& finding) {
    Json list = Json::array();
    for (const finding::Identifier& each : finding.identifiers) {
        if (list.size() >= kMostLinks) break;
        list.push_back({plain(each.name, kLongestName), plain(each.url, kLongestLine)});
    }
    return list;
}

Json flow_of(const Finding& finding) {
    static constexpr std::array<std::string_view, 3> kKinds{"comes in", "goes on", "is used"};
    Json flow = Json::array();
    for (const finding::FlowStep& step : finding.flow) {
        if (flow.size() >= kMostFlowSteps) break;
        flow.push_back(
            {kKinds.at(static_cast<std::size_t>(step.kind)), plain(step.file, kLongestName) + ":" + std::to_string(step.range.start_line)});
    }
    return flow;
}

Json code_of(const Entry& entry) {
    Json code = Json::array();
    for (const Excerpt& excerpt : entry.code) {
        Json lines = Json::array();
        for (const CodeLine& line : excerpt.lines) lines.push_back({line.number, line.marked ? 1 : 0, plain(line.text, kLongestLine)});
        code.push_back({{"title", plain(excerpt.title, kLongestName)}, {"lines", std::move(lines)}});
    }
    return code;
}

Json extra_of(const Entry& entry) {
    const Finding& finding = entry.vulnerability.finding();
    Json extra = {{"identifiers", identifiers_of(finding)}};
    if (!finding.links.empty()) extra["links"] = links_of(finding);
    if (!finding.flow.empty()) extra["flow"] = flow_of(finding);
    if (!entry.code.empty()) extra["code"] = code_of(entry);
    if (!entry.note.empty()) extra["note"] = plain(entry.note, kLongestName);
    return extra;
}

// JSON may name each of these by its number; then nothing in it ends the element it stands in, whatever a browser makes of "<!--" and the like.
std::string for_script(const std::string& json) {
    std::string text;
    text.reserve(json.size() + json.size() / 16);
    for (const char c : json) {
        switch (c) {
        case '<': text += "\\u003c"; break;
        case '>': text += "\\u003e"; break;
        case '&': text += "\\u0026"; break;
        default: text += c;
        }
    }
    return text;
}

} // namespace

std::string finding_data(std::span<const Entry> entries) {
    Texts texts;
    Json columns = Json::object();
    std::vector<std::string> ids;
    std::vector<std::uint32_t> severity, type, state, advice, name, place, rule, why, description, solution;
    Json extra = Json::array();
    for (const Entry& entry : entries) {
        const finding::Vulnerability& vulnerability = entry.vulnerability;
        const Finding& finding = vulnerability.finding();
        ids.push_back(vulnerability.id.substr(0, kIdDigits));
        severity.push_back(static_cast<std::uint32_t>(vulnerability.severity()));
        type.push_back(type_number(finding.type));
        state.push_back(static_cast<std::uint32_t>(vulnerability.state));
        advice.push_back(advice_number(entry.advice));
        name.push_back(texts.number_of(finding.name, kLongestName));
        place.push_back(texts.number_of(place_of(finding), kLongestName));
        rule.push_back(texts.number_of(finding.identifiers.empty() ? "" : finding.rule(), kLongestName));
        why.push_back(texts.number_of(entry.why));
        description.push_back(texts.number_of(finding.description));
        solution.push_back(texts.number_of(finding.solution));
        extra.push_back(extra_of(entry));
    }
    Json severities = Json::array();
    for (int i = 0; i <= static_cast<int>(finding::Severity::critical); ++i)
        severities.push_back(finding::to_string(static_cast<finding::Severity>(i)));
    Json advices = Json::array();
    for (const auto& [id, words] : kAdvices) advices.push_back(words);
    Json types = Json::array();
    for (const std::string_view each : kTypes)
        if (!each.empty()) types.push_back(each);
    const Json document = {{"ids", std::move(ids)},
                           {"severities", std::move(severities)},
                           {"types", std::move(types)},
                           {"states", kStates},
                           {"advices", std::move(advices)},
                           {"columns",
                            {{"severity", severity},
                             {"type", type},
                             {"state", state},
                             {"advice", advice},
                             {"name", name},
                             {"place", place},
                             {"rule", rule},
                             {"why", why},
                             {"description", description},
                             {"solution", solution}}},
                           {"extra", std::move(extra)},
                           {"strings", texts.take()}};
    return for_script(document.dump(-1, ' ', false, Json::error_handler_t::replace));
}

} // namespace squire::dashboard
