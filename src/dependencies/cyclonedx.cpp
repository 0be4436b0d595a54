// SPDX-License-Identifier: MIT
// cyclonedx.org/docs/1.6/json
#include <unordered_set>
#include <vector>

#include <fmt/format.h>

#include "base/hash.h"
#include "base/text.h"
#include "base/version.h"
#include "dependencies/format.h"
#include "dependencies/licence.h"
#include "dependencies/package_checksum.h"
#include "dependencies/sbom.h"
#include "formats/json_writer.h"

namespace squire::dependencies {
namespace {

using formats::JsonArray;
using formats::JsonObject;
using formats::JsonWriter;

void property(JsonWriter& json, std::string_view name, std::string_view value) {
    const JsonObject object(json);
    json.member("name", name);
    json.member("value", value);
}

/// GitLab's words; what is only built or written with is "development".
std::string_view category_of(Scope scope) {
    switch (scope) {
    case Scope::development: return "development";
    case Scope::test: return "test";
    case Scope::runtime:
    case Scope::optional: break;
    }
    return "production";
}

std::string_view cyclonedx_scope(Scope scope) {
    return scope == Scope::runtime ? "required" : scope == Scope::optional ? "optional" : "excluded"; // excluded: not in what runs
}

/// What a reference may be: with no more than one component of that name.
std::vector<std::string> references_of(const PackageFile& file) {
    std::vector<std::string> references;
    std::unordered_set<std::string> used;
    for (const Package& package : file.packages) {
        std::string reference = package_url(package.ecosystem, package.name, package.version);
        for (int number = 2; !used.insert(reference).second; ++number)
            reference = fmt::format("{}#{}", package_url(package.ecosystem, package.name, package.version), number);
        references.push_back(std::move(reference));
    }
    return references;
}

void write_component(JsonWriter& json, const Package& package, const std::string& reference) {
    const JsonObject component(json);
    json.member("type", package.ecosystem == Ecosystem::container ? "container" : "library");
    json.member("bom-ref", reference);
    const std::size_t colon = package.ecosystem == Ecosystem::maven ? package.name.find(':') : std::string::npos;
    if (colon != std::string::npos) json.member("group", package.name.substr(0, colon));
    json.member("name", colon != std::string::npos ? package.name.substr(colon + 1) : package.name);
    json.member_unless_empty("version", package.version);
    json.member("scope", cyclonedx_scope(package.scope));
    if (const auto checksum = checksum_of(package)) {
        const JsonArray hashes(json, "hashes");
        const JsonObject hash(json);
        json.member("alg", checksum->algorithm);
        json.member("content", checksum->hexadecimal);
    }
    if (!package.licence.empty()) {
        const JsonArray licences(json, "licenses");
        const JsonObject choice(json);
        if (is_spdx_expression(package.licence)) {
            json.member("expression", package.licence);
        } else {
            const JsonObject licence(json, "license");
            json.member("name", package.licence);
        }
    }
    json.member("purl", package_url(package.ecosystem, package.name, package.version));
    const JsonArray properties(json, "properties");
    property(json, "gitlab:dependency_scanning:category", category_of(package.scope));
    if (package.direct) property(json, "squire:direct", *package.direct ? "true" : "false");
    if (!package.requirement.empty()) property(json, "squire:requirement", package.requirement);
    if (!package.source.empty()) property(json, "squire:source", package.source);
    if (package.line > 0) property(json, "squire:line", std::to_string(package.line));
}

void write_dependency(JsonWriter& json, const std::string& from, const std::vector<std::string>& to) {
    const JsonObject object(json);
    json.member("ref", from);
    if (to.empty()) return;
    const JsonArray needed(json, "dependsOn");
    for (const std::string& each : to) json.value(each);
}

} // namespace

std::string cyclonedx_file_name(const PackageFile& file) {
    const Format& format = format_by_id(file.format);
    return fmt::format("gl-sbom-{}-{}.cdx.json", info(format.ecosystem).purl, format.manager);
}

std::string write_cyclonedx(const PackageFile& file, const SbomContext& context) {
    const Format& format = format_by_id(file.format);
    const std::vector<std::string> references = references_of(file);
    const std::string_view project = !file.project.empty()      ? std::string_view(file.project)
                                     : !context.project.empty() ? context.project
                                                                : "project";
    constexpr std::string_view kRoot = "squire:project";
    std::string names = fmt::format("{}\n{}\n{}\n", file.path, context.revision, to_rfc3339(context.now));
    for (const std::string& reference : references) names += reference + '\n';

    JsonWriter json;
    {
        const JsonObject root(json);
        json.member("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        json.member("bomFormat", "CycloneDX");
        json.member("specVersion", "1.6");
        json.member("serialNumber", fmt::format("urn:uuid:{}", uuid_v5(names)));
        json.member("version", 1);
        {
            const JsonObject metadata(json, "metadata");
            json.member("timestamp", to_rfc3339(context.now));
            {
                const JsonArray tools(json, "tools"); // the older of two forms, which readers of 1.4 know too
                const JsonObject tool(json);
                json.member("vendor", "Squire");
                json.member("name", "squire");
                json.member("version", version());
            }
            {
                const JsonObject component(json, "component");
                json.member("type", "application");
                json.member("bom-ref", kRoot);
                json.member("name", project);
                json.member_unless_empty("version", context.revision);
            }
            const JsonArray properties(json, "properties");
            property(json, "gitlab:meta:schema_version", "1");
            property(json, "gitlab:dependency_scanning:input_file:path", file.path);
            property(json, "gitlab:dependency_scanning:package_manager:name", format.manager);
            if (!format.language.empty()) property(json, "gitlab:dependency_scanning:language:name", format.language);
        }
        {
            const JsonArray components(json, "components");
            for (std::size_t at = 0; at < file.packages.size(); ++at) write_component(json, file.packages[at], references[at]);
        }
        const JsonArray dependencies(json, "dependencies");
        std::vector<std::string> direct;
        for (std::size_t at = 0; at < file.packages.size(); ++at)
            if (file.packages[at].direct.value_or(false)) direct.push_back(references[at]);
        write_dependency(json, std::string(kRoot), direct);
        for (std::size_t at = 0; at < file.packages.size(); ++at) {
            std::vector<std::string> needed;
            for (const std::uint32_t index : file.packages[at].dependencies) needed.push_back(references[index]);
            write_dependency(json, references[at], needed);
        }
    }
    return json.take();
}

} // namespace squire::dependencies
