// SPDX-License-Identifier: MIT
#include "journey/fix_proposals.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "advisories/index.h"
#include "base/file.h"
#include "fix/dependency_proposals.h"
#include "fix/secret_fixes.h"
#include "fix/source_fixes.h"
#include "formats/own_json.h"
#include "sast/rule_book.h"
#include "scan/sast_rules.h"
#include "source/project_commit.h"

namespace squire::journey {
namespace {

constexpr std::uint64_t kLargestFile = 4U << 20U; // that is changed

// Nothing where the scanner did not run.
std::optional<finding::Report> report_of(const Run& run, std::string_view scanner) {
    const auto text = read_file(run.output.root() / fmt::format("reports/tree/squire-{}.json", scanner), 1ULL << 30U);
    if (!text) return std::nullopt;
    auto report = formats::read_json(*text);
    return report ? std::optional(std::move(*report)) : std::nullopt;
}

void add(fix::Proposals made, ProposedFixes& all) {
    std::ranges::move(made.proposals, std::back_inserter(all.proposals.proposals));
    std::ranges::move(made.unfixed, std::back_inserter(all.proposals.unfixed));
}

Result<void> add_upgrades(Run& run, const finding::Report& report, ProposedFixes& all) {
    const auto index = advisories::Index::open(run.index);
    if (!index || report.findings.empty()) return {};
    std::set<std::string> wanted;
    for (const finding::Finding& each : report.findings) wanted.insert(each.fingerprint);
    auto upgrades = fix::propose_upgrades(
        run.workspace.sandbox(), *index,
        {.wanted = std::move(wanted), .package_managers = false, .workers = run.workers, .cancellation = &run.cancellation}, run.problems);
    if (!upgrades) return std::unexpected(upgrades.error());
    add(std::move(*upgrades), all);
    return {};
}

} // namespace

Result<ProposedFixes> propose_fixes(Run& run, const secrets::RuleBook& secret_rules) {
    const auto commit = source::ProjectCommit::open(run.workspace.sandbox());
    if (!commit) return std::unexpected(commit.error());
    const fix::FileReader read = [&](std::string_view path) { return commit->read(path, kLargestFile); };
    ProposedFixes all;
    if (const auto packages = report_of(run, "dependencies")) {
        if (auto added = add_upgrades(run, *packages, all); !added) return std::unexpected(added.error());
        all.findings = packages->findings;
    }
    if (const auto code = report_of(run, "sast")) {
        Problems ignored; // of rules: the scan named them
        auto rules = scan::sast_rules_for(std::nullopt, ignored);
        if (!rules) return std::unexpected(rules.error());
        const auto book = sast::RuleBook::make(std::move(rules->rules), run.cache, ignored);
        if (!book) return std::unexpected(book.error());
        add(fix::propose_source_fixes(*code, **book, read, run.problems), all);
        all.findings.insert(all.findings.end(), code->findings.begin(), code->findings.end());
    }
    if (const auto secrets = report_of(run, "secrets")) {
        add(fix::propose_secret_fixes(*secrets, secret_rules, read), all);
        all.findings.insert(all.findings.end(), secrets->findings.begin(), secrets->findings.end());
    }
    return all;
}

} // namespace squire::journey
