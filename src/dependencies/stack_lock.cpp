// SPDX-License-Identifier: MIT
// docs.haskellstack.org: what stack.yaml adds to its snapshot, completed. The packages of the snapshot itself are not in the file.
#include "dependencies/stack_lock.h"

#include <fmt/format.h>

namespace squire::dependencies {

void read_stack_lock(const Input& input, Listing& listing) {
    const Document document = read_yaml_document(input.bytes);
    listing.problems_of(document);
    for (const Node& entry : document.root()["packages"]) {
        const Node& completed = entry["completed"];
        if (const std::string_view hackage = completed["hackage"].text; !hackage.empty()) { // "name-1.2@sha256:…,123"
            const std::string_view plain = hackage.substr(0, hackage.find('@'));
            const std::size_t dash = plain.rfind('-');
            if (dash == std::string_view::npos) continue;
            const std::uint32_t at = listing.add(plain.substr(0, dash), plain.substr(dash + 1), entry.line);
            if (plain.size() < hackage.size()) listing[at].checksum = hackage.substr(plain.size() + 1, hackage.find(',') - plain.size() - 1);
        } else {
            const std::uint32_t at = listing.add(completed["name"].text, completed["version"].text, entry.line);
            const std::string_view git = completed["git"].text;
            listing[at].source = git.empty() ? std::string(completed["url"].text) : fmt::format("git+{}@{}", git, completed["commit"].text);
        }
    }
    for (const Node& snapshot : document.root()["snapshots"])
        if (const Node& original = snapshot["original"]; original.is_table())
            listing.problem(snapshot.line,
                            fmt::format("the packages of the snapshot {} are not in this file",
                                        original["resolver"].text.empty() ? original["url"].text : original["resolver"].text),
                            Weight::note, ErrorKind::not_found);
}

} // namespace squire::dependencies
