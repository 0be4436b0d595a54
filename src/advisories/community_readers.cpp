// SPDX-License-Identifier: MIT
#include "advisories/community_readers.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string>

#include <fmt/format.h>

#include "advisories/record_text.h"
#include "advisories/version_constraint.h"

namespace squire::advisories {
namespace {

using document::Node;

std::string stem_of(std::string_view place) { return std::filesystem::path(place).stem().string(); }

Result<std::vector<Interval>> versions_of(const Node& list, Dialect dialect) {
    std::vector<Interval> all;
    for (const std::string& requirement : texts_of(list)) {
        auto one = parse_constraint(dialect, requirement);
        if (!one) return one;
        std::ranges::move(*one, std::back_inserter(all));
    }
    return all;
}

void add_id(std::string id, Advisory& advisory) {
    if (id.empty()) return;
    if (advisory.id.empty())
        advisory.id = std::move(id);
    else
        advisory.aliases.push_back(std::move(id));
}

} // namespace

bool looks_like_rubysec(const Node& root) { return root.has("gem") && root.has("title"); }

void read_rubysec(const Node& root, std::string_view place, std::vector<Advisory>& out, Problems& problems) {
    Advisory advisory{.database = "RubySec"};
    const auto prefixed = [&](std::string_view prefix, std::string_view key) {
        const std::string value = text_of(root[key]);
        return value.empty() ? value : fmt::format("{}-{}", prefix, value);
    };
    add_id(prefixed("CVE", "cve"), advisory);
    add_id(prefixed("GHSA", "ghsa"), advisory);
    add_id(prefixed("OSVDB", "osvdb"), advisory);
    add_id(advisory.id.empty() ? fmt::format("RubySec/{}/{}", text_of(root["gem"]), stem_of(place)) : "", advisory);
    advisory.summary = text_of(root["title"]);
    advisory.details = text_of(root["description"]);
    advisory.published = time_of(root["date"]);
    advisory.modified = advisory.published;
    for (const std::string_view key : {"cvss_v4", "cvss_v3", "cvss_v2"}) add_vector(text_of(root[key]), advisory);
    if (const std::string url = text_of(root["url"]); !url.empty()) advisory.references.push_back({"ADVISORY", url});
    for (std::string& url : texts_of(root["related"]["url"])) advisory.references.push_back({"WEB", std::move(url)});
    for (std::string& cve : texts_of(root["related"]["cve"])) advisory.related.push_back("CVE-" + cve);
    auto safe = versions_of(root["patched_versions"], Dialect::rubygems);
    const auto unaffected = versions_of(root["unaffected_versions"], Dialect::rubygems);
    if (!safe || !unaffected) return record_is_wrong(place, (safe ? unaffected : safe).error().message, problems);
    safe->insert(safe->end(), unaffected->begin(), unaffected->end());
    advisory.affected.push_back(
        {.ecosystem = "RubyGems", .package = text_of(root["gem"]), .intervals = complement(std::move(*safe), VersionOrder::rubygems)});
    out.push_back(std::move(advisory));
}

bool looks_like_friendsofphp(const Node& root) { return root["reference"].text.starts_with("composer://") && root.has("branches"); }

void read_friendsofphp(const Node& root, std::string_view place, std::vector<Advisory>& out, Problems& problems) {
    const std::string package = text_of(root["reference"]).substr(std::string_view("composer://").size());
    Advisory advisory{.database = "FriendsOfPHP"};
    add_id(text_of(root["cve"]), advisory);
    add_id(advisory.id.empty() ? fmt::format("FriendsOfPHP/{}/{}", package, stem_of(place)) : "", advisory);
    advisory.summary = text_of(root["title"]);
    if (const std::string url = text_of(root["link"]); !url.empty()) advisory.references.push_back({"ADVISORY", url});
    std::vector<Interval> affected;
    for (const Node& branch : root["branches"]) {
        std::vector<Interval> all{Interval{}}; // the comparisons of a branch hold together
        for (const std::string& comparison : texts_of(branch["versions"])) {
            const auto one = parse_constraint(Dialect::composer, comparison);
            if (!one) return record_is_wrong(place, one.error().message, problems);
            all = intersection(all, *one, VersionOrder::packagist);
        }
        std::ranges::move(all, std::back_inserter(affected));
        const auto time = time_of(branch["time"]);
        if (time && (!advisory.published || *time < *advisory.published)) advisory.published = time;
        if (time && (!advisory.modified || *time > *advisory.modified)) advisory.modified = time;
    }
    advisory.affected.push_back({.ecosystem = "Packagist", .package = package, .intervals = std::move(affected)});
    out.push_back(std::move(advisory));
}

bool looks_like_node_npm(const Node& root) { return root.has("module_name") && root.has("vulnerable_versions"); }

void read_node_npm(const Node& root, std::string_view place, std::vector<Advisory>& out, Problems& problems) {
    Advisory advisory{.id = "NSWG-ECO-" + text_of(root["id"]), .database = "Node.js security-wg"};
    advisory.aliases = texts_of(root["cves"]);
    advisory.summary = text_of(root["title"]);
    advisory.details = text_of(root["overview"]);
    advisory.published = time_of(root["created_at"]);
    advisory.modified = time_of(root["updated_at"]);
    add_vector(text_of(root["cvss_vector"]), advisory);
    if (advisory.vectors.empty()) add_vector(text_of(root["cvss_score"]), advisory);
    for (std::string& url : texts_of(root["references"])) advisory.references.push_back({"WEB", std::move(url)});
    auto affected = parse_constraint(Dialect::npm, text_of(root["vulnerable_versions"]));
    if (!affected) return record_is_wrong(place, affected.error().message, problems);
    advisory.affected.push_back({.ecosystem = "npm", .package = text_of(root["module_name"]), .intervals = std::move(*affected)});
    out.push_back(std::move(advisory));
}

bool looks_like_node_core(const Node& root) { return root.has("vulnerable") && root.has("patched") && root["cve"].is_list(); }

void read_node_core(const Node& root, std::string_view place, std::vector<Advisory>& out, Problems& problems) {
    Advisory advisory{.id = "NSWG-CORE-" + stem_of(place), .database = "Node.js security-wg"};
    advisory.aliases = texts_of(root["cve"]);
    advisory.details = text_of(root["overview"]);
    advisory.summary = text_of(root["description"]);
    if (advisory.summary.empty()) advisory.summary = first_line(advisory.details);
    advisory.published = time_of(root["publish_date"]);
    add_vector(text_of(root["cvss"]), advisory);
    state_severity(text_of(root["severity"]), advisory);
    if (const std::string url = text_of(root["ref"]); !url.empty()) advisory.references.push_back({"ADVISORY", url});
    const auto vulnerable = parse_constraint(Dialect::npm, text_of(root["vulnerable"]));
    auto patched = parse_constraint(Dialect::npm, text_of(root["patched"]));
    if (text_of(root["patched"]).empty()) patched = std::vector<Interval>{};
    if (!vulnerable || !patched) return record_is_wrong(place, (vulnerable ? patched : vulnerable).error().message, problems);
    advisory.affected.push_back(
        {.ecosystem = "Node.js",
         .package = "node",
         .intervals = intersection(*vulnerable, complement(std::move(*patched), VersionOrder::semver), VersionOrder::semver)});
    out.push_back(std::move(advisory));
}

} // namespace squire::advisories
