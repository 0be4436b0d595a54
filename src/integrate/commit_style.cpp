// SPDX-License-Identifier: MIT
#include "integrate/commit_style.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::integrate {

namespace {

std::string_view subject_of(std::string_view message) { return trim(message.substr(0, message.find('\n'))); }

/// What git, forges and bots write by themselves.
bool is_made(std::string_view subject) {
    return subject.starts_with("Merge ") || subject.starts_with("Revert ") || subject.starts_with("fixup!") || subject.starts_with("Bump ") ||
           subject.starts_with("Update dependency");
}

bool is_conventional(std::string_view prefix) {
    static constexpr std::array<std::string_view, 11> kTypes = {"build", "chore",    "ci",     "docs",  "feat", "fix",
                                                                "perf",  "refactor", "revert", "style", "test"};
    const std::string_view type = prefix.substr(0, prefix.find_first_of("(!:"));
    return std::ranges::find(kTypes, type) != kTypes.end();
}

} // namespace

std::string prefix_of(std::string_view subject) {
    if (subject.starts_with('[')) {
        const std::size_t close = subject.find(']');
        return close > 30 ? std::string() : std::string(subject.substr(0, close + 1)) + " "; // npos is more, too
    }
    const std::size_t colon = subject.find(": ");
    if (colon == 0 || colon > 30) return {};
    const std::string_view word = subject.substr(0, colon);
    const auto is_part = [](char byte) {
        return std::isalnum(static_cast<unsigned char>(byte)) != 0 || std::string_view("_-./()!").contains(byte);
    };
    return std::ranges::all_of(word, is_part) ? std::string(word) + ": " : std::string();
}

CommitStyle learn_style(std::span<const source::PastCommit> past, std::string_view conventional_prefix) {
    CommitStyle style;
    std::map<std::string, std::size_t> of_file; // prefixes of commits that touch the file
    std::size_t file = 0, conventional = 0, all = 0, signed_off = 0, small = 0, stops = 0;
    for (const source::PastCommit& commit : past) {
        const std::string_view subject = subject_of(commit.message);
        if (subject.empty() || is_made(subject)) continue;
        ++all;
        const std::string prefix = prefix_of(subject);
        const std::string_view rest = subject.substr(std::min(prefix.size(), subject.size()));
        conventional += is_conventional(prefix) && !prefix.starts_with('[') ? 1 : 0;
        signed_off += commit.message.contains("\nSigned-off-by: ") ? 1 : 0;
        small += !rest.empty() && std::islower(static_cast<unsigned char>(rest.front())) != 0 ? 1 : 0;
        stops += subject.ends_with('.') && !subject.ends_with("..") ? 1 : 0;
        if (!commit.touches) continue;
        ++file;
        if (!prefix.empty()) ++of_file[prefix];
    }
    if (all == 0) return style;
    const auto most = std::ranges::max_element(of_file, {}, [](const auto& each) { return each.second; });
    if (most != of_file.end() && most->second >= 2 && 5 * most->second >= 2 * file)
        style.prefix = most->first;
    else if (2 * conventional > all)
        style.prefix = conventional_prefix;
    style.capital = 2 * small <= all;
    style.full_stop = 2 * stops > all;
    style.sign_off = 2 * signed_off > all;
    return style;
}

std::string compose_message(const CommitStyle& style, std::string_view subject, std::string_view body, std::string_view author) {
    std::string text(subject);
    if (!text.empty() && !style.capital) text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
    std::string message = style.prefix + text + (style.full_stop ? "." : "") + "\n\n" + std::string(trim(body)) + "\n";
    if (style.sign_off && !author.empty()) message += fmt::format("\nSigned-off-by: {}\n", author);
    return message;
}

} // namespace squire::integrate
