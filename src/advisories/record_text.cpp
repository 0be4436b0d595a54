// SPDX-License-Identifier: MIT
#include "advisories/record_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "advisories/cvss.h"
#include "base/text.h"

namespace squire::advisories {
namespace {

using document::Node;

constexpr Time kOldest = std::chrono::sys_days{std::chrono::year{1980} / 1 / 1};

bool is_null(const Node& node) {
    return node.kind == Node::Kind::word && (node.text == "null" || node.text == "~" || node.text == "Null" || node.text == "NULL");
}

bool is_leaf(const Node& node) { return node.kind == Node::Kind::text || node.kind == Node::Kind::word; }

std::optional<double> number_in(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

} // namespace

std::string text_of(const Node& node) {
    if (!is_leaf(node) || is_null(node)) return {};
    std::string text = is_utf8(node.text) ? std::string(node.text) : to_utf8(node.text);
    std::erase(text, '\0'); // which separates the parts of the index's keys
    return text;
}

std::vector<std::string> texts_of(const Node& node) {
    std::vector<std::string> texts;
    if (is_leaf(node)) texts.push_back(text_of(node));
    if (node.is_list()) {
        for (const Node& item : node) texts.push_back(text_of(item));
    }
    std::erase(texts, std::string());
    return texts;
}

std::optional<Time> time_of(const Node& node) {
    std::string text = text_of(node);
    if (text.size() == 10) text += "T00:00:00Z";
    const auto time = parse_time(text);
    return time && *time >= kOldest ? time : std::nullopt;
}

void add_vector(std::string_view text, Advisory& advisory) {
    text = trim(text);
    if (text.starts_with('(') && text.ends_with(')')) text = text.substr(1, text.size() - 2); // older notation of CVSS 2
    if (cvss_score(text)) {
        advisory.vectors.emplace_back(text);
    } else if (const auto score = number_in(text); score && *score >= 0 && *score <= 10) {
        advisory.stated = std::max(advisory.stated, severity_of_score(*score));
    }
}

void state_severity(std::string_view word, Advisory& advisory) {
    using finding::Severity;
    // GitHub, Debian ("urgency"), Ubuntu ("priority"), OSS-Fuzz and Red Hat in one list.
    constexpr std::array<std::pair<std::string_view, Severity>, 10> kWords{{{"critical", Severity::critical},
                                                                            {"high", Severity::high},
                                                                            {"important", Severity::high},
                                                                            {"medium", Severity::medium},
                                                                            {"moderate", Severity::medium},
                                                                            {"low", Severity::low},
                                                                            {"minor", Severity::low},
                                                                            {"unimportant", Severity::info},
                                                                            {"negligible", Severity::info},
                                                                            {"informational", Severity::info}}};
    const std::string lower = to_lower(trim(word).substr(0, trim(word).find_first_of("* ")));
    const auto found = std::ranges::find(kWords, lower, &std::pair<std::string_view, Severity>::first);
    if (found != kWords.end()) advisory.stated = std::max(advisory.stated, found->second);
}

std::string first_line(std::string_view text) {
    for (std::string_view line : split(text, '\n')) {
        line = trim(line);
        while (line.starts_with('#')) line.remove_prefix(1);
        if (!trim(line).empty()) return shorten(trim(line), 200);
    }
    return {};
}

void record_is_wrong(std::string_view place, std::string message, Problems& problems) {
    problems.add(Weight::incomplete, {ErrorKind::malformed, std::move(message), std::string(place), "this record is left out"});
}

} // namespace squire::advisories
