// SPDX-License-Identifier: MIT
#include "formats/finding_id.h"

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include "base/hash.h"

namespace squire::formats {
namespace {

void append(std::string& name, std::initializer_list<std::string_view> parts) {
    for (const std::string_view part : parts) {
        name += '\0';
        name += part;
    }
}

void append_place(std::string& name, const finding::CodeLocation& place) { append(name, {place.file, place.scope}); }
void append_place(std::string& name, const finding::SecretLocation& place) { append(name, {place.file}); }
void append_place(std::string& name, const finding::DependencyLocation& place) { append(name, {place.file, place.package, place.version}); }
void append_place(std::string& name, const finding::ContainerLocation& place) {
    append(name, {place.image, place.package, place.version, place.namespace_, place.kind, place.resource_name, place.container_name});
}
void append_place(std::string& name, const finding::WebLocation& place) {
    append(name, {place.hostname, place.path, place.method, place.param});
}
void append_place(std::string& name, const finding::CrashLocation& place) { append(name, {place.crash_type, place.crash_state}); }

std::string name_of(finding::ReportType type, const finding::Finding& finding) {
    std::string name(to_string(type));
    append(name, {finding.fingerprint});
    std::visit([&](const auto& place) { append_place(name, place); }, finding.location);
    if (finding.fingerprint.empty()) append(name, {finding.identifiers.empty() ? "" : finding.rule(), place_of(finding)});
    return name;
}

} // namespace

std::vector<std::string> finding_ids(const finding::Report& report) {
    std::vector<std::string> ids;
    ids.reserve(report.findings.size());
    std::unordered_map<std::string, std::uint32_t> uses; // the same weakness twice in a place: the second one counts on
    uses.reserve(report.findings.size());
    for (const finding::Finding& finding : report.findings) {
        std::string name = name_of(report.type, finding);
        std::string id = uuid_v5(name);
        const std::uint32_t earlier = uses[id]++;
        ids.push_back(earlier == 0 ? std::move(id) : uuid_v5(fmt::format("{}{}{}", name, '\0', earlier)));
    }
    return ids;
}

} // namespace squire::formats
