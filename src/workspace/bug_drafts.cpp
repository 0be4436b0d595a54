// SPDX-License-Identifier: MIT
#include "workspace/bug_drafts.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/file.h"
#include "base/text.h"
#include "base/version.h"
#include "bugreport/draft_files.h"
#include "bugreport/issue_text.h"
#include "bugreport/report_comparison.h"
#include "bugreport/rule_text.h"
#include "rules/builtin_sast.h"
#include "scan/sast_rules.h"
#include "scan/secret_rules.h"
#include "source/file_at.h"

namespace squire::workspace {
namespace {

constexpr std::uint64_t kLargestFile = 8U << 20U;
constexpr std::size_t kMostTargets = 20; // files beside one rule
constexpr std::size_t kMostKept = 50;    // confirmed findings: each is scanned with every candidate
constexpr std::size_t kMostDisagreements = 200; // in the text: more is nothing that a person reads

std::string_view last_step(std::string_view rule) {
    const std::size_t dot = rule.rfind('.');
    return dot == std::string_view::npos ? rule : rule.substr(dot + 1);
}

finding::Range range_of(const finding::Finding& finding) {
    if (const auto* code = std::get_if<finding::CodeLocation>(&finding.location)) return code->range;
    if (const auto* secret = std::get_if<finding::SecretLocation>(&finding.location)) return secret->range;
    return {};
}

// The name of the weakness that the index of advisories has it by.
std::string advisory_of(const finding::Finding& finding) {
    const auto id = std::ranges::find_if(finding.identifiers, [](const finding::Identifier& each) { return to_lower(each.type) != "cwe"; });
    return id == finding.identifiers.end() ? std::string() : id->value;
}

// The newest comment with which somebody dismissed it.
std::string why_of(const std::vector<store::Event>& history) {
    for (auto event = history.rbegin(); event != history.rend(); ++event) {
        if (event->kind == store::Event::Kind::moved && event->dismissal == finding::DismissalReason::false_positive) return event->comment;
    }
    return {};
}

finding::Tool tool_of(const std::string& scanner) {
    finding::Tool tool{.id = scanner, .name = scanner, .version = {}, .vendor = {}, .url = {}};
    if (scanner.starts_with("squire")) {
        tool.name = scanner == "squire-secrets" ? "Squire secrets" : scanner == "squire-dependencies" ? "Squire dependencies" : "Squire SAST";
        tool.version = version();
    }
    return tool;
}

// What each scanner saw last, as if it had just said so.
std::vector<finding::Report> reports_of(const std::vector<finding::Vulnerability>& vulnerabilities) {
    std::map<std::pair<std::string, finding::ReportType>, finding::Report> by_scanner;
    for (const finding::Vulnerability& each : vulnerabilities) {
        for (const finding::Sighting& sighting : each.sightings) {
            if (!sighting.present) continue;
            for (const finding::Finding& finding : sighting.findings) {
                finding::Report& report = by_scanner[{sighting.witness.scanner, finding.type}];
                report.type = finding.type;
                report.scanner.id = report.scanner.name = sighting.witness.scanner;
                report.findings.push_back(finding);
            }
        }
    }
    std::vector<finding::Report> reports;
    for (auto& [key, report] : by_scanner) {
        std::ranges::stable_sort(report.findings, finding::comes_before);
        // Two targets of one scanner say the same of the same place.
        const auto doubles = std::ranges::unique(report.findings);
        report.findings.erase(doubles.begin(), doubles.end());
        reports.push_back(std::move(report));
    }
    return reports;
}

// An entry of a Markdown list; paths and rules are strangers' words.
std::string entry_of(const finding::Report& report, const finding::Finding& finding) {
    return fmt::format("{}: {} {} ({})", report.scanner.name, bugreport::inline_code(place_of(finding)), bugreport::inline_code(finding.rule()),
                       finding::to_string(finding.severity));
}

std::string disagreements_text(const std::vector<finding::Report>& reports, std::size_t& count) {
    std::string text = "# Where scanners disagree\n\n";
    if (reports.size() < 2) return text + "One scanner alone has looked: `squire import` records the reports of others.\n";
    for (const bugreport::Group& group : bugreport::compare_reports(reports)) {
        if (group.is_agreed() || ++count > kMostDisagreements) continue;
        std::string line;
        for (const bugreport::Voice& voice : group.voices)
            line += (line.empty() ? "- " : "; ") + entry_of(reports[voice.report], reports[voice.report].findings[voice.finding]);
        for (const std::size_t missing : group.missing) line += fmt::format("; not {}", reports[missing].scanner.name);
        text += line + '\n';
    }
    if (count == 0) text += "Nowhere: what one of them says, the others say.\n";
    if (count > kMostDisagreements) text += fmt::format("\nAnd {} more.\n", count - kMostDisagreements);
    return text;
}

} // namespace

const rules::SastRule* rule_named(const std::vector<rules::SastRule>& rules, std::string_view name) {
    const auto whole = std::ranges::find(rules, name, &rules::SastRule::id);
    if (whole != rules.end()) return &*whole;
    const auto step = std::ranges::find_if(rules, [&](const rules::SastRule& rule) { return last_step(rule.id) == last_step(name); });
    return step == rules.end() ? nullptr : &*step;
}

std::string text_of_rule(const rules::SastRule& rule) {
    if (const std::string_view own = rules::builtin_sast_rule_file(rule.file); !own.empty()) return bugreport::rule_alone(own, rule);
    const auto text = read_file(rule.file, kLargestFile);
    return text ? bugreport::rule_alone(*text, rule) : std::string();
}

Result<void> set_own_voice(bugreport::ScannerVoice& voice, const finding::Finding& finding, const OwnRules& rules) {
    if (const auto* const package = std::get_if<finding::DependencyLocation>(&finding.location)) {
        if (rules.index == nullptr)
            return fail(ErrorKind::usage, "there is no index of advisories to ask", place_of(finding), "squire advisories update");
        voice.package = {.package = package->package, .version = package->version, .advisory = advisory_of(finding), .index = rules.index};
    } else if (finding.type == finding::ReportType::secret_detection) {
        if (rules.secrets && std::ranges::find(rules.secrets->rules, finding.rule(), &rules::SecretRule::id) != rules.secrets->rules.end())
            voice.secret = {.rules = *rules.secrets, .rule = finding.rule()};
    } else if (const rules::SastRule* const rule = rule_named(rules.sast, finding.rule())) {
        voice.own = *rule;
    }
    return {};
}

Result<bugreport::Place> place_of_finding(const std::vector<bugreport::File>& files, const finding::Finding& finding) {
    const std::string_view file = file_of(finding);
    const bool is_package = std::holds_alternative<finding::DependencyLocation>(finding.location);
    if (!is_package) return bugreport::place_of(files, file, range_of(finding));
    const auto found = std::ranges::find(files, file, &bugreport::File::path);
    if (found == files.end()) return fail(ErrorKind::not_found, "there is no such file", std::string(file));
    return bugreport::Place{.file = static_cast<std::size_t>(found - files.begin()), .begin = 0, .end = found->bytes->size()};
}

Result<bugreport::DraftRequest> draft_request(const Workspace& workspace, const store::Store& store, const finding::Vulnerability& vulnerability,
                                              const OwnRules& rules) {
    const finding::Finding& finding = vulnerability.finding();
    const std::string file(file_of(finding));
    if (file.empty() || file.contains('!'))
        return fail(ErrorKind::unsupported, "there is no file of the project to reduce", place_of(finding),
                    "what is in images, archives and running applications is to be described by hand");
    const auto history = store.history(vulnerability.id);
    if (!history) return std::unexpected(history.error());
    std::string commit = commit_of(vulnerability, *history);
    if (const auto* const secret = std::get_if<finding::SecretLocation>(&finding.location))
        if (secret->still_at_head == false && secret->commit.sha.size() == 40) commit = secret->commit.sha; // gone since then
    const auto text = source::file_at(workspace.sandbox(), commit.empty() ? "HEAD" : commit, file, kLargestFile);
    if (!text) return std::unexpected(text.error());
    bugreport::DraftRequest request{.kind = bugreport::BugKind::false_alarm, .finding = finding, .why = why_of(*history)};
    request.input.files.push_back(bugreport::make_file(file, *text));
    const auto place = place_of_finding(request.input.files, finding);
    if (!place) return std::unexpected(place.error());
    request.input.place = *place;
    const auto seen = std::ranges::find_if(vulnerability.sightings, &finding::Sighting::present);
    const finding::Sighting& sighting = seen == vulnerability.sightings.end() ? vulnerability.sightings.front() : *seen;
    request.accused = {.tool = tool_of(sighting.witness.scanner), .rule = finding.rule()};
    if (auto set = set_own_voice(request.accused, finding, rules); !set) return std::unexpected(set.error());
    if (request.accused.own) request.rule_text = text_of_rule(*request.accused.own);
    return request;
}

Result<bugreport::EnhancementRequest> enhancement_request(const rules::SastRule& rule, const std::filesystem::path& rules,
                                                          const bugreport::Input& alarm) {
    namespace fs = std::filesystem;
    auto text = read_file(rule.file, kLargestFile);
    if (!text) return std::unexpected(text.error());
    const fs::path file(rule.file);
    std::error_code error;
    const auto name_of = [&](const fs::path& path) {
        if (rules.empty() || !fs::is_directory(rules, error)) return path.filename().string();
        return path.lexically_normal().lexically_relative(rules.lexically_normal()).generic_string();
    };
    bugreport::EnhancementRequest request{
        .rule = rule, .rule_file = bugreport::make_file(name_of(file), std::move(*text)), .targets = {}, .alarm = alarm};
    std::vector<fs::path> beside;
    for (auto entry = fs::directory_iterator(file.parent_path().empty() ? fs::path(".") : file.parent_path(), error);
         !error && entry != fs::directory_iterator(); entry.increment(error)) {
        const fs::path& path = entry->path();
        const bool is_target = path.stem() == file.stem() && path.extension() != file.extension() && entry->is_regular_file(error);
        if (is_target && beside.size() < kMostTargets) beside.push_back(path);
    }
    std::ranges::sort(beside);
    for (const fs::path& path : beside) {
        if (auto target = read_file(path, kLargestFile)) request.targets.push_back(bugreport::make_file(name_of(path), std::move(*target)));
    }
    return request;
}

std::vector<bugreport::Input> confirmed_findings(const Workspace& workspace, const store::Store& store, std::string_view rule) {
    std::vector<bugreport::Input> kept;
    const auto rows = store.list({.types = {finding::ReportType::sast, finding::ReportType::secret_detection},
                                  .states = {finding::State::confirmed},
                                  .sort = store::Sort::path,
                                  .limit = 0});
    if (!rows) return kept;
    for (const store::VulnerabilityRow& row : *rows) {
        if (kept.size() >= kMostKept || last_step(row.rule) != last_step(rule)) continue;
        const auto vulnerability = store.vulnerability(row.id);
        if (!vulnerability) continue;
        if (auto request = draft_request(workspace, store, *vulnerability, {})) kept.push_back(std::move(request->input));
    }
    return kept;
}

std::string secret_in(const bugreport::Draft& draft, const Redact& redact) {
    // Without its last character the invented one is the near miss; "acme-token (High)" has the look of a name with its value.
    const std::string_view invented = std::string_view(draft.invented).substr(0, std::max<std::size_t>(draft.invented.size(), 1) - 1);
    for (const auto& [name, value] : draft.report.facts) {
        std::string text = value;
        for (const std::string_view known : {invented, draft.report.fact("rule")})
            for (std::size_t at = known.empty() ? std::string::npos : text.find(known); at != std::string::npos; at = text.find(known, at))
                text.erase(at, known.size());
        if (redact(text) != text) return name;
    }
    return {};
}

BugRecord record_of(const bugreport::Draft& draft, const bugreport::Tracker& tracker, std::string vulnerability, std::string folder) {
    const bugreport::Completeness complete = bugreport::completeness_of(draft.report, tracker);
    BugRecord record{.id = draft.report.id(),
                     .kind = std::string(bugreport::to_string(draft.report.kind)),
                     .title = bugreport::title_for(draft.report, tracker),
                     .tracker = tracker.id,
                     .scanner = std::string(draft.report.fact("scanner")),
                     .rule = std::string(draft.report.fact("rule")),
                     .vulnerability = std::move(vulnerability),
                     .folder = std::move(folder),
                     .score = complete.score,
                     .ready = complete.ready};
    for (const bugreport::Ask* ask : complete.missing) record.missing.push_back(ask->what);
    return record;
}

std::string BugDrafts::summary() const {
    return fmt::format("{} of {}, {} ready; {}", counted(drafted, "draft"), counted(dismissed, "false positive"), ready,
                       counted(disagreements, "disagreement"));
}

Result<BugDrafts> draft_false_positives(const Workspace& workspace, store::Store& store, std::string_view folder, Time now,
                                        const BugDraftOptions& options, Problems& problems) {
    const auto rows = store.list({.sort = store::Sort::path, .limit = 0});
    if (!rows) return std::unexpected(rows.error());
    Problems of_rules; // a scan names them
    const std::string& own = workspace.settings.rules;
    const auto rules =
        scan::sast_rules_for(own.empty() || !scan::is_sast_rule_path(own) ? std::nullopt : std::optional(workspace.root / own), of_rules);
    if (!rules) return std::unexpected(rules.error());
    OwnRules own_rules{.sast = rules->rules, .secrets = std::nullopt, .index = nullptr};
    const bool has_secret_rules = !own.empty() && !scan::is_sast_rule_path(own);
    if (auto secrets =
            scan::secret_rules_for(workspace.sandbox(), has_secret_rules ? std::optional(workspace.root / own) : std::nullopt, of_rules))
        own_rules.secrets = std::move(*secrets);
    const auto index = advisories::Index::open(advisories::default_index_file());
    if (index) own_rules.index = &*index;
    BugDrafts result;
    std::vector<finding::Vulnerability> all;
    for (const store::VulnerabilityRow& row : *rows) {
        auto vulnerability = store.vulnerability(row.id);
        if (!vulnerability) return std::unexpected(vulnerability.error());
        all.push_back(std::move(*vulnerability));
    }
    for (const finding::Vulnerability& each : all) {
        if (each.dismissal != finding::DismissalReason::false_positive) continue;
        ++result.dismissed;
        if (result.dismissed > options.most || (options.cancellation != nullptr && options.cancellation->requested())) continue;
        auto request = draft_request(workspace, store, each, own_rules);
        if (!request) {
            problems.add(Weight::note, request.error());
            continue;
        }
        request->reduction = {.workers = options.workers, .time = options.time_each, .cancellation = options.cancellation};
        auto draft = bugreport::draft_bug(std::move(*request));
        if (!draft) {
            Error error = draft.error();
            if (error.place.empty()) error.place = place_of(each.finding());
            problems.add(Weight::note, std::move(error));
            continue;
        }
        const bugreport::Tracker* tracker = bugreport::tracker_for(draft->report.fact("scanner"), draft->report.route);
        if (tracker == nullptr) tracker = bugreport::tracker_named("gitlab");
        if (const std::string where = secret_in(*draft, options.redact); !where.empty()) {
            problems.add(Weight::warning,
                         {ErrorKind::unsupported, fmt::format("a secret would stand in the report, in '{}': it is not written", where),
                          place_of(each.finding()), ""});
            continue;
        }
        const std::string id = draft->report.id();
        const std::string place = fmt::format("{}/{}", folder, id);
        if (auto kept = keep_draft(store, record_of(*draft, *tracker, each.id, place), options.person, now); !kept) {
            if (kept.error().kind != ErrorKind::conflict) return std::unexpected(kept.error()); // it was sent: what was drafted stays as it is
        }
        ++result.drafted;
        result.ready += bugreport::completeness_of(draft->report, *tracker).ready ? 1 : 0;
        for (auto& [name, text] : bugreport::draft_files(*draft, *tracker))
            result.files.emplace_back(fmt::format("{}/{}", id, name), std::move(text));
    }
    if (result.dismissed > options.most)
        problems.add(Weight::note,
                     {ErrorKind::limit,
                      fmt::format("{} false positives are more than the {} that are drafted at once", result.dismissed, options.most), "",
                      "squire bug ID drafts one"});
    result.files.emplace_back("disagreements.md", disagreements_text(reports_of(all), result.disagreements));
    return result;
}

} // namespace squire::workspace
