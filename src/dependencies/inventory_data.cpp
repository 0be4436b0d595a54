// SPDX-License-Identifier: MIT
#include "dependencies/inventory_data.h"

#include <string_view>

#include <fmt/format.h>

#include "base/text.h"
#include "formats/json_writer.h"

namespace squire::dependencies {
namespace {

using formats::JsonArray;
using formats::JsonObject;
using formats::JsonWriter;

void write_marks(JsonWriter& json, const PackageFile& file) {
    using enum source::Mark;
    const std::pair<source::Mark, const char*> words[] = {{ignored, "ignored"}, {test, "test"}, {example, "example"}, {vendored, "vendored"}};
    const JsonArray marks(json, "marks");
    for (const auto& [mark, word] : words)
        if (file.marks.has(mark)) json.value(word);
}

void write_package(JsonWriter& json, const PackageFile& file, std::size_t at) {
    const Package& package = file.packages[at];
    const JsonObject object(json);
    json.member("ecosystem", info(package.ecosystem).name);
    json.member("name", package.name);
    json.member_unless_empty("version", package.version);
    json.member_unless_empty("requirement", package.requirement);
    json.member("purl", package_url(package.ecosystem, package.name, package.version));
    json.member("scope", to_string(package.scope));
    if (package.direct) json.member("direct", *package.direct);
    if (package.line > 0) json.member("line", package.line);
    json.member_unless_empty("licence", package.licence);
    json.member_unless_empty("source", package.source);
    json.member_unless_empty("checksum", package.checksum);
    if (package.via != kNoPackage) {
        const JsonArray path(json, "path");
        for (const Package* step : file.chain_to(at)) json.value(fmt::format("{}@{}", step->name, step->version));
    }
    const JsonArray needs(json, "dependencies");
    for (const std::uint32_t index : package.dependencies)
        json.value(fmt::format("{}@{}", file.packages[index].name, file.packages[index].version));
}

std::string cell(std::string_view text) {
    std::string safe = to_utf8(text);
    if (!safe.empty() && std::string_view("=+-@\t\r").contains(safe[0])) safe.insert(0, 1, '\'');
    if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
    std::string quoted = "\"";
    for (const char c : safe) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

} // namespace

std::string write_inventory_json(const PackageInventory& inventory) {
    JsonWriter json;
    {
        const JsonObject root(json);
        json.member("version", 1);
        const JsonArray files(json, "files");
        for (const PackageFile& file : inventory.files) {
            const JsonObject object(json);
            json.member("path", file.path);
            json.member("format", file.format);
            json.member("kind", file.lock ? "lock" : "manifest");
            json.member_unless_empty("answered_by", file.answered_by);
            json.member_unless_empty("project", file.project);
            write_marks(json, file);
            json.member("scopes_known", file.scopes_known);
            const JsonArray packages(json, "packages");
            for (std::size_t at = 0; at < file.packages.size(); ++at) write_package(json, file, at);
        }
    }
    return json.take();
}

std::string write_inventory_csv(const PackageInventory& inventory) {
    std::string out = "file,line,ecosystem,name,version,requirement,scope,direct,licence,source,purl\r\n";
    for (const PackageFile& file : inventory.files) {
        if (!file.counts()) continue;
        for (const Package& package : file.packages)
            out += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\r\n", cell(file.path), package.line, cell(info(package.ecosystem).name),
                               cell(package.name), cell(package.version), cell(package.requirement), to_string(package.scope),
                               !package.direct   ? ""
                               : *package.direct ? "yes"
                                                 : "no",
                               cell(package.licence), cell(package.source), cell(package_url(package.ecosystem, package.name, package.version)));
    }
    return out;
}

std::string write_licences_json(const std::vector<LicenceUse>& uses) {
    static constexpr std::string_view kVerdicts[] = {"allowed", "denied", "unknown"};
    JsonWriter json;
    {
        const JsonObject root(json);
        json.member("version", 1);
        const JsonArray licences(json, "licenses");
        for (const LicenceUse& use : uses) {
            const JsonObject object(json);
            json.member("license", use.licence);
            json.member("verdict", kVerdicts[static_cast<std::size_t>(use.verdict)]);
            const JsonArray packages(json, "packages");
            for (const std::string& package : use.packages) json.value(package);
        }
    }
    return json.take();
}

} // namespace squire::dependencies
