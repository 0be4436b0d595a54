// SPDX-License-Identifier: MIT
// Open-source projects: what their maintainers consent to, until when, and how they say no.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "program/act.h"
#include "program/calendar.h"
#include "program/consent.h"
#include "program/tables.h"

namespace squire::program {
namespace {

using enum FieldType;
using enum Visibility;

constexpr std::array kProjectFields{
    Field{"name", text, open, "the project's name"},
    Field{"url", url, open, "where it is hosted"},
    Field{"maintainers", people, members, "its maintainers in the program, by handle"},
    Field{"licence", text, open, "SPDX expression of the licence"},
    Field{"licence_everywhere", flag, members, "whether every part of its group has an open-source licence"},
    Field{"tier", word, members, "its tier on the forge: free, premium, ultimate", Kind::program, "free premium ultimate unknown"},
    Field{"minutes", number, members, "compute minutes a month"},
    Field{"contact", text, members, "how the maintainers want to be reached"},
    Field{"decline", text, members, "how they say no, at any time"},
    Field{"languages", words, open, "what it is written in"},
    Field{"consents", words, members, "what they allow: sandbox-scan, issue, merge-request, private-report", Kind::program,
          "sandbox-scan issue merge-request private-report"},
    Field{"until", date, members, "the last day on which the consent holds"},
    Field{"proof", url, members, "where the consent was given, for all to read"},
};

constexpr std::string_view kFacts = "maintainers licence licence_everywhere tier minutes contact decline languages";

// A maintainer consents in person; anybody else shows where the maintainers did.
Result<void> consenting(Program& program, const Object* before, const Object& after, const Event& event, const Circumstances& now) {
    if (const auto until = parse_date(after.text("until")); !until || has_passed(*until, now.now))
        return fail(ErrorKind::usage, "a consent ends on a day to come", "", "--until DATE");
    if (*parse_date(after.text("until")) - date_of(now.now) > std::chrono::days(731))
        return fail(ErrorKind::usage, "a consent holds two years at most; ask again then");
    const bool in_person = (relation(program, *before, event.by) & kMaintainer) != 0;
    if (!in_person && !event.data.contains("proof"))
        return fail(ErrorKind::usage, "a consent that no maintainer records needs a link to where it was given", "", "--proof URL");
    if (before->state == "refused" && !in_person) return fail(ErrorKind::usage, "they said no; only a maintainer in person can change that");
    return {};
}

constexpr std::array kProjectMoves{
    Move{"propose", "", "proposed", kAnyone, "name url", kFacts, "name a project that might gain"},
    Move{"change", "proposed asked consented", "", kMaintainer | kCoordinator, "name url", kFacts, "change its facts"},
    Move{"ask", "proposed no_answer", "asked", kAnyone, "contact decline", "", "record that the maintainers were asked"},
    Move{"consent", "proposed asked consented no_answer refused", "consented", kMaintainer | kCoordinator, "consents until contact decline",
         "proof licence tier minutes licence_everywhere", "record what the maintainers consent to", consenting},
    Move{"refuse", "proposed asked consented no_answer", "refused", kMaintainer | kCoordinator, "", "",
         "they said no: nothing is sent any more, and nobody asks again", nullptr, true},
    Move{"give_up", "asked", "no_answer", kCoordinator | kSystem, "", "", "no answer came"},
};

constexpr std::array kProjectWaits{
    Waiting{"asked", kMaintainer, "say whether the project takes part; no answer means no", 7, 14, 28, "give_up"},
};

// --- contribution ---

constexpr std::array kContributionFields{
    Field{"internship", object, open, "whose", Kind::internship},
    Field{"project", object, open, "the project it goes to", Kind::project},
    Field{"form", word, open, "merge-request, issue, private-report (to the maintainers alone), or report (to a scanner's team)", Kind::program,
          "merge-request issue private-report report"},
    Field{"purpose", word, open, "what it is for: integrate, fix, report, other", Kind::program, "integrate fix report other"},
    Field{"title", text, open, "its title"},
    Field{"url", url, open, "where it is"},
    Field{"scanner", word, open, "the scanner that it adds or is about"},
    Field{"handed_to", text, open, "who goes on with it"},
    Field{"note", prose, members, "what is left to be done, for who goes on"},
    Field{"change", word, open, "the class of a fix", Kind::program, "dependency source container pipeline infrastructure secret"},
    Field{"findings", words, members, "fingerprints of the findings that a fix answers, by which it is known again"},
};

// Nothing outgoing without consent; a report goes to a scanner's team, which asked for them.
Result<void> allowed_by_project(Program& program, const Object*, const Object& after, const Event&, const Circumstances& now) {
    const std::string form = after.text("form");
    const Object* const internship = program.find(Kind::internship, after.text("internship"));
    if (internship == nullptr || internship->is_final()) return fail(ErrorKind::usage, fmt::format("{} is over", after.text("internship")));
    if (form == "report") return {};
    if (!after.has("project")) return fail(ErrorKind::usage, "it is not said to which project it goes", "", "--project ID");
    return may_send(program, after.text("project"), form, now.now);
}

constexpr std::array kContributionMoves{
    Move{"open", "", "with_them", kOwner | kMentor, "internship form purpose title url", "project scanner change findings",
         "record a merge request or issue that was opened", allowed_by_project},
    Move{"answered", "with_them", "with_us", kAnyone | kSystem, "", "", "they answered: it is our turn"},
    Move{"reply", "with_us", "with_them", kOwner | kMentor, "", "", "we answered: it is their turn"},
    Move{"merge", "with_them with_us", "merged", kOwner | kMentor | kMaintainer | kSystem, "", "", "it was merged, or the report accepted"},
    Move{"close", "with_them with_us", "closed", kOwner | kMentor | kMaintainer | kSystem, "", "", "it was closed", nullptr, true},
    Move{"hand_over", "with_them with_us", "handed_over", kOwner | kMentor, "handed_to note", "", "somebody else goes on with it"},
};

constexpr std::array kContributionWaits{
    Waiting{"with_them", kMaintainer, "answer the merge request or issue", 7, 14},
    Waiting{"with_us", kOwner, "answer the review", 3, 7},
};

} // namespace

Result<void> may_send(Program& program, std::string_view project, std::string_view what, Time now) {
    const Object* const asked = program.find(Kind::project, project);
    if (asked == nullptr)
        return fail(ErrorKind::not_found, fmt::format("there is no project '{}'", project), "", "squire program project propose");
    const std::string hint = fmt::format("squire program project consent {} --consents {} --until DATE", project, what);
    if (asked->state != "consented")
        return fail(ErrorKind::usage, fmt::format("{} has not consented: it is {}", project, asked->state), "", hint);
    const auto until = parse_date(asked->text("until"));
    if (!until || has_passed(*until, now))
        return fail(ErrorKind::usage, fmt::format("{}'s consent ended on {}", project, asked->text("until")), "", hint);
    const auto consents = asked->list("consents");
    if (std::ranges::find(consents, what) == consents.end())
        return fail(ErrorKind::usage,
                    fmt::format("{} consents to {}, not to {}", project, fmt::format("{}", asked->fields.at("consents").dump()), what), "",
                    hint);
    return {};
}

const KindInfo& project_kind() {
    static constexpr KindInfo kInfo{Kind::project,
                                    "project",
                                    "open-source projects and their consent",
                                    kProjectFields,
                                    kProjectMoves,
                                    kProjectWaits,
                                    "refused",
                                    "name url consents until"};
    return kInfo;
}

const KindInfo& contribution_kind() {
    static constexpr KindInfo kInfo{Kind::contribution,
                                    "contribution",
                                    "merge requests and issues, and whose turn they are",
                                    kContributionFields,
                                    kContributionMoves,
                                    kContributionWaits,
                                    "merged closed handed_over",
                                    "internship form purpose title url"};
    return kInfo;
}

} // namespace squire::program
