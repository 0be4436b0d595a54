// SPDX-License-Identifier: MIT
#include "advisories/osv_reader.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "advisories/commit_range.h"
#include "advisories/ecosystem.h"
#include "advisories/osv_range.h"
#include "advisories/record_text.h"
#include "base/text.h"

namespace squire::advisories {
namespace {

using document::Node;

std::vector<OsvEvent> events_of(const Node& range) {
    using Kind = OsvEvent::Kind;
    constexpr std::array<std::pair<std::string_view, Kind>, 4> kKinds{
        {{"introduced", Kind::introduced}, {"fixed", Kind::fixed}, {"last_affected", Kind::last_affected}, {"limit", Kind::limit}}};
    std::vector<OsvEvent> events;
    for (const Node& event : range["events"]) {
        for (const auto& [key, kind] : kKinds) {
            if (const std::string version = text_of(event[key]); !version.empty()) events.push_back({kind, version});
        }
    }
    return events;
}

// Go: `imports` of `path` and `symbols`. RustSec: `affects.functions`. Both stand in ecosystem_specific; older Go records have them elsewhere.
std::vector<Symbol> symbols_of(const Node& affected) {
    std::vector<Symbol> symbols;
    for (const std::string_view where : {"ecosystem_specific", "database_specific"}) {
        for (const Node& import : affected[where]["imports"]) symbols.push_back({text_of(import["path"]), texts_of(import["symbols"])});
        if (auto functions = texts_of(affected[where]["affects"]["functions"]); !functions.empty())
            symbols.push_back({"", std::move(functions)});
    }
    return symbols;
}

bool is_commit(std::string_view text) {
    return (text.size() == 40 || text.size() == 64) && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Tags are listed in `versions`, unless these are a registry's.
void read_commits(const Node& range, const std::vector<std::string>& tags, Advisory& advisory) {
    Affected affected{.ecosystem = std::string(kGitEcosystem), .package = text_of(range["repo"]), .versions = tags};
    for (OsvEvent& event : events_of(range)) {
        event.version = to_lower(event.version);
        const bool whole =
            (event.kind == OsvEvent::Kind::introduced && event.version == "0") || (event.kind == OsvEvent::Kind::limit && event.version == "*");
        if (whole || is_commit(event.version)) affected.commits.push_back(std::move(event));
    }
    if (!affected.commits.empty()) advisory.affected.push_back(std::move(affected));
}

void read_weight(const Node& node, Advisory& advisory) {
    for (const Node& each : node["severity"]) add_vector(text_of(each["score"]), advisory);
    for (const std::string_view where : {"ecosystem_specific", "database_specific"}) state_severity(text_of(node[where]["severity"]), advisory);
    for (std::string& cwe : texts_of(node["database_specific"]["cwe_ids"])) advisory.cwes.push_back(std::move(cwe));
    for (const Node& cwe : node["database_specific"]["cwes"]) advisory.cwes.push_back(text_of(cwe["cweId"]));
}

void read_affected(const Node& node, std::string_view place, Advisory& advisory, Problems& problems) {
    Affected affected{.ecosystem = canonical_ecosystem(text_of(node["package"]["ecosystem"])), .package = text_of(node["package"]["name"])};
    const EcosystemInfo* ecosystem = find_ecosystem(affected.ecosystem);
    affected.versions = texts_of(node["versions"]);
    affected.symbols = symbols_of(node);
    const bool is_package = !affected.package.empty() && affected.ecosystem != kGitEcosystem; // else a repository and no more
    const bool in_registry = is_package && ecosystem != nullptr;
    for (const Node& range : node["ranges"]) {
        const std::string type = text_of(range["type"]);
        if (type == "GIT") read_commits(range, in_registry ? std::vector<std::string>{} : affected.versions, advisory);
        if (!is_package || type == "GIT" || (ecosystem == nullptr && type != "SEMVER")) continue;
        const VersionOrder order = ecosystem == nullptr ? VersionOrder::semver : ecosystem->order;
        OsvRange read = read_osv_range(events_of(range), order);
        if (read.inverted) {
            problems.add(Weight::warning,
                         {ErrorKind::malformed, fmt::format("{}: a range of '{}' ends before it begins", advisory.id, affected.package),
                          std::string(place), "what it says in the order of versions counts"});
        }
        for (Interval& interval : read.intervals) affected.intervals.push_back(std::move(interval));
    }
    read_weight(node, advisory);
    if (is_package) advisory.affected.push_back(std::move(affected));
}

} // namespace

bool looks_like_osv(const Node& root) {
    return root.is_table() && root.has("id") && (root.has("affected") || root.has("withdrawn") || root.has("schema_version"));
}

void read_osv(const Node& root, std::string_view place, std::vector<Advisory>& out, Problems& problems) {
    Advisory advisory{.id = text_of(root["id"]), .database = "OSV"};
    if (canonical_id(advisory.id).empty()) return record_is_wrong(place, "an advisory without an id", problems);
    advisory.aliases = texts_of(root["aliases"]);
    advisory.related = texts_of(root["related"]);
    for (std::string& id : texts_of(root["upstream"])) advisory.related.push_back(std::move(id));
    advisory.summary = text_of(root["summary"]);
    advisory.details = text_of(root["details"]);
    advisory.published = time_of(root["published"]);
    advisory.modified = time_of(root["modified"]);
    advisory.withdrawn = !text_of(root["withdrawn"]).empty();
    for (const Node& each : root["severity"]) add_vector(text_of(each["score"]), advisory);
    state_severity(text_of(root["database_specific"]["severity"]), advisory);
    for (std::string& cwe : texts_of(root["database_specific"]["cwe_ids"])) advisory.cwes.push_back(std::move(cwe));
    for (const Node& each : root["references"]) advisory.references.push_back({text_of(each["type"]), text_of(each["url"])});
    for (const Node& each : root["affected"]) read_affected(each, place, advisory, problems);
    out.push_back(std::move(advisory));
}

} // namespace squire::advisories
