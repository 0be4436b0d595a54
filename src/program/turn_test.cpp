// SPDX-License-Identifier: MIT
#include "program/turn.h"

#include <gtest/gtest.h>

#include "program/story_test.h"

namespace squire::program {
namespace {

// "nudge ada a1; …": what is due, done as Squire does it; messages are sent at once.
std::string does_what_is_due(Story& story) {
    std::string done;
    for (const Deed& deed : due_deeds(story.program, story.now)) {
        EXPECT_TRUE(act(story.program, story.records, deed, {.now = story.now}).has_value()) << deed.move;
        if (deed.kind == Kind::message) {
            done += deed.data["subject"].get<std::string>().substr(0, 4) + " " + deed.data["to"].get<std::string>() + "; ";
            EXPECT_TRUE(
                act(story.program, story.records,
                    {.kind = Kind::message, .id = deed.id, .move = "send", .by = std::string(kSquire), .why = {}, .data = {{"way", "test"}}},
                    {.now = story.now})
                    .has_value());
        } else {
            done += deed.move + " " + deed.id + "; ";
        }
    }
    return done;
}

TEST(Turn, SaysWhoseTurnItIsSinceWhen) {
    Story story;
    story.apply_for_slot();
    story.days(2);
    const auto all = turns(story.program, story.now);
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].object->id, "a1");
    EXPECT_EQ(all[0].people, (std::vector<std::string>{"ada", "lin"}));
    EXPECT_EQ(all[0].days, 2);
    EXPECT_EQ(all[0].light, Light::green);
    story.days(1);
    EXPECT_EQ(turns(story.program, story.now)[0].light, Light::amber);
    story.days(4);
    EXPECT_EQ(turns(story.program, story.now)[0].light, Light::red);
}

TEST(Turn, NudgesOnceThenEscalates) {
    Story story;
    story.apply_for_slot();
    EXPECT_EQ(does_what_is_due(story), "");
    story.days(3);
    EXPECT_EQ(does_what_is_due(story), "Your ada; Your lin; ");
    EXPECT_EQ(does_what_is_due(story), "");
    story.days(1);
    EXPECT_EQ(does_what_is_due(story), "");
    story.days(3);
    EXPECT_EQ(does_what_is_due(story), "Wait grace; ");
    story.deed("ada", Kind::application, "a1", "review"); // a new wait, with messages of its own
    story.days(7);
    EXPECT_EQ(does_what_is_due(story), "Your ada; Your lin; ");
}

TEST(Turn, ClosesFairly) {
    Story story;
    story.deed("bob", Kind::application, "a1", "draft", {{"applicant", "bob"}, {"slot", "spring"}});
    story.days(40); // the program slept: nobody was told anything yet
    EXPECT_EQ(does_what_is_due(story), "Your bob; ");
    story.days(6);
    EXPECT_EQ(does_what_is_due(story), "");
    EXPECT_EQ(story.state(Kind::application, "a1"), "draft");
    story.days(1);
    EXPECT_EQ(does_what_is_due(story), "lapse a1; ");
    EXPECT_EQ(story.state(Kind::application, "a1"), "withdrawn");
}

TEST(Turn, SilenceOfAProjectMeansNo) {
    Story story;
    story.deed("bob", Kind::project, "p1", "propose", {{"name", "P"}, {"url", "https://example.org/p"}});
    story.deed("bob", Kind::project, "p1", "ask", {{"contact", "mail"}, {"decline", "say no"}});
    story.days(7);
    EXPECT_EQ(does_what_is_due(story), "Wait grace; "); // nobody in the program stands behind the project
    story.days(21);
    EXPECT_EQ(does_what_is_due(story), "give_up p1; ");
}

TEST(Turn, SlotsCloseWhenTheirTimeIsOver) {
    Story story;
    story.now = *parse_time("2026-06-30T15:00:00Z");
    EXPECT_EQ(does_what_is_due(story), "");
    story.now = *parse_time("2026-06-30T16:00:00Z");
    EXPECT_EQ(does_what_is_due(story), "close spring; ");
}

TEST(Turn, AWhatIfChangesNothing) {
    Story story;
    story.apply_for_slot();
    EXPECT_EQ(due_deeds(story.program, story.now + std::chrono::days(30)).size(), 3U);
    EXPECT_EQ(due_deeds(story.program, story.now + std::chrono::days(30)).size(), 3U);
    EXPECT_TRUE(due_deeds(story.program, story.now).empty());
    EXPECT_TRUE(story.program.all(Kind::message).empty());
}

TEST(Turn, WhoWroteToAScannersTeamIsToldToAskAgain) {
    Story story;
    story.run();
    story.deed("bob", Kind::contribution, "c1", "open",
               {{"internship", "i1"}, {"form", "report"}, {"purpose", "report"}, {"title", "A false alarm"}, {"url", "https://example.org/1"}});
    const auto asked = [&] {
        std::string subjects;
        for (const Deed& deed : due_deeds(story.program, story.now)) {
            if (deed.kind == Kind::message && deed.data["about"] == "c1")
                subjects += deed.data["to"].get<std::string>() + ": " + deed.data["subject"].get<std::string>() + "; ";
        }
        return subjects;
    };
    story.days(6);
    EXPECT_EQ(asked(), "");
    story.days(1);
    EXPECT_EQ(asked(), "bob: Ask again: the scanner's team has not answered; ");
    (void)does_what_is_due(story);
    EXPECT_EQ(asked(), ""); // once
    story.deed("bob", Kind::contribution, "c1", "answered");
    story.days(2);
    EXPECT_EQ(asked(), "");
}

} // namespace
} // namespace squire::program
