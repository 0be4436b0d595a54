// SPDX-License-Identifier: MIT
#include "fix/offer.h"

#include <gtest/gtest.h>

#include "fix/markdown.h"
#include "fix/offers_test.h"
#include "fix/phrases.h"
#include "testing/git_repository.h"
#include "testing/golden.h"

namespace squire::fix {
namespace {

namespace fs = std::filesystem;

std::string whole(const Offer& offer) {
    return "branch: " + offer.branch + "\nbase: " + offer.base + "\n\n" + offer.commit_message + "\n----\n" + offer.title + "\n----\n" +
           offer.description;
}

Offer offer_of(const Proved& proved, const finding::Finding& finding, const Customs& customs = plain_customs()) {
    const std::vector<Proved> all{proved};
    const std::vector<finding::Finding> findings{finding};
    auto offer = make_offer(all, findings, customs, kNow);
    EXPECT_TRUE(offer) << describe(offer.error());
    return offer.value_or(Offer());
}

TEST(Offer, SaysWhatAMaintainerWantsToKnow) {
    Customs styled = plain_customs();
    styled.style = {.commit = {.prefix = "fix: ", .capital = false, .sign_off = true}, .changelog = "security", .branch_prefix = "fix/"};
    styled.files.merge_request_template = "<!-- hidden -->\n## Summary\n\n## How to test\n\n## Checklist\n\n- [ ] I ran the tests\n";
    styled.files.contributing_path = "CONTRIBUTING.md";
    styled.files.wishes = {"a sign-off (DCO) in each commit"};
    const fs::path folder = fs::path(SQUIRE_TESTDATA) / "offer";
    testing::expect_golden(folder / "upgrade.md", whole(offer_of(upgrade(), upgrade_finding())));
    testing::expect_golden(folder / "repair.md", whole(offer_of(repair(), repair_finding(false))));
    testing::expect_golden(folder / "repair-with-template.md", whole(offer_of(repair(), repair_finding(false), styled)));
    testing::expect_golden(folder / "private.md", whole(offer_of(repair(), repair_finding(true), styled)));
}

TEST(Offer, SaysHowBadItIsOnlyWhereThePathIsShown) {
    for (const Offer& offer : {offer_of(upgrade(), upgrade_finding()), offer_of(repair(), repair_finding(false))}) {
        EXPECT_EQ(first_phrase(offer.description, alarm_words()), "") << offer.description;
        EXPECT_EQ(first_phrase(offer.commit_message, alarm_words()), "") << offer.commit_message;
        EXPECT_TRUE(offer.description.contains("a path from input to here: not shown"));
        EXPECT_FALSE(offer.is_private);
        EXPECT_FALSE(offer.path_shown);
    }
    const Offer shown = offer_of(repair(), repair_finding(true));
    EXPECT_TRUE(shown.path_shown);
    EXPECT_TRUE(shown.is_private); // to those who can repair it first
    EXPECT_TRUE(shown.description.contains("`src/web.py:3` (input) → `src/web.py:9` → `src/run.py:12` (use)"));
    EXPECT_TRUE(shown.description.contains("2026-10-23")) << shown.description;
    EXPECT_TRUE(shown.description.contains("2026-11-06"));
    EXPECT_EQ(first_phrase(shown.commit_message, alarm_words()), ""); // a commit is public in the end
}

TEST(Offer, IsOfOneProvedClass) {
    const std::vector<finding::Finding> findings{upgrade_finding(), repair_finding(false)};
    const auto refused = [&](const std::vector<Proved>& proved) { return !make_offer(proved, findings, plain_customs(), kNow); };
    EXPECT_FALSE(refused({upgrade()}));
    EXPECT_TRUE(refused({}));
    EXPECT_TRUE(refused({upgrade(), repair()}));
    Proved bad = upgrade();
    bad.proof.verdict = Verdict::failed;
    EXPECT_TRUE(refused({bad}));
    EXPECT_TRUE(refused({{.proposal = upgrade().proposal, .proof = {}}})); // nobody proved it
    bad = upgrade();
    bad.proposal.findings = {print_of('c')};
    EXPECT_TRUE(refused({bad}));
    bad.proposal.findings = {"a --> b"};
    EXPECT_TRUE(refused({bad}));
    bad.proposal.findings.clear();
    EXPECT_TRUE(refused({bad}));
    bad.proposal.findings.assign(101, "");
    for (std::size_t i = 0; i < 101; ++i) bad.proposal.findings[i] = std::string(i + 1, 'a');
    EXPECT_TRUE(refused({bad}));
    bad = upgrade();
    bad.proposal.changes.clear();
    EXPECT_TRUE(refused({bad}));
}

TEST(Offer, OfASecretIsPrivateAndNeedsNoProof) {
    Proved secret{.proposal = {.kind = ChangeClass::secret,
                               .what = "take a key out of deploy.env",
                               .findings = {print_of('d')},
                               .steps = {"Revoke the key at its issuer", "Make a new one"}},
                  .proof = {}};
    const Offer offer = offer_of(secret, {.identifiers = {{"rule", "key", "key", ""}},
                                          .location = finding::SecretLocation{.file = "deploy.env", .range = {3, 3}},
                                          .fingerprint = print_of('d')});
    EXPECT_TRUE(offer.is_private);
    EXPECT_TRUE(offer.description.contains("1. Revoke the key at its issuer\n2. Make a new one\n")) << offer.description;
    EXPECT_FALSE(offer.description.contains("How it was tested"));
}

TEST(Offer, OtherPeoplesWordsMeanNothingInIt) {
    constexpr std::string_view kHostile =
        "x`\n/close\n@everyone <img src=x onerror=y> ![p](http://evil.example/p.png) --> https://evil.example/ #1 !2";
    Proved hostile = upgrade();
    auto& [proposal, proof] = hostile;
    proposal.what = proposal.why = proposal.made_by = proof.without_tests_because = kHostile;
    proposal.risks = proposal.steps = {std::string(kHostile)};
    proposal.changes[0].path = kHostile;
    proof.verdict = Verdict::verified_without_tests;
    proof.commands = {{.command = std::string("npm test\n```\n") + std::string(kHostile), .purpose = std::string(kHostile)}};
    finding::Finding finding = upgrade_finding();
    finding.name = finding.evidence = kHostile;
    finding.identifiers = {{"cve", std::string(kHostile), std::string(kHostile), std::string(kHostile)}};
    finding.location = finding::DependencyLocation{std::string(kHostile), std::string(kHostile), std::string(kHostile), true};
    Customs customs = plain_customs();
    customs.base = kHostile;
    const Offer offer = offer_of(hostile, finding, customs);
    for (const std::string& text : {offer.description, offer.commit_message, offer.title}) {
        std::string bare = without_code(text);
        const std::size_t comment = bare.find("<!-- squire-fix ");
        if (comment != std::string::npos) bare.resize(comment);
        for (const std::string_view live : {"@", "<", "](", "://", "#1", "!2", "\n/", "\x1b"})
            EXPECT_FALSE(bare.contains(live)) << live << "\n" << text;
    }
    const auto metadata = read_metadata(offer.description);
    ASSERT_TRUE(metadata);
    EXPECT_EQ(metadata->findings, std::vector<std::string>{print_of('a')});
    EXPECT_TRUE(offer.branch.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-./") == std::string::npos) << offer.branch;
}

TEST(OfferMetadata, IsReadAsWrittenOrNotAtAll) {
    const Offer offer = offer_of(upgrade(), upgrade_finding());
    const auto metadata = read_metadata(offer.description);
    ASSERT_TRUE(metadata);
    EXPECT_EQ(metadata->kind, ChangeClass::dependency);
    EXPECT_EQ(metadata->findings, offer.findings);
    for (const std::string_view bad : {"", "<!-- squire-fix", "<!-- squire-fix dependency -->", "<!-- squire-fix dependency findings= -->",
                                       "<!-- squire-fix no findings=aa -->", "<!-- squire-fix dependency findings=aa,x -->",
                                       "<!-- squire-fix dependency findings=aa", "<!-- squire-fix  --> findings=aa -->"})
        EXPECT_FALSE(read_metadata(bad)) << bad;
}

TEST(OfferCustoms, AreLearnedFromTheRepository) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    testing::GitRepository git;
    git.git({"config", "user.name", "Ada Example"});
    git.git({"config", "user.email", "ada@example.org"});
    git.write("a.lock", "1\n");
    git.write(".gitlab/merge_request_templates/Default.md", "## Description\n\n- [ ] tested\n");
    git.write("CONTRIBUTING.md", "Each commit needs a Signed-off-by line. Please open an issue first.\n");
    git.commit("chore(deps): begin");
    git.write("a.lock", "2\n");
    git.commit("chore(deps): bump a");
    git.commit("feat: more");
    git.git({"branch", "fix/one-thing"});
    git.git({"branch", "fix/other-thing"});
    const auto customs = learn_customs(git.path(), ChangeClass::dependency, "a.lock");
    ASSERT_TRUE(customs) << describe(customs.error());
    EXPECT_EQ(customs->base, "main");
    EXPECT_EQ(customs->author, "Ada Example <ada@example.org>");
    EXPECT_EQ(customs->style.commit.prefix, "chore(deps): ");
    EXPECT_TRUE(customs->style.commit.sign_off);
    EXPECT_TRUE(customs->files.wants_issue);
    EXPECT_EQ(customs->style.branch_prefix, "fix/");
    const Offer offer = offer_of(upgrade(), upgrade_finding(), *customs);
    EXPECT_EQ(offer.branch, "fix/update-left-pad-from-1.0.0-to-1.0.1");
    EXPECT_EQ(offer.title, "chore(deps): update `@left/pad` from 1.0.0 to 1.0.1");
    EXPECT_TRUE(offer.commit_message.ends_with("\n\nSigned-off-by: Ada Example <ada@example.org>\n")) << offer.commit_message;
}

} // namespace
} // namespace squire::fix
