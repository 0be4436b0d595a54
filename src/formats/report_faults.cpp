// SPDX-License-Identifier: MIT
#include "formats/report_faults.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "formats/gitlab_check.h"
#include "formats/json_document.h"

namespace squire::formats {
namespace {

using Kind = ReportFault::Kind;
enum class Format : std::uint8_t { gitlab, sarif, semgrep, gitleaks };

// Faults by kind and sentence, in the order in which they were met.
class Faults {
public:
    void add(Kind kind, std::string what, std::string place) {
        const auto known = std::ranges::find_if(faults_, [&](const ReportFault& each) { return each.kind == kind && each.what == what; });
        if (known != faults_.end()) {
            ++known->count;
        } else if (faults_.size() < kMost) {
            faults_.push_back({kind, std::move(what), std::move(place), 1});
        }
    }
    [[nodiscard]] std::vector<ReportFault> take() { return std::move(faults_); }

private:
    static constexpr std::size_t kMost = 1'000;
    std::vector<ReportFault> faults_;
};

struct Entry {
    std::string key; // rule and place
    std::string id;  // that no other finding of the report may have; empty: none
    std::string stable; // what must be the same in the next run; empty: none
    std::string pointer;
};

std::string pointer_of(std::string_view list, std::size_t index) { return fmt::format("{}/{}", list, index); }

bool is_absolute(std::string_view path) {
    const bool drive = path.size() > 2 && path[1] == ':' && (path[2] == '\\' || path[2] == '/');
    return path.starts_with('/') || path.starts_with("file:///") || path.starts_with("\\\\") || drive;
}

std::optional<Format> format_of(const nlohmann::json& document, const JsonCursor& root) {
    if (document.is_array()) {
        for (std::size_t i = 0; i < root.size(); ++i) {
            if (const JsonCursor entry = root.at(i); !entry.exists() || !entry.has("RuleID")) return std::nullopt;
        }
        return root.size() > 0 ? std::optional(Format::gitleaks) : std::nullopt;
    }
    if (root.is_list("runs")) return Format::sarif;
    if (root.is_list("vulnerabilities")) return Format::gitlab;
    if (root.is_list("results") && root.has("errors")) return Format::semgrep;
    return std::nullopt;
}

// One pass over a report: its faults, and its findings by what they are and how they are called.
class Reader {
public:
    Reader(const nlohmann::json& document, const JsonCursor& root, Format format) : root_(root) {
        switch (format) {
        case Format::gitlab: read_gitlab(document); break;
        case Format::sarif: read_sarif(); break;
        case Format::semgrep: read_semgrep(); break;
        case Format::gitleaks: read_gitleaks(); break;
        }
        std::map<std::string, std::string> seen;
        for (const Entry& entry : entries_) {
            if (entry.id.empty()) continue;
            if (!seen.emplace(entry.id, entry.pointer).second)
                faults_.add(Kind::duplicate_id, "two findings have one id: readers that go by it keep one of them", entry.pointer);
        }
    }

    [[nodiscard]] std::vector<ReportFault> faults() { return faults_.take(); }
    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

private:
    void look_at_path(const std::string& path, const std::string& pointer) {
        if (path.empty()) faults_.add(Kind::no_place, "a finding names no file", pointer);
        if (is_absolute(path)) faults_.add(Kind::absolute_path, "a path of the machine that scanned instead of one in the project", pointer);
    }

    void read_gitlab(const nlohmann::json& document) {
        const JsonCursor scan = root_.object("scan");
        const std::string type = scan.exists() ? scan.text("type") : std::string();
        GitlabCheck check(finding::parse_report_type(type));
        replay(document, check);
        for (const Error& error : check.errors()) faults_.add(Kind::schema, error.message, error.place);
        const bool about_files = type == "sast" || type == "secret_detection";
        const JsonCursor list = root_.list("vulnerabilities");
        for (std::size_t i = 0; i < list.size(); ++i) {
            const JsonCursor finding = list.at(i);
            const std::string pointer = pointer_of("/vulnerabilities", i);
            if (!finding.exists()) continue;
            const JsonCursor location = finding.object("location");
            const std::string file = location.exists() ? location.text("file") : std::string();
            if (about_files) look_at_path(file, pointer + "/location/file");
            if (type == "sast" && !has_signature(finding))
                faults_.add(Kind::no_tracking, "a finding without tracking signatures: it is a new one whenever lines move", pointer);
            const JsonCursor identifiers = finding.list("identifiers");
            std::string rule;
            for (std::size_t k = 0; k < identifiers.size(); ++k) {
                const JsonCursor identifier = identifiers.at(k);
                const std::string value = identifier.exists() ? identifier.text("value") : std::string();
                if (value.empty())
                    faults_.add(Kind::empty_identifier, "an identifier without a value", fmt::format("{}/identifiers/{}", pointer, k));
                if (k == 0) rule = value;
            }
            const std::string line = location.exists() ? location.text("start_line") : std::string();
            entries_.push_back({fmt::format("{}\n{}\n{}", rule, file, line), finding.text("id"), finding.text("id"), pointer});
        }
    }

    static bool has_signature(const JsonCursor& finding) {
        if (!finding.has("tracking")) return false;
        const JsonCursor items = finding.object("tracking").list("items");
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (const JsonCursor item = items.at(i); item.exists() && item.list("signatures").size() > 0) return true;
        }
        return false;
    }

    void read_sarif() {
        const JsonCursor runs = root_.list("runs");
        for (std::size_t r = 0; r < runs.size(); ++r) {
            const JsonCursor run = runs.at(r);
            if (!run.exists()) continue;
            const JsonCursor results = run.list("results");
            for (std::size_t i = 0; i < results.size(); ++i) {
                const JsonCursor result = results.at(i);
                if (result.exists()) read_sarif_result(result, fmt::format("/runs/{}/results/{}", r, i));
            }
        }
    }

    void read_sarif_result(const JsonCursor& result, const std::string& pointer) {
        const JsonCursor reference = result.object("rule");
        const std::string rule = result.text("ruleId");
        if (rule.empty() && !reference.exists() && !result.has("ruleIndex"))
            faults_.add(Kind::no_rule, "a result names no rule: GitLab cannot ingest it", pointer);
        const JsonCursor locations = result.list("locations");
        const JsonCursor physical = locations.size() > 0 ? locations.at(0).object("physicalLocation") : result.object("");
        const JsonCursor artifact = physical.object("artifactLocation");
        const std::string uri = artifact.exists() ? artifact.text("uri") : std::string();
        if (!artifact.exists() || !artifact.has("index")) look_at_path(uri, pointer + "/locations/0");
        const JsonCursor whole = result.object("fingerprints");
        const JsonCursor partial = result.object("partialFingerprints");
        std::string id;
        for (const JsonCursor& from : {whole, partial}) {
            if (id.empty() && from.exists() && !from.keys().empty()) id = from.text(from.keys().front());
        }
        if (id == "requires login") id.clear();
        if (id.empty()) faults_.add(Kind::no_tracking, "a result without a fingerprint: it is a new one whenever lines move", pointer);
        const JsonCursor region = physical.object("region");
        entries_.push_back({fmt::format("{}\n{}\n{}", rule, uri, region.exists() ? region.text("startLine") : std::string()),
                            result.text("guid"), id, pointer});
    }

    void read_semgrep() {
        const JsonCursor results = root_.list("results");
        for (std::size_t i = 0; i < results.size(); ++i) {
            const JsonCursor result = results.at(i);
            const std::string pointer = pointer_of("/results", i);
            if (!result.exists()) continue;
            look_at_path(result.text("path"), pointer + "/path");
            if (result.text("check_id").empty()) faults_.add(Kind::no_rule, "a result names no rule", pointer);
            std::string id = result.object("extra").text("fingerprint");
            if (id == "requires login") id.clear(); // what it writes for everybody: no fault to be told about each finding
            entries_.push_back({fmt::format("{}\n{}\n{}:{}", result.text("check_id"), result.text("path"), result.object("start").text("line"),
                                            result.object("start").text("col")),
                                id, id, pointer});
        }
    }

    void read_gitleaks() {
        for (std::size_t i = 0; i < root_.size(); ++i) {
            const JsonCursor entry = root_.at(i);
            const std::string pointer = pointer_of("", i);
            look_at_path(entry.text("File"), pointer + "/File");
            if (entry.text("RuleID").empty()) faults_.add(Kind::no_rule, "a finding names no rule", pointer);
            const std::string secret = entry.text("Secret");
            if (!secret.empty() && secret != "REDACTED" && !secret.ends_with("..."))
                faults_.add(Kind::secret_in_full, "the report holds the secret itself: write it with --redact", pointer + "/Secret");
            entries_.push_back(
                {fmt::format("{}\n{}\n{}:{}", entry.text("RuleID"), entry.text("File"), entry.text("StartLine"), entry.text("StartColumn")),
                 entry.text("Fingerprint"), entry.text("Fingerprint"), pointer});
        }
    }

    const JsonCursor& root_;
    Faults faults_;
    std::vector<Entry> entries_;
};

} // namespace

std::string_view to_string(Kind kind) {
    switch (kind) {
    case Kind::schema: return "schema";
    case Kind::no_tracking: return "no tracking";
    case Kind::no_place: return "no place";
    case Kind::no_rule: return "no rule";
    case Kind::empty_identifier: return "empty identifier";
    case Kind::duplicate_id: return "duplicate id";
    case Kind::absolute_path: return "absolute path";
    case Kind::secret_in_full: return "secret in full";
    case Kind::unstable_id: return "unstable id";
    }
    return "";
}

std::vector<ReportFault> faults_of(std::string_view text) {
    Problems ignored; // the readers say what is odd in reading; here it is counted by what it means
    const Result<nlohmann::json> document = parse_json(text, {}, ignored);
    if (!document) return {};
    Warnings warnings(ignored);
    const JsonCursor root(*document, warnings);
    const auto format = format_of(*document, root);
    return format ? Reader(*document, root, *format).faults() : std::vector<ReportFault>();
}

std::vector<ReportFault> unstable_ids(std::string_view one, std::string_view other) {
    Problems ignored;
    std::array<std::map<std::string, Entry>, 2> by_key;
    std::array<std::optional<Format>, 2> formats;
    for (std::size_t side = 0; side < 2; ++side) {
        const Result<nlohmann::json> document = parse_json(side == 0 ? one : other, {}, ignored);
        if (!document) return {};
        Warnings warnings(ignored);
        const JsonCursor root(*document, warnings);
        formats.at(side) = format_of(*document, root);
        if (!formats.at(side)) return {};
        std::set<std::string> twice; // which of them is which cannot be told
        const Reader reader(*document, root, *formats.at(side));
        for (const Entry& entry : reader.entries()) {
            if (!by_key.at(side).emplace(entry.key, entry).second) twice.insert(entry.key);
        }
        for (const std::string& key : twice) by_key.at(side).erase(key);
    }
    if (formats[0] != formats[1]) return {};
    Faults faults;
    for (const auto& [key, entry] : by_key[0]) {
        const auto same = by_key[1].find(key);
        if (same != by_key[1].end() && same->second.stable != entry.stable && !entry.stable.empty() && !same->second.stable.empty())
            faults.add(Kind::unstable_id, "the same finding has another id in the other run: each scan opens it anew", entry.pointer);
    }
    return faults.take();
}

} // namespace squire::formats
