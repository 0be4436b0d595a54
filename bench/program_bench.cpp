// SPDX-License-Identifier: MIT
//
// program_bench PLACE   makes a program of 5,000 people and 500 internships, of which 120 go on, in an empty store: a SQLite file or a PostgreSQL URL.
//
// Everything is done through the engine and its ledger, as people would do it, into a store in memory, whose export is then imported: 30,000 deeds, each
// on disk by itself, would take minutes and change nothing of what is measured (bench/program).
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "program/act.h"
#include "records/store_records.h"
#include "store/store.h"

namespace {

using namespace squire;
using program::Json;
using program::Kind;
using program::Object;

constexpr int kInternships = 500;
constexpr int kOver = 380; // of them
constexpr int kPeople = 5'000;

class SetClock final : public Clock {
public:
    mutable Time time = *parse_time("2025-06-02T09:00:00Z");
    [[nodiscard]] Time now() const override { return time; }
};

template <class T> T must(Result<T> result) {
    if (result) {
        if constexpr (std::is_void_v<T>)
            return;
        else
            return std::move(*result);
    }
    fmt::print(stderr, "program_bench: {}\n", describe(result.error()));
    std::exit(1);
}

/// The records of the few objects that one internship is about: the engine reads all there are, and reads them anew after each deed.
class Few final : public program::Records {
public:
    explicit Few(store::Store& store) : kept_(store) {}

    [[nodiscard]] Result<std::vector<Object>> all(Kind kind, program::Reading /*reading*/) override {
        std::vector<Object> objects;
        for (const auto& [key, object] : objects_)
            if (key.first == kind) objects.push_back(object);
        return objects;
    }
    [[nodiscard]] Result<std::optional<Object>> one(Kind kind, std::string_view id, program::Reading /*reading*/) override {
        const auto kept = objects_.find({kind, std::string(id)});
        return kept == objects_.end() ? std::nullopt : std::optional(kept->second);
    }
    [[nodiscard]] Result<std::vector<program::LedgerEntry>> ledger(const std::vector<std::string>& /*verbs*/) override { return noted_; }
    [[nodiscard]] Result<void> save(const std::vector<Object>& objects) override {
        if (auto saved = kept_.save(objects); !saved) return saved;
        for (Object object : objects) {
            ++object.version;
            objects_[{object.kind, object.id}] = std::move(object);
        }
        noted_.push_back(program::entry_of(objects.front()));
        return {};
    }

private:
    records::StoreRecords kept_;
    std::map<std::pair<Kind, std::string>, Object> objects_;
    std::vector<program::LedgerEntry> noted_;
};

class Making {
public:
    Making(store::Store& store, SetClock& clock) : clock_(clock), common_(store) {
        begin(common_);
        deed(program::kSquire, Kind::program, "program", "init", {{"name", "Security internship"}});
        deed(program::kSquire, Kind::person, "grace", "add", {{"name", "Grace"}, {"roles", "coordinator"}});
    }

    /// Somebody who has been here once.
    void guest(int number) {
        Few few = common_;
        begin(few);
        person(fmt::format("guest-{}", number), "intern");
    }

    void internship(int number, bool over) {
        Few few = common_;
        begin(few);
        const auto id = [&](const char* what) { return fmt::format("{}-{}", what, number); };
        const std::string mentor = id("mentor");
        const std::string intern = id("intern");
        for (const auto& [who, role] : {std::pair(mentor, "mentor"), std::pair(intern, "intern")}) {
            person(who, role);
            deed(who, Kind::person, who, "agree", {{"manager", "Max"}, {"manager_agreed", "2025-01-02"}});
        }
        deed(mentor, Kind::slot, id("slot"), "offer",
             {{"period", "March 2025-June 2026"}, {"mentors", mentor}, {"focus", "sast"}, {"capacity", 1}, {"track", "security-scanning"}});
        deed(mentor, Kind::slot, id("slot"), "open");
        deed(intern, Kind::application, id("application"), "draft", {{"applicant", intern}, {"slot", id("slot")}});
        deed(intern, Kind::application, id("application"), "submit",
             {{"interests", std::string(200, 'i')}, {"skills", "C, Python"}, {"available", "July 2025-January 2026"}, {"percent", 50}});
        deed(mentor, Kind::application, id("application"), "review");
        deed(mentor, Kind::application, id("application"), "accept");
        deed(mentor, Kind::internship, id("internship"), "start",
             {{"application", id("application")},
              {"intern", intern},
              {"mentors", mentor},
              {"track", "security-scanning"},
              {"start", "2025-12-01"},
              {"weeks", 12}});
        deed(intern, Kind::internship, id("internship"), "kickoff",
             {{"interests", "SAST"}, {"skills", "C"}, {"availability", "mornings"}, {"kickoff_on", "2025-12-01"}});
        for (const char* kind : {"choose", "integrate", "fix", "report", "share"}) {
            const std::string goal = fmt::format("goal-{}-{}", number, kind);
            deed(intern, Kind::goal, goal, "propose",
                 {{"internship", id("internship")},
                  {"kind", kind},
                  {"text", fmt::format("To {} something that matters to the project", kind)},
                  {"measure", "some"},
                  {"evidence", "contribution.merge|contribution.hand_over purpose=fix"},
                  {"target", 1}});
            deed(mentor, Kind::goal, goal, "approve");
        }
        deed(intern, Kind::internship, id("internship"), "ask_approval");
        deed("grace", Kind::internship, id("internship"), "approve");
        for (int week = 1; week <= 3; ++week) {
            const std::string checkin = fmt::format("checkin-{}-{}", number, week);
            deed(intern, Kind::checkin, checkin, "file",
                 {{"internship", id("internship")}, {"week", week}, {"done", std::string(200, 'd')}, {"next", "more"}});
            if (week < 3) deed(mentor, Kind::checkin, checkin, "answer", {{"answer", "good"}});
        }
        if (!over) return;
        deed(mentor, Kind::checkpoint, id("checkpoint"), "open", {{"internship", id("internship")}, {"due", "2026-01-05"}});
        deed(mentor, Kind::checkpoint, id("checkpoint"), "mentor", {{"mentor_progress", "good"}, {"mentor_action", "end"}});
        deed(intern, Kind::checkpoint, id("checkpoint"), "intern", {{"intern_progress", "good"}, {"intern_action", "end"}});
        deed("grace", Kind::checkpoint, id("checkpoint"), "decide", {{"decision", "end"}}, "they found work");
        deed("grace", Kind::internship, id("internship"), "end", {{"checkpoint", id("checkpoint")}}, "they found work");
    }

private:
    void begin(Few& few) {
        few_ = &few;
        program_.emplace(few);
    }

    void deed(std::string_view by, Kind kind, const std::string& id, const std::string& move, Json data = Json::object(), std::string why = {}) {
        must(program::act(*program_, *few_,
                          {.kind = kind, .id = id, .move = move, .by = std::string(by), .why = std::move(why), .data = std::move(data)},
                          {.now = clock_.time}));
        clock_.time += std::chrono::seconds(20);
    }

    void person(const std::string& id, const char* role) {
        deed("grace", Kind::person, id, "add",
             {{"name", fmt::format("Person {} of Example", id)},
              {"roles", role},
              {"zone", "Europe/Berlin"},
              {"focus", "sast,secrets"},
              {"email", id + "@example.org"},
              {"bio", std::string(300, 'b')}});
    }

    SetClock& clock_;
    Few common_;
    Few* few_ = nullptr;
    std::optional<program::Program> program_;
};

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        fmt::print(stderr, "usage: program_bench PLACE\n");
        return 2;
    }
    SetClock clock;
    store::Store memory = must(store::Store::in_memory(clock));
    Making making(memory, clock);
    for (int i = 0; i < kInternships; ++i) making.internship(i, i < kOver);
    for (int i = 0; i < kPeople - 2 * kInternships - 1; ++i) making.guest(i);
    std::stringstream facts;
    must(memory.export_to(facts));
    store::Store store = must(store::Store::open({.database = argv[1], .head = {}}, clock, store::Opening::create));
    must(store.import_from(facts));
    fmt::print("{} people, {} internships, {} ledger entries\n", must(store.objects("person")).size(), must(store.objects("internship")).size(),
               must(store.head()).sequence);
}
