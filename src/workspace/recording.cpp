// SPDX-License-Identifier: MIT
#include "workspace/recording.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/hash.h"
#include "base/text.h"
#include "source/file_at.h"
#include "source/renames.h"
#include "tracking/matching.h"

namespace squire::workspace {
namespace {

constexpr std::uint32_t kScansBack = 20;           // in which the last complete one is looked for
constexpr std::size_t kMostFilesForTexts = 10'000; // read to know lines again

std::string_view target_of(Looked looked) {
    switch (looked) {
    case Looked::tree:
    case Looked::part: return "tree";
    case Looked::history: return "history";
    case Looked::foreign: return "import";
    }
    return "";
}

// One text for a witness and the type of its report: a scanner may report several types.
std::string witness_text(finding::ReportType type, const finding::Witness& witness) {
    return fmt::format("{} {} {}", finding::to_string(type), witness.scanner, witness.target);
}

// "path:12:3" and "path:12" are places in a path.
std::string_view path_of_place(std::string_view place) {
    for (int i = 0; i < 2; ++i) {
        const std::size_t colon = place.rfind(':');
        if (colon == std::string_view::npos || colon + 1 == place.size()) break;
        const std::string_view number = place.substr(colon + 1);
        if (!std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; })) break;
        place = place.substr(0, colon);
    }
    return place;
}

// The paths that a report says it could not read; nothing where it does not say which. Only of a tree: in a history one path is many texts.
std::optional<std::vector<std::string>> unread_paths(const finding::Report& report, const std::filesystem::path& root, Looked looked) {
    std::vector<std::string> paths;
    const std::string above = root.string() + '/';
    for (const Problem& message : report.messages) {
        if (message.weight != Weight::incomplete) continue;
        std::string_view path = path_of_place(message.error.place);
        if (path.starts_with(above)) path.remove_prefix(above.size());
        std::error_code ignored;
        const std::string file(path.substr(0, path.find('!'))); // an archive's member
        if (looked != Looked::tree || file.empty() || !std::filesystem::exists(std::filesystem::symlink_status(root / file, ignored)))
            return std::nullopt;
        paths.emplace_back(path);
    }
    return paths;
}

// From the commits of this witness's last scans to that of this one. Later scans that were not complete may have moved some of what is known, too.
std::vector<tracking::Rename> renames_for(const store::Store& store, const Workspace& workspace, const finding::Witness& witness,
                                          const std::string& commit) {
    std::vector<tracking::Rename> renames;
    if (commit.empty() || witness.target == target_of(Looked::history)) return renames;
    const auto scans = store.scans({.scanner = witness.scanner, .target = witness.target, .commit = {}, .limit = kScansBack});
    if (!scans) return renames;
    for (const store::ScanRecord& scan : *scans) {
        if (scan.status == store::ScanStatus::failed) continue;
        const std::string& before = scan.provenance.revision;
        if (!before.empty() && before != commit) {
            // A commit that is not in the sandbox, or no more, tells nothing of renames; weaker evidence decides then.
            const auto found = source::renames_between(workspace.sandbox(), before, commit);
            if (found) {
                for (const source::Rename& each : *found) renames.push_back({.from = each.from, .to = each.to});
            }
        }
        if (scan.status == store::ScanStatus::complete) break;
    }
    return renames;
}

// Where in a project's path another machine's path may have been cut: "builds/group/shop/src/a.c" is src/a.c, if that is in the commit.
constexpr std::size_t kMostFolders = 12;

// Other programs name files by where the project lay when they ran: in the sandbox, or somewhere on a build machine. What stands before the name
// that the commit knows is learned once and holds for the whole report.
class ProjectPaths {
public:
    ProjectPaths(const Workspace& workspace, const std::string& commit) : workspace_(workspace), commit_(commit) {
        prefixes_.push_back(workspace.sandbox().string() + '/');
        prefixes_.push_back(prefixes_.front().substr(1)); // as a file's URI reads where its root is not known
    }

    void make_relative(std::string& file) {
        for (const std::string& prefix : prefixes_) {
            if (!file.starts_with(prefix)) continue;
            file.erase(0, prefix.size());
            return;
        }
        if (commit_.empty() || learning_ == 0 || knows(file)) return;
        --learning_; // a report full of files that are nowhere costs so many looks and no more
        std::size_t at = 0;
        for (std::size_t i = 0; i < kMostFolders && (at = file.find('/', at)) != std::string::npos; ++i) {
            const std::string rest = file.substr(++at);
            if (!rest.contains('/') || !knows(rest)) continue; // a name alone could be anywhere
            prefixes_.push_back(file.substr(0, at));
            file = rest;
            return;
        }
    }

private:
    [[nodiscard]] bool knows(const std::string& file) const { return source::file_at(workspace_.sandbox(), commit_, file).has_value(); }

    const Workspace& workspace_;
    const std::string& commit_;
    std::vector<std::string> prefixes_;
    std::size_t learning_ = 100;
};

void make_paths_relative(finding::Report& report, const Workspace& workspace) {
    ProjectPaths paths(workspace, report.provenance.revision);
    for (finding::Finding& each : report.findings) {
        const bool by_place = tracking::has_place_fingerprint(each);
        if (auto* code = std::get_if<finding::CodeLocation>(&each.location)) paths.make_relative(code->file);
        if (auto* secret = std::get_if<finding::SecretLocation>(&each.location)) paths.make_relative(secret->file);
        if (auto* dependency = std::get_if<finding::DependencyLocation>(&each.location)) paths.make_relative(dependency->file);
        for (finding::FlowStep& step : each.flow) paths.make_relative(step.file);
        if (by_place) each.fingerprint = finding::code_fingerprint(each.rule(), place_of(each));
    }
}

std::string_view line_of(std::string_view text, std::uint32_t line) {
    for (std::uint32_t i = 1; i < line; ++i) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos) return {};
        text.remove_prefix(end + 1);
    }
    return text.substr(0, text.find('\n'));
}

// Reports of other programs seldom bring the text of a place, without which moved lines cannot be told from new ones. It is in the sandbox; what
// is kept is a keyed hash, because nobody redacted it.
void sign_texts(finding::Report& report, const Workspace& workspace, const finding::FingerprintKey& key) {
    if (report.provenance.revision.empty()) return;
    std::unordered_map<std::string, std::string> texts;
    for (finding::Finding& each : report.findings) {
        const finding::Range* range = nullptr;
        if (const auto* code = std::get_if<finding::CodeLocation>(&each.location)) range = &code->range;
        if (const auto* secret = std::get_if<finding::SecretLocation>(&each.location)) range = &secret->range;
        if (range == nullptr || range->start_line == 0) continue;
        const std::string file(finding::file_of(each));
        auto text = texts.find(file);
        if (text == texts.end()) {
            if (texts.size() >= kMostFilesForTexts) continue;
            text = texts.emplace(file, source::file_at(workspace.sandbox(), report.provenance.revision, file).value_or("")).first;
        }
        const std::string line = tracking::comparable_text(line_of(text->second, range->start_line));
        if (line.empty()) continue;
        const std::string hash = to_hex(hmac_sha256(key.bytes, line)).substr(0, 32);
        each.signatures.push_back({.algorithm = std::string(tracking::kTextSignature), .value = hash});
    }
}

std::vector<tracking::Known> known_of(std::span<const finding::Vulnerability> vulnerabilities) {
    std::vector<tracking::Known> known;
    known.reserve(vulnerabilities.size());
    for (const finding::Vulnerability& each : vulnerabilities) {
        tracking::Known made{.id = each.id, .sightings = {}};
        for (const finding::Sighting& sighting : each.sightings) {
            for (const finding::Finding& finding : sighting.findings) {
                const std::string witness = witness_text(finding.type, sighting.witness);
                made.sightings.push_back({.trace = tracking::trace_of(finding, witness, sighting.witness.scanner), .present = sighting.present});
            }
        }
        known.push_back(std::move(made));
    }
    return known;
}

} // namespace

Result<store::ScanRecord> record(store::Store& store, const Workspace& workspace, const Recording& recording, std::string_view actor) {
    finding::Report report = recording.report;
    // GitLab lets nothing stand without an identifier, and neither can a history: there is no rule to follow.
    std::erase_if(report.findings, [](const finding::Finding& each) { return each.identifiers.empty(); });
    const finding::Witness witness{.scanner = report.scanner.id.empty() ? "unknown" : report.scanner.id,
                                   .target = std::string(target_of(recording.looked))};
    if (recording.looked == Looked::foreign) {
        make_paths_relative(report, workspace);
        sign_texts(report, workspace, recording.key);
    }

    store::ScanStatus status = store::status_of(report);
    tracking::Coverage coverage;
    if (auto unread = unread_paths(report, workspace.sandbox(), recording.looked); status == store::ScanStatus::partial && unread) {
        status = store::ScanStatus::complete; // but for these
        coverage.unread = std::move(*unread);
    }
    if (recording.looked == Looked::part && status == store::ScanStatus::complete) status = store::ScanStatus::partial;
    coverage.complete = status == store::ScanStatus::complete;
    // Squire's own scanners list every rule; other programs often only those that found something.
    if (recording.looked != Looked::foreign) {
        for (const finding::RuleInfo& rule : report.rules) coverage.rules.push_back(tracking::key_of(rule.identifier));
    }
    const std::vector<tracking::Rename> renames = renames_for(store, workspace, witness, report.provenance.revision);

    const auto judge = [&](std::span<const finding::Vulnerability> vulnerabilities) -> Result<store::Verdict> {
        const std::string text = witness_text(report.type, witness);
        std::vector<tracking::Trace> traces;
        traces.reserve(report.findings.size());
        for (const finding::Finding& each : report.findings) traces.push_back(tracking::trace_of(each, text, witness.scanner));
        const tracking::Matching matching = tracking::match(traces, text, known_of(vulnerabilities), coverage, renames);
        store::Verdict verdict;
        for (const tracking::Match& each : matching.matches) verdict.matches.push_back({vulnerabilities[each.known].id, {each.finding}});
        for (const std::size_t each : matching.fresh) verdict.matches.push_back({"", {each}});
        for (const std::size_t each : matching.unseen) verdict.gone.push_back(vulnerabilities[each].id);
        return verdict;
    };
    return store.record_scan({.witness = witness, .report = report, .status = status, .report_digest = recording.report_digest}, judge, actor);
}

} // namespace squire::workspace
