// SPDX-License-Identifier: MIT
#include "cli/advisory_text.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "advisories/commit_range.h"
#include "advisories/cvss.h"
#include "base/text.h"
#include "formats/json_writer.h"

namespace squire::cli {
namespace {

using advisories::Advisory;
using advisories::Affected;
using formats::JsonArray;
using formats::JsonObject;
using formats::JsonWriter;

constexpr std::size_t kMostVersionsShown = 12;

std::string joined(const std::vector<std::string>& texts) { return printable(fmt::format("{}", fmt::join(texts, ", "))); }

std::string day_of(const std::optional<Time>& time) { return time ? to_rfc3339(*time).substr(0, 10) : "not known"; }

std::string versions_of(const Affected& affected) {
    std::string out = affected.commits.empty() ? describe(std::span<const advisories::Interval>(affected.intervals))
                                               : "commits " + describe(std::span<const advisories::OsvEvent>(affected.commits));
    if (affected.versions.empty()) return printable(out);
    std::vector<std::string> some(affected.versions.begin(), affected.versions.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                                             kMostVersionsShown, affected.versions.size())));
    out += fmt::format("{}{}", out.empty() ? "" : "; ", fmt::join(some, ", "));
    if (affected.versions.size() > some.size()) out += fmt::format(" and {} more", affected.versions.size() - some.size());
    return printable(out);
}

// Text of several lines: each made safe by itself, the breaks kept.
std::string lines_of(std::string_view text) {
    std::string out;
    for (const std::string_view line : split(trim(text), '\n'))
        out += printable(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line) + "\n";
    return out;
}

std::string advisory_as_text(const Advisory& advisory) {
    std::string out = fmt::format("{}  {}\n", printable(advisory.id), finding::to_string(advisory.severity()));
    if (!advisory.summary.empty()) out += fmt::format("  {}\n", printable(advisory.summary));
    out += fmt::format("\nDatabase: {}, published {}, changed {}\n", printable(advisory.database), day_of(advisory.published),
                       day_of(advisory.modified));
    if (!advisory.aliases.empty()) out += fmt::format("Aliases:  {}\n", joined(advisory.aliases));
    if (!advisory.related.empty()) out += fmt::format("Related:  {}\n", joined(advisory.related));
    if (!advisory.cwes.empty()) out += fmt::format("CWE:      {}\n", joined(advisory.cwes));
    for (const std::string& vector : advisory.vectors) {
        if (const auto score = advisories::cvss_score(vector)) out += fmt::format("CVSS:     {:.1f} {}\n", score->value, printable(vector));
    }
    for (const Affected& each : advisory.affected) {
        out += fmt::format("Affected: {} {}: {}\n", printable(each.ecosystem), printable(each.package), versions_of(each));
        for (const advisories::Symbol& symbol : each.symbols)
            out += fmt::format("          in {}{}{}\n", printable(symbol.module), symbol.module.empty() || symbol.functions.empty() ? "" : ": ",
                               joined(symbol.functions));
    }
    for (const advisories::Reference& each : advisory.references) out += fmt::format("See:      {}\n", printable(each.url));
    if (!advisory.details.empty()) out += "\n" + lines_of(advisory.details);
    return out;
}

void write_texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
    const JsonArray list(json, key);
    for (const std::string& text : texts) json.value(text);
}

void write_bound(JsonWriter& json, std::string_view key, const std::optional<advisories::Bound>& bound) {
    if (!bound) return;
    const JsonObject object(json, key);
    json.member("version", bound->version);
    json.member("inclusive", bound->inclusive);
}

void write_affected(JsonWriter& json, const Affected& affected) {
    const JsonObject object(json);
    json.member("ecosystem", affected.ecosystem);
    json.member("package", affected.package);
    {
        const JsonArray ranges(json, "ranges");
        for (const advisories::Interval& interval : affected.intervals) {
            const JsonObject range(json);
            write_bound(json, "from", interval.low);
            write_bound(json, "to", interval.high);
        }
    }
    write_texts(json, "versions", affected.versions);
    if (!affected.commits.empty()) {
        constexpr std::array kWords = {"introduced", "fixed", "last_affected", "limit"}; // OSV's own
        const JsonArray events(json, "commits");
        for (const advisories::OsvEvent& event : affected.commits) {
            const JsonObject object(json);
            json.member(kWords[static_cast<std::size_t>(event.kind)], event.version);
        }
    }
    const JsonArray symbols(json, "symbols");
    for (const advisories::Symbol& symbol : affected.symbols) {
        const JsonObject one(json);
        json.member("module", symbol.module);
        write_texts(json, "functions", symbol.functions);
    }
}

void write_advisory(JsonWriter& json, const Advisory& advisory) {
    const JsonObject object(json);
    json.member("id", advisory.id);
    json.member("database", advisory.database);
    json.member("severity", finding::to_string(advisory.severity()));
    json.member("summary", advisory.summary);
    json.member("details", advisory.details);
    if (advisory.published) json.member("published", to_rfc3339(*advisory.published));
    if (advisory.modified) json.member("modified", to_rfc3339(*advisory.modified));
    write_texts(json, "aliases", advisory.aliases);
    write_texts(json, "related", advisory.related);
    write_texts(json, "cwes", advisory.cwes);
    {
        const JsonArray vectors(json, "cvss");
        for (const std::string& vector : advisory.vectors) {
            const auto score = advisories::cvss_score(vector);
            if (!score) continue;
            const JsonObject one(json);
            json.member("vector", vector);
            json.member("score", fmt::format("{:.1f}", score->value));
        }
    }
    {
        const JsonArray affected(json, "affected");
        for (const Affected& each : advisory.affected) write_affected(json, each);
    }
    const JsonArray references(json, "references");
    for (const advisories::Reference& each : advisory.references) {
        const JsonObject one(json);
        json.member("type", each.type);
        json.member("url", each.url);
    }
}

std::string megabytes(std::uint64_t bytes) { return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6); }

} // namespace

std::string advisories_as_text(std::span<const Advisory> records) {
    std::string out;
    for (const Advisory& each : records) out += (out.empty() ? "" : "\n" + std::string(60, '-') + "\n\n") + advisory_as_text(each);
    return out;
}

std::string search_as_text(std::span<const Advisory> records) {
    if (records.empty()) return "nothing found\n";
    std::string out;
    for (const Advisory& each : records) {
        const std::string package = each.affected.empty() ? "" : each.affected.front().ecosystem + " " + each.affected.front().package + ": ";
        const std::string& what = each.summary.empty() ? each.details : each.summary;
        out += fmt::format("{:<22} {:<8} {}{}\n", printable(each.id), finding::to_string(each.severity()), printable(package),
                           printable(shorten(what.substr(0, what.find('\n')), 120)));
    }
    return out;
}

std::string advisories_as_json(std::span<const Advisory> records) {
    JsonWriter json;
    {
        const JsonObject object(json);
        const JsonArray list(json, "advisories");
        for (const Advisory& each : records) write_advisory(json, each);
    }
    return json.take();
}

std::string status_as_text(const advisories::IndexStatus& status, EcosystemCounts ecosystems, Time now) {
    const int days = advisories::age_in_days(status, now);
    std::string out = fmt::format("Index:      {}, {}\n", printable(status.file.string()), megabytes(status.bytes));
    out += fmt::format("Built:      {}, {}\n", to_rfc3339(status.built),
                       days == 0 ? "today" : (days == 1 ? "a day old" : fmt::format("{} days old", days)));
    if (status.newest.time_since_epoch().count() > 0) out += fmt::format("Newest:     {}\n", to_rfc3339(status.newest));
    out += fmt::format("Advisories: {} of {} packages; {} withdrawn ones are left out\n", status.advisories, status.packages, status.withdrawn);
    for (const auto& [name, packages] : ecosystems) out += fmt::format("  {:<24} {:>8} packages\n", printable(name), packages);
    return out;
}

std::string status_as_json(const advisories::IndexStatus& status, EcosystemCounts ecosystems, Time now) {
    JsonWriter json;
    {
        const JsonObject object(json);
        json.member("file", status.file.string());
        json.member("bytes", status.bytes);
        json.member("built", to_rfc3339(status.built));
        json.member("age_days", advisories::age_in_days(status, now));
        json.member("age_limit_days", advisories::kIndexAgeLimitDays);
        if (status.newest.time_since_epoch().count() > 0) json.member("newest", to_rfc3339(status.newest));
        json.member("advisories", status.advisories);
        json.member("packages", status.packages);
        json.member("withdrawn", status.withdrawn);
        const JsonArray list(json, "ecosystems");
        for (const auto& [name, packages] : ecosystems) {
            const JsonObject one(json);
            json.member("name", name);
            json.member("packages", packages);
        }
    }
    return json.take();
}

std::string update_as_text(const advisories::UpdateOutcome& outcome, const std::filesystem::path& index) {
    return fmt::format("{} records read, {} advisories of {} packages in the index ({}), {} withdrawn left out\n{}\n", outcome.records,
                       outcome.advisories, outcome.packages, megabytes(outcome.bytes), outcome.withdrawn, printable(index.string()));
}

std::string update_as_json(const advisories::UpdateOutcome& outcome, const std::filesystem::path& index) {
    JsonWriter json;
    {
        const JsonObject object(json);
        json.member("index", index.string());
        json.member("records", outcome.records);
        json.member("advisories", outcome.advisories);
        json.member("packages", outcome.packages);
        json.member("withdrawn", outcome.withdrawn);
        json.member("bytes", outcome.bytes);
    }
    return json.take();
}

} // namespace squire::cli
