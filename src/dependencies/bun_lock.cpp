// SPDX-License-Identifier: MIT
//
// bun.sh/docs/install/lockfile: JSON with commas too many. A package's key is its folder without "node_modules": "a", or "b/a" for an `a` of
// `b`'s own.
#include "dependencies/bun_lock.h"

#include <fmt/format.h>

namespace squire::dependencies {
namespace {

class Reader {
public:
    Reader(const Node& root, Listing& listing) : root_(root), listing_(listing) {}

    void run() {
        listing_.knows_roots();
        listing_.scopes_by_roots();
        for (const Node& entry : root_["packages"]) add(entry);
        for (const Node& entry : root_["packages"]) link(entry);
        for (const Node& workspace : root_["workspaces"]) {
            listing_.member(workspace.key.empty() ? "." : workspace.key);
            if (workspace.key.empty()) listing_.project(workspace["name"].text);
            const std::pair<std::string_view, Scope> kinds[] = {
                {"dependencies", Scope::runtime}, {"optionalDependencies", Scope::optional}, {"devDependencies", Scope::development}};
            for (const auto& [kind, scope] : kinds)
                for (const Node& asked : workspace[kind]) {
                    const std::uint32_t at = resolve(workspace["name"].text, asked.key);
                    if (listing_[at].requirement.empty()) listing_[at].requirement = asked.text;
                    listing_.root(at, scope);
                }
        }
    }

private:
    void add(const Node& entry) {
        const std::string_view what = entry.items.empty() ? std::string_view{} : entry.items[0].text; // "name@1.2.3", "name@git+ssh://…"
        const std::size_t at = what.find('@', 1);
        if (at == std::string_view::npos) return;
        const std::string_view version = what.substr(at + 1);
        if (version.starts_with("workspace:")) return;
        const bool place = version.contains(':');
        const std::uint32_t index = listing_.add(what.substr(0, at), place ? std::string_view{} : version, entry.line);
        if (place) listing_[index].source = version;
        if (const Node& last = entry.items.back(); last.kind == Node::Kind::text && entry.items.size() > 2) listing_[index].checksum = last.text;
        by_key_.emplace(entry.key, index);
    }

    [[nodiscard]] std::uint32_t resolve(std::string_view from, std::string_view name) const {
        for (std::string_view above = from; !above.empty();) {
            if (const auto found = by_key_.find(fmt::format("{}/{}", above, name)); found != by_key_.end()) return found->second;
            const std::size_t slash = above.rfind('/');
            above = above.substr(0, slash == std::string_view::npos ? 0 : slash);
        }
        const auto found = by_key_.find(std::string(name));
        return found == by_key_.end() ? kNoPackage : found->second;
    }

    void link(const Node& entry) {
        const auto from = by_key_.find(std::string(entry.key));
        if (from == by_key_.end()) return;
        for (const Node& part : entry)
            for (const std::string_view kind : {"dependencies", "optionalDependencies", "peerDependencies"})
                for (const Node& needed : part[kind]) listing_.link(from->second, resolve(entry.key, needed.key));
    }

    const Node& root_;
    Listing& listing_;
    std::unordered_map<std::string, std::uint32_t> by_key_;
};

} // namespace

void read_bun_lock(const Input& input, Listing& listing) {
    const Document document = read_json_document(input.bytes);
    listing.problems_of(document);
    const Node& version = document.root()["lockfileVersion"];
    if (version.text != "0" && version.text != "1")
        listing.problem(version.line, fmt::format("lockfileVersion '{}' is not known; read as version 1", version.text), Weight::warning,
                        ErrorKind::unsupported);
    Reader(document.root(), listing).run();
}

} // namespace squire::dependencies
