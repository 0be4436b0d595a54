// SPDX-License-Identifier: MIT
#include "fix/fixing.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "advisories/index.h"
#include "base/file.h"
#include "base/scratch_folder.h"
#include "fix/combination.h"
#include "fix/dependency_proposals.h"
#include "fix/redaction.h"
#include "fix/remediation.h"
#include "fix/secret_fixes.h"
#include "fix/source_fixes.h"
#include "scan/sast_rules.h"
#include "scan/secret_rules.h"
#include "secrets/secret_check.h"
#include "source/sandbox_worktree.h"

namespace squire::fix {
namespace {

namespace fs = std::filesystem;
using finding::Finding;
using finding::Report;

constexpr std::size_t kShortestPrefix = 4;
constexpr std::size_t kMostFindings = 100; // of one branch: nobody reviews more (offer.h)
constexpr std::uint64_t kLargestFile = 8U << 20U;

// Where the scan of a history says whether the files still hold it.
bool is_of_history(const Finding& finding) {
    const auto* const secret = std::get_if<finding::SecretLocation>(&finding.location);
    return secret != nullptr && secret->still_at_head.has_value();
}
bool is_gone_from_files(const Finding& finding) { return std::get<finding::SecretLocation>(finding.location).still_at_head == false; }

bool begins_with(std::string_view text, std::string_view prefix) { return prefix.size() >= kShortestPrefix && text.starts_with(prefix); }

class Fixing {
public:
    Fixing(const FixRequest& request, scanner::Context& context, const ScratchFolder& scratch)
        : request_(request), context_(context), scratch_(scratch) {}

    Result<FixOutcome> run() {
        const auto tree = source::SandboxWorktree::add(request_.sandbox, request_.commit, scratch_.path() / "tree", &context_.cancellation);
        if (!tree) return std::unexpected(tree.error());
        const bool for_sast = request_.scan.rules && scan::is_sast_rule_path(*request_.scan.rules);
        auto rules = scan::secret_rules_for(tree->path(), for_sast ? std::nullopt : request_.scan.rules, context_.problems);
        if (!rules) return std::unexpected(rules.error());
        const auto book = secrets::RuleBook::make(std::move(*rules), request_.scan.cache, context_.problems);
        if (!book) return std::unexpected(book.error());
        secrets::Redactor redact(*book);
        if (auto proposed = propose(tree->path(), *book, for_sast); !proposed) return std::unexpected(proposed.error());
        select();
        leave_for_later();
        if (auto proved = prove_all(redact); !proved) return std::unexpected(proved.error());
        if (context_.cancellation.requested()) return fail(ErrorKind::interrupted, "interrupted");
        list_unfixed();
        add_remediations(*book);
        if (request_.prove) {
            if (auto bundled = bundle(redact); !bundled) return std::unexpected(bundled.error());
        }
        for (const Problem& problem : context_.problems.list()) outcome_.problems.push_back(redact(problem));
        return std::move(outcome_);
    }

private:
    // What was found in the files, then what only the history holds.
    Result<std::vector<ScannerReport>> look(const fs::path& tree) {
        if (request_.reports) return *request_.reports;
        std::vector<ScannerReport> reports;
        const auto scan = [&](const scan::ScanRequest& request) -> Result<void> {
            auto scanned = scan::run_scan(request, context_);
            if (!scanned) return std::unexpected(scanned.error());
            for (scan::ScannerOutcome& each : scanned->scanners) {
                if (!each.report) continue;
                if (each.report->status != finding::Status::success) return fail(ErrorKind::interrupted, "interrupted");
                reports.push_back({each.id, std::move(*each.report)});
            }
            return {};
        };
        scan::ScanRequest request = request_.scan;
        request.path = tree;
        request.extent = scan::Extent::tree;
        if (auto done = scan(request); !done) return std::unexpected(done.error());
        const bool secrets = request.only.empty() || std::ranges::find(request.only, "secrets") != request.only.end();
        if (!request_.history || !secrets) return reports;
        request.path = request_.sandbox;
        request.extent = scan::Extent::history;
        request.only = {"secrets"};
        if (auto done = scan(request); !done) return std::unexpected(done.error());
        return reports;
    }

    Result<void> propose(const fs::path& tree, const secrets::RuleBook& book, bool for_sast) {
        auto reports = look(tree);
        if (!reports) return std::unexpected(reports.error());
        const FileReader read = [&](std::string_view path) { return read_file(tree / path, kLargestFile); };
        for (ScannerReport& each : *reports) {
            Report& report = each.report;
            const bool is_first = std::ranges::find(outcome_.reports, each.scanner, &ScannerReport::scanner) == outcome_.reports.end();
            if (request_.wants_reports && is_first && std::ranges::none_of(report.findings, is_of_history)) outcome_.reports.push_back(each);
            // What the history holds and the files as well, the report about the files has.
            std::erase_if(report.findings, [](const Finding& one) { return is_of_history(one) && !is_gone_from_files(one); });
            Report open = report;
            std::erase_if(open.findings, [&](const Finding& one) { return is_decided(one); });
            auto made = propose_for(open, tree, book, for_sast, read);
            if (!made) return std::unexpected(made.error());
            std::ranges::move(report.findings, std::back_inserter(outcome_.findings));
            std::ranges::move(made->proposals, std::back_inserter(proposals_));
            std::ranges::move(made->unfixed, std::back_inserter(unfixed_));
        }
        std::ranges::stable_sort(proposals_, {}, &Proposal::kind);
        return {};
    }

    bool is_decided(const Finding& finding) {
        auto why = request_.decided ? request_.decided(finding) : std::nullopt;
        if (!why) return false;
        unfixed_.push_back({finding.fingerprint, Reason::dismissed, std::move(*why)});
        return true;
    }

    Result<Proposals> propose_for(const Report& report, const fs::path& tree, const secrets::RuleBook& book, bool for_sast,
                                  const FileReader& read) {
        if (report.findings.empty()) return Proposals();
        switch (report.type) {
        case finding::ReportType::secret_detection: return propose_secret_fixes(report, book, read);
        case finding::ReportType::sast: {
            auto rules = scan::sast_rules_for(for_sast ? request_.scan.rules : std::nullopt, context_.problems);
            if (!rules) return std::unexpected(rules.error());
            const auto sast_book = sast::RuleBook::make(std::move(rules->rules), request_.scan.cache, context_.problems);
            if (!sast_book) return std::unexpected(sast_book.error());
            return propose_source_fixes(report, **sast_book, read, context_.problems);
        }
        case finding::ReportType::dependency_scanning: {
            const auto index = advisories::Index::open(request_.scan.index);
            if (!index) return std::unexpected(index.error());
            UpgradeOptions options{.network = request_.network, .workers = context_.workers, .cancellation = &context_.cancellation};
            for (const Finding& each : report.findings) options.wanted.insert(each.fingerprint);
            return propose_upgrades(tree, *index, options, context_.problems);
        }
        default: return Proposals();
        }
    }

    // What --only leaves.
    void select() {
        if (request_.only.empty()) return;
        const auto wants = [&](const auto& test) { return std::ranges::any_of(request_.only, test); };
        std::map<std::string, const Finding*> known;
        for (const Finding& each : outcome_.findings) known.emplace(each.fingerprint, &each);
        const auto wanted_finding = [&](const std::string& print) {
            const auto at = known.find(print);
            return at != known.end() && wants([&](const std::string& word) { return word == at->second->rule() || begins_with(print, word); });
        };
        std::erase_if(proposals_, [&](const Proposal& each) {
            const std::string id = each.id();
            return !wants([&](const std::string& word) { return word == to_string(each.kind) || begins_with(id, word); }) &&
                   std::ranges::none_of(each.findings, wanted_finding);
        });
        std::set<std::string> kept;
        for (const Proposal& each : proposals_) kept.insert(each.findings.begin(), each.findings.end());
        const auto is_kept = [&](const std::string& print) { return kept.contains(print) || wanted_finding(print); };
        std::erase_if(outcome_.findings, [&](const Finding& each) { return !is_kept(each.fingerprint); });
        std::erase_if(unfixed_, [&](const Unfixed& each) { return !is_kept(each.finding); });
    }

    // Beyond `most_tried`, those of the least grave findings are put off.
    void leave_for_later() {
        const auto changes = [](const Proposal& each) { return !each.changes.empty(); };
        if (!request_.prove || request_.most_tried == 0 ||
            std::ranges::count_if(proposals_, changes) <= static_cast<std::ptrdiff_t>(request_.most_tried))
            return;
        std::map<std::string_view, finding::Severity> severities;
        for (const Finding& each : outcome_.findings) severities.emplace(each.fingerprint, each.severity);
        std::vector<std::pair<finding::Severity, std::size_t>> changing; // the gravest of each
        for (std::size_t i = 0; i < proposals_.size(); ++i) {
            finding::Severity gravest = finding::Severity::unknown;
            for (const std::string& print : proposals_[i].findings) gravest = std::max(gravest, severities[print]);
            if (changes(proposals_[i])) changing.emplace_back(gravest, i);
        }
        std::ranges::stable_sort(changing, std::ranges::greater(), &std::pair<finding::Severity, std::size_t>::first);
        std::set<std::size_t> later;
        for (std::size_t i = request_.most_tried; i < changing.size(); ++i) later.insert(changing[i].second);
        std::vector<Proposal> kept;
        for (std::size_t i = 0; i < proposals_.size(); ++i) {
            if (!later.contains(i)) {
                kept.push_back(std::move(proposals_[i]));
                continue;
            }
            for (const std::string& print : proposals_[i].findings)
                unfixed_.push_back({print, Reason::put_off,
                                    fmt::format("{} changes were tried, those of graver findings; squire fix --only {} tries this one",
                                                request_.most_tried, proposals_[i].id())});
        }
        proposals_ = std::move(kept);
    }

    Result<std::vector<Proof>> prove_these(std::span<const Proposal> proposals, secrets::Redactor& redact) {
        const fs::path folder = scratch_.path() / fmt::format("trees-{}", rounds_++);
        std::error_code code;
        fs::create_directory(folder, code);
        return prove(proposals,
                     {.sandbox = request_.sandbox,
                      .commit = request_.commit,
                      .folder = folder,
                      .scan = request_.scan,
                      .tests = request_.tests,
                      .without_tests_because = request_.without_tests_because},
                     context_, redact);
    }

    Result<void> prove_all(secrets::Redactor& redact) {
        std::vector<Proof> proofs(proposals_.size(), Proof{.log = "nothing was tried"});
        if (request_.prove && !proposals_.empty()) {
            auto made = prove_these(proposals_, redact);
            if (!made) return std::unexpected(made.error());
            proofs = std::move(*made);
            if (auto again = prove_by_file(proofs, redact); !again) return again;
        }
        for (std::size_t i = 0; i < proposals_.size(); ++i) {
            auto diff = shown_diff(proposals_[i], redact);
            if (!diff) return std::unexpected(diff.error());
            outcome_.fixes.push_back({.proved = {std::move(proposals_[i]), std::move(proofs[i])}, .diff = std::move(*diff)});
        }
        return {};
    }

    // One file in which a rule's fix does no good does not spoil the others.
    Result<void> prove_by_file(std::vector<Proof>& proofs, secrets::Redactor& redact) {
        std::vector<Proposal> parts;
        std::map<std::string, std::string_view> file_of;
        for (const Finding& each : outcome_.findings) file_of.emplace(each.fingerprint, finding::file_of(each));
        std::vector<Proposal> kept;
        std::vector<Proof> kept_proofs;
        for (std::size_t i = 0; i < proposals_.size(); ++i) {
            Proposal& whole = proposals_[i];
            if (proofs[i].verdict != Verdict::failed || whole.kind == ChangeClass::dependency || whole.changes.size() < 2) {
                kept.push_back(std::move(whole));
                kept_proofs.push_back(std::move(proofs[i]));
                continue;
            }
            for (FileChange& change : whole.changes) {
                Proposal part = whole;
                part.what = fmt::format("{} in {}", whole.what, change.path);
                part.changes = {std::move(change)};
                std::erase_if(part.findings, [&](const std::string& each) { return file_of[each] != part.changes.front().path; });
                if (!part.findings.empty()) parts.push_back(std::move(part));
            }
        }
        if (!parts.empty()) {
            auto made = prove_these(parts, redact);
            if (!made) return std::unexpected(made.error());
            std::ranges::move(parts, std::back_inserter(kept));
            std::ranges::move(*made, std::back_inserter(kept_proofs));
        }
        proposals_ = std::move(kept);
        proofs = std::move(kept_proofs);
        return {};
    }

    void add_remediations(const secrets::RuleBook& book) {
        secrets::SecretCheck check(book);
        const HoldsSecret holds_secret = [&](std::string_view text) { return check(text); };
        for (ScannerReport& each : outcome_.reports) {
            std::set<std::string_view> prints;
            for (const Finding& one : each.report.findings) prints.insert(one.fingerprint);
            std::vector<Proposal> holding;
            for (const Fix& fix : outcome_.fixes) {
                if (!fix.holds()) continue;
                Proposal of_report = fix.proved.proposal;
                std::erase_if(of_report.findings, [&](const std::string& print) { return !prints.contains(print); });
                if (!of_report.findings.empty()) holding.push_back(std::move(of_report));
            }
            each.report.remediations = remediations_of(holding, holds_secret, context_.problems);
        }
    }

    void list_unfixed() {
        std::map<std::string, const Fix*> answered;
        for (const Fix& each : outcome_.fixes) {
            for (const std::string& print : each.proved.proposal.findings) {
                const Fix*& at = answered[print];
                if (at == nullptr || each.holds()) at = &each;
            }
        }
        std::map<std::string, Unfixed> reasons;
        for (Unfixed& each : unfixed_) reasons.try_emplace(each.finding, std::move(each));
        std::set<std::string> listed;
        for (const Finding& each : outcome_.findings) {
            const auto at = answered.find(each.fingerprint);
            const auto reason = reasons.find(each.fingerprint);
            if (at != answered.end() && (at->second->holds() || (!request_.prove && !at->second->is_for_people()))) continue;
            if (!listed.insert(each.fingerprint).second) continue;
            if (at != answered.end() && !at->second->is_for_people()) {
                const std::string log = at->second->proved.proof.log;
                outcome_.unfixed.push_back({each.fingerprint, Reason::failed_proof, log.substr(0, log.find('\n'))});
            } else if (reason != reasons.end()) {
                outcome_.unfixed.push_back(std::move(reason->second));
            } else {
                outcome_.unfixed.push_back({each.fingerprint, Reason::no_rule_fix, "nothing here knows how to repair it"});
            }
        }
    }

    Result<void> bundle(secrets::Redactor& redact) {
        std::map<ChangeClass, std::vector<const Fix*>> by_class;
        for (const Fix& each : outcome_.fixes) {
            if (each.holds() || each.is_for_people()) by_class[each.proved.proposal.kind].push_back(&each);
        }
        for (const auto& [kind, fixes] : by_class) {
            Bundle made{.kind = kind};
            std::vector<Proposal> changing;
            std::size_t findings = 0;
            for (const Fix* each : fixes) {
                findings += each->proved.proposal.findings.size();
                if (findings > kMostFindings) {
                    context_.problems.add(
                        Weight::note,
                        Error{ErrorKind::limit,
                              fmt::format("{}: only the first fixes go on the branch: more than {} findings are too many for one request",
                                          to_string(kind), kMostFindings),
                              {},
                              "offer the others once that one is merged"});
                    break;
                }
                if (each->is_for_people())
                    made.proved.push_back(each->proved);
                else
                    changing.push_back(each->proved.proposal);
            }
            const Combination all = combine(changing);
            for (const Unfixed& each : all.clashing)
                context_.problems.add(Weight::note, Error{ErrorKind::conflict, each.why, {}, "offer it once the branch is merged"});
            std::erase_if(changing, [&](const Proposal& each) { return std::ranges::find(all.taken, each.id()) == all.taken.end(); });
            if (changing.size() > 1) {
                if (auto proved = prove_together(changing, all, made, redact); !proved) return proved;
            } else if (!changing.empty()) {
                take(changing.front(), made);
                made.changes = changing.front().changes;
            }
            if (made.proved.empty()) continue;
            Proposal shown{.changes = made.changes};
            for (const Proved& each : made.proved) std::ranges::copy(each.proposal.secrets, std::back_inserter(shown.secrets));
            auto patch = shown_diff(shown, redact);
            if (!patch) return std::unexpected(patch.error());
            made.patch = std::move(*patch);
            outcome_.bundles.push_back(std::move(made));
        }
        return {};
    }

    void take(const Proposal& proposal, Bundle& into) const {
        for (const Fix& each : outcome_.fixes) {
            if (each.proved.proposal.id() == proposal.id()) return into.proved.push_back(each.proved);
        }
    }

    // What each of them proved holds for all together only where that is tried, too.
    Result<void> prove_together(const std::vector<Proposal>& changing, const Combination& all, Bundle& into, secrets::Redactor& redact) {
        Proposal together = changing.front();
        together.changes = all.changes;
        together.findings.clear();
        for (const Proposal& each : changing) std::ranges::copy(each.findings, std::back_inserter(together.findings));
        std::ranges::sort(together.findings);
        together.findings.erase(std::ranges::unique(together.findings).begin(), together.findings.end());
        const auto proofs = prove_these(std::span(&together, 1), redact);
        if (!proofs) return std::unexpected(proofs.error());
        if (proofs->front().verdict == Verdict::failed) {
            context_.problems.add(Weight::warning,
                                  Error{ErrorKind::conflict,
                                        fmt::format("{}: the fixes hold one by one and not together, so only the first goes on the branch: {}",
                                                    to_string(into.kind), proofs->front().log.substr(0, 200)),
                                        {},
                                        {}});
            take(changing.front(), into);
            into.changes = changing.front().changes;
            return {};
        }
        for (const Proposal& each : changing) take(each, into);
        into.changes = all.changes;
        return {};
    }

    const FixRequest& request_;
    scanner::Context& context_;
    const ScratchFolder& scratch_;
    std::vector<Proposal> proposals_;
    std::vector<Unfixed> unfixed_;
    FixOutcome outcome_;
    int rounds_ = 0;
};

} // namespace

Result<FixOutcome> find_fixes(const FixRequest& request, scanner::Context& context) {
    const auto scratch = ScratchFolder::make("fix", request.scratch);
    if (!scratch) return std::unexpected(scratch.error());
    return Fixing(request, context, *scratch).run();
}

} // namespace squire::fix
