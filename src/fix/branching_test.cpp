// SPDX-License-Identifier: MIT
#include "fix/branching.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "fix/offers_test.h"
#include "testing/git_repository.h"

namespace squire::fix {
namespace {

class Branching : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
        bundle_.proved = {repair()};
        bundle_.changes = repair().proposal.changes;
        git_.write("src/run.py", bundle_.changes.front().before);
        commit_ = git_.commit();
        git_.git({"config", "user.name", "Ada Example"});
        git_.git({"config", "user.email", "ada@example.org"});
    }
    Offer offer(bool with_path) {
        const auto made = offer_of(bundle_, std::vector{repair_finding(with_path)}, git_.path(), kNow);
        EXPECT_TRUE(made) << describe(made.error());
        return made.value_or(Offer{});
    }
    Result<std::string> branch(const Offer& offer, BranchPlace place) { return make_branch(offer, bundle_, git_.path(), commit_, kNow, place); }
    std::string branches() { return git_.git({"branch", "--format=%(refname:short)"}); }

    testing::GitRepository git_;
    Bundle bundle_;
    std::string commit_;
};

TEST_F(Branching, OneCommitOnTopAndNothingCheckedOut) {
    const Offer made = offer(false);
    const auto id = branch(made, BranchPlace::repository);
    ASSERT_TRUE(id) << describe(id.error());
    EXPECT_EQ(git_.id_of(made.branch), *id);
    EXPECT_EQ(git_.id_of(made.branch + "^"), commit_);
    EXPECT_EQ(git_.git({"show", made.branch + ":src/run.py"}) + "\n", bundle_.changes.front().after);
    EXPECT_EQ(git_.git({"status", "--porcelain"}), "");
    EXPECT_EQ(git_.id_of("HEAD"), commit_);
}

TEST_F(Branching, WhatIsPrivateGetsOneOnlyInASandbox) {
    const Offer made = offer(true);
    ASSERT_TRUE(made.is_private);
    const auto refused = branch(made, BranchPlace::repository);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message, "this goes to the maintainers' private channel first, so there is no branch");
    EXPECT_EQ(branches(), "main");
    EXPECT_TRUE(branch(made, BranchPlace::sandbox));
    bundle_.changes.clear();
    EXPECT_FALSE(branch(made, BranchPlace::sandbox)) << "nothing is changed";
}

TEST_F(Branching, NotOnAProjectThatWentOn) {
    const Offer made = offer(false);
    git_.write("other.py", "1\n");
    git_.commit();
    const auto refused = branch(made, BranchPlace::repository);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
    EXPECT_EQ(branches(), "main");
}

TEST_F(Branching, AChangedFileIsNotWrittenOver) {
    const Proposal change = repair().proposal;
    git_.write("src/run.py", "run([\"git\", y])\n");
    git_.commit();
    const auto refused = apply_to_checkout(change, git_.path(), false);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message, "the file is not what it was when the change was made");
    const auto back = apply_to_checkout(change, git_.path(), true);
    ASSERT_FALSE(back) << "what was never applied cannot be taken back";
    EXPECT_EQ(read_file(git_.path() / "src/run.py").value_or(""), "run([\"git\", y])\n");
}

} // namespace
} // namespace squire::fix
