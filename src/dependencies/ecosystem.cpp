// SPDX-License-Identifier: MIT
#include "dependencies/ecosystem.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "advisories/commit_range.h"
#include "base/text.h"

namespace squire::dependencies {
namespace {

constexpr std::array<EcosystemInfo, 29> kEcosystems{{
    {Ecosystem::npm, "npm", "npm", true, false, "https://www.npmjs.com/package/{}"},
    {Ecosystem::pypi, "PyPI", "pypi", true, true, "https://pypi.org/project/{}"},
    {Ecosystem::go, "Go", "golang", true, false, "https://pkg.go.dev/{}"},
    {Ecosystem::crates, "crates.io", "cargo", true, false, "https://crates.io/crates/{}"},
    {Ecosystem::maven, "Maven", "maven", true, false, "https://central.sonatype.com/search?q={}"},
    {Ecosystem::nuget, "NuGet", "nuget", true, true, "https://www.nuget.org/packages/{}"},
    {Ecosystem::packagist, "Packagist", "composer", true, true, "https://packagist.org/packages/{}"},
    {Ecosystem::rubygems, "RubyGems", "gem", true, false, "https://rubygems.org/gems/{}"},
    {Ecosystem::hex, "Hex", "hex", true, true, "https://hex.pm/packages/{}"},
    {Ecosystem::pub, "Pub", "pub", true, false, "https://pub.dev/packages/{}"},
    {Ecosystem::cran, "CRAN", "cran", true, false, "https://cran.r-project.org/package={}"},
    {Ecosystem::hackage, "Hackage", "hackage", true, false, "https://hackage.haskell.org/package/{}"},
    {Ecosystem::swift, "SwiftURL", "swift", true, true, "https://{}"},
    {Ecosystem::cocoapods, "CocoaPods", "cocoapods", false, false, "https://cocoapods.org/pods/{}"},
    {Ecosystem::julia, "Julia", "julia", true, false, "https://juliahub.com/ui/Packages/General/{}"},
    {Ecosystem::opam, "opam", "opam", true, false, "https://opam.ocaml.org/packages/{}"},
    {Ecosystem::luarocks, "LuaRocks", "luarocks", false, true, "https://luarocks.org/search?q={}"},
    {Ecosystem::conan, "ConanCenter", "conan", true, false, "https://conan.io/center/recipes/{}"},
    {Ecosystem::vcpkg, "vcpkg", "vcpkg", false, false, "https://vcpkg.io/en/package/{}"},
    {Ecosystem::conda, "conda", "conda", false, true, "https://anaconda.org/search?q={}"},
    {Ecosystem::jsr, "JSR", "jsr", false, false, "https://jsr.io/{}"},
    {Ecosystem::github_actions, "GitHub Actions", "githubactions", true, true, "https://github.com/{}"},
    {Ecosystem::gitlab_components, "GitLab Components", "gitlab", false, false, "https://{}"},
    {Ecosystem::container, "Container", "docker", false, false, ""},
    {Ecosystem::terraform, "Terraform", "terraform", false, true, "https://{}"},
    {Ecosystem::other, "generic", "generic", false, false, ""},
    {Ecosystem::cpan, "CPAN", "cpan", false, false, "https://metacpan.org/dist/{}"},
    {Ecosystem::nimble, "Nimble", "generic", false, true, "https://nimble.directory/pkg/{}"},
    {Ecosystem::git, "GIT", "generic", true, true, "https://{}"},
}};

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
}

void append_encoded(std::string& out, std::string_view text, std::string_view also_plain) {
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    for (const char c : text) {
        if (is_plain(c) || also_plain.contains(c)) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += kHex[byte >> 4U];
            out += kHex[byte & 15U];
        }
    }
}

} // namespace

std::span<const EcosystemInfo> all_ecosystems() { return kEcosystems; }

const EcosystemInfo& info(Ecosystem ecosystem) { return kEcosystems[static_cast<std::size_t>(ecosystem)]; }

std::optional<Ecosystem> parse_ecosystem(std::string_view name) {
    const std::string wanted = to_lower(name);
    for (const EcosystemInfo& each : kEcosystems)
        if (to_lower(each.name) == wanted || each.purl == wanted) return each.ecosystem;
    return std::nullopt;
}

std::string canonical_name(Ecosystem ecosystem, std::string_view name) {
    if (ecosystem == Ecosystem::pypi) { // PEP 503: runs of - _ . are one -
        std::string made;
        for (const char c : to_lower(name)) {
            const bool separator = c == '-' || c == '_' || c == '.';
            if (!separator)
                made += c;
            else if (!made.empty() && made.back() != '-')
                made += '-';
        }
        return made;
    }
    return info(ecosystem).any_case ? to_lower(name) : std::string(name);
}

// The sites that purl-spec has a type for; of any other repository its address is a qualifier.
std::string repository_url(std::string_view name, std::string_view version) {
    const bool known = name.starts_with("github.com/") || name.starts_with("bitbucket.org/");
    std::string out = fmt::format("pkg:{}/", known ? name.substr(0, name.find('.')) : "generic");
    append_encoded(out, known ? name.substr(name.find('/') + 1) : name.substr(name.rfind('/') + 1), "/");
    if (!version.empty()) append_encoded(out += '@', version, ":");
    if (known || advisories::canonical_repository(name).empty()) return out;
    out += "?vcs_url=git%2Bhttps:%2F%2F";
    append_encoded(out, name, "");
    return out;
}

std::string package_url(Ecosystem ecosystem, std::string_view name, std::string_view version) {
    if (ecosystem == Ecosystem::git) return repository_url(name, version);
    std::string out = "pkg:";
    out += info(ecosystem).purl;
    out += '/';
    switch (ecosystem) {
    case Ecosystem::maven: { // group:artifact; the group is the namespace
        const auto colon = name.find(':');
        append_encoded(out, name.substr(0, colon), "");
        if (colon != std::string_view::npos) {
            out += '/';
            append_encoded(out, name.substr(colon + 1), "");
        }
        break;
    }
    case Ecosystem::swift:
    case Ecosystem::npm:
    case Ecosystem::jsr:
    case Ecosystem::go:
    case Ecosystem::container:
    case Ecosystem::gitlab_components:
    case Ecosystem::github_actions:
    case Ecosystem::terraform:
    case Ecosystem::other: append_encoded(out, name, "/"); break;
    default: append_encoded(out, canonical_name(ecosystem, name), "/"); break;
    }
    if (!version.empty()) {
        out += '@';
        append_encoded(out, version, ":");
    }
    return out;
}

} // namespace squire::dependencies
