// SPDX-License-Identifier: MIT
// fsprojects.github.io/Paket/lock-file.html: sections, "remote:", packages four blanks in, what they need six. Groups begin with "GROUP name".
#include "dependencies/paket_lock.h"

#include <fmt/format.h>

#include "base/text.h"
#include "dependencies/python_requirement.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {

void read_paket_lock(const Input& input, Listing& listing) {
    std::string section;
    std::string remote;
    Scope scope = Scope::runtime;
    std::uint32_t at = kNoPackage;
    listing.knows_scopes();
    for (const TextLine& line : text_lines(input.bytes)) {
        const std::string_view text = trim(line.text);
        if (text.empty() || conflict_at(line, listing)) continue;
        if (line.indent == 0) {
            if (text.starts_with("GROUP "))
                scope = scope_of_group(text.substr(6), Scope::runtime);
            else
                section = text;
            continue;
        }
        if (text.starts_with("remote:")) {
            remote = trim(text.substr(7));
            continue;
        }
        const std::size_t open = text.find(" (");
        const std::string_view name = text.substr(0, std::min(open, text.find(' ')));
        if (line.indent >= 6) {
            listing.link(at, name);
        } else if (line.indent == 4 && open != std::string_view::npos) {
            const std::string_view version = text.substr(open + 2, text.find(')', open) - open - 2);
            if (section == "NUGET") {
                at = listing.add(name, version, line.number);
            } else { // GITHUB, HTTP, GIT: a file or repository at a commit
                at = listing.add(section == "GITHUB" ? std::string_view(remote) : name, {}, line.number);
                listing[at].ecosystem = Ecosystem::other;
                listing[at].source = fmt::format("{}{}@{}", section == "GITHUB" ? "https://github.com/" : "", remote, version);
            }
            listing[at].scope = scope;
        }
    }
}

} // namespace squire::dependencies
