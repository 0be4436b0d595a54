// SPDX-License-Identifier: MIT
#include "fix/offer.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/hash.h"
#include "base/text.h"
#include "fix/offer_text.h"
#include "integrate/commit_files.h"
#include "source/branch.h"

namespace squire::fix {
namespace {

constexpr std::size_t kPast = 300; // commits from which a style is learned
constexpr std::uint64_t kLargestGuide = 1U << 20U;
constexpr std::size_t kLongestFingerprint = 128;
constexpr std::size_t kMostFindings = 100; // of one request: nobody reviews more

bool is_fingerprint(std::string_view text) {
    return !text.empty() && text.size() <= kLongestFingerprint && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Result<void> check(std::span<const Proved> proved) {
    const std::string hint = "one class of fix a branch, each proved";
    if (proved.empty()) return fail(ErrorKind::usage, "there is nothing to offer", "", hint);
    for (const auto& [proposal, proof] : proved) {
        const std::string place = proposal.id();
        if (proposal.kind != proved.front().proposal.kind)
            return fail(ErrorKind::usage,
                        fmt::format("{} and {} do not go into one request", to_string(proved.front().proposal.kind), to_string(proposal.kind)),
                        place, hint);
        if (proposal.findings.empty() || !std::ranges::all_of(proposal.findings, is_fingerprint))
            return fail(ErrorKind::usage, "it does not say which findings it answers", place, hint);
        if (!proposal.changes.empty() && proof.verdict == Verdict::failed)
            return fail(ErrorKind::usage, "what is not proved is not offered", place, "its log says what failed");
        if (proposal.changes.empty() && proposal.steps.empty())
            return fail(ErrorKind::usage, "it changes nothing and tells nobody what to do", place, hint);
    }
    return {};
}

bool rests_on_a_text(const finding::Finding& finding) {
    return finding.type == finding::ReportType::sast && finding.flow.empty() && finding.confidence <= finding::Confidence::low;
}

} // namespace

Result<Customs> learn_customs(const std::filesystem::path& inside, ChangeClass kind, std::string_view changed) {
    auto commit = source::ProjectCommit::open(inside);
    if (!commit) return std::unexpected(std::move(commit.error()));
    auto branches = source::branch_names(inside);
    if (!branches) return std::unexpected(std::move(branches.error()));
    const integrate::CommitFiles files(std::move(*commit));
    Customs customs{.files = integrate::read_customs(files), .style = {}, .branches = std::move(*branches), .base = {}, .author = {}};
    const std::string guide =
        customs.files.contributing_path.empty() ? "" : files.commit().read(customs.files.contributing_path, kLargestGuide).value_or("");
    customs.style = learn_style(files.commit().past(changed, kPast), customs.branches, guide, kind);
    customs.style.commit.sign_off = customs.style.commit.sign_off || customs.files.wants_sign_off;
    customs.base = files.commit().default_branch();
    customs.author = files.commit().author().value_or("");
    return customs;
}

std::string Offer::id() const {
    std::string hashed(to_string(kind));
    for (const std::string& proposal : proposals) hashed += " " + proposal;
    return to_hex(sha256(hashed)).substr(0, 12);
}

Result<Offer> make_offer(std::span<const Proved> proved, std::span<const finding::Finding> findings, const Customs& customs, Time now) {
    if (auto checked = check(proved); !checked) return std::unexpected(std::move(checked.error()));
    std::set<std::string> paths, fingerprints, ids;
    Offer offer{.kind = proved.front().proposal.kind, .base = customs.base, .verdict = Verdict::verified};
    for (const auto& [proposal, proof] : proved) {
        if (!ids.insert(proposal.id()).second) continue;
        offer.proposals.push_back(proposal.id());
        for (const FileChange& change : proposal.changes) paths.insert(change.path);
        fingerprints.insert(proposal.findings.begin(), proposal.findings.end());
        if (!proposal.changes.empty()) offer.verdict = std::max(offer.verdict, proof.verdict);
    }
    if (fingerprints.size() > kMostFindings)
        return fail(ErrorKind::usage, fmt::format("{} findings are too many for one request", fingerprints.size()), "",
                    fmt::format("offer fewer at once: at most {}", kMostFindings));
    std::map<std::string_view, const finding::Finding*> known;
    for (const finding::Finding& finding : findings) known.emplace(finding.fingerprint, &finding);
    std::vector<const finding::Finding*> answered;
    for (const std::string& fingerprint : fingerprints) {
        const auto found = known.find(fingerprint);
        if (found == known.end()) return fail(ErrorKind::usage, "it answers a finding that is not in the report", fingerprint, "scan again");
        answered.push_back(found->second);
    }
    std::ranges::sort(answered, [](const auto* left, const auto* right) { return finding::comes_before(*left, *right); });
    offer.paths.assign(paths.begin(), paths.end());
    offer.findings.assign(fingerprints.begin(), fingerprints.end());
    offer.path_shown = std::ranges::all_of(answered, [](const auto* each) { return shows_path(*each); });
    offer.text_match = std::ranges::any_of(answered, [](const auto* each) { return rests_on_a_text(*each); });
    offer.is_private = offer.kind == ChangeClass::secret || std::ranges::any_of(answered, [](const auto* each) { return shows_path(*each); });

    const std::string subject = subject_of(proved);
    offer.branch = name_branch(customs.style, subject, offer.id(), customs.branches);
    offer.commit_message = write_message(customs.style, subject, body_of(proved), customs.author);
    offer.title = offer.commit_message.substr(0, offer.commit_message.find('\n'));
    offer.description = describe_offer(offer, proved, answered, customs, now);
    return offer;
}

std::optional<Metadata> read_metadata(std::string_view description) {
    constexpr std::string_view kStart = "<!-- squire-fix ";
    const std::size_t at = description.rfind(kStart);
    if (at == std::string_view::npos) return std::nullopt;
    std::string_view rest = description.substr(at + kStart.size());
    const std::size_t end = rest.find(" -->");
    const std::size_t blank = rest.find(" findings=");
    if (end == std::string_view::npos || blank >= end) return std::nullopt;
    const auto kind = parse_change_class(rest.substr(0, blank));
    if (!kind) return std::nullopt;
    Metadata metadata{.kind = *kind, .findings = {}};
    constexpr std::size_t kKey = std::string_view(" findings=").size();
    for (const std::string_view each : split(rest.substr(blank + kKey, end - blank - kKey), ',')) {
        if (!is_fingerprint(each)) return std::nullopt;
        metadata.findings.emplace_back(each);
    }
    std::ranges::sort(metadata.findings);
    return metadata;
}

} // namespace squire::fix
