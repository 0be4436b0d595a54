// SPDX-License-Identifier: MIT
#include "records/fix_facts.h"

#include <algorithm>
#include <utility>

#include "fix/people.h"
#include "source/file_at.h"
#include "source/project_commit.h"

namespace squire::records {
namespace {

constexpr std::size_t kPast = 300; // commits in which reviewers are looked for

bool same_files(const std::vector<source::BranchFile>& left, const std::vector<source::BranchFile>& right) {
    return std::ranges::equal(left, right, [](const source::BranchFile& one, const source::BranchFile& other) {
        return one.path == other.path && one.after == other.after && one.removed == other.removed && one.left_out == other.left_out;
    });
}

/// The offer's own commit, or another one that brings the same: its message was changed, or it was put on a newer base.
bool is_what_was_proved(const CheckRequest& request, const source::BranchChange& change) {
    if (!request.offer || request.offer->commit.empty()) return false;
    if (request.offer->commit == change.id) return true;
    const auto proved = source::read_branch(request.repository, request.offer->commit, change.base);
    return proved && proved->related && !proved->more && !change.more && same_files(proved->files, change.files);
}

void find_secrets(fix::GateFacts& facts, const fix::HoldsSecret& holds_secret) {
    if (holds_secret(facts.title)) facts.with_secrets.emplace_back("the title");
    if (holds_secret(facts.description)) facts.with_secrets.emplace_back("the description");
    for (const source::BranchCommit& commit : facts.change.commits)
        if (holds_secret(commit.message)) facts.with_secrets.emplace_back("a commit's message");
    for (const source::BranchFile& file : facts.change.files) { // a diff shows the lines around, too
        const auto diff = source::unified_diff(file.before, file.after, file.path, file.is_new);
        if (diff && holds_secret(*diff)) facts.with_secrets.push_back(file.path);
    }
}

std::string owners_of(const std::filesystem::path& repository, const std::string& revision) {
    for (const std::string_view path : fix::kOwnersFiles)
        if (auto text = source::file_at(repository, revision, std::string(path))) return std::move(*text);
    return {};
}

} // namespace

Result<fix::GateFacts> gather_facts(const CheckRequest& request, Dealings dealings, const fix::HoldsSecret& holds_secret, Time now) {
    const fix::Offer offer = request.offer ? request.offer->offer : fix::Offer();
    auto customs = fix::learn_customs(request.repository, offer.kind, offer.paths.empty() ? "" : offer.paths.front());
    if (!customs) return std::unexpected(std::move(customs.error()));
    const std::string base = !request.base.empty() ? request.base : !offer.base.empty() ? offer.base : customs->base;
    auto change = source::read_branch(request.repository, request.branch, base);
    if (!change) return std::unexpected(std::move(change.error()));
    const auto commit = source::ProjectCommit::open(request.repository);
    if (!commit) return std::unexpected(commit.error());

    fix::GateFacts facts{.kind = offer.kind, .title = offer.title, .description = request.text.value_or(offer.description)};
    if (request.offer) {
        facts.findings = offer.findings;
        facts.verdict = offer.verdict;
        facts.is_private = offer.is_private;
        facts.path_shown = offer.path_shown;
        facts.text_match = offer.text_match;
    } else if (const auto said = fix::read_metadata(facts.description)) {
        facts.kind = said->kind;
        facts.findings = said->findings;
        facts.is_private = said->kind == fix::ChangeClass::secret;
    }
    facts.proof_is_of_branch = is_what_was_proved(request, *change);
    facts.change = std::move(*change);
    if (facts.title.empty() && !facts.change.commits.empty()) {
        const std::string& message = facts.change.commits.back().message;
        facts.title = message.substr(0, message.find('\n'));
    }
    facts.people = fix::people_of(owners_of(request.repository, commit->id()), commit->past("", kPast));
    facts.people.insert(facts.people.end(), dealings.maintainers.begin(), dealings.maintainers.end());
    facts.default_branch = customs->base;
    facts.request_template = customs->files.merge_request_template;
    facts.wants_sign_off = customs->style.commit.sign_off;
    facts.wants_issue = customs->files.wants_issue;
    facts.no_consent = std::move(dealings.no_consent);
    facts.consented = dealings.consented;
    facts.earlier = std::move(dealings.earlier);
    facts.reports = std::move(dealings.reports);
    facts.now = now;
    find_secrets(facts, holds_secret);
    return facts;
}

} // namespace squire::records
