// SPDX-License-Identifier: MIT
#include "program/act.h"

#include <gtest/gtest.h>

#include "program/story_test.h"

namespace squire::program {
namespace {

TEST(Act, SaysWhyAMoveIsRefused) {
    Story story;
    story.apply_for_slot();
    struct Case {
        const char* by;
        Kind kind;
        const char* id;
        const char* move;
        Json data;
        const char* message;
    };
    const Case cases[] = {
        {"bob", Kind::application, "a1", "acept", {}, "'acept' is nothing that can be done to an application"},
        {"ada", Kind::application, "a1", "accept", {}, "'accept' is not possible: a1 is submitted"},
        {"ada", Kind::application, "a2", "accept", {}, "there is no application 'a2'"},
        {"ada", Kind::application, "", "accept", {}, "which application? 'accept' needs its id"},
        {"bob", Kind::application, "a1", "draft", {{"applicant", "bob"}, {"slot", "spring"}}, "there is an application 'a1' already"},
        {"bob", Kind::application, "a1", "review", {}, "bob may not review a1: a mentor of it or a coordinator may"},
        {"eve", Kind::application, "a1", "withdraw", {}, "eve may not withdraw a1: the applicant may"},
        {"nobody", Kind::application, "a1", "withdraw", {}, "there is no active person 'nobody'"},
        {"", Kind::application, "a1", "withdraw", {}, "it is not said who does this"},
        {"ada", Kind::application, "a1", "decline", {}, "'decline' needs a reason"},
        {"eve",
         Kind::application,
         "",
         "draft",
         {{"applicant", "bob"}, {"slot", "spring"}},
         "eve may not draft application-1: the applicant may"},
        {"eve", Kind::application, "", "draft", {{"applicant", "eve"}}, "'draft' needs slot: the slot applied for"},
        {"eve", Kind::application, "", "draft", {{"applicant", "eve"}, {"slot", "winter"}}, "there is no slot 'winter'"},
        {"eve",
         Kind::application,
         "",
         "draft",
         {{"applicant", "eve"}, {"slot", "spring"}, {"colour", "red"}},
         "an application has no field 'colour'"},
        {"eve",
         Kind::application,
         "",
         "draft",
         {{"applicant", "eve"}, {"slot", "spring"}, {"snapshot", "x"}},
         "'draft' does not set 'snapshot'"},
        {"eve", Kind::application, "../x", "draft", {{"applicant", "eve"}, {"slot", "spring"}}, "'../x' cannot be the id of an application"},
        {"eve",
         Kind::application,
         "",
         "draft",
         {{"applicant", "eve"}, {"slot", "spring"}, {"percent", 101}},
         "'101' is no share from 1 to 100 for percent"},
        {"grace", Kind::person, "squire", "add", {{"name", "S"}, {"roles", "intern"}}, "'squire' cannot be the id of a person"},
        {"ada", Kind::person, "ada", "role", {{"roles", "coordinator"}}, "ada may not role ada: a coordinator may"},
        {"grace", Kind::person, "grace", "role", {{"roles", "mentor"}}, "grace is the last coordinator"},
        {"ada", Kind::person, "zoe", "add", {{"name", "Z"}, {"roles", "intern"}}, "ada may not add zoe: a coordinator or Squire itself may"},
        {"eve",
         Kind::slot,
         "autumn",
         "offer",
         {{"period", "May 2026"}, {"mentors", "ada"}},
         "eve may not offer autumn: a mentor of it or a coordinator may"},
    };
    for (const Case& each : cases)
        EXPECT_EQ(story.refusal(each.by, each.kind, each.id, each.move, each.data), each.message) << each.by << " " << each.move;
    EXPECT_EQ(violations(story.program), std::vector<std::string>{});
}

TEST(Act, KeepsAnApplicationAsItWasSubmitted) {
    Story story;
    story.apply_for_slot();
    EXPECT_EQ(story.refusal("bob", Kind::application, "a1", "change", {{"skills", "more"}}), "'change' is not possible: a1 is submitted");
    story.deed("bob", Kind::person, "bob", "change", {{"name", "Robert"}});
    const Json kept = Json::parse(story.program.find(Kind::application, "a1")->text("snapshot"));
    EXPECT_EQ(kept["skills"], "C");
    EXPECT_EQ(kept["person"]["name"], "bob");
}

TEST(Act, ASlotTakesNoMoreThanItsCapacity) {
    Story story;
    story.accept();
    story.deed("eve", Kind::person, "eve", "agree", {{"manager", "Max"}, {"manager_agreed", "2026-01-02"}});
    story.deed("eve", Kind::application, "a2", "draft", {{"applicant", "eve"}, {"slot", "spring"}});
    const Json whole{{"interests", "SAST"}, {"skills", "C"}, {"available", "March 2026"}, {"percent", 50}};
    EXPECT_EQ(story.refusal("eve", Kind::application, "a2", "submit", whole), "spring is full");
    EXPECT_EQ(story.refusal("ada", Kind::slot, "spring", "change", {{"capacity", 2}}), "possible");
    EXPECT_EQ(story.refusal("eve", Kind::application, "a2", "submit", whole), "possible");
    EXPECT_EQ(story.refusal("ada", Kind::slot, "spring", "change", {{"capacity", 1}}), "possible"); // none is accepted beyond it
    story.deed("ada", Kind::application, "a2", "review");
    EXPECT_EQ(story.refusal("ada", Kind::application, "a2", "accept"), "spring is full");
}

TEST(Act, OneOfATeamAtATimeUnlessSomebodySaysWhy) {
    Story story;
    story.deed("ada", Kind::slot, "spring", "change", {{"capacity", 2}});
    for (const char* id : {"bob", "eve"}) story.deed(id, Kind::person, id, "change", {{"team", "Support"}});
    story.deed("eve", Kind::person, "eve", "agree", {{"manager", "Max"}, {"manager_agreed", "2026-01-02"}, {"hours", 20}});
    story.accept();
    story.deed("eve", Kind::application, "a2", "draft", {{"applicant", "eve"}, {"slot", "spring"}});
    Json whole{{"interests", "SAST"}, {"skills", "C"}, {"available", "March 2026"}, {"percent", 50}};
    EXPECT_EQ(story.refusal("eve", Kind::application, "a2", "submit", whole),
              "50 % of the time is more than the 20 % that the manager agreed to");
    whole["percent"] = 20;
    story.deed("eve", Kind::application, "a2", "submit", whole);
    story.deed("ada", Kind::application, "a2", "review");
    EXPECT_EQ(story.refusal("ada", Kind::application, "a2", "accept"),
              "bob of the same team is an intern in that time; one of a team at a time is advised");
    EXPECT_EQ(story.refusal("ada", Kind::application, "a2", "accept", {}, "both managers want it"), "possible");
}

TEST(Act, SlotsOpenWhenTheirMentorsAreReady) {
    Story story;
    story.deed("grace", Kind::person, "zoe", "add", {{"name", "Zoe"}, {"roles", "mentor"}});
    story.deed("zoe", Kind::slot, "summer", "offer", {{"period", "July 2026"}, {"mentors", "zoe"}});
    EXPECT_EQ(story.refusal("zoe", Kind::slot, "summer", "open"),
              "'open' needs focus: areas: sast, dast, fuzzing, containers, secrets, dependencies, …");
    story.deed("zoe", Kind::slot, "summer", "change", {{"focus", "dast"}, {"capacity", 1}, {"track", "security-scanning"}});
    EXPECT_EQ(story.refusal("zoe", Kind::slot, "summer", "open"), "zoe's own manager has not agreed yet");
    story.deed("zoe", Kind::person, "zoe", "agree", {{"manager", "Max"}, {"manager_agreed", "January 1, 2026"}});
    EXPECT_EQ(story.refusal("zoe", Kind::slot, "summer", "open"), "possible");
}

TEST(Act, NobodyDecidesOnTheirOwn) {
    Story story;
    story.deed("grace", Kind::person, "bob", "role", {{"roles", "intern,coordinator"}}); // both sides in one person
    story.apply_for_slot();
    EXPECT_EQ(story.refusal("bob", Kind::application, "a1", "review"), "bob may not review a1: nobody decides on what is their own");
    for (const Move* move : moves_for(story.program, *story.program.find(Kind::application, "a1"), "bob"))
        EXPECT_FALSE(move->not_by_owner) << move->name;
    EXPECT_EQ(story.refusal("bob", Kind::review, "", "rate",
                            {{"application", "a1"}, {"rater", "bob"}, {"scores", "interest=1,skills=1,time=1,doing=1,sharing=1"}}),
              "nobody rates themselves");
}

TEST(Undo, TakesBackTheLastStepWhileNobodyHasActedOnIt) {
    Story story;
    story.apply_for_slot();
    story.deed("ada", Kind::application, "a1", "review");
    EXPECT_FALSE(story.undoes("bob", Kind::application, "a1").has_value()); // not theirs
    ASSERT_TRUE(story.undoes("ada", Kind::application, "a1").has_value());
    EXPECT_EQ(story.state(Kind::application, "a1"), "submitted");
    ASSERT_TRUE(story.undoes("bob", Kind::application, "a1").has_value());
    EXPECT_EQ(story.state(Kind::application, "a1"), "draft");
    EXPECT_FALSE(story.program.find(Kind::application, "a1")->has("snapshot"));
    story.deed("bob", Kind::application, "a1", "change", {{"skills", "Go"}});
    EXPECT_EQ(story.program.find(Kind::application, "a1")->events.size(), 6U); // nothing is ever forgotten
    story.deed("bob", Kind::application, "a1", "submit", {{"interests", "SAST"}, {"available", "March 2026"}, {"percent", 50}});
    story.deed("ada", Kind::application, "a1", "review");
    story.deed("ada", Kind::application, "a1", "accept");
    story.deed("ada", Kind::internship, "i1", "start",
               {{"application", "a1"}, {"intern", "bob"}, {"mentors", "ada,lin"}, {"track", "security-scanning"}, {"start", "2026-03-02"}});
    const auto refused = story.undoes("ada", Kind::application, "a1");
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().message, "'accept' on a1 cannot be undone: i1 came after it");
    ASSERT_TRUE(story.undoes("ada", Kind::internship, "i1").has_value());
    EXPECT_EQ(story.state(Kind::internship, "i1"), "undone");
    EXPECT_TRUE(story.undoes("ada", Kind::application, "a1").has_value());
    EXPECT_EQ(violations(story.program), std::vector<std::string>{});
}

TEST(Undo, EvidenceIsTakenBackWithTheStep) {
    Story story;
    story.run();
    story.deed("bob", Kind::contribution, "c1", "open",
               {{"internship", "i1"}, {"form", "report"}, {"purpose", "report"}, {"title", "A false alarm"}, {"url", "https://example.org/1"}});
    story.deed("bob", Kind::contribution, "c1", "merge");
    const auto count = [&](const char* query) { return evidence_for(*parse_query(query), story.records.noted, "i1", Time()).size(); };
    EXPECT_EQ(count("contribution.merge purpose=report"), 1U);
    EXPECT_EQ(count("contribution.*"), 1U); // one object counts once
    EXPECT_EQ(count("contribution.merge purpose=fix"), 0U);
    ASSERT_TRUE(story.undoes("bob", Kind::contribution, "c1").has_value());
    EXPECT_EQ(count("contribution.merge purpose=report"), 0U);
    EXPECT_EQ(evidence_for(*parse_query("contribution.open"), story.records.noted, "i2", Time()).size(), 0U);
}

TEST(Act, TwoAtOnceOneWinsAndTheOtherIsTold) {
    Story story;
    story.apply_for_slot();
    Program other(story.records); // another process, which has read the same state
    ASSERT_NE(other.find(Kind::application, "a1"), nullptr);
    story.deed("ada", Kind::application, "a1", "review");
    const auto late =
        act(other, story.records, {.kind = Kind::application, .id = "a1", .move = "decline", .by = "lin", .why = "no"}, {.now = story.now});
    ASSERT_FALSE(late.has_value());
    EXPECT_EQ(late.error().kind, ErrorKind::conflict);
    EXPECT_EQ(late.error().message, "somebody was quicker: ada did 'review' to a1 at 2026-02-01T09:14:00Z");
}

TEST(Privacy, GoesFieldByField) {
    Story story;
    const auto sees = [&](std::string_view viewer, const char* field) {
        return may_see(story.program, *story.program.find(Kind::person, "bob"), *field_of(info_of(Kind::person), field), viewer);
    };
    EXPECT_TRUE(sees("", "name"));
    EXPECT_FALSE(sees("", "zone"));
    EXPECT_TRUE(sees("ada", "zone"));
    EXPECT_FALSE(sees("ada", "email"));
    EXPECT_TRUE(sees("bob", "email"));
    EXPECT_TRUE(sees("grace", "email"));
    story.deed("bob", Kind::person, "bob", "change", {{"show", "zone"}, {"hide", "focus"}});
    EXPECT_TRUE(sees("", "zone"));
    EXPECT_FALSE(sees("ada", "focus"));
}

} // namespace
} // namespace squire::program
