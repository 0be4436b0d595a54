// SPDX-License-Identifier: MIT
#include "rules/gitleaks_ignore.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "rules/gitleaks_ids.h"

namespace squire::rules {
namespace {

bool is_object_id(std::string_view text) {
    return (text.size() == 40 || text.size() == 64) &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
}

/// The form in which fingerprints are kept and looked up.
std::string key(std::string_view commit, std::string_view file, std::string_view rule, std::uint32_t line) {
    auto text = fmt::format("{}:{}:{}:{}", to_lower(commit), file, rule, line);
    std::ranges::replace(text, '\\', '/');
    return text;
}

/// The keys of one line of the file; none where it is no fingerprint.
std::vector<std::string> parse(std::string_view text) {
    const auto before_line = text.rfind(':');
    if (before_line == std::string_view::npos || before_line == 0) return {};
    const auto before_rule = text.rfind(':', before_line - 1);
    if (before_rule == std::string_view::npos) return {};
    auto file = text.substr(0, before_rule);
    const auto rule = text.substr(before_rule + 1, before_line - before_rule - 1);
    std::uint32_t line = 0;
    const auto [end, error] = std::from_chars(text.data() + before_line + 1, text.data() + text.size(), line);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    std::string_view commit;
    if (const auto colon = file.find(':'); colon != std::string_view::npos && is_object_id(file.substr(0, colon))) {
        commit = file.substr(0, colon);
        file.remove_prefix(colon + 1);
    }
    if (file.empty() || rule.empty()) return {};
    std::vector<std::string> keys{key(commit, file, rule, line)};
    for (const auto& ours : rules_named_by_gitleaks(rule)) keys.push_back(key(commit, file, ours, line));
    return keys;
}

} // namespace

GitleaksIgnore GitleaksIgnore::read(std::string_view text, std::string_view file_name, Problems& problems) {
    GitleaksIgnore result;
    std::uint32_t number = 0;
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3); // a byte order mark
    for (const auto part : split(text, '\n')) {
        ++number;
        const auto line = trim(part);
        if (line.empty() || line.starts_with('#')) continue;
        auto fingerprints = parse(line);
        for (auto& fingerprint : fingerprints) result.fingerprints_.insert(std::move(fingerprint));
        if (fingerprints.empty())
            problems.add(Weight::warning, Error{ErrorKind::malformed, fmt::format("'{}' is not a fingerprint", shorten(line, 120)),
                                                fmt::format("{}:{}", file_name, number), "write file:rule:line or commit:file:rule:line"});
    }
    return result;
}

bool GitleaksIgnore::matches(std::string_view commit, std::string_view file, std::string_view rule, std::uint32_t line) const {
    if (fingerprints_.empty()) return false;
    return fingerprints_.contains(key({}, file, rule, line)) || (!commit.empty() && fingerprints_.contains(key(commit, file, rule, line)));
}

bool has_allow_comment(std::string_view line) {
    return line.find("gitleaks:allow") != std::string_view::npos || line.find("squire:allow") != std::string_view::npos;
}

} // namespace squire::rules
