// SPDX-License-Identifier: MIT
#include "journey/fix_offers.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "fix/redaction.h"
#include "journey/object_record.h"
#include "journey/table_cell.h"
#include "records/fix_offers.h"
#include "source/project_commit.h"
#include "source/revision.h"
#include "source/sandbox_update.h"

namespace squire::journey {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostUnfixedInText = 500;

std::string file_name_of(std::string_view branch) {
    std::string name;
    for (const char c : branch) name += std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.' ? c : '-';
    return name;
}

} // namespace

Result<std::string> FixOffers::commit_of(const fix::Offer& offer, const fix::Proposal& proposal) {
    const auto project = source::ProjectCommit::open(run_.workspace.sandbox());
    if (!project) return std::unexpected(project.error());
    source::NewCommit wanted{.branch = offer.branch, .files = {}, .message = offer.commit_message, .time = run_.clock.now()};
    for (const fix::FileChange& change : proposal.changes) wanted.files.push_back({.path = change.path, .bytes = change.after});
    const auto made = project->commit(wanted);
    if (!made) return std::unexpected(made.error());
    return made->id;
}

// A redactor takes out more than is a secret; it is asked only where there is one.
std::string FixOffers::shown(std::string text, const fix::Proposal& proposal) {
    return holds_secret_(text) ? fix::redacted(text, proposal, redact_) : std::move(text);
}

Result<void> FixOffers::write_files(const fix::Offer& offer, const fix::Proposal& proposal, const std::string& commit) {
    const std::string name = file_name_of(offer.branch);
    const std::string text = shown(fmt::format("# {}\n\n{}", offer.title, offer.description), proposal);
    if (auto written = run_.output.write(fmt::format("{}/{}.md", offer.is_private ? "private" : "merge-requests", name), text); !written)
        return written;
    const auto diff = fix::shown_diff(proposal, redact_);
    if (!diff) return std::unexpected(diff.error());
    if (auto written = run_.output.write(fmt::format("fixes/{}.diff", name), *diff); !written) return written;
    const auto patch = source::patch_of(run_.workspace.sandbox(), run_.commit, commit, &run_.cancellation);
    if (!patch) return std::unexpected(patch.error());
    if (holds_secret_(*patch)) return {}; // a secret stands in it: the branch in the sandbox alone has it
    return run_.output.write(fmt::format("branches/{}.patch", name), *patch);
}

Result<void> FixOffers::record(const fix::Proved& proved, const fix::Offer* offer, const std::string& commit) {
    const Json document = {{"what", to_utf8(shown(proved.proposal.what, proved.proposal))},
                           {"class", fix::to_string(proved.proposal.kind)},
                           {"verdict", fix::to_string(proved.proof.verdict)},
                           {"findings", proved.proposal.findings},
                           {"branch", offer != nullptr ? offer->branch : ""},
                           {"commit", commit},
                           {"private", offer != nullptr && offer->is_private}};
    return record_object(run_, {.kind = "fix", .id = proved.proposal.id(), .verb = "fix.proved", .document = document.dump()});
}

Result<void> FixOffers::take(const fix::Proved& proved) {
    if (proved.proof.verdict == fix::Verdict::failed) return record(proved, nullptr, "");
    const fix::Proposal& proposal = proved.proposal;
    const auto customs = fix::learn_customs(run_.workspace.sandbox(), proposal.kind, proposal.changes.front().path);
    if (!customs) return std::unexpected(customs.error());
    auto offer = fix::make_offer(std::span(&proved, 1), findings_, *customs, run_.clock.now());
    if (!offer) return std::unexpected(offer.error());
    std::string commit;
    if (auto kept = records::find_offer(run_.store, offer->id()); kept && source::commit_id_of(run_.workspace.sandbox(), kept->offer.branch)) {
        offer = std::move(kept->offer);
        commit = std::move(kept->commit);
    } else {
        auto made = commit_of(*offer, proposal);
        if (!made) return std::unexpected(made.error());
        commit = std::move(*made);
        if (auto keeping = records::keep_offer(run_.store, {.offer = *offer, .commit = commit}, run_.person); !keeping) return keeping;
    }
    if (auto written = write_files(*offer, proposal, commit); !written) return written;
    ++(offer->is_private ? private_ : public_);
    return record(proved, &*offer, commit);
}

Result<void> FixOffers::take_unfixed(std::span<const fix::Unfixed> unfixed) {
    std::map<std::string, std::string, std::less<>> places;
    for (const finding::Finding& each : findings_) places.emplace(each.fingerprint, fmt::format("{}, {}", each.name, place_of(each)));
    std::string text = "# Findings without a change\n\n| Finding | Why |\n| --- | --- |\n";
    std::vector<ObjectRecord> records;
    for (std::size_t i = 0; i < unfixed.size(); ++i) {
        const fix::Unfixed& each = unfixed[i];
        const Json document = {{"finding", each.finding}, {"reason", fix::to_string(each.reason)}, {"why", to_utf8(each.why)}};
        records.push_back({.kind = "unfixed", .id = each.finding, .verb = "fix.none", .document = document.dump()});
        if (i == kMostUnfixedInText) text += fmt::format("| and {} more | |\n", unfixed.size() - i);
        if (i >= kMostUnfixedInText) continue;
        const auto place = places.find(each.finding);
        text += fmt::format("| {} | {} |\n", table_cell(place == places.end() ? each.finding : place->second), table_cell(each.why, 300));
    }
    if (auto recorded = record_objects(run_, records, "fix.none"); !recorded) return recorded;
    return run_.output.write("fixes/unfixed.md", text);
}

} // namespace squire::journey
