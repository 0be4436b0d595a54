// SPDX-License-Identifier: MIT
#include "journey/fix_drafts.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "fix/branching.h"
#include "formats/report_files.h"
#include "journey/table_cell.h"
#include "records/fix_drafts.h"
#include "records/fix_offers.h"
#include "secrets/redactor.h"
#include "secrets/secret_check.h"
#include "source/revision.h"
#include "source/sandbox_update.h"

namespace squire::journey {
namespace {

constexpr std::size_t kMostUnfixedInText = 500;

std::string file_name_of(std::string_view branch) {
    std::string name;
    for (const char c : branch) name += std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.' ? c : '-';
    return name;
}

class Writer {
public:
    Writer(Run& run, const fix::FixOutcome& outcome, const secrets::RuleBook& rules)
        : run_(run), outcome_(outcome), redact_(rules), holds_secret_(rules) {}

    Result<FixDrafts> write() {
        auto drafts = records::draft_fixes(outcome_, run_.workspace.sandbox(), run_.clock.now());
        if (!drafts) return std::unexpected(drafts.error());
        FixDrafts counted;
        for (std::size_t i = 0; i < drafts->size(); ++i) {
            const auto kept = keep((*drafts)[i], outcome_.bundles[i]);
            if (!kept) return std::unexpected(kept.error());
            if (auto written = write_offer(*kept, outcome_.bundles[i]); !written) return std::unexpected(written.error());
            ++(kept->offer.is_private ? counted.in_private : counted.in_public);
        }
        if (auto written = write_steps(); !written) return std::unexpected(written.error());
        if (auto written = write_unfixed(); !written) return std::unexpected(written.error());
        if (auto written = write_reports(); !written) return std::unexpected(written.error());
        return counted;
    }

private:
    // The one that stands in the store, with its branch, or else a new one.
    Result<records::KeptOffer> keep(const records::FixDraft& draft, const fix::Bundle& bundle) {
        const auto& sandbox = run_.workspace.sandbox();
        if (auto kept = records::find_offer(run_.store, draft.offer.id());
            kept && (bundle.changes.empty() || (!kept->commit.empty() && source::commit_id_of(sandbox, kept->offer.branch))))
            return kept;
        records::KeptOffer made{.offer = draft.offer, .commit = {}};
        if (!bundle.changes.empty()) {
            auto commit = fix::make_branch(draft.offer, bundle, sandbox, run_.commit, run_.clock.now(), fix::BranchPlace::sandbox);
            if (!commit) return std::unexpected(commit.error());
            made.commit = std::move(*commit);
        }
        if (auto keeping = records::keep_offer(run_.store, made, run_.person); !keeping) return std::unexpected(keeping.error());
        return made;
    }

    Result<void> write_offer(const records::KeptOffer& kept, const fix::Bundle& bundle) {
        const fix::Offer& offer = kept.offer;
        const std::string name = file_name_of(offer.branch);
        const std::string text = fmt::format("# {}\n\n{}", offer.title, offer.description);
        // A redactor takes out more than is a secret; it is asked only where there is one.
        if (auto written = run_.output.write(fmt::format("{}/{}.md", offer.is_private ? "private" : "merge-requests", name),
                                             holds_secret_(text) ? redact_(text) : text);
            !written)
            return written;
        if (bundle.changes.empty()) return {};
        if (auto written = run_.output.write(fmt::format("fixes/{}.diff", name), bundle.patch); !written) return written;
        const auto patch = source::patch_of(run_.workspace.sandbox(), run_.commit, kept.commit, &run_.cancellation);
        if (!patch) return std::unexpected(patch.error());
        if (holds_secret_(*patch)) return {}; // the branch in the sandbox alone has it
        return run_.output.write(fmt::format("branches/{}.patch", name), *patch);
    }

    // What only people can do about a secret.
    Result<void> write_steps() {
        std::string text;
        for (const fix::Fix& each : outcome_.fixes) {
            const fix::Proposal& proposal = each.proved.proposal;
            if (proposal.steps.empty()) continue;
            text += fmt::format("\n## {}\n\n{}\n\n", proposal.what, proposal.why);
            for (std::size_t i = 0; i < proposal.steps.size(); ++i) text += fmt::format("{}. {}\n", i + 1, proposal.steps[i]);
        }
        if (text.empty()) return {};
        return run_.output.write("private/secrets.md", "# Secrets that were found, and what is to be done\n" + text);
    }

    Result<void> write_unfixed() {
        std::map<std::string_view, const finding::Finding*> findings;
        for (const finding::Finding& each : outcome_.findings) findings.emplace(each.fingerprint, &each);
        std::string text = "# Findings without a change\n\n| Finding | Why |\n| --- | --- |\n";
        for (std::size_t i = 0; i < std::min(outcome_.unfixed.size(), kMostUnfixedInText); ++i) {
            const fix::Unfixed& each = outcome_.unfixed[i];
            const auto at = findings.find(each.finding);
            const std::string what =
                at == findings.end() ? each.finding : fmt::format("{}, {}", at->second->name, finding::place_of(*at->second));
            text += fmt::format("| {} | {} |\n", table_cell(what), table_cell(each.why, 300));
        }
        if (outcome_.unfixed.size() > kMostUnfixedInText)
            text += fmt::format("| and {} more | |\n", outcome_.unfixed.size() - kMostUnfixedInText);
        return run_.output.write("fixes/unfixed.md", text);
    }

    // The scan's own reports once more, with the changes that answer their findings.
    Result<void> write_reports() {
        for (const fix::ScannerReport& each : outcome_.reports) {
            if (each.report.remediations.empty()) continue;
            const auto files = formats::report_files(each.scanner, each.report);
            if (!files) return std::unexpected(files.error());
            for (const auto& [name, text] : *files)
                if (auto written = run_.output.write("reports/with-fixes/" + name, text); !written) return written;
        }
        return {};
    }

    Run& run_;
    const fix::FixOutcome& outcome_;
    secrets::Redactor redact_;
    secrets::SecretCheck holds_secret_;
};

} // namespace

Result<FixDrafts> write_fix_drafts(Run& run, const fix::FixOutcome& outcome, const secrets::RuleBook& rules) {
    return Writer(run, outcome, rules).write();
}

} // namespace squire::journey
