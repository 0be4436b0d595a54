// SPDX-License-Identifier: MIT
#include "fix/prover.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/counted.h"
#include "base/sandbox.h"
#include "base/text.h"
#include "dependencies/format.h"
#include "fix/finding_match.h"
#include "fix/parsing.h"
#include "fix/redaction.h"
#include "fix/written_changes.h"
#include "source/sandbox_worktree.h"

namespace squire::fix {
namespace {

namespace fs = std::filesystem;
using finding::Finding;
using source::SandboxWorktree;

bool names_packages(const FileChange& change) { return dependencies::format_of(change.path) != nullptr; }

std::string end_of(std::string_view text, std::size_t limit) {
    return text.size() <= limit ? std::string(text) : "…" + std::string(text.substr(text.size() - limit));
}

std::chrono::milliseconds since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
}

// Credentials and keys in the code: CWE-798, CWE-259, CWE-321.
bool is_of_credentials(const Finding& finding) {
    return std::ranges::any_of(finding.identifiers, [](const finding::Identifier& each) {
        return each.type == "cwe" && (each.value == "798" || each.value == "259" || each.value == "321");
    });
}

class Prover {
public:
    Prover(const ProofRequest& request, scanner::Context& context, secrets::Redactor& redact)
        : request_(request), context_(context), redact_(redact) {}

    // What stands there without any change: scanned, and tested, once for all.
    Result<void> begin(std::span<const Proposal> proposals) {
        const auto tree = worktree();
        if (!tree) return std::unexpected(tree.error());
        std::set<std::string, std::less<>> files;
        bool packages = false;
        for (const Proposal& proposal : proposals) {
            for (const FileChange& change : proposal.changes) {
                files.insert(change.path);
                packages = packages || names_packages(change);
            }
        }
        if (auto found = scan_files(tree->path(), files); found) {
            files_before_ = std::move(*found);
        } else {
            return std::unexpected(found.error());
        }
        if (packages) {
            auto found = scan_packages(tree->path());
            if (!found) return std::unexpected(found.error());
            packages_before_ = std::move(*found);
        }
        if (request_.tests && !files.empty()) run_tests(tree->path(), "tests before", before_);
        return {};
    }

    Proof prove(const Proposal& proposal) {
        Proof proof;
        if (auto proved = try_out(proposal, proof); !proved) {
            proof.verdict = Verdict::failed;
            proof.log = end_of(redacted(proved.error().place.empty() ? proved.error().message : describe(proved.error()), proposal, redact_),
                               kLongestLog);
            return proof;
        }
        proof.log = end_of(redacted(proof.log, proposal, redact_), kLongestLog);
        return proof;
    }

private:
    struct TestRun {
        std::optional<CommandRun> run;
        std::string log;
        std::string impossible; // why nothing could be run
    };

    Result<SandboxWorktree> worktree() {
        return SandboxWorktree::add(request_.sandbox, request_.commit, request_.folder / fmt::format("{}", number_++), &context_.cancellation);
    }

    Result<std::vector<Finding>> scan(const fs::path& folder, std::vector<std::string> only, std::set<std::string, std::less<>> files) {
        scan::ScanRequest request = request_.scan;
        request.path = folder;
        request.extent = scan::Extent::tree;
        request.only = std::move(only);
        request.files = std::move(files);
        Problems said_before; // by the scan that found what is to be repaired
        scanner::Context context{.clock = context_.clock,
                                 .problems = said_before,
                                 .cancellation = context_.cancellation,
                                 .progress = context_.progress,
                                 .fingerprint_key = context_.fingerprint_key,
                                 .workers = context_.workers};
        auto outcome = scan::run_scan(request, context);
        if (!outcome) return std::unexpected(outcome.error());
        std::vector<Finding> found;
        for (scan::ScannerOutcome& each : outcome->scanners) {
            if (!each.report) continue;
            if (each.report->status != finding::Status::success) return fail(ErrorKind::interrupted, "the scan did not come to its end");
            std::ranges::move(each.report->findings, std::back_inserter(found));
        }
        return found;
    }
    Result<std::vector<Finding>> scan_files(const fs::path& folder, const std::set<std::string, std::less<>>& files) {
        if (files.empty()) return std::vector<Finding>();
        return scan(folder, {"secrets", "sast"}, files);
    }
    Result<std::vector<Finding>> scan_packages(const fs::path& folder) { return scan(folder, {"dependencies"}, {}); }

    Result<void> try_out(const Proposal& proposal, Proof& proof) {
        if (proposal.changes.empty()) return fail(ErrorKind::unsupported, "there is no change that could be tried: only people can do this");
        if (context_.cancellation.requested()) return fail(ErrorKind::interrupted, "interrupted");
        const auto tree = worktree();
        if (!tree) return std::unexpected(tree.error());
        if (auto written = write_changes(tree->path(), proposal.changes); !written) return written;
        for (const FileChange& each : proposal.changes) {
            if (!each.is_new && !parses_as_well(each.path, each.before, each.after))
                return fail(ErrorKind::malformed, "the file does not parse as well as it did", each.path);
        }
        if (auto rescanned = rescan(proposal, tree->path(), proof); !rescanned) return rescanned;
        return test(tree->path(), proof);
    }

    Result<void> rescan(const Proposal& proposal, const fs::path& folder, Proof& proof) {
        const auto begin = std::chrono::steady_clock::now();
        std::set<std::string, std::less<>> files;
        for (const FileChange& each : proposal.changes) files.insert(each.path);
        const bool packages = std::ranges::any_of(proposal.changes, names_packages);
        auto after = scan_files(folder, files);
        if (!after) return std::unexpected(after.error());
        std::vector<Finding> before;
        std::ranges::copy_if(files_before_, std::back_inserter(before),
                             [&](const Finding& each) { return files.contains(finding::file_of(each)); });
        if (packages) {
            auto found = scan_packages(folder);
            if (!found) return std::unexpected(found.error());
            std::ranges::move(*found, std::back_inserter(*after));
            std::ranges::copy(packages_before_, std::back_inserter(before));
        }
        FindingMatch match = match_findings(before, *after, proposal.findings);
        proof.commands.push_back({.command = fmt::format("squire scan --only {} .", packages ? "secrets,dependencies,sast" : "secrets,sast"),
                                  .purpose = "rescan",
                                  .exit_code = after->empty() ? 0 : 1,
                                  .took = since(begin)});
        proof.gone = match.named_gone;
        std::ranges::copy(match.others_gone, std::back_inserter(proof.gone));
        std::ranges::sort(proof.gone);
        proof.appeared = match.appeared;
        const auto name = [](const std::vector<Finding>& findings, const std::vector<std::string>& prints) {
            std::vector<std::string> names;
            for (const Finding& each : findings) {
                if (std::ranges::binary_search(prints, each.fingerprint))
                    names.push_back(fmt::format("{} at {}", each.rule(), finding::place_of(each)));
            }
            return fmt::format("{}", fmt::join(names, "; "));
        };
        if (!match.appeared.empty())
            return fail(ErrorKind::conflict, fmt::format("the rescan finds something new: {}", name(*after, match.appeared)));
        if (!match.named_there.empty()) return fail(ErrorKind::conflict, fmt::format("still found: {}", name(before, match.named_there)));
        if (match.named_gone.size() != proposal.findings.size())
            return fail(ErrorKind::conflict, "some of the findings are not there without the change either: scan again, then fix");
        // A change that takes away what it does not name may hide it; where it stands at a place that the change names, it answers it, too.
        if (!match.others_gone.empty() && proposal.kind != ChangeClass::dependency) {
            const auto lines_of_named = [&](const Finding& other) {
                return std::ranges::any_of(before, [&](const Finding& each) {
                    return std::ranges::find(proposal.findings, each.fingerprint) != proposal.findings.end() && shares_line(each, other);
                });
            };
            for (const Finding& each : before) {
                const bool follows = proposal.kind == ChangeClass::secret && is_of_credentials(each); // it used the value that is read now
                if (std::ranges::binary_search(match.others_gone, each.fingerprint) && !follows && !lines_of_named(each))
                    return fail(ErrorKind::conflict,
                                fmt::format("something else is not found any more, though nothing was to be done about it: {}",
                                            name(before, match.others_gone)));
            }
        }
        return {};
    }

    static bool shares_line(const Finding& a, const Finding& b) {
        const auto range = [](const Finding& each) -> finding::Range {
            if (const auto* code = std::get_if<finding::CodeLocation>(&each.location)) return code->range;
            if (const auto* secret = std::get_if<finding::SecretLocation>(&each.location)) return secret->range;
            return {};
        };
        const auto of = [](const finding::Range& each) { return std::pair(each.start_line, std::max(each.start_line, each.end_line)); };
        const auto [a_begin, a_end] = of(range(a));
        const auto [b_begin, b_end] = of(range(b));
        return finding::file_of(a) == finding::file_of(b) && a_begin <= b_end && b_begin <= a_end;
    }

    Result<void> test(const fs::path& folder, Proof& proof) {
        proof.verdict = Verdict::verified_without_tests;
        if (!request_.tests) {
            proof.without_tests_because = request_.without_tests_because;
            return {};
        }
        if (before_.run) proof.commands.push_back(*before_.run);
        if (!before_.impossible.empty() || !before_.run || before_.run->exit_code != 0) {
            proof.without_tests_because = !before_.impossible.empty() ? before_.impossible : "the project's tests fail without the change, too";
            proof.log = before_.log;
            return {};
        }
        TestRun after;
        run_tests(folder, "tests after", after);
        proof.log = after.log;
        if (after.run) proof.commands.push_back(*after.run);
        if (after.run && after.run->exit_code == 0) {
            proof.verdict = Verdict::verified;
            return {};
        }
        const std::string why = after.impossible.empty()
                                    ? fmt::format("the project's tests fail with the change (exit code {})", after.run->exit_code)
                                    : after.impossible;
        return fail(ErrorKind::conflict, fmt::format("{}\n{}", why, after.log));
    }

    void run_tests(const fs::path& folder, std::string purpose, TestRun& into) {
        const TestCommand& tests = *request_.tests;
        const auto begin = std::chrono::steady_clock::now();
        std::vector<fs::path> readable = tests.readable;
        readable.push_back(request_.sandbox / ".git"); // the worktree's own .git names it
        const auto outcome = run_sandboxed({.arguments = {"sh", "-c", tests.command},
                                            .folder = folder,
                                            .readable = std::move(readable),
                                            .environment = {"CI=true"},
                                            .network = tests.network,
                                            .cancellation = &context_.cancellation,
                                            .time_limit = tests.time_limit,
                                            .memory_limit = tests.memory_limit,
                                            .output_limit = 4U << 20U});
        if (!outcome) {
            into.impossible = fmt::format("the tests could not be run: {}", describe(outcome.error()));
            return;
        }
        into.run = CommandRun{.command = tests.command, .purpose = std::move(purpose), .exit_code = outcome->status, .took = since(begin)};
        into.log = end_of(to_utf8(outcome->output), kLongestLog / 2) + end_of(to_utf8(outcome->errors), kLongestLog / 2);
    }

    const ProofRequest& request_;
    scanner::Context& context_;
    secrets::Redactor& redact_;
    std::vector<Finding> files_before_, packages_before_;
    TestRun before_;
    int number_ = 0;
};

} // namespace

Result<std::vector<Proof>> prove(std::span<const Proposal> proposals, const ProofRequest& request, scanner::Context& context,
                                 secrets::Redactor& redact) {
    Prover prover(request, context, redact);
    if (auto begun = prover.begin(proposals); !begun) return std::unexpected(begun.error());
    std::vector<Proof> proofs;
    for (const Proposal& each : proposals) proofs.push_back(prover.prove(each));
    return proofs;
}

} // namespace squire::fix
