// SPDX-License-Identifier: MIT
// Random people try random moves with random values, in any order, and undo what they did: whatever the engine lets through, the invariants hold.
#include <gtest/gtest.h>

#include "program/story_test.h"
#include "program/turn.h"
#include "testing/random_regex.h"

namespace squire::program {
namespace {

using testing::Random;

std::string some_id(Random& random, Story& story, Kind kind) {
    const auto& objects = story.program.all(kind);
    if (objects.empty() || random.chance(40)) return "nothing";
    return objects[random.below(objects.size())].id;
}

Json some_value(Random& random, Story& story, const Field& field) {
    const std::string people[] = {"ada", "lin", "bob", "eve", "mary", "grace"};
    switch (field.type) {
    case FieldType::text:
    case FieldType::prose: return random.chance(9) ? "" : "words | <b>*x*</b>";
    case FieldType::word:
    case FieldType::words: {
        if (field.name == "track") return "security-scanning";
        if (field.name == "extension_goals") return some_id(random, story, Kind::goal);
        std::vector<std::string> choices;
        std::string word;
        for (const char c : std::string(field.choices) + " ") {
            if (c != ' ')
                word += c;
            else
                choices.push_back(std::exchange(word, {}));
        }
        return field.choices.empty() ? Json("sast") : Json(choices[random.below(choices.size())]);
    }
    case FieldType::date: return random.chance(2) ? "2026-12-31" : "2026-02-20";
    case FieldType::period:
    case FieldType::periods: return random.chance(2) ? "March 2026" : "December 2026";
    case FieldType::times: return "2026-03-01T10:00:00Z";
    case FieldType::zone: return "UTC";
    case FieldType::percent:
    case FieldType::number: return random.between(0, 6);
    case FieldType::flag: return random.chance(2);
    case FieldType::url: return random.chance(2) ? "https://example.org/a" : "https://example.org/b";
    case FieldType::person: return people[random.below(6)];
    case FieldType::people: return random.chance(2) ? "ada,lin" : people[random.below(6)];
    case FieldType::object: return some_id(random, story, field.of);
    case FieldType::scores: return "interest=1,skills=2,time=3,doing=4,sharing=5";
    case FieldType::query: return "contribution.* purpose=fix";
    }
    return {};
}

Json values_for(Random& random, Story& story, const KindInfo& info, const Move& move, const std::string& by) {
    Json data = Json::object();
    for (const Field& field : info.fields) {
        const bool needed = has_word(move.needs, field.name);
        if (!needed && (!has_word(move.takes, field.name) || random.chance(2))) continue;
        if (needed && random.chance(30)) continue;
        const bool self = field.name == "applicant" || field.name == "rater";
        data[std::string(field.name)] = self && !random.chance(8) ? Json(by) : some_value(random, story, field);
    }
    return data;
}

TEST(Property, NoSequenceOfMovesBreaksTheProgram) {
    const Kind kinds[] = {Kind::slot, Kind::application, Kind::review,     Kind::project,      Kind::internship,
                          Kind::goal, Kind::checkin,     Kind::checkpoint, Kind::contribution, Kind::person};
    const std::string people[] = {"ada", "lin", "bob", "eve", "mary", "grace"};
    std::size_t done = 0;
    std::size_t completed = 0;
    std::size_t undone = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        Random random(seed);
        Story story;
        if (seed % 3 == 0)
            story.apply_for_slot();
        else
            story.run();
        if (seed % 3 == 1) { // near the end
            story.consent();
            story.checkpoint("k1", "continue");
            for (int i = 1; i <= 5; ++i) story.deed("ada", Kind::goal, "g" + std::to_string(i), "drop", {}, "no time");
        }
        for (int step = 0; step < 9'000; ++step) {
            const Kind kind = kinds[random.below(std::size(kinds))];
            const KindInfo& info = info_of(kind);
            const std::string by = random.chance(6) ? std::string(kSquire) : people[random.below(6)];
            story.now += std::chrono::minutes(random.between(0, 300));
            if (random.chance(12)) {
                if (story.undoes(by, kind, some_id(random, story, kind))) ++undone;
                continue;
            }
            const Move* move = &info.moves[random.below(info.moves.size())];
            if (move->from.empty() && !random.chance(8)) continue; // else there is always something left open
            std::string id;
            if (!move->from.empty()) {
                id = some_id(random, story, kind);
                const Object* const object = story.program.find(kind, id);
                if (object != nullptr && random.chance(2)) { // half of them aim at what the table allows
                    const auto possible = moves_for(story.program, *object, by);
                    if (!possible.empty()) move = possible[random.below(possible.size())];
                }
            }
            const bool ends_it =
                move->name == "end" || move->name == "leave" || move->name == "refuse" || move->name == "role" || move->name == "drop";
            if (ends_it && !random.chance(25)) continue; // else nothing is left to be tried
            const Json data = kind == Kind::internship && move->name == "verify" ? Json{{"writeup_seen", "https://example.org/a"}}
                                                                                 : values_for(random, story, info, *move, by);
            if (story.tries(by, kind, id, std::string(move->name), data, random.chance(3) ? "" : "because")) ++done;
            if (step % 50 == 0) {
                ASSERT_EQ(violations(story.program), std::vector<std::string>{}) << "seed " << seed << " step " << step;
            }
            ASSERT_FALSE(story.program.failure().has_value());
        }
        ASSERT_EQ(violations(story.program), std::vector<std::string>{}) << "seed " << seed;
        for (const Object& internship : story.program.all(Kind::internship)) completed += internship.state == "completed" ? 1 : 0;
        // What is kept reads back as what is there.
        Program again(story.records);
        for (const Kind kind : kinds) {
            ASSERT_EQ(again.all(kind).size(), story.program.all(kind).size());
            for (const Object& object : again.all(kind))
                EXPECT_EQ(to_document(object), to_document(*story.program.find(kind, object.id))) << object.id;
        }
    }
    EXPECT_GT(done, 3'000U); // the test reaches something
    EXPECT_GT(undone, 50U);
    EXPECT_GT(completed, 0U);
}

} // namespace
} // namespace squire::program
