// SPDX-License-Identifier: MIT
//
// github.com/pnpm/spec/tree/master/lockfile. A package's key is "/name/1.0.0_peers" in version 5, "/name@1.0.0(peers)" in 6 to 8, and
// "name@1.0.0" with `snapshots` "name@1.0.0(peers)" in 9. One package of several peers counts once.
#include "dependencies/pnpm_lock.h"

#include <charconv>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::dependencies {
namespace {

struct Identity {
    std::string_view name;
    std::string_view version;
};

class Reader {
public:
    Reader(const Node& root, Listing& listing, int version) : root_(root), listing_(listing), version_(version) {}

    void run() {
        for (const Node& entry : root_["packages"]) add(entry);
        for (const Node& entry : root_["packages"]) link(entry);
        for (const Node& entry : root_["snapshots"]) link(entry);
        listing_.knows_roots();
        listing_.scopes_by_roots();
        if (root_["importers"].is_table()) {
            for (const Node& importer : root_["importers"]) {
                listing_.member(importer.key);
                roots(importer);
            }
        } else {
            roots(root_);
        }
    }

private:
    [[nodiscard]] Identity identity(std::string_view key) const {
        key = key.substr(0, key.find('('));
        if (version_ >= 6) {
            if (key.starts_with('/')) key.remove_prefix(1);
            const std::size_t at = key.find('@', 1);
            return at == std::string_view::npos ? Identity{key, {}} : Identity{key.substr(0, at), key.substr(at + 1)};
        }
        if (!key.starts_with('/')) return {key, {}}; // "github.com/a/b/0123abc": its entry has the name
        key.remove_prefix(1);
        const std::size_t slash = key.rfind('/');
        if (slash == std::string_view::npos) return {key, {}};
        const std::string_view version = key.substr(slash + 1);
        return {key.substr(0, slash), version.substr(0, version.find('_'))};
    }

    void add(const Node& entry) {
        Identity identity = this->identity(entry.key);
        const Node& resolution = entry["resolution"];
        std::string_view source = resolution["repo"].text;
        if (source.empty() && (identity.version.contains(':') || !entry["name"].text.empty())) source = resolution["tarball"].text;
        if (identity.version.contains(':')) identity.version = {}; // a URL
        if (!entry["name"].text.empty()) identity.name = entry["name"].text;
        if (!entry["version"].text.empty()) identity.version = entry["version"].text;
        const std::uint32_t at = listing_.add(identity.name, identity.version, entry.line);
        Package& package = listing_[at];
        package.checksum = resolution["integrity"].text;
        package.source = source;
        if (!source.empty() && !resolution["commit"].text.empty()) package.source = fmt::format("{}#{}", source, resolution["commit"].text);
        by_key_.emplace(std::string(plain(entry.key)), at);
    }

    /// The key without peers: what all of a package's variants share.
    [[nodiscard]] std::string_view plain(std::string_view key) const {
        key = key.substr(0, key.find('('));
        if (version_ < 6 && key.starts_with('/')) {
            const std::size_t peers = key.find('_', key.rfind('/'));
            key = key.substr(0, peers);
        }
        return key;
    }

    [[nodiscard]] std::uint32_t find(std::string_view name, std::string_view version) const {
        if (version.starts_with("link:")) return kNoPackage;
        // Another name than its own: the whole key stands for the version.
        if (const auto found = by_key_.find(std::string(plain(version))); found != by_key_.end()) return found->second;
        const std::string key = version_ >= 9   ? fmt::format("{}@{}", name, version)
                                : version_ >= 6 ? fmt::format("/{}@{}", name, version)
                                                : fmt::format("/{}/{}", name, version);
        const auto found = by_key_.find(std::string(plain(key)));
        return found == by_key_.end() ? kNoPackage : found->second;
    }

    void link(const Node& entry) {
        const auto from = by_key_.find(std::string(plain(entry.key)));
        if (from == by_key_.end()) return;
        for (const std::string_view kind : {"dependencies", "optionalDependencies"})
            for (const Node& needed : entry[kind]) listing_.link(from->second, find(needed.key, needed.text));
    }

    void roots(const Node& importer) {
        const std::pair<std::string_view, Scope> kinds[] = {
            {"dependencies", Scope::runtime}, {"optionalDependencies", Scope::optional}, {"devDependencies", Scope::development}};
        for (const auto& [kind, scope] : kinds)
            for (const Node& asked : importer[kind]) {
                const std::string_view version = asked.is_table() ? asked["version"].text : asked.text;
                const std::uint32_t at = find(asked.key, version);
                const Node& specifier = asked.is_table() ? asked["specifier"] : importer["specifiers"][asked.key];
                if (listing_[at].requirement.empty()) listing_[at].requirement = specifier.text;
                listing_.root(at, scope);
            }
    }

    const Node& root_;
    Listing& listing_;
    int version_;
    std::unordered_map<std::string, std::uint32_t> by_key_;
};

} // namespace

void read_pnpm_lock(const Input& input, Listing& listing) {
    const Document document = read_yaml_document(input.bytes);
    listing.problems_of(document);
    const Node& written = document.root()["lockfileVersion"];
    int version = 0;
    std::from_chars(written.text.data(), written.text.data() + written.text.size(), version);
    if (version < 5 || version > 9) {
        listing.problem(written.line, fmt::format("lockfileVersion '{}' is not known; read as version 9", shorten(printable(written.text), 20)),
                        Weight::warning, ErrorKind::unsupported);
        version = 9;
    }
    Reader(document.root(), listing, version).run();
}

} // namespace squire::dependencies
