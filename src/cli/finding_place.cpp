// SPDX-License-Identifier: MIT
#include "cli/finding_place.h"

#include <algorithm>
#include <charconv>
#include <variant>

namespace squire::cli {
namespace {

std::string_view last_step(std::string_view rule) {
    const std::size_t dot = rule.rfind('.');
    return dot == std::string_view::npos ? rule : rule.substr(dot + 1);
}

bool takes_in(const finding::Range& range, std::uint32_t line) {
    return line >= range.start_line && line <= std::max(range.start_line, range.end_line);
}

} // namespace

Result<FindingPlace> parse_finding_place(std::string_view text) {
    FindingPlace place;
    const std::size_t colon = text.rfind(':');
    if (colon != std::string_view::npos) {
        const std::string_view digits = text.substr(colon + 1), before = text.substr(0, colon);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), place.line);
        const std::size_t at = before.find('@');
        place.file = at == std::string_view::npos ? before : before.substr(at + 1);
        if (at != std::string_view::npos) place.rule = before.substr(0, at);
        if (error == std::errc() && end == digits.data() + digits.size() && place.line > 0 && !place.file.empty()) return place;
    }
    // npm's names begin with '@', and Maven's have a colon: the version is behind the last '@'.
    place = {};
    const std::size_t version = text.rfind('@');
    if (version != std::string_view::npos && version > 0 && version + 1 < text.size()) {
        std::string_view name = text.substr(0, version);
        const std::size_t id = name.find('@', 1);
        if (id != std::string_view::npos && id + 1 < name.size()) {
            place.rule = name.substr(0, id);
            name.remove_prefix(id + 1);
        }
        place.package = name;
        place.version = text.substr(version + 1);
        return place;
    }
    return fail(ErrorKind::usage, "this is no place", std::string(text),
                "FILE:LINE, or RULE@FILE:LINE where several rules report there; NAME@VERSION of a package");
}

bool FindingPlace::is_of(const finding::Finding& finding) const {
    const auto is_named = [&](const finding::Identifier& each) { return last_step(each.value) == last_step(rule); };
    if (!rule.empty() && std::ranges::none_of(finding.identifiers, is_named)) return false;
    if (const auto* const dependency = std::get_if<finding::DependencyLocation>(&finding.location))
        return dependency->package == package && dependency->version == version;
    if (file.empty() || finding::file_of(finding) != file) return false;
    if (const auto* const code = std::get_if<finding::CodeLocation>(&finding.location)) return takes_in(code->range, line);
    const auto* const secret = std::get_if<finding::SecretLocation>(&finding.location);
    return secret != nullptr && takes_in(secret->range, line);
}

} // namespace squire::cli
