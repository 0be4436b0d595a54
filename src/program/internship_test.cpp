// SPDX-License-Identifier: MIT
#include "program/internship.h"

#include <gtest/gtest.h>

#include "program/consent.h"
#include "program/story_test.h"

namespace squire::program {
namespace {

TEST(Internship, GoesFromAnApplicationToAnAlumnus) {
    Story story;
    story.run();
    story.fix_for_project();
    EXPECT_EQ(progress_of(story.program, *story.program.find(Kind::goal, "g1")).count, 0);
    story.program.forget(); // the ledger is read again
    story.deed("mary", Kind::contribution, "c1", "merge");
    story.program.forget();
    EXPECT_EQ(progress_of(story.program, *story.program.find(Kind::goal, "g1")).count, 1);
    story.checkpoint("k1", "continue");
    for (int i = 1; i <= 5; ++i) story.deed("ada", Kind::goal, "g" + std::to_string(i), "meet");
    story.deed("bob", Kind::internship, "i1", "close");
    EXPECT_EQ(story.refusal("ada", Kind::internship, "i1", "complete"),
              "i1 is not complete: there is no write-up, and no approved reason for that");
    story.deed("bob", Kind::internship, "i1", "writeup", {{"writeup", "https://example.org/post"}});
    EXPECT_EQ(story.refusal("ada", Kind::internship, "i1", "complete"),
              "i1 is not complete: the write-up's address has not answered: https://example.org/post");
    EXPECT_EQ(story.refusal("bob", Kind::internship, "i1", "verify", {{"writeup_seen", "https://example.org/post"}}),
              "bob may not verify i1: Squire itself may");
    story.deed(kSquire, Kind::internship, "i1", "verify", {{"writeup_seen", "https://example.org/post"}});
    EXPECT_EQ(story.refusal("bob", Kind::internship, "i1", "complete"), "bob may not complete i1: a mentor of it or a coordinator may");
    story.deed("ada", Kind::internship, "i1", "complete", {{"takeaways", "Small fixes land"}});
    EXPECT_EQ(story.state(Kind::internship, "i1"), "completed");
    EXPECT_EQ(violations(story.program), std::vector<std::string>{});
}

TEST(Internship, IsNotCompletedWhileAnythingIsOpen) {
    Story story;
    story.run();
    story.fix_for_project();
    story.deed("bob", Kind::internship, "i1", "close");
    const auto missing = missing_for_completion(story.program, *story.program.find(Kind::internship, "i1"));
    EXPECT_EQ(missing.size(), 8U); // write-up, merge request, checkpoint, five goals
    story.deed("bob", Kind::contribution, "c1", "hand_over", {{"handed_to", "mary"}, {"note", "the test is missing"}});
    story.deed("grace", Kind::internship, "i1", "excuse", {{"writeup_excuse", "left the company"}}, "agreed with the section leader");
    EXPECT_EQ(missing_for_completion(story.program, *story.program.find(Kind::internship, "i1")).size(), 6U);
    EXPECT_EQ(story.refusal("grace", Kind::internship, "i1", "complete"), "i1 is not complete: there was no checkpoint");
}

TEST(Internship, AWriteUpThatMovedHasToAnswerAgain) {
    Story story;
    story.run();
    story.deed("bob", Kind::internship, "i1", "writeup", {{"writeup", "https://example.org/a"}});
    story.deed(kSquire, Kind::internship, "i1", "verify", {{"writeup_seen", "https://example.org/a"}});
    story.deed("bob", Kind::internship, "i1", "writeup", {{"writeup", "https://example.org/b"}});
    const auto missing = missing_for_completion(story.program, *story.program.find(Kind::internship, "i1"));
    EXPECT_EQ(missing.front(), "the write-up's address has not answered: https://example.org/b");
    EXPECT_EQ(story.refusal(kSquire, Kind::internship, "i1", "verify", {{"writeup_seen", "https://example.org/a"}}), "that is not its write-up");
}

TEST(Internship, GoalsAreWholeBeforeTheyAreApproved) {
    Story story;
    story.start();
    EXPECT_EQ(story.refusal("bob", Kind::internship, "i1", "ask_approval"), "there is no goal of the kind 'choose'");
    story.propose_goals();
    EXPECT_EQ(story.refusal("bob", Kind::goal, "g1", "approve"), "bob may not approve g1: a mentor of it or a coordinator may");
    EXPECT_EQ(story.refusal("bob", Kind::goal, "", "propose",
                            {{"internship", "i1"}, {"kind", "fix"}, {"text", "x"}, {"measure", "x"}, {"evidence", "nonsense"}, {"target", 1}}),
              "'nonsense' is no query over the ledger");
    EXPECT_EQ(story.refusal("bob", Kind::goal, "", "propose",
                            {{"internship", "i1"}, {"kind", "fix"}, {"text", "x"}, {"measure", "x"}, {"evidence", "a.b"}, {"target", 0}}),
              "a goal that counts nothing cannot be met");
    story.deed("bob", Kind::internship, "i1", "ask_approval");
    EXPECT_EQ(story.refusal("grace", Kind::internship, "i1", "approve"), "g1 has not been approved by a mentor");
    story.deed("ada", Kind::goal, "g1", "approve");
    EXPECT_EQ(story.refusal("ada", Kind::goal, "g1", "meet"), "the ledger has 0 of 1 for g1");
}

TEST(Internship, ApprovedGoalsChangeByACheckpointOnly) {
    Story story;
    story.run();
    EXPECT_EQ(story.refusal("bob", Kind::goal, "g1", "change", {{"target", 2}}, "too easy"), "the goals of i1 are agreed: it is running");
    EXPECT_EQ(story.refusal("ada", Kind::internship, "i1", "change_goals", {}, "too easy"),
              "'change_goals' needs checkpoint: the checkpoint that decided it");
    story.checkpoint("k1", "continue");
    EXPECT_EQ(story.refusal("ada", Kind::internship, "i1", "change_goals", {{"checkpoint", "k1"}}, "too easy"),
              "no checkpoint of i1 decided to 'change_goals'");
    story.checkpoint("k2", "change_goals");
    story.deed("ada", Kind::internship, "i1", "change_goals", {{"checkpoint", "k2"}}, "too easy");
    story.deed("bob", Kind::goal, "g1", "change", {{"target", 2}}, "too easy");
    EXPECT_EQ(story.state(Kind::goal, "g1"), "proposed");
    EXPECT_EQ(story.program.find(Kind::goal, "g1")->events.size(), 3U); // with trace
}

TEST(Internship, IsExtendedByFiveWeeksAtMostForConcreteGoals) {
    Story story;
    story.run();
    story.checkpoint("k1", "extend", 3);
    const auto extend = [&](const char* checkpoint, int weeks, const char* goals) {
        return story.refusal("ada", Kind::internship, "i1", "extend",
                             {{"checkpoint", checkpoint}, {"extension_weeks", weeks}, {"extension_goals", goals}}, "to finish g1");
    };
    EXPECT_EQ(extend("k1", 4, "g1"), "k1 decided on 3 weeks");
    EXPECT_EQ(extend("k1", 3, "everything"), "'everything' is no approved, open goal of i1");
    EXPECT_EQ(extend("k1", 3, ""), "'extend' needs extension_goals: the goals that the extension is for, by id");
    EXPECT_EQ(extend("k1", 3, "g1,g2"), "possible");
    EXPECT_EQ(extend("k1", 5, "g1"), "k1 has been followed already");
    story.deed("ada", Kind::checkpoint, "k2", "open", {{"internship", "i1"}, {"due", "2026-04-16"}});
    story.deed("ada", Kind::checkpoint, "k2", "mentor", {{"mentor_progress", "slow"}, {"mentor_action", "extend"}});
    story.deed("bob", Kind::checkpoint, "k2", "intern", {{"intern_progress", "slow"}, {"intern_action", "extend"}});
    EXPECT_EQ(story.refusal("grace", Kind::checkpoint, "k2", "decide", {{"decision", "extend"}, {"weeks", 3}}, "slow"),
              "an extension is of 1 to 2 weeks; 5 in all, of which 3 are taken");
    story.deed("grace", Kind::checkpoint, "k2", "decide", {{"decision", "extend"}, {"weeks", 2}}, "slow");
    EXPECT_EQ(extend("k2", 6, "g1"), "an internship is extended by 5 weeks at most in all, not 6");
    EXPECT_EQ(extend("k2", 5, "g1"), "possible");
    EXPECT_EQ(violations(story.program), std::vector<std::string>{});
}

TEST(Internship, NobodyIsSentAwayWithoutAnExtensionFirst) {
    Story story;
    story.run();
    story.deed("ada", Kind::checkpoint, "k1", "open", {{"internship", "i1"}, {"due", "2026-03-16"}});
    story.deed("ada", Kind::checkpoint, "k1", "mentor", {{"mentor_progress", "silent"}, {"mentor_action", "end"}});
    EXPECT_EQ(story.refusal("grace", Kind::checkpoint, "k1", "decide", {{"decision", "end"}}, "silent"),
              "'decide' is not possible: k1 is intern_due");
    story.deed("bob", Kind::checkpoint, "k1", "intern", {{"intern_progress", "was ill"}, {"intern_action", "extend"}});
    EXPECT_EQ(story.refusal("grace", Kind::checkpoint, "k1", "decide", {{"decision", "end"}}, "silent"),
              "an internship is extended before it is ended against the intern's will");
    EXPECT_EQ(story.refusal("grace", Kind::internship, "i1", "end", {}, "silent"), "no checkpoint of i1 decided to 'end'");
    EXPECT_EQ(story.refusal("bob", Kind::internship, "i1", "end", {}, "a new job"), "possible"); // who wants to leave, leaves
}

TEST(Internship, NothingGoesOutWithoutConsent) {
    Story story;
    story.run();
    const auto open = [&] {
        return story.refusal("bob", Kind::contribution, "", "open",
                             {{"internship", "i1"},
                              {"project", "p1"},
                              {"form", "merge-request"},
                              {"purpose", "integrate"},
                              {"title", "CI"},
                              {"url", "https://example.org/1"}});
    };
    EXPECT_EQ(open(), "there is no project 'p1'");
    story.deed("bob", Kind::project, "p1", "propose", {{"name", "P"}, {"url", "https://example.org/p"}, {"maintainers", "mary"}});
    EXPECT_EQ(open(), "p1 has not consented: it is proposed");
    story.deed("bob", Kind::project, "p1", "ask", {{"contact", "mail"}, {"decline", "say no"}});
    EXPECT_EQ(story.refusal("bob", Kind::project, "p1", "consent", {{"consents", "issue"}, {"until", "2026-12-31"}}),
              "bob may not consent p1: a maintainer of it or a coordinator may");
    EXPECT_EQ(story.refusal("grace", Kind::project, "p1", "consent", {{"consents", "issue"}, {"until", "2026-12-31"}}),
              "a consent that no maintainer records needs a link to where it was given");
    EXPECT_EQ(story.refusal("mary", Kind::project, "p1", "consent", {{"consents", "issue"}, {"until", "2026-01-01"}}),
              "a consent ends on a day to come");
    story.deed("mary", Kind::project, "p1", "consent", {{"consents", "issue"}, {"until", "2026-12-31"}});
    EXPECT_EQ(open(), "p1 consents to [\"issue\"], not to merge-request");
    story.deed("mary", Kind::project, "p1", "consent", {{"consents", "issue,merge-request"}, {"until", "2026-03-31"}});
    EXPECT_EQ(open(), "possible");
    EXPECT_TRUE(may_send(story.program, "p1", "merge-request", *parse_time("2026-03-31T15:59:00Z")).has_value());
    EXPECT_FALSE(may_send(story.program, "p1", "merge-request", *parse_time("2026-03-31T16:00:00Z")).has_value());
    EXPECT_FALSE(may_send(story.program, "p1", "private-report", story.now).has_value());
    story.deed("mary", Kind::project, "p1", "refuse", {}, "too much noise");
    EXPECT_EQ(open(), "p1 has not consented: it is refused");
    EXPECT_EQ(story.refusal("grace", Kind::project, "p1", "ask"), "'ask' is not possible: p1 is refused");
    EXPECT_EQ(story.refusal("grace", Kind::project, "p1", "consent",
                            {{"consents", "issue"}, {"until", "2026-12-31"}, {"proof", "https://example.org/y"}}),
              "they said no; only a maintainer in person can change that");
}

TEST(Internship, FeedbackSaysSomething) {
    Story story;
    story.run();
    EXPECT_EQ(story.refusal("bob", Kind::feedback, "", "give", {{"internship", "i1"}, {"scanner", "sast"}}),
              "it says neither what worked nor what did not");
    EXPECT_EQ(story.refusal("bob", Kind::feedback, "", "give", {{"internship", "i1"}, {"scanner", "sast"}, {"failed", "false alarms in tests"}}),
              "possible");
}

} // namespace
} // namespace squire::program
