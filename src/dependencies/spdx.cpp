// SPDX-License-Identifier: MIT
// spdx.github.io/spdx-spec/v2.3
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/hash.h"
#include "base/text.h"
#include "base/version.h"
#include "dependencies/licence.h"
#include "dependencies/package_checksum.h"
#include "dependencies/sbom.h"
#include "formats/json_writer.h"

namespace squire::dependencies {
namespace {

using formats::JsonArray;
using formats::JsonObject;
using formats::JsonWriter;

/// The same package may stand in several files; here it counts once.
struct Merged {
    const Package* package = nullptr;
    std::set<std::string> needs;
    Scope scope = Scope::test;
    bool direct = false;
};

std::string identifier_of(const std::string& key) {
    const Sha256 hash = sha256(key);
    return fmt::format("SPDXRef-Package-{}", to_hex(std::span(hash).first(10)));
}

void relate(JsonWriter& json, std::string_view from, std::string_view kind, std::string_view to) {
    const JsonObject relationship(json);
    json.member("spdxElementId", from);
    json.member("relationshipType", kind);
    json.member("relatedSpdxElement", to);
}

/// SPDX wants "SHA512" where CycloneDX has "SHA-512".
std::string spdx_algorithm(std::string_view name) {
    std::string made(name);
    std::erase(made, '-');
    return made;
}

void write_package(JsonWriter& json, const std::string& key, const Merged& merged) {
    const Package& package = *merged.package;
    const JsonObject object(json);
    json.member("SPDXID", identifier_of(key));
    json.member("name", package.name);
    json.member_unless_empty("versionInfo", package.version);
    const bool repository = package.source.starts_with("git+") && package.source.contains("://");
    json.member("downloadLocation", repository ? std::string_view(package.source) : "NOASSERTION");
    json.member("filesAnalyzed", false);
    json.member("licenseConcluded", "NOASSERTION");
    json.member("licenseDeclared", is_spdx_expression(package.licence) ? std::string_view(package.licence) : "NOASSERTION");
    if (!package.licence.empty() && !is_spdx_expression(package.licence))
        json.member("licenseComments", fmt::format("the package says: {}", package.licence));
    json.member("copyrightText", "NOASSERTION");
    if (const auto checksum = checksum_of(package)) {
        const JsonArray checksums(json, "checksums");
        const JsonObject each(json);
        json.member("algorithm", spdx_algorithm(checksum->algorithm));
        json.member("checksumValue", checksum->hexadecimal);
    }
    const JsonArray references(json, "externalRefs");
    const JsonObject reference(json);
    json.member("referenceCategory", "PACKAGE-MANAGER");
    json.member("referenceType", "purl");
    json.member("referenceLocator", package_url(package.ecosystem, package.name, package.version));
}

} // namespace

std::string write_spdx(const PackageInventory& inventory, const SbomContext& context) {
    const auto key_of = [](const Package& package) {
        return fmt::format("{} {}", package_url(package.ecosystem, package.name, package.version), package.source);
    };
    std::map<std::string, Merged> packages;
    for (const PackageFile& file : inventory.files) {
        if (!file.counts()) continue;
        for (const Package& package : file.packages) {
            Merged& merged = packages[key_of(package)];
            if (merged.package == nullptr || merged.package->licence.empty()) merged.package = &package;
            merged.scope = std::min(merged.scope, package.scope);
            merged.direct = merged.direct || package.direct.value_or(false);
            for (const std::uint32_t index : package.dependencies) merged.needs.insert(key_of(file.packages[index]));
        }
    }
    const std::string_view project = context.project.empty() ? std::string_view("project") : context.project;
    std::string names = fmt::format("{}\n{}\n{}\n", project, context.revision, to_rfc3339(context.now));
    for (const auto& [key, merged] : packages) names += key + '\n';
    constexpr std::string_view kRoot = "SPDXRef-Project";

    JsonWriter json;
    {
        const JsonObject root(json);
        json.member("spdxVersion", "SPDX-2.3");
        json.member("dataLicense", "CC0-1.0");
        json.member("SPDXID", "SPDXRef-DOCUMENT");
        json.member("name", project);
        json.member("documentNamespace", fmt::format("urn:uuid:{}", uuid_v5(names)));
        {
            const JsonObject creation(json, "creationInfo");
            json.member("created", to_rfc3339(context.now));
            const JsonArray creators(json, "creators");
            json.value(fmt::format("Tool: squire-{}", version()));
        }
        {
            const JsonArray list(json, "packages");
            {
                const JsonObject object(json);
                json.member("SPDXID", kRoot);
                json.member("name", project);
                json.member_unless_empty("versionInfo", context.revision);
                json.member("downloadLocation", "NOASSERTION");
                json.member("filesAnalyzed", false);
                json.member("licenseConcluded", "NOASSERTION");
                json.member("licenseDeclared", "NOASSERTION");
                json.member("copyrightText", "NOASSERTION");
                json.member("primaryPackagePurpose", "APPLICATION");
            }
            for (const auto& [key, merged] : packages) write_package(json, key, merged);
        }
        const JsonArray relationships(json, "relationships");
        relate(json, "SPDXRef-DOCUMENT", "DESCRIBES", kRoot);
        for (const auto& [key, merged] : packages) {
            const std::string from = identifier_of(key);
            if (merged.direct && merged.scope == Scope::development)
                relate(json, from, "DEV_DEPENDENCY_OF", kRoot);
            else if (merged.direct && merged.scope == Scope::test)
                relate(json, from, "TEST_DEPENDENCY_OF", kRoot);
            else if (merged.direct && merged.scope == Scope::optional)
                relate(json, from, "OPTIONAL_DEPENDENCY_OF", kRoot);
            else if (merged.direct)
                relate(json, kRoot, "DEPENDS_ON", from);
            for (const std::string& needed : merged.needs)
                if (needed != key) relate(json, from, "DEPENDS_ON", identifier_of(needed));
        }
    }
    return json.take();
}

} // namespace squire::dependencies
