// SPDX-License-Identifier: MIT
#include "dependencies/upgrade_list.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/counted.h"
#include "base/text.h"
#include "formats/json_writer.h"

namespace squire::dependencies {
namespace {

using finding::Severity;
using formats::JsonArray;
using formats::JsonObject;
using formats::JsonWriter;

constexpr std::size_t kShownPlaces = 5; // of one group, to people
constexpr std::size_t kShownNames = 6;

void add_once(std::vector<std::string>& names, const std::string& name) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
}

void add(UpgradeGroup& group, std::map<std::string, Severity>& severities, const Diagnosis& diagnosis) {
    for (const Weakness& weakness : diagnosis.weaknesses) {
        severities.emplace(weakness.id, weakness.severity);
        const bool stays = !diagnosis.upgrade || std::ranges::find(diagnosis.upgrade->leaves, weakness.group) != diagnosis.upgrade->leaves.end();
        add_once(stays ? group.leaves : group.repairs, weakness.id);
        if (!stays) ++group.findings;
    }
}

void finish(UpgradeGroup& group, const std::map<std::string, Severity>& severities) {
    const auto graver = [&](const std::string& left, const std::string& right) {
        return std::tuple(severities.at(right), left) < std::tuple(severities.at(left), right);
    };
    std::ranges::sort(group.repairs, graver);
    std::ranges::sort(group.leaves, graver);
    const std::vector<std::string>& counted = group.repairs.empty() ? group.leaves : group.repairs;
    group.severity = counted.empty() ? Severity::unknown : severities.at(counted.front());
}

std::string some_of(const std::vector<std::string>& names) {
    const std::size_t shown = std::min(names.size(), kShownNames);
    const std::string text = fmt::format("{}", fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown), ", "));
    return printable(shown == names.size() ? text : fmt::format("{} and {} more", text, names.size() - shown));
}

std::string bold(std::string_view text, const TextStyle& style) {
    return style.colour ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string(text);
}

std::string place_line(const UpgradePlace& place, const PackageInventory& inventory) {
    const PackageFile& file = inventory.files[place.file];
    std::string chain;
    for (const Package* step : file.chain_to(place.package))
        if (step != &file.packages[place.package]) chain += fmt::format("{}{} {}", chain.empty() ? "" : " → ", step->name, step->version);
    const std::uint32_t line = file.packages[place.package].line;
    return fmt::format("    {}{}{}\n", printable(file.path), line == 0 ? "" : fmt::format(":{}", line),
                       chain.empty() ? "" : printable(fmt::format(", through {}", chain)));
}

} // namespace

std::vector<UpgradeGroup> group_by_upgrade(const PackageInventory& inventory, std::span<const VulnerablePackage> vulnerable) {
    struct Growing {
        UpgradeGroup group;
        std::map<std::string, Severity> severities;
    };
    std::map<std::tuple<Ecosystem, std::string, std::string>, Growing> growing;
    for (const VulnerablePackage& each : vulnerable) {
        const Package& package = inventory.files[each.file].packages[each.package];
        const std::string to = each.diagnosis->upgrade ? each.diagnosis->upgrade->version : "";
        auto& [group, severities] = growing[{package.ecosystem, package.name, to}];
        group.ecosystem = package.ecosystem;
        group.package = package.name;
        group.to = to;
        add_once(group.from, package.version);
        group.places.push_back({each.file, each.package});
        add(group, severities, *each.diagnosis);
    }
    std::vector<UpgradeGroup> groups;
    for (auto& [key, each] : growing) {
        finish(each.group, each.severities);
        groups.push_back(std::move(each.group));
    }
    std::ranges::stable_sort(groups, [](const UpgradeGroup& left, const UpgradeGroup& right) {
        const auto key = [](const UpgradeGroup& each) { return std::tuple(!each.repairs.empty(), each.severity, each.findings); };
        return key(left) > key(right);
    });
    return groups;
}

std::string format_upgrades(const std::vector<UpgradeGroup>& groups, const PackageInventory& inventory, const TextStyle& style) {
    std::string out;
    std::size_t upgrades = 0;
    std::size_t findings = 0;
    for (const UpgradeGroup& group : groups) {
        const std::string from = some_of(group.from);
        out += bold(printable(group.package), style);
        out += group.to.empty() ? fmt::format("  {}: no repaired version is known", from) : fmt::format("  {} → {}", from, printable(group.to));
        out += fmt::format("  {}\n", finding::to_string(group.severity));
        if (!group.repairs.empty()) out += fmt::format("    repairs {}\n", some_of(group.repairs));
        if (!group.leaves.empty()) out += fmt::format("    {} {}\n", group.to.empty() ? "has" : "leaves", some_of(group.leaves));
        for (std::size_t at = 0; at < std::min(group.places.size(), kShownPlaces); ++at) out += place_line(group.places[at], inventory);
        if (group.places.size() > kShownPlaces) out += fmt::format("    and {} more\n", counted(group.places.size() - kShownPlaces, "place"));
        upgrades += group.repairs.empty() ? 0 : 1;
        findings += group.findings;
    }
    if (groups.empty()) return "no package has a known weakness\n";
    out += fmt::format("{} would answer {}\n", counted(upgrades, "upgrade"), counted(findings, "finding"));
    return out;
}

std::string write_upgrades_json(const std::vector<UpgradeGroup>& groups, const PackageInventory& inventory) {
    JsonWriter json;
    {
        const auto names = [&json](const char* key, const std::vector<std::string>& values) {
            const JsonArray array(json, key);
            for (const std::string& each : values) json.value(each);
        };
        const JsonObject root(json);
        json.member("version", 1);
        const JsonArray upgrades(json, "upgrades");
        for (const UpgradeGroup& group : groups) {
            const JsonObject object(json);
            json.member("ecosystem", info(group.ecosystem).name);
            json.member("package", group.package);
            names("from", group.from);
            json.member_unless_empty("to", group.to);
            json.member("severity", finding::to_string(group.severity));
            json.member("findings", group.findings);
            names("repairs", group.repairs);
            names("leaves", group.leaves);
            const JsonArray places(json, "places");
            for (const UpgradePlace& place : group.places) {
                const PackageFile& file = inventory.files[place.file];
                const Package& package = file.packages[place.package];
                const JsonObject entry(json);
                json.member("file", file.path);
                if (package.line > 0) json.member("line", package.line);
                json.member("version", package.version);
                if (package.direct) json.member("direct", *package.direct);
                const JsonArray path(json, "path");
                for (const Package* step : file.chain_to(place.package)) json.value(fmt::format("{}@{}", step->name, step->version));
            }
        }
    }
    return json.take();
}

} // namespace squire::dependencies
