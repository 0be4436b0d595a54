// SPDX-License-Identifier: MIT
#include "dependencies/package_url.h"

#include <algorithm>

#include "base/text.h"

namespace squire::dependencies {
namespace {

constexpr std::size_t kLongest = 2048;

int digit(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    const char lower = static_cast<char>(letter | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::optional<std::string> decoded(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            out += text[at];
            continue;
        }
        if (at + 2 >= text.size() || digit(text[at + 1]) < 0 || digit(text[at + 2]) < 0) return std::nullopt;
        out += static_cast<char>(digit(text[at + 1]) * 16 + digit(text[at + 2]));
        at += 2;
    }
    return out;
}

// As the ecosystem writes a name whose purl has '/' between its parts.
std::string name_in(Ecosystem ecosystem, std::string name) {
    const std::size_t slash = name.rfind('/');
    if (ecosystem == Ecosystem::maven && slash != std::string::npos) name[slash] = ':';
    return name;
}

std::string_view plain_version(Ecosystem ecosystem, std::string_view version) {
    if (ecosystem == Ecosystem::go && version.starts_with('v')) version.remove_prefix(1);
    return version;
}

} // namespace

bool PackageReference::names(const Package& package) const {
    const Ecosystem ecosystem = package.ecosystem;
    if (ecosystem == Ecosystem::git) {
        const auto own = parse_package_url(package_url(ecosystem, package.name, package.version));
        return own && own->type == type && own->repository == repository && to_lower(own->name) == to_lower(name) &&
               (version.empty() || own->version == version);
    }
    if (type != info(ecosystem).purl) return false;
    if (!version.empty() && plain_version(ecosystem, version) != plain_version(ecosystem, package.version)) return false;
    const std::string left = canonical_name(ecosystem, name_in(ecosystem, name));
    const std::string right = canonical_name(ecosystem, package.name);
    // Writers of purls disagree on whether a module's path keeps its capitals.
    return left == right || (ecosystem == Ecosystem::go && to_lower(left) == to_lower(right));
}

std::optional<PackageReference> parse_package_url(std::string_view text) {
    if (text.size() > kLongest || to_lower(text.substr(0, 4)) != "pkg:" || text.contains('#')) return std::nullopt;
    text.remove_prefix(4);
    while (text.starts_with('/')) text.remove_prefix(1);
    std::string repository;
    if (const std::size_t question = text.find('?'); question != std::string_view::npos) {
        for (const std::string_view qualifier : split(text.substr(question + 1), '&')) {
            if (qualifier.starts_with("vcs_url="))
                repository = decoded(qualifier.substr(8)).value_or("");
            else if (!qualifier.empty() && !qualifier.starts_with("type="))
                return std::nullopt;
        }
        text = text.substr(0, question);
    }
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos || slash == 0) return std::nullopt;
    PackageReference reference{.type = to_lower(text.substr(0, slash)), .name = {}, .version = {}, .repository = std::move(repository)};
    text.remove_prefix(slash + 1);
    while (text.ends_with('/')) text.remove_suffix(1);
    // A scope's '@' stands first where its writer did not encode it.
    if (const std::size_t at = text.rfind('@'); at != std::string_view::npos && at > 0 && text[at - 1] != '/') {
        auto version = decoded(text.substr(at + 1));
        if (!version || version->empty()) return std::nullopt;
        reference.version = std::move(*version);
        text = text.substr(0, at);
    }
    auto name = decoded(text);
    if (!name || name->empty()) return std::nullopt;
    reference.name = std::move(*name);
    return reference;
}

} // namespace squire::dependencies
