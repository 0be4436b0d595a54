// SPDX-License-Identifier: MIT
#include "dependencies/vex_writer.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/hash.h"
#include "base/version.h"
#include "formats/json_writer.h"

namespace squire::dependencies {
namespace {

using finding::DismissalReason;
using formats::JsonArray;
using formats::JsonObject;
using formats::JsonWriter;

constexpr std::string_view kProduct = "pkg:generic/project";

int gravity_of(const VexDecision& decision) {
    switch (vex_status(decision)) {
    case VexStatus::affected: return 2;
    case VexStatus::under_investigation: return 1;
    case VexStatus::not_affected:
    case VexStatus::fixed: break;
    }
    return 0;
}

std::string_view words_of(DismissalReason reason) {
    switch (reason) {
    case DismissalReason::acceptable_risk: return "acceptable risk";
    case DismissalReason::false_positive: return "false positive";
    case DismissalReason::mitigating_control: return "mitigating control";
    case DismissalReason::used_in_tests: return "used in tests";
    case DismissalReason::not_applicable: return "not applicable";
    }
    return "";
}

/// "used in tests: only the fixtures call it"
std::string reason_of(const VexDecision& decision) {
    if (!decision.dismissal) return decision.comment;
    return fmt::format("{}{}{}", words_of(*decision.dismissal), decision.comment.empty() ? "" : ": ", decision.comment);
}

/// Only where a word of the standard says what the reason says; an impact statement says the rest.
std::string_view openvex_justification(const VexDecision& decision) {
    switch (decision.dismissal.value_or(DismissalReason::false_positive)) {
    case DismissalReason::mitigating_control: return "inline_mitigations_already_exist";
    case DismissalReason::used_in_tests: return "vulnerable_code_not_in_execute_path";
    default: return "";
    }
}

std::string_view cyclonedx_justification(const VexDecision& decision) {
    switch (decision.dismissal.value_or(DismissalReason::false_positive)) {
    case DismissalReason::mitigating_control: return "protected_by_mitigating_control";
    case DismissalReason::used_in_tests: return "code_not_reachable";
    default: return "";
    }
}

std::string_view cyclonedx_state(const VexDecision& decision) {
    switch (vex_status(decision)) {
    case VexStatus::affected: return "exploitable";
    case VexStatus::under_investigation: return "in_triage";
    case VexStatus::not_affected: return decision.dismissal == DismissalReason::false_positive ? "false_positive" : "not_affected";
    case VexStatus::fixed: break;
    }
    return "resolved";
}

std::string_view database_of(std::string_view id) { return id.starts_with("CVE-") ? "NVD" : (id.starts_with("GHSA-") ? "GitHub" : "OSV"); }

void write_source(JsonWriter& json, std::string_view id) {
    const JsonObject source(json, "source");
    json.member("name", database_of(id));
}

std::string identity_of(std::span<const VexEntry> entries, const VexContext& context) {
    std::string what = fmt::format("{}\n{}\n{}\n", to_rfc3339(context.now), context.author, context.product);
    for (const VexEntry& each : entries)
        what += fmt::format("{}\n{}\n{}\n{}\n", each.ids.front(), each.package, to_string(vex_status(each.decision)), reason_of(each.decision));
    return uuid_v5(what);
}

std::string_view or_else(std::string_view text, std::string_view other) { return text.empty() ? other : text; }

void write_statement(JsonWriter& json, const VexEntry& each, const VexContext& context) {
    const JsonObject statement(json);
    {
        const JsonObject vulnerability(json, "vulnerability");
        json.member("name", each.ids.front());
        if (each.ids.size() > 1) {
            const JsonArray aliases(json, "aliases");
            for (std::size_t at = 1; at < each.ids.size(); ++at) json.value(each.ids[at]);
        }
    }
    {
        const JsonArray products(json, "products");
        const JsonObject product(json);
        json.member("@id", or_else(context.product, kProduct));
        const JsonArray parts(json, "subcomponents");
        const JsonObject part(json);
        json.member("@id", each.package);
    }
    const VexStatus status = vex_status(each.decision);
    json.member("status", to_string(status));
    if (status == VexStatus::not_affected) {
        json.member_unless_empty("justification", openvex_justification(each.decision));
        json.member("impact_statement", reason_of(each.decision));
    } else if (status == VexStatus::affected) {
        json.member("action_statement", each.decision.dismissal ? "Stays as it is, " + reason_of(each.decision) : each.solution);
    } else {
        json.member_unless_empty("status_notes", each.decision.comment);
    }
}

void write_vulnerability(JsonWriter& json, const VexEntry& each) {
    const JsonObject vulnerability(json);
    json.member("id", each.ids.front());
    write_source(json, each.ids.front());
    if (each.ids.size() > 1) {
        const JsonArray references(json, "references");
        for (std::size_t at = 1; at < each.ids.size(); ++at) {
            const JsonObject reference(json);
            json.member("id", each.ids[at]);
            write_source(json, each.ids[at]);
        }
    }
    json.member_unless_empty("recommendation", each.solution);
    {
        const JsonObject analysis(json, "analysis");
        json.member("state", cyclonedx_state(each.decision));
        const VexStatus status = vex_status(each.decision);
        if (status == VexStatus::not_affected) json.member_unless_empty("justification", cyclonedx_justification(each.decision));
        if (status == VexStatus::affected) {
            const JsonArray response(json, "response");
            json.value(each.decision.dismissal ? "will_not_fix" : "update");
        }
        json.member_unless_empty("detail", reason_of(each.decision));
    }
    const JsonArray affects(json, "affects");
    const JsonObject affected(json);
    json.member("ref", each.package);
}

} // namespace

VexStatus vex_status(const VexDecision& decision) {
    switch (decision.state) {
    case finding::State::confirmed: return VexStatus::affected;
    case finding::State::needs_triage:
    case finding::State::resolved: return VexStatus::under_investigation;
    case finding::State::dismissed: break;
    }
    const bool stays = decision.dismissal == DismissalReason::acceptable_risk || decision.dismissal == DismissalReason::not_applicable;
    return stays ? VexStatus::affected : VexStatus::not_affected;
}

std::vector<VexEntry> vex_entries(const PackageInventory& inventory, std::span<const VulnerablePackage> vulnerable,
                                  const std::function<VexDecision(const std::string& fingerprint)>& decided) {
    std::map<std::pair<std::string, std::string>, VexEntry> entries;
    for_each_weak_place(inventory, vulnerable, [&](const WeakPlace& place) {
        VexDecision decision = decided(place.fingerprint);
        std::string url = package_url(place.package.ecosystem, place.package.name, place.package.version);
        const auto [at, is_new] = entries.try_emplace(std::pair(url, place.weakness.id));
        if (is_new)
            at->second = {.ids = place.weakness.ids,
                          .package = std::move(url),
                          .name = place.package.name,
                          .version = place.package.version,
                          .decision = std::move(decision),
                          .solution = solution_of(place.weakness, place.diagnosis, place.package)};
        else if (gravity_of(decision) > gravity_of(at->second.decision))
            at->second.decision = std::move(decision);
    });
    std::vector<VexEntry> list;
    list.reserve(entries.size());
    for (auto& [key, entry] : entries) list.push_back(std::move(entry));
    return list;
}

std::string write_openvex(std::span<const VexEntry> entries, const VexContext& context) {
    JsonWriter json;
    {
        const JsonObject root(json);
        json.member("@context", "https://openvex.dev/ns/v0.2.0");
        json.member("@id", "urn:uuid:" + identity_of(entries, context));
        json.member("author", or_else(context.author, "unknown"));
        json.member("timestamp", to_rfc3339(context.now));
        json.member("version", 1);
        json.member("tooling", fmt::format("squire {}", version()));
        const JsonArray statements(json, "statements");
        for (const VexEntry& each : entries) write_statement(json, each, context);
    }
    return json.take();
}

std::string write_cyclonedx_vex(std::span<const VexEntry> entries, const VexContext& context) {
    JsonWriter json;
    {
        const JsonObject root(json);
        json.member("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        json.member("bomFormat", "CycloneDX");
        json.member("specVersion", "1.6");
        json.member("serialNumber", "urn:uuid:" + identity_of(entries, context));
        json.member("version", 1);
        {
            const JsonObject metadata(json, "metadata");
            json.member("timestamp", to_rfc3339(context.now));
            const JsonArray authors(json, "authors");
            const JsonObject author(json);
            json.member("name", or_else(context.author, "unknown"));
        }
        {
            const JsonArray components(json, "components");
            std::string_view last; // entries of one package stand together
            for (const VexEntry& each : entries) {
                if (each.package == std::exchange(last, each.package)) continue;
                const JsonObject component(json);
                json.member("type", "library");
                json.member("bom-ref", each.package);
                json.member("name", each.name);
                json.member("version", each.version);
                json.member("purl", each.package);
            }
        }
        const JsonArray vulnerabilities(json, "vulnerabilities");
        for (const VexEntry& each : entries) write_vulnerability(json, each);
    }
    return json.take();
}

} // namespace squire::dependencies
