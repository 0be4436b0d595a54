// SPDX-License-Identifier: MIT
#include "assess/introduction.h"

#include <cmath>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "assess/data.h"
#include "base/text.h"

namespace squire::assess {
namespace {

// Text of a stranger inside Markdown: without what Markdown, HTML or a forge's quick actions and mentions would take for more than text.
std::string plain(std::string_view text) {
    std::string out;
    for (const char c : printable(text)) {
        if (std::string_view("\\`*_{}[]<>#|~@!&").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

std::string filled(std::string_view letter, std::span<const std::pair<std::string_view, std::string>> values) {
    std::string out;
    while (!letter.empty()) {
        const std::size_t open = letter.find('{');
        const std::size_t close = open == std::string_view::npos ? open : letter.find('}', open);
        if (close == std::string_view::npos) break;
        out += letter.substr(0, open);
        const std::string_view name = letter.substr(open + 1, close - open - 1);
        for (const auto& [key, value] : values) {
            if (key == name) out += value;
        }
        letter.remove_prefix(close + 1);
    }
    return out.append(letter);
}

bool is_to_add(const ScannerNeed& need) { return !need.work.empty() && need.present == false && need.tier == "Free"; }

std::string why(const Facts& facts) {
    std::vector<std::string> reasons;
    if (facts.activity && facts.activity->people > 1 && !facts.activity->shallow) {
        reasons.push_back(fmt::format("- It is alive and used: {} people have contributed, {} of them in the last year.", facts.activity->people,
                                      facts.activity->people_last_year));
    }
    for (const ScannerNeed& need : facts.scanners) {
        if (is_to_add(need))
            reasons.push_back(
                fmt::format("- {} would have something to read: {}. I found no such job in your pipeline.", need.title, plain(need.work)));
    }
    if (facts.find(Notable::security_policy) == nullptr) {
        reasons.emplace_back("- I found no description of how to report a vulnerability; if you want one, I would help with that as well.");
    }
    if (reasons.empty()) reasons.emplace_back("- [say in one sentence why you chose this project]");
    return fmt::format("{}", fmt::join(reasons, "\n"));
}

std::string scanners(const Facts& facts) {
    std::vector<std::string_view> names;
    for (const ScannerNeed& need : facts.scanners) {
        if (is_to_add(need)) names.push_back(need.title);
    }
    return names.empty() ? "[name the scanners]" : fmt::format("{}", fmt::join(names, ", "));
}

std::string cost(const Facts& facts) {
    double minutes = 0;
    for (const ScannerNeed& need : facts.scanners) minutes += is_to_add(need) ? need.minutes : 0;
    std::string text =
        minutes > 0
            ? fmt::format("- About {:.0f} compute minutes for each pipeline, estimated; I will tell you the measured time before you decide.\n",
                          std::ceil(minutes))
            : "- Compute minutes for each pipeline: I will measure them in my copy and tell you before you decide.\n";
    text += "- One review of a change of a few lines, and one of each repair that you want.\n"
            "- No account, no token, no access: I work from a fork. The scanners named run on every tier of GitLab.";
    return text;
}

} // namespace

std::string draft_introduction(const Facts& facts, const Introducer& introducer) {
    const NotableFile* const guide = facts.find(Notable::contributing_guide);
    const bool refused = facts.tool_policy && facts.tool_policy->policy.stance == Stance::refused;
    std::string contributing = guide != nullptr ? fmt::format(" I have read {} and will keep to it.", plain(guide->path)) : "";
    if (refused)
        contributing += " I have seen that you do not want changes made by tools; whatever I send will be written and understood by me.";
    const std::pair<std::string_view, std::string> values[] = {
        {"project", plain(facts.name)},
        {"intern", introducer.intern.empty() ? "[your name]" : plain(introducer.intern)},
        {"with_mentor", introducer.mentor.empty() ? "" : fmt::format(", with {} as my mentor", plain(introducer.mentor))},
        {"why", why(facts)},
        {"scanners", scanners(facts)},
        {"cost", cost(facts)},
        {"contributing", contributing},
        {"commit", facts.commit.empty() ? "[commit]" : facts.commit.substr(0, 12)},
    };
    return filled(data_text("rules/assess/introduction.md"), values);
}

} // namespace squire::assess
