// SPDX-License-Identifier: MIT
#include "records/fix_drafts.h"

#include "fix/branching.h"
#include "records/fix_offers.h"

namespace squire::records {

Result<std::vector<FixDraft>> draft_fixes(const fix::FixOutcome& outcome, const std::filesystem::path& repository, Time now) {
    std::vector<FixDraft> drafts;
    for (const fix::Bundle& bundle : outcome.bundles) {
        auto offer = fix::offer_of(bundle, outcome.findings, repository, now);
        if (!offer) return std::unexpected(offer.error());
        drafts.push_back({.offer = std::move(*offer), .commit = {}, .patch = bundle.patch});
    }
    return drafts;
}

std::vector<std::pair<std::string, std::string>> draft_files(const FixDraft& draft) {
    const std::string folder = std::string(to_string(draft.offer.kind)) + "/";
    std::vector<std::pair<std::string, std::string>> files = {
        {folder + (draft.offer.is_private ? "private-report.md" : "merge-request.md"), draft.offer.description},
        {folder + "offer.json", write_offer({draft.offer, draft.commit})}};
    if (!draft.patch.empty()) files.emplace_back(folder + "change.patch", draft.patch);
    if (!draft.offer.is_private) files.emplace_back(folder + "commit-message.txt", draft.offer.commit_message);
    return files;
}

} // namespace squire::records
