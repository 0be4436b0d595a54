// SPDX-License-Identifier: MIT
//
// docs.npmjs.com/cli/v11/configuring-npm/package-lock-json. Versions 2 and 3 have `packages`, one entry a folder; version 1 has `dependencies`,
// nested as the folders are. A package is looked for as Node does: in its user's own node_modules, then in those of the folders above.
#include "dependencies/npm_lock.h"

#include <fmt/format.h>

#include "dependencies/npm_source.h"

namespace squire::dependencies {
namespace {

constexpr std::string_view kModules = "node_modules/";
constexpr std::string_view kKinds[] = {"dependencies", "devDependencies", "optionalDependencies", "peerDependencies"};

Scope scope_of_flags(const Node& entry) {
    if (entry["dev"].is_true() || entry["devOptional"].is_true()) return Scope::development;
    return entry["optional"].is_true() ? Scope::optional : Scope::runtime;
}

void describe(Package& package, const Node& entry) {
    package.scope = scope_of_flags(entry);
    package.checksum = entry["integrity"].text;
    package.source = npm_source(entry["resolved"].text);
    const Node& licence = entry["license"];
    package.licence = licence.is_table() ? licence["type"].text : licence.text;
}

class Packages {
public:
    Packages(const Node& packages, Listing& listing) : packages_(packages), listing_(listing) {}

    void run() {
        for (const Node& entry : packages_) add(entry);
        for (const Node& entry : packages_) {
            const std::uint32_t from = target(entry.key);
            if (entry["link"].is_true()) continue;
            for (const std::string_view kind : kKinds)
                for (const Node& needed : entry[kind]) {
                    const std::uint32_t to = resolve(entry.key, needed.key);
                    if (is_own(entry.key))
                        listing_.root(to, kind == "devDependencies" ? Scope::development : listing_[to].scope);
                    else
                        listing_.link(from, to);
                }
        }
    }

private:
    static bool is_own(std::string_view folder) { return !folder.contains(kModules); }

    void add(const Node& entry) {
        if (is_own(entry.key)) {
            listing_.member(entry.key.empty() ? "." : entry.key);
            return;
        }
        if (entry["link"].is_true()) {
            links_.emplace(entry.key, entry["resolved"].text);
            return;
        }
        std::string_view name = entry["name"].text; // where the folder has another one: "npm:real@1"
        if (name.empty()) name = entry.key.substr(entry.key.rfind(kModules) + kModules.size());
        const std::uint32_t index = listing_.add(name, entry["version"].text, entry.line);
        describe(listing_[index], entry);
        by_folder_.emplace(entry.key, index);
    }

    std::uint32_t target(std::string_view folder) const {
        const auto found = by_folder_.find(folder);
        return found == by_folder_.end() ? kNoPackage : found->second;
    }

    std::uint32_t resolve(std::string_view from, std::string_view name) const {
        for (std::string folder(from);;) {
            const std::string tried = fmt::format("{}{}{}{}", folder, folder.empty() ? "" : "/", kModules, name);
            if (const auto found = by_folder_.find(tried); found != by_folder_.end()) return found->second;
            if (links_.contains(tried) || folder.empty()) return kNoPackage;
            // Above "a/node_modules/@s/b" is "a"; above a member's folder is the folder it stands in.
            const std::size_t modules = folder.rfind(kModules);
            const std::size_t cut = modules != std::string::npos ? (modules == 0 ? 0 : modules - 1) : folder.rfind('/');
            folder.resize(cut == std::string::npos ? 0 : cut);
        }
    }

    const Node& packages_;
    Listing& listing_;
    std::unordered_map<std::string_view, std::uint32_t> by_folder_;
    std::unordered_map<std::string_view, std::string_view> links_;
};

/// Version 1.
class Nested {
public:
    explicit Nested(Listing& listing) : listing_(listing) {}

    void run(const Node& dependencies) {
        levels_.emplace_back();
        for (const Node& entry : dependencies) {
            std::string_view name = entry.key;
            std::string_view version = entry["version"].text;
            if (version.starts_with("npm:")) { // an alias: the real name stands there
                version.remove_prefix(4);
                const std::size_t at = version.rfind('@');
                if (at != std::string_view::npos && at > 0) {
                    name = version.substr(0, at);
                    version.remove_prefix(at + 1);
                }
            }
            const bool place = version.contains(':');
            const std::uint32_t index = listing_.add(name, place ? std::string_view{} : version, entry.line);
            describe(listing_[index], entry);
            if (place) listing_[index].source = version;
            levels_.back().emplace(entry.key, index);
            if (levels_.size() == 1) {
                listing_.request(entry.key, index);
                listing_.request(name, index);
            }
        }
        for (const Node& entry : dependencies) {
            const std::uint32_t from = levels_.back().at(entry.key);
            if (entry["dependencies"].is_table()) {
                const std::size_t depth = levels_.size();
                run_inside(entry, from);
                levels_.resize(depth);
            } else {
                link(entry, from);
            }
        }
    }

private:
    void run_inside(const Node& entry, std::uint32_t from) {
        run(entry["dependencies"]);
        link(entry, from);
    }

    void link(const Node& entry, std::uint32_t from) {
        for (const Node& needed : entry["requires"])
            for (std::size_t level = levels_.size(); level > 0; --level) {
                const auto found = levels_[level - 1].find(needed.key);
                if (found == levels_[level - 1].end()) continue;
                listing_.link(from, found->second);
                break;
            }
    }

    Listing& listing_;
    std::vector<std::unordered_map<std::string_view, std::uint32_t>> levels_;
};

} // namespace

void read_npm_lock(const Input& input, Listing& listing) {
    const Document document = read_json_document(input.bytes);
    listing.problems_of(document);
    const Node& root = document.root();
    const Node& version = root["lockfileVersion"];
    if (version.text != "1" && version.text != "2" && version.text != "3") {
        listing.problem(version.line,
                        version.text.empty() ? std::string("it names no lockfileVersion; read as far as it looks like one")
                                             : fmt::format("lockfileVersion {} is not known; read as version 3", version.text),
                        Weight::warning, ErrorKind::unsupported);
    }
    listing.project(root["name"].text);
    listing.knows_scopes();
    if (root["packages"].is_table())
        Packages(root["packages"], listing).run();
    else if (root["dependencies"].is_table())
        Nested(listing).run(root["dependencies"]);
    else if (!document.fault() && version.text.empty())
        listing.problem(0, "this is no npm lockfile: it has neither packages nor dependencies", Weight::incomplete);
}

} // namespace squire::dependencies
