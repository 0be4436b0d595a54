// SPDX-License-Identifier: MIT
// A fix on its way: checked, sent, answered, closed, by the commands that a person types.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/file.h"
#include "cli/command.h"
#include "cli/squire_process_test.h"
#include "fix/offer.h"
#include "records/fix_offers.h"
#include "testing/git_repository.h"

namespace squire::cli {
namespace {

const std::string kRequest = "https://forge.example/p/-/merge_requests/7";

class FixOnItsWay : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
        git_.git({"config", "user.name", "Bob"});
        git_.git({"config", "user.email", "bob@example.org"});
        git_.git({"remote", "add", "origin", "https://forge.example/p.git"});
        git_.write("src/run.py", "run(f\"git {x}\", shell=True)\n");
        git_.write("src/more.py", "run(f\"git {x}\", shell=True)\n");
        git_.write(".gitignore", ".squire/\n*.json\n");
        git_.commit("Begin");
        does({"program", "init", "P", "--coordinator", "grace", "--contact", "c", "--ask", "a"});
        for (const char* person : {"ada:mentor", "bob:intern", "mary:maintainer"}) {
            const std::string both = person;
            const std::string id = both.substr(0, both.find(':'));
            does({"program", "person", "add", id, "--name", id, "--roles", both.substr(id.size() + 1), "--as", "grace"});
            does({"program", "person", "agree", id, "--manager", "Max", "--manager-agreed", "2026-01-01", "--as", id});
        }
        does({"program", "slot", "offer", "--period", "2026-03-01/2026-06-30", "--mentors", "ada", "--focus", "sast", "--capacity", "1",
              "--track", "security-scanning", "--as", "ada"});
        does({"program", "slot", "open", "slot-1", "--as", "ada"});
        does({"program", "apply", "--slot", "slot-1", "--chats", "2026-02-03T15:00:00Z", "--as", "bob"});
        does({"program", "submit", "application-1", "--interests", "i", "--skills", "s", "--available", "2026-03-02/2026-04-30", "--percent",
              "50", "--as", "bob"});
        does({"program", "project", "propose", "--name", "p", "--url", "https://forge.example/p", "--maintainers", "mary", "--as", "bob"});
        does({"program", "review", "application-1", "--as", "ada"});
        does({"program", "accept", "application-1", "--as", "ada"});
        does({"internship", "start", "--application", "application-1", "--start", "2026-03-02", "--as", "ada"});
    }

    Outcome run(std::vector<std::string> arguments) const { return run_squire({.arguments = std::move(arguments), .folder = git_.path()}); }

    std::string does(std::vector<std::string> arguments, int status = kClean) const {
        const std::string words = arguments[0] + " " + arguments[1];
        const Outcome outcome = run(std::move(arguments));
        EXPECT_EQ(outcome.status, status) << words << ": " << outcome.out << outcome.err;
        return outcome.out;
    }

    void consent(const std::string& to) {
        does({"program", "project", "consent", "project-1", "--consents", to, "--until", "2026-12-31", "--contact", "mail", "--decline",
              "say so", "--as", "mary"});
    }

    /// A repair of the file on a branch of its own, and its offer in `name`.json.
    void offer(const std::string& name, char finding) {
        const std::string path = "src/" + name + ".py";
        const std::string fingerprint(32, finding);
        const std::vector<fix::Proved> proved{
            {.proposal = {.kind = fix::ChangeClass::source,
                          .what = "pass arguments to git as a list in " + name,
                          .why = "A quote in a name ends the command.",
                          .made_by = "hand",
                          .findings = {fingerprint},
                          .changes = {{.path = path, .before = "run(f\"git {x}\", shell=True)\n", .after = "run([\"git\", x])\n"}}},
             .proof = {.verdict = fix::Verdict::verified, .gone = {fingerprint}}}};
        const std::vector<finding::Finding> findings{{.confidence = finding::Confidence::high,
                                                      .name = "Command injection",
                                                      .identifiers = {{"cwe", "CWE-78", "78", ""}},
                                                      .location = finding::CodeLocation{path, {1, 1}, ""},
                                                      .fingerprint = fingerprint}};
        const auto customs = fix::learn_customs(git_.path(), fix::ChangeClass::source, path);
        ASSERT_TRUE(customs) << describe(customs.error());
        auto made = fix::make_offer(proved, findings, *customs, Time());
        ASSERT_TRUE(made) << describe(made.error());
        git_.git({"checkout", "-q", "-b", name});
        git_.write(path, "run([\"git\", x])\n");
        const std::string commit = git_.commit(made->commit_message);
        git_.git({"checkout", "-q", "main"});
        made->branch = name;
        ASSERT_TRUE(write_file(git_.path() / (name + ".json"), records::write_offer({.offer = *made, .commit = commit})));
    }

    testing::GitRepository git_;
};

TEST_F(FixOnItsWay, PassesOnceAndIsNeverOpenedAgain) {
    offer("run", 'a');
    EXPECT_TRUE(does({"fix", "check", "run", "--offer", "run.json"}, kFindings).starts_with("consent: project-1 has not consented"));
    EXPECT_NE(run({"fix", "sent", "run.json", kRequest, "--as", "bob"}).status, kClean); // nobody said yes
    consent("merge-request");
    EXPECT_EQ(does({"fix", "check", "run", "--offer", "run.json"}), "run may be sent: no rule refuses it.\n");

    EXPECT_NE(does({"fix", "sent", "run.json", kRequest, "--as", "bob"}).find("waits for mary"), std::string::npos);
    EXPECT_NE(does({"internship", "status", "--as", "mary"}).find("answer the merge request"), std::string::npos);
    offer("more", 'b');
    EXPECT_TRUE(does({"fix", "check", "more", "--offer", "more.json"}, kFindings).starts_with("one-at-a-time: " + kRequest));
    EXPECT_NE(does({"fix", "answered", kRequest, "--why", "please add a test", "--as", "mary"}).find("waits for bob"), std::string::npos);
    does({"fix", "check", "more", "--offer", "more.json"});
    does({"fix", "replied", kRequest, "--as", "bob"});
    does({"fix", "closed", kRequest, "--why", "not wanted", "--as", "mary"});

    const std::string again = does({"fix", "check", "run"}, kFindings); // the store has the offer now
    EXPECT_TRUE(again.starts_with("refused-before: " + kRequest + ": a request for the same finding was closed")) << again;
    EXPECT_NE(does({"fix", "check", "more", "--offer", "more.json"}, kFindings).find("a request of the class 'source' was closed"),
              std::string::npos);
    EXPECT_TRUE(does({"internship", "contribution", "show", "contribution-1", "--as", "bob"}).contains("not wanted"));
}

TEST_F(FixOnItsWay, ABranchThatWasChangedIsNotProved) {
    consent("merge-request");
    offer("run", 'a');
    git_.git({"checkout", "-q", "run"});
    git_.git({"commit", "-q", "--amend", "-m", "Pass arguments as a list\n\nSame change, other words.\n"});
    does({"fix", "check", "run", "--offer", "run.json"});
    git_.write("src/run.py", "run([\"git\", \"--\", x])\n");
    git_.git({"commit", "-q", "-a", "--amend", "--no-edit"});
    EXPECT_TRUE(does({"fix", "check", "run", "--offer", "run.json"}, kFindings).contains("the branch is not what was proved"));
}

TEST_F(FixOnItsWay, SaysWhatItDoesNotKnow) {
    EXPECT_TRUE(run({"fix", "sent", "nothing", kRequest, "--as", "bob"}).err.contains("no offer 'nothing' is recorded"));
    EXPECT_TRUE(run({"fix", "merged", kRequest, "--as", "bob"}).err.contains("no request with this address is recorded"));
    EXPECT_EQ(run({"fix", "closed", kRequest, "--as", "bob"}).status, kUsage); // without a reason
    offer("run", 'a');
    consent("merge-request");
    EXPECT_TRUE(run({"fix", "sent", "run.json", kRequest, "--as", "mary"}).err.contains("'mary' is in no internship"));
    EXPECT_TRUE(run({"fix", "sent", "run.json", "javascript:x", "--as", "bob"}).err.contains("is no address"));
}

} // namespace
} // namespace squire::cli
