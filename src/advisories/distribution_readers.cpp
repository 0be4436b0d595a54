// SPDX-License-Identifier: MIT
#include "advisories/distribution_readers.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "advisories/record_text.h"
#include "base/text.h"

namespace squire::advisories {
namespace {

using document::Node;

using Names = std::span<const std::pair<std::string_view, std::string_view>>;

// A release that is not in the list keeps its code name.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kDebian{{{"wheezy", "7"},
                                                                                {"jessie", "8"},
                                                                                {"stretch", "9"},
                                                                                {"buster", "10"},
                                                                                {"bullseye", "11"},
                                                                                {"bookworm", "12"},
                                                                                {"trixie", "13"},
                                                                                {"forky", "14"},
                                                                                {"duke", "15"}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kUbuntu{{{"trusty", "14.04:LTS"},
                                                                                 {"xenial", "16.04:LTS"},
                                                                                 {"bionic", "18.04:LTS"},
                                                                                 {"focal", "20.04:LTS"},
                                                                                 {"jammy", "22.04:LTS"},
                                                                                 {"mantic", "23.10"},
                                                                                 {"noble", "24.04:LTS"},
                                                                                 {"oracular", "24.10"},
                                                                                 {"plucky", "25.04"},
                                                                                 {"questing", "25.10"}}};

std::string release_of(Names names, std::string_view code_name) {
    const auto found = std::ranges::find(names, code_name, &std::pair<std::string_view, std::string_view>::first);
    return std::string(found == names.end() ? code_name : found->second);
}

bool is_cve(std::string_view word) { return word.starts_with("CVE-") && word.size() > 8; }

// "2025-02-03", or "2025-02-03 12:00:00 UTC".
std::optional<Time> published_on(std::string_view text) {
    if (text.ends_with(" UTC")) text.remove_suffix(4);
    return parse_time(text.size() == 10 ? std::string(text) + "T00:00:00Z" : std::string(text));
}

Interval before(std::string version) { return {std::nullopt, Bound{std::move(version), false}}; }

Advisory made(std::string_view prefix, std::string_view cve) {
    return {.id = fmt::format("{}-{}", prefix, cve),
            .database =
                std::string(prefix == "ALPINE" ? "Alpine secdb" : (prefix == "DEBIAN" ? "Debian security tracker" : "Ubuntu CVE tracker")),
            .aliases = {std::string(cve)}};
}

} // namespace

bool looks_like_alpine_secdb(const Node& root) { return root["packages"].is_list() && (root.has("distroversion") || root.has("reponame")); }

void read_alpine_secdb(const Node& root, std::string_view place, std::vector<Advisory>& out, Problems& problems) {
    const std::string release = text_of(root["distroversion"]);
    if (release.empty()) return record_is_wrong(place, "a security database that names no release of Alpine", problems);
    for (const Node& entry : root["packages"]) {
        std::map<std::string, std::string> fixed; // by CVE: the highest, because an earlier fix was not all of it
        for (const Node& fix : entry["pkg"]["secfixes"]) {
            for (const std::string& line : texts_of(fix)) {
                for (const std::string_view word : split(line, ' ')) { // several names of one weakness
                    if (!is_cve(word)) continue;
                    std::string& version = fixed[std::string(word)];
                    if (version.empty() || compare_versions(VersionOrder::alpine, fix.key, version) > 0) version = fix.key;
                }
            }
        }
        for (auto& [cve, version] : fixed) {
            if (version == "0") continue;
            Advisory advisory = made("ALPINE", cve);
            advisory.affected.push_back(
                {.ecosystem = "Alpine:" + release, .package = text_of(entry["pkg"]["name"]), .intervals = {before(version)}});
            out.push_back(std::move(advisory));
        }
    }
}

bool looks_like_debian_tracker(const Node& root) {
    if (!root.is_table() || root.items.empty()) return false;
    const Node& package = root.items.front();
    return package.is_table() && !package.items.empty() && package.items.front()["releases"].is_table();
}

void read_debian_tracker(const Node& root, std::string_view, std::vector<Advisory>& out, Problems&) {
    for (const Node& package : root) {
        for (const Node& weakness : package) {
            if (!is_cve(weakness.key)) continue; // "TEMP-…" ids change
            Advisory advisory = made("DEBIAN", weakness.key);
            advisory.details = text_of(weakness["description"]);
            advisory.summary = first_line(advisory.details);
            for (const Node& release : weakness["releases"]) {
                const std::string status = text_of(release["status"]);
                const std::string fixed = text_of(release["fixed_version"]);
                state_severity(text_of(release["urgency"]), advisory);
                if ((status != "resolved" && status != "open") || fixed == "0" || (status == "resolved" && fixed.empty())) continue;
                advisory.affected.push_back({.ecosystem = "Debian:" + release_of(kDebian, release.key),
                                             .package = std::string(package.key),
                                             .intervals = {status == "open" ? Interval{} : before(fixed)}});
            }
            out.push_back(std::move(advisory));
        }
    }
}

bool looks_like_ubuntu_tracker(std::string_view bytes) {
    return bytes.starts_with("Candidate: CVE-") || bytes.substr(0, 2000).find("\nCandidate: CVE-") != std::string_view::npos;
}

void read_ubuntu_tracker(std::string_view bytes, std::string_view place, std::vector<Advisory>& out, Problems& problems) {
    Advisory advisory;
    std::vector<Affected> affected;
    std::string* open = nullptr; // the text that indented lines go on with
    for (const std::string_view line : split(bytes, '\n')) {
        if (line.starts_with(' ') && open != nullptr) {
            *open += (open->empty() ? "" : "\n") + to_utf8(trim(line));
            continue;
        }
        open = nullptr;
        const std::size_t colon = line.find(':');
        if (line.starts_with('#') || colon == std::string_view::npos) continue;
        const std::string_view key = line.substr(0, colon);
        const std::string_view value = trim(line.substr(colon + 1));
        if (key == "Candidate" && is_cve(value)) {
            Advisory named = made("UBUNTU", value);
            advisory.id = std::move(named.id);
            advisory.database = std::move(named.database);
            advisory.aliases = std::move(named.aliases);
        } else if (key == "Description") {
            open = &advisory.details;
        } else if (key == "Priority") {
            state_severity(value, advisory);
        } else if (key == "PublicDate") {
            advisory.published = published_on(value);
        } else if (key == "CVSS") {
            open = nullptr;
        }
        const std::size_t underscore = key.find('_');
        if (underscore == std::string_view::npos || key.starts_with("upstream_") || key.find(' ') != std::string_view::npos) continue;
        std::string_view release = key.substr(0, underscore);
        std::string ecosystem = "Ubuntu:";
        if (const std::size_t slash = release.find('/'); slash != std::string_view::npos) {
            if (!release.starts_with("esm-")) continue; // another vendor's builds
            release = release.substr(slash + 1);
            ecosystem = "Ubuntu:Pro:";
        }
        ecosystem += release_of(kUbuntu, release);
        const std::string_view status = value.substr(0, value.find(' '));
        const std::size_t bracket = value.find('(');
        const std::string_view note =
            bracket == std::string_view::npos ? std::string_view{} : value.substr(bracket + 1, value.find(')', bracket) - bracket - 1);
        const bool fixed = (status == "released" || status == "released-esm") && !note.empty();
        const bool unfixed = status == "needed" || status == "deferred" || status == "pending" || status == "active";
        if (!fixed && !unfixed) continue; // not-affected, DNE (does not exist), ignored, needs-triage: nothing that is known to be affected
        affected.push_back({.ecosystem = std::move(ecosystem),
                            .package = std::string(key.substr(underscore + 1)),
                            .intervals = {fixed ? before(std::string(note)) : Interval{}}});
    }
    if (canonical_id(advisory.id).empty()) return record_is_wrong(place, "a record without a CVE", problems);
    advisory.details = std::string(trim(advisory.details));
    advisory.summary = first_line(advisory.details);
    advisory.affected = std::move(affected);
    out.push_back(std::move(advisory));
}

} // namespace squire::advisories
