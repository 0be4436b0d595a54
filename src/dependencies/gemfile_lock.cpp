// SPDX-License-Identifier: MIT
//
// bundler.io/man/gemfile.5.html. Sections by a word at the start of the line; in `specs:`, gems stand four blanks in and what they need six. A
// version may be followed by a platform, "1.6.2-x86_64-linux"; one gem of several platforms counts once.
#include "dependencies/gemfile_lock.h"

#include <cctype>
#include <string>

#include <fmt/format.h>

#include "base/text.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {
namespace {

/// "name (1.2-java)" is "name" and "1.2-java".
std::pair<std::string_view, std::string_view> name_and_version(std::string_view text) {
    text = trim(text);
    const std::size_t open = text.find(" (");
    if (open == std::string_view::npos) return {text, {}};
    const std::size_t close = text.find(')', open);
    return {text.substr(0, open), text.substr(open + 2, close == std::string_view::npos ? close : close - open - 2)};
}

std::string_view without_platform(std::string_view version) { return version.substr(0, version.find('-')); }

} // namespace

void read_gemfile_lock(const Input& input, Listing& listing) {
    std::string_view section;
    std::string remote;
    std::string revision;
    std::uint32_t at = kNoPackage;
    bool any = false;
    listing.knows_roots();
    for (const TextLine& line : text_lines(input.bytes)) {
        if (trim(line.text).empty() || conflict_at(line, listing)) continue;
        if (line.indent == 0) {
            section = trim(line.text);
            remote.clear();
            revision.clear();
            at = kNoPackage;
            any = any || section == "GEM" || section == "GIT" || section == "PATH" || section == "DEPENDENCIES";
            continue;
        }
        const std::string_view text = trim(line.text);
        if (section == "DEPENDENCIES") {
            const auto [name, requirement] = name_and_version(text.ends_with('!') ? text.substr(0, text.size() - 1) : text);
            const std::uint32_t found = listing.find_alias(name);
            if (found != kNoPackage) listing[found].requirement = requirement;
            listing.root(name);
        } else if (section == "CHECKSUMS") {
            const auto [name, version] = name_and_version(text);
            const std::size_t sum = text.find(") ");
            const std::uint32_t found = listing.find_alias(name);
            if (sum != std::string_view::npos && found != kNoPackage && listing[found].checksum.empty())
                listing[found].checksum = text.substr(sum + 2);
        } else if (section == "GEM" || section == "GIT" || section == "PATH" || section == "PLUGIN SOURCE") {
            if (line.indent == 2) {
                if (text.starts_with("remote:"))
                    remote = trim(text.substr(7));
                else if (text.starts_with("revision:"))
                    revision = trim(text.substr(9));
            } else if (line.indent == 4) {
                const auto [name, version] = name_and_version(text);
                at = listing.add(name, without_platform(version), line.number);
                if (section == "GIT") listing[at].source = fmt::format("git+{}@{}", remote, revision);
                if (section == "PATH") {
                    listing.own(at);
                    if (remote == ".") listing.project(name);
                }
            } else if (line.indent >= 6) {
                listing.link(at, name_and_version(text).first);
            }
        }
    }
    if (!any) listing.problem(0, "this is no Bundler lockfile: it has none of its sections", Weight::incomplete);
}

} // namespace squire::dependencies
