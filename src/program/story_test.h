// SPDX-License-Identifier: MIT
// A program in memory in which people do things, and time goes on.
#pragma once

#include <string>

#include <gtest/gtest.h>

#include "program/act.h"
#include "testing/memory_records.h"

namespace squire::program {

class Story {
public:
    /// grace coordinates, ada and lin mentor (their managers agreed), bob and eve want to learn, mary maintains; the slot `spring` is open.
    Story() {
        deed(kSquire, Kind::program, "program", "init", {{"name", "Security internship"}});
        deed(kSquire, Kind::person, "grace", "add", {{"name", "Grace"}, {"roles", "coordinator"}});
        for (const auto& [id, role] :
             {std::pair("ada", "mentor"), {"lin", "mentor"}, {"bob", "intern"}, {"eve", "intern"}, {"mary", "maintainer"}})
            deed("grace", Kind::person, id, "add", {{"name", id}, {"roles", role}, {"zone", "Europe/Berlin"}, {"focus", "sast,secrets"}});
        for (const char* id : {"ada", "lin", "bob"}) deed(id, Kind::person, id, "agree", {{"manager", "Max"}, {"manager_agreed", "2026-01-02"}});
        deed("ada", Kind::slot, "spring", "offer",
             {{"period", "March-June 2026"}, {"mentors", "ada,lin"}, {"focus", "sast"}, {"capacity", 1}, {"track", "security-scanning"}});
        deed("ada", Kind::slot, "spring", "open");
    }

    Result<Object> tries(std::string_view by, Kind kind, std::string id, std::string move, Json data = Json::object(), std::string why = {}) {
        return act(
            program, records,
            {.kind = kind, .id = std::move(id), .move = std::move(move), .by = std::string(by), .why = std::move(why), .data = std::move(data)},
            {.now = now});
    }

    /// What must be possible; a minute goes by.
    Object deed(std::string_view by, Kind kind, const std::string& id, const std::string& move, Json data = Json::object(),
                std::string why = {}) {
        auto done = tries(by, kind, id, move, std::move(data), std::move(why));
        EXPECT_TRUE(done.has_value()) << by << " " << move << " " << id << ": " << (done ? "" : describe(done.error()));
        now += std::chrono::minutes(1);
        return done ? *done : Object{.kind = kind};
    }

    /// Why something is not possible; "possible" where it is, and then it was done.
    std::string refusal(std::string_view by, Kind kind, std::string id, std::string move, Json data = Json::object(), std::string why = {}) {
        auto done = tries(by, kind, std::move(id), std::move(move), std::move(data), std::move(why));
        return done ? "possible" : done.error().message;
    }

    Result<Object> undoes(std::string_view by, Kind kind, std::string_view id) {
        return undo(program, records, kind, id, by, "a slip", {.now = now});
    }

    [[nodiscard]] std::string state(Kind kind, std::string_view id) {
        const Object* const object = program.find(kind, id);
        return object == nullptr ? "absent" : object->state;
    }

    void days(int count) { now += std::chrono::days(count); }

    // The way to each point of an internship.
    void apply_for_slot() {
        deed("bob", Kind::application, "a1", "draft", {{"applicant", "bob"}, {"slot", "spring"}});
        deed("bob", Kind::application, "a1", "submit", {{"interests", "SAST"}, {"skills", "C"}, {"available", "March 2026"}, {"percent", 50}});
    }
    void accept() {
        apply_for_slot();
        deed("ada", Kind::application, "a1", "review");
        deed("ada", Kind::application, "a1", "accept");
    }
    void start() {
        accept();
        deed("ada", Kind::internship, "i1", "start",
             {{"application", "a1"}, {"intern", "bob"}, {"mentors", "ada,lin"}, {"track", "security-scanning"}, {"start", "2026-03-02"}});
        deed("bob", Kind::internship, "i1", "kickoff",
             {{"interests", "SAST"}, {"skills", "C"}, {"availability", "mornings"}, {"kickoff_on", "2026-03-02"}});
    }
    void propose_goals() {
        int number = 0;
        for (const char* kind : {"choose", "integrate", "fix", "report", "share"}) {
            deed("bob", Kind::goal, "g" + std::to_string(++number), "propose",
                 {{"internship", "i1"},
                  {"kind", kind},
                  {"text", kind},
                  {"measure", "some"},
                  {"evidence", "contribution.merge|contribution.hand_over purpose=fix"},
                  {"target", 1}});
        }
    }
    void run() {
        start();
        propose_goals();
        for (int i = 1; i <= 5; ++i) deed("ada", Kind::goal, "g" + std::to_string(i), "approve");
        deed("bob", Kind::internship, "i1", "ask_approval");
        deed("grace", Kind::internship, "i1", "approve");
    }
    void consent() {
        deed("bob", Kind::project, "p1", "propose", {{"name", "P"}, {"url", "https://example.org/p"}, {"maintainers", "mary"}});
        deed("bob", Kind::project, "p1", "ask", {{"contact", "mail"}, {"decline", "say no"}});
        deed("mary", Kind::project, "p1", "consent", {{"consents", "merge-request,sandbox-scan"}, {"until", "2026-12-31"}});
    }
    /// A fix for p1, which consents.
    void fix_for_project() {
        consent();
        deed("bob", Kind::contribution, "c1", "open",
             {{"internship", "i1"},
              {"project", "p1"},
              {"form", "merge-request"},
              {"purpose", "fix"},
              {"title", "Fix"},
              {"url", "https://example.org/1"}});
    }
    void checkpoint(const std::string& id, const std::string& decision, int weeks = 0) {
        deed("ada", Kind::checkpoint, id, "open", {{"internship", "i1"}, {"due", "2026-03-16"}});
        deed("bob", Kind::checkpoint, id, "intern", {{"intern_progress", "well"}, {"intern_action", decision}});
        deed("ada", Kind::checkpoint, id, "mentor", {{"mentor_progress", "well"}, {"mentor_action", decision}});
        deed("grace", Kind::checkpoint, id, "decide", weeks > 0 ? Json{{"decision", decision}, {"weeks", weeks}} : Json{{"decision", decision}},
             "as both ask");
    }

    testing::MemoryRecords records;
    Program program{records};
    Time now = *parse_time("2026-02-01T09:00:00Z");
};

} // namespace squire::program
