// SPDX-License-Identifier: MIT
//
// go.dev/ref/mod#workspaces. What the modules need stands in their go.mod; the workspace says which Go builds them together.
#include "dependencies/go_work.h"

#include <fmt/format.h>

#include "base/text.h"
#include "dependencies/go_module.h"

namespace squire::dependencies {

void read_go_work(const Input& input, Listing& listing) {
    std::string_view go;
    std::string_view toolchain;
    std::uint32_t at_line = 0;
    listing.knows_roots();
    if (input.bytes.size() > kLongestWorkspace)
        listing.problem(0, fmt::format("what is used and replaced after {} kB is not looked at", kLongestWorkspace >> 10U), Weight::incomplete,
                        ErrorKind::limit);
    each_go_directive(input.bytes, listing, [&](const GoDirective& each) {
        if ((each.verb == "go" || each.verb == "toolchain") && !each.words.empty()) {
            (each.verb == "go" ? go : toolchain) = each.words[0];
            at_line = each.line;
        } else if (each.verb != "use" && each.verb != "replace" && each.verb != "godebug") {
            listing.problem(each.line, fmt::format("'{}' is no directive of go.work", shorten(printable(each.verb), 40)));
        }
    });
    const std::string_view version = go_version(toolchain, go);
    if (version.empty()) return;
    const std::uint32_t at = listing.add("stdlib", version, at_line);
    listing[at].requirement = fmt::format("go {}", go);
    listing.root(at);
}

} // namespace squire::dependencies
