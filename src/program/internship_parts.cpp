// SPDX-License-Identifier: MIT
// What an internship consists of: goals, check-ins, checkpoints, and feedback about scanners.
#include <array>
#include <set>

#include <fmt/format.h>

#include "program/act.h"
#include "program/internship.h"
#include "program/tables.h"

namespace squire::program {
namespace {

using enum FieldType;
using enum Visibility;

Result<void> of_open_internship(Program& program, const Object*, const Object& after, const Event&, const Circumstances&) {
    const Object* const internship = program.find(Kind::internship, after.text("internship"));
    if (internship == nullptr || internship->is_final()) return fail(ErrorKind::usage, fmt::format("{} is over", after.text("internship")));
    return {};
}

// --- goal ---

constexpr std::array kGoalFields{
    Field{"internship", object, open, "whose", Kind::internship},
    Field{"kind", word, open, "choose, integrate, fix, report, share; others as the track has them", Kind::program,
          "choose integrate fix report share migrate deliver learn other"},
    Field{"text", text, open, "what is to be reached"},
    Field{"measure", text, open, "what is counted, in words"},
    Field{"evidence", query, open, "the query over the ledger that counts it, as: contribution.merge purpose=fix"},
    Field{"target", number, open, "how many of it"},
    Field{"by", date, open, "until when"},
};

Result<void> measurable(Program& program, const Object* before, const Object& after, const Event& event, const Circumstances& now) {
    if (after.number("target") < 1) return fail(ErrorKind::usage, "a goal that counts nothing cannot be met", "", "--target 1");
    if (auto open = of_open_internship(program, before, after, event, now); !open) return open;
    const Object* const internship = program.find(Kind::internship, after.text("internship"));
    if (internship->state == "starting")
        return fail(ErrorKind::usage, "goals come after the kickoff", "", fmt::format("squire internship kickoff {}", internship->id));
    if (internship->state != "goals" && internship->state != "approval") {
        return fail(ErrorKind::usage, fmt::format("the goals of {} are agreed: it is {}", internship->id, internship->state), "",
                    "a checkpoint may decide to change them: squire internship checkpoint");
    }
    return {};
}

Result<void> counted(Program& program, const Object*, const Object& after, const Event& event, const Circumstances&) {
    const GoalProgress progress = progress_of(program, after);
    if (progress.count >= progress.target || !event.why.empty()) return {};
    return fail(ErrorKind::usage, fmt::format("the ledger has {} of {} for {}", progress.count, progress.target, after.id), "",
                "--why TEXT records why it counts as met nevertheless");
}

constexpr std::array kGoalMoves{
    Move{"propose", "", "proposed", kOwner | kMentor, "internship kind text measure evidence target", "by", "propose a measurable goal",
         measurable},
    Move{"change", "proposed", "", kOwner | kMentor, "kind text measure evidence target", "by", "change a proposed goal", measurable},
    Move{"change", "approved", "proposed", kOwner | kMentor, "kind text measure evidence target", "by",
         "change an approved goal, which is to be approved again", measurable, true},
    Move{"approve", "proposed", "approved", kMentor | kCoordinator, "", "", "approve it", of_open_internship, false, true},
    Move{"meet", "approved", "met", kMentor | kCoordinator, "", "", "the ledger shows that it is reached", counted, false, true},
    Move{"drop", "proposed approved", "dropped", kMentor | kCoordinator, "", "", "give it up, with a reason", nullptr, true, true},
};

constexpr std::array kGoalWaits{
    Waiting{"proposed", kMentor, "approve the goal, or change it", 3, 7},
};

// --- check-in ---

constexpr std::array kCheckinFields{
    Field{"internship", object, members, "whose", Kind::internship},
    Field{"week", number, members, "the week of the plan"},
    Field{"done", prose, inner, "what was done"},
    Field{"next", prose, inner, "what comes next"},
    Field{"blocked", prose, inner, "what is in the way"},
    Field{"hours", number, inner, "hours spent"},
    Field{"answer", prose, inner, "the mentor's answer"},
};

constexpr std::array kCheckinMoves{
    Move{"file", "", "filed", kOwner, "internship week done next", "blocked hours", "report a week", of_open_internship},
    Move{"answer", "filed", "answered", kMentor, "answer", "", "answer it", nullptr, false, true},
};

constexpr std::array kCheckinWaits{
    Waiting{"filed", kMentor, "answer the check-in", 2, 7},
};

// --- checkpoint ---

constexpr std::array kCheckpointFields{
    Field{"internship", object, members, "whose", Kind::internship},
    Field{"due", date, members, "until when both answer"},
    Field{"intern_progress", prose, inner, "the intern: how it goes, and what helped"},
    Field{"intern_hours", number, inner, "the intern: hours a week"},
    Field{"intern_action", word, inner, "the intern asks for: continue, extend, change_goals, end, advise", Kind::program,
          "continue extend change_goals end advise"},
    Field{"mentor_progress", prose, inner, "the mentor: how it goes"},
    Field{"mentor_contact", date, inner, "the mentor: the last day of contact"},
    Field{"mentor_action", word, inner, "the mentor asks for: continue, extend, change_goals, end, advise", Kind::program,
          "continue extend change_goals end advise"},
    Field{"decision", word, members, "continue, extend, change_goals, end", Kind::program, "continue extend change_goals end"},
    Field{"weeks", number, members, "by how many weeks it is to be extended"},
};

Result<void> deciding(Program& program, const Object*, const Object& after, const Event&, const Circumstances&) {
    const std::string decision = after.text("decision");
    const Object* const internship = program.find(Kind::internship, after.text("internship"));
    if (internship == nullptr) return fail(ErrorKind::not_found, "its internship is not there");
    const long so_far = internship->number("extension_weeks");
    if (decision == "extend" && (after.number("weeks") < 1 || so_far + after.number("weeks") > kMostExtension)) {
        return fail(
            ErrorKind::usage,
            fmt::format("an extension is of 1 to {} weeks; {} in all, of which {} are taken", kMostExtension - so_far, kMostExtension, so_far),
            "", "--weeks N");
    }
    // Nobody is sent away who was never given more time (as Outreachy's mentors are told).
    if (decision == "end" && so_far == 0 && after.text("intern_action") != "end")
        return fail(ErrorKind::usage, "an internship is extended before it is ended against the intern's will", "",
                    "--decision extend --weeks N");
    return {};
}

constexpr std::string_view kInternAnswers = "intern_progress intern_action";
constexpr std::string_view kMentorAnswers = "mentor_progress mentor_action";

constexpr std::array kCheckpointMoves{
    Move{"open", "", "due", kOwner | kMentor | kCoordinator | kSystem, "internship due", "", "ask both sides how it goes", of_open_internship},
    Move{"intern", "due", "mentor_due", kOwner, kInternAnswers, "intern_hours", "the intern's answer"},
    Move{"intern", "intern_due", "answered", kOwner, kInternAnswers, "intern_hours", "the intern's answer"},
    Move{"mentor", "due", "intern_due", kMentor, kMentorAnswers, "mentor_contact", "the mentor's answer", nullptr, false, true},
    Move{"mentor", "mentor_due", "answered", kMentor, kMentorAnswers, "mentor_contact", "the mentor's answer", nullptr, false, true},
    Move{"decide", "answered", "decided", kCoordinator, "decision", "weeks", "decide what follows", deciding, true, true},
    Move{"stand_in", "mentor_due", "answered", kCoordinator, kMentorAnswers, "", "answer for a mentor who is silent", nullptr, true, true},
};

constexpr std::array kCheckpointWaits{
    Waiting{"due", kOwner | kMentor, "answer the checkpoint", 2, 7},
    Waiting{"intern_due", kOwner, "answer the checkpoint", 2, 7},
    Waiting{"mentor_due", kMentor, "answer the checkpoint", 2, 5},
    Waiting{"answered", kCoordinator, "decide what follows from the checkpoint", 2, 7},
};

// --- feedback ---

constexpr std::array kFeedbackFields{
    Field{"internship", object, members, "whose", Kind::internship},
    Field{"scanner", word, open, "which scanner: sast, secrets, dependencies, containers, …"},
    Field{"worked", prose, open, "what worked"},
    Field{"failed", prose, open, "what did not"},
    Field{"proof", url, open, "where it can be seen"},
    Field{"contribution", object, open, "the report that came of it", Kind::contribution},
};

Result<void> says_something(Program& program, const Object* before, const Object& after, const Event& event, const Circumstances& now) {
    if (!after.has("worked") && !after.has("failed"))
        return fail(ErrorKind::usage, "it says neither what worked nor what did not", "", "--worked TEXT --failed TEXT");
    return before == nullptr ? of_open_internship(program, before, after, event, now) : Result<void>();
}

constexpr std::array kFeedbackMoves{
    Move{"give", "", "given", kOwner, "internship scanner", "worked failed proof contribution",
         "say what worked with a scanner and what did not", says_something},
    Move{"change", "given", "", kOwner, "scanner", "worked failed proof contribution", "say it better", says_something},
};

} // namespace

GoalProgress progress_of(Program& program, const Object& goal) {
    GoalProgress progress{.target = goal.number("target")};
    const Object* const internship = program.find(Kind::internship, goal.text("internship"));
    const auto query = parse_query(goal.text("evidence"));
    if (internship == nullptr || !query) return progress;
    // What happened to a project counts for those that the internship works on, though it may have been before the first day.
    std::set<std::string> projects{internship->text("project")};
    for (const Object* each : program.with(Kind::contribution, "internship", internship->id)) projects.insert(each->text("project"));
    for (LedgerEntry& entry : evidence_for(*query, program.ledger(*query), internship->id, Time())) {
        if (entry.kind == "project" ? projects.contains(entry.object) : entry.when >= internship->first().at)
            progress.evidence.push_back(std::move(entry));
    }
    progress.count = static_cast<long>(progress.evidence.size());
    return progress;
}

const KindInfo& goal_kind() {
    static constexpr KindInfo kInfo{Kind::goal, "goal",        "what an internship is to reach", kGoalFields, kGoalMoves,
                                    kGoalWaits, "met dropped", "internship kind text target"};
    return kInfo;
}

const KindInfo& checkin_kind() {
    static constexpr KindInfo kInfo{Kind::checkin, "checkin",  "weekly reports of interns", kCheckinFields, kCheckinMoves,
                                    kCheckinWaits, "answered", "internship week hours"};
    return kInfo;
}

const KindInfo& checkpoint_kind() {
    static constexpr KindInfo kInfo{Kind::checkpoint, "checkpoint", "feedback in both directions",  kCheckpointFields, kCheckpointMoves,
                                    kCheckpointWaits, "decided",    "internship due decision weeks"};
    return kInfo;
}

const KindInfo& feedback_kind() {
    static constexpr KindInfo kInfo{
        Kind::feedback, "feedback", "what interns say of scanners", kFeedbackFields, kFeedbackMoves, {}, "", "internship scanner worked failed"};
    return kInfo;
}

} // namespace squire::program
