// SPDX-License-Identifier: MIT
#include "fix/style.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::fix {
namespace {

constexpr std::size_t kLine = 72;
constexpr std::size_t kLongestName = 60;

/// Prefixes of branches that a change of this class would have, the most fitting first.
std::vector<std::string_view> prefixes_for(ChangeClass kind) {
    std::vector<std::string_view> prefixes;
    if (kind == ChangeClass::dependency) prefixes = {"deps", "dependencies", "dep", "security", "chore", "build", "maintenance"};
    if (kind == ChangeClass::pipeline || kind == ChangeClass::container) prefixes = {"ci", "build", "chore", "security"};
    prefixes.insert(prefixes.end(), {"security", "fix", "bugfix", "hotfix", "bug", "fixes", "patch", "feature", "feat"});
    return prefixes;
}

bool is_of_a_bot(std::string_view name) {
    static constexpr std::array<std::string_view, 5> kBots{"renovate", "dependabot", "snyk", "greenkeeper", "pre-commit-ci"};
    return std::ranges::any_of(kBots, [&](std::string_view bot) { return name.starts_with(bot); });
}

void learn_branches(Style& style, std::span<const std::string> branches, ChangeClass kind) {
    std::map<std::string, std::size_t, std::less<>> prefixes;
    std::size_t dashes = 0, lines = 0;
    for (const std::string& name : branches) {
        if (is_of_a_bot(name)) continue;
        const std::size_t slash = name.find('/');
        if (slash != std::string::npos) ++prefixes[to_lower(name.substr(0, slash))];
        dashes += name.contains('-') ? 1 : 0;
        lines += name.contains('_') && !name.contains('-') ? 1 : 0;
    }
    if (lines > dashes) style.branch_separator = '_';
    for (const std::string_view wanted : prefixes_for(kind)) {
        const auto found = prefixes.find(wanted);
        if (found == prefixes.end() || found->second < 2) continue;
        style.branch_prefix = std::string(wanted) + "/";
        return;
    }
}

/// The most frequent prefix of Conventional Commits that fits the class; for upgrades one that has "deps" in it.
std::string conventional_prefix(std::span<const source::PastCommit> past, ChangeClass kind) {
    if (kind == ChangeClass::pipeline) return "ci: ";
    if (kind != ChangeClass::dependency) return "fix: ";
    std::map<std::string, std::size_t> of_upgrades;
    for (const source::PastCommit& commit : past) {
        const std::string prefix = integrate::prefix_of(trim(std::string_view(commit.message).substr(0, commit.message.find('\n'))));
        if (prefix.contains("(deps") || prefix.starts_with("deps") || prefix.starts_with("build") || prefix.starts_with("chore"))
            ++of_upgrades[prefix.contains("deps") ? prefix : prefix.substr(0, prefix.find_first_of("(!:")) + ": "];
    }
    const auto weight = [](const auto& each) { return each.second * (each.first.contains("deps") ? 1'000 : 1); };
    const auto most = std::ranges::max_element(of_upgrades, {}, weight);
    return most == of_upgrades.end() ? "fix: " : most->first;
}

/// The value of the last paragraph's "Changelog:" line; empty where there is none.
std::string changelog_of(std::string_view message) {
    constexpr std::string_view kTrailer = "\nChangelog: ";
    const std::size_t at = message.rfind(kTrailer);
    if (at == std::string_view::npos) return {};
    const std::string_view rest = message.substr(at + kTrailer.size());
    const std::string value(trim(rest.substr(0, rest.find('\n'))));
    return value.size() <= 20 && std::ranges::all_of(value, [](unsigned char byte) { return std::isalpha(byte) != 0; }) ? to_lower(value) : "";
}

std::string wrapped(std::string_view body) {
    std::string text;
    for (const std::string_view line : split(body, '\n')) {
        std::size_t column = 0;
        const std::size_t indent = line.starts_with("- ") ? 2 : 0;
        for (const std::string_view word : split(line, ' ')) {
            if (word.empty()) continue;
            if (column > indent && column + 1 + word.size() > kLine) {
                text += '\n' + std::string(indent, ' ');
                column = indent;
            } else if (column > 0) {
                text += ' ';
                ++column;
            }
            if (word.starts_with('#') && (column == 0 || column == indent)) text += "no. "; // else a comment, for git's editor
            text += word;
            column += word.size();
        }
        text += '\n';
    }
    return text;
}

std::string lines_of(std::string_view body) {
    std::string text;
    for (const std::string_view line : split(trim(body), '\n')) text += printable(line) + "\n";
    return text;
}

} // namespace

Style learn_style(std::span<const source::PastCommit> past, std::span<const std::string> branches, std::string_view guide, ChangeClass kind) {
    Style style{.commit = integrate::learn_style(past, conventional_prefix(past, kind)), .changelog = {}, .branch_prefix = {}};
    learn_branches(style, branches, kind);
    std::size_t with = 0, of_security = 0;
    for (const source::PastCommit& commit : past) {
        const std::string value = changelog_of(commit.message);
        with += value.empty() ? 0 : 1;
        of_security += value == "security" ? 1 : 0;
    }
    // Only what users notice has the trailer, so few commits do where it is the rule.
    const bool is_rule = (with >= 3 && 25 * with >= past.size()) || guide.contains("Changelog: ");
    if (is_rule) style.changelog = of_security > 0 || with == 0 || kind == ChangeClass::dependency ? "security" : "fixed";
    return style;
}

std::string write_message(const Style& style, std::string_view subject, std::string_view body, std::string_view author) {
    integrate::CommitStyle without_trailers = style.commit;
    without_trailers.sign_off = false;
    std::string text = printable(subject);
    if (!text.empty() && without_trailers.capital) text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    std::string message = integrate::compose_message(without_trailers, text, wrapped(lines_of(body)), {});
    std::string trailers;
    if (!style.changelog.empty()) trailers += fmt::format("Changelog: {}\n", style.changelog);
    if (style.commit.sign_off && !author.empty()) trailers += fmt::format("Signed-off-by: {}\n", author);
    return trailers.empty() ? message : message + "\n" + trailers;
}

std::string name_branch(const Style& style, std::string_view subject, std::string_view id, std::span<const std::string> taken) {
    std::string name;
    for (const char byte : to_lower(subject)) {
        if (name.size() >= kLongestName) break;
        const bool in_version = byte == '.' && !name.empty() && std::isdigit(static_cast<unsigned char>(name.back())) != 0;
        if (std::isalnum(static_cast<unsigned char>(byte)) != 0 || in_version)
            name += byte;
        else if (!name.empty() && name.back() != style.branch_separator)
            name += style.branch_separator;
    }
    while (!name.empty() && std::isalnum(static_cast<unsigned char>(name.back())) == 0) name.pop_back();
    if (name.empty()) name = "security-fix";
    if (name.ends_with(".lock")) name.resize(name.size() - 5);
    std::string whole = style.branch_prefix + name;
    // A branch cannot be where another one's folder is.
    const auto clashes = [&](const std::string& each) {
        return each == whole || each.starts_with(whole + "/") || whole.starts_with(each + "/");
    };
    if (std::ranges::any_of(taken, clashes)) whole = style.branch_prefix + name + style.branch_separator + std::string(id.substr(0, 12));
    return whole;
}

} // namespace squire::fix
