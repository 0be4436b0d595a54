// SPDX-License-Identifier: MIT
#include "fix/gate.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "base/counted.h"
#include "fix/gate_text.h"
#include "source/marks.h"

namespace squire::fix {
namespace {

using source::Mark;
using source::Marks;

struct Words {
    std::string_view name, meaning;
};
constexpr std::array<Words, 20> kRules{{
    {"consent", "nothing goes out before the project has said yes"},
    {"one-at-a-time", "one request is open until the first has had an answer"},
    {"three-at-most", "a project gets three requests at most"},
    {"refused-before", "what was closed is not opened again"},
    {"own-code", "generated and vendored files are changed where they come from"},
    {"tests-only", "a change of tests, examples or prose alone repairs nothing"},
    {"proof", "only what is proved is sent"},
    {"placeholder", "nothing is left for others to fill in"},
    {"mention", "only owners and reviewers of the code are called by name"},
    {"alarm", "how bad it is, is said only where the path from input to use is shown"},
    {"text-match", "a matching text alone is no reason to change code"},
    {"base", "a change goes on top of the project's own branch"},
    {"dormant", "a project in which nobody is active has nobody to review"},
    {"private-first", "secrets and shown flaws go to the private channel first"},
    {"secret", "no secret stands in what is public"},
    {"unfinished", "the text is finished before it is sent"},
    {"customs", "the project's own rules are kept"},
    {"effect", "the text says what it means for this project"},
    {"disclosure", "the text says how it was made, and how to say no"},
    {"command", "the text runs nothing"},
}};

constexpr std::size_t kMostEver = 3;
constexpr auto kDormant = std::chrono::days(365);
constexpr auto kPrivate = std::chrono::days(90);
constexpr auto kGrace = std::chrono::days(14);

class Gate {
public:
    explicit Gate(const GateFacts& facts) : facts_(facts) {}

    std::vector<Refusal> judge() {
        look_at_project();
        look_at_earlier();
        look_at_files();
        look_at_proof();
        look_at_privacy();
        check_texts(facts_, refusals_);
        std::ranges::stable_sort(refusals_, {}, &Refusal::rule);
        return std::move(refusals_);
    }

private:
    void refuse(Rule rule, std::string place, std::string what, std::string next) {
        refusals_.push_back({rule, std::move(place), std::move(what), std::move(next)});
    }

    [[nodiscard]] bool shares_finding(const std::vector<std::string>& findings) const {
        return std::ranges::any_of(findings,
                                   [&](const std::string& each) { return std::ranges::find(facts_.findings, each) != facts_.findings.end(); });
    }

    void look_at_project() {
        if (facts_.no_consent) refuse(Rule::consent, facts_.no_consent->place, facts_.no_consent->message, facts_.no_consent->hint);
        if (facts_.change.base != facts_.default_branch)
            refuse(Rule::base, facts_.change.base, fmt::format("the project's own branch is '{}'", facts_.default_branch),
                   "make the branch on top of that");
        if (!facts_.change.related)
            refuse(Rule::base, facts_.change.base, "the branch has no commit in common with it", "make the branch on top of it");
        for (const source::BranchFile& file : facts_.change.files) {
            if (!file.changed_on_base) continue;
            refuse(Rule::base, file.path, fmt::format("'{}' has changed this file since", facts_.change.base), "fetch, and make the fix anew");
        }
        if (facts_.now - facts_.change.base_time > kDormant)
            refuse(Rule::dormant, facts_.change.base, fmt::format("its last commit is of {}", to_rfc3339(facts_.change.base_time).substr(0, 10)),
                   "fetch; and where that is so, ask in an issue whether anybody is there");
    }

    void look_at_earlier() {
        const bool answered = std::ranges::any_of(facts_.earlier, &EarlierRequest::answered);
        for (const EarlierRequest& earlier : facts_.earlier) {
            if (earlier.open && !answered)
                refuse(Rule::one_at_a_time, earlier.address, "it is open, and nobody has answered yet", "wait for the answer");
            if (!earlier.closed) continue;
            if (shares_finding(earlier.findings))
                refuse(Rule::refused_before, earlier.address, "a request for the same finding was closed",
                       "record the finding as one that the project does not repair");
            else if (earlier.kind == facts_.kind && (!facts_.consented || *facts_.consented <= earlier.since))
                refuse(Rule::refused_before, earlier.address, fmt::format("a request of the class '{}' was closed", to_string(facts_.kind)),
                       "ask the maintainers whether they want others of it, and record their consent anew");
        }
        if (facts_.earlier.size() >= kMostEver)
            refuse(Rule::three_at_most, {}, fmt::format("{} were sent to this project", counted(facts_.earlier.size(), "request")),
                   "hand what is left over to the maintainers as a list");
    }

    static Marks marks_of(const source::BranchFile& file) {
        Marks marks = source::marks_of_path(file.path);
        marks.add(source::marks_of_content(file.path, std::string_view(file.removed ? file.before : file.after).substr(0, 64U << 10U)));
        return marks;
    }

    void look_at_files() {
        bool of_the_program = false;
        for (const source::BranchFile& file : facts_.change.files) {
            const Marks marks = marks_of(file);
            const bool beside = marks.has(Mark::test) || marks.has(Mark::example) || marks.has(Mark::documentation);
            of_the_program = of_the_program || !beside;
            // A lockfile is written by a program, and an upgrade is what changes it.
            const bool made = (marks.has(Mark::generated) && facts_.kind != ChangeClass::dependency) || marks.has(Mark::minified);
            if (marks.has(Mark::vendored) || made)
                refuse(Rule::own_code, file.path,
                       marks.has(Mark::vendored) ? "this is somebody else's code, kept here" : "a program writes this file",
                       marks.has(Mark::vendored) ? "repair it where it comes from" : "repair what it is made from");
        }
        if (!facts_.change.files.empty() && !of_the_program)
            refuse(Rule::tests_only, facts_.change.files.front().path, "only tests, examples or documentation change",
                   "say it in an issue, if at all");
    }

    void look_at_proof() {
        const std::string next = "squire fix PROJECT --only ID --branch proves it and makes the branch";
        if (!facts_.verdict || facts_.findings.empty())
            refuse(Rule::proof, {}, "no proof of this branch is recorded", next);
        else if (*facts_.verdict == Verdict::failed)
            refuse(Rule::proof, {}, "its proof failed", next);
        else if (!facts_.proof_is_of_branch)
            refuse(Rule::proof, facts_.change.id.substr(0, 12), "the branch is not what was proved", next);
        if (facts_.change.related && facts_.change.files.empty()) refuse(Rule::proof, {}, "the branch changes nothing", next);
        if (facts_.change.more) refuse(Rule::proof, {}, "the branch is too large to be looked at", "one class of fix a branch");
        for (const source::BranchFile& file : facts_.change.files)
            if (file.left_out)
                refuse(Rule::proof, file.path, "a link, a submodule or a file of more than 8 MB changes", "leave it out of the branch");
        if (facts_.text_match)
            refuse(Rule::text_match, {}, "no path, no type and no syntax says that this is wrong, only how it is written",
                   "look at the place, and offer what you can show");
    }

    void look_at_privacy() {
        for (const std::string& place : facts_.with_secrets)
            refuse(Rule::secret, place, "a secret stands in it", "take it out, and have it revoked: what was committed is known");
        if (!facts_.is_private) return;
        const auto covers = [&](const PrivateReport& report) {
            return std::ranges::all_of(
                facts_.findings, [&](const std::string& each) { return std::ranges::find(report.findings, each) != report.findings.end(); });
        };
        const auto report = std::ranges::find_if(facts_.reports, covers);
        if (report == facts_.reports.end()) {
            refuse(Rule::private_first, {}, "the maintainers do not know of it in private",
                   "report it on their private channel, and record that: squire fix sent ID URL --private");
            return;
        }
        const Time public_from = report->sent + kPrivate + (report->answered ? kGrace : std::chrono::days(0));
        if (!report->agreed && facts_.now < public_from)
            refuse(Rule::private_first, {}, fmt::format("it stays private until {}, or until they agree", to_rfc3339(public_from).substr(0, 10)),
                   "wait, or record their yes: squire fix merged URL");
    }

    const GateFacts& facts_;
    std::vector<Refusal> refusals_;
};

} // namespace

std::string_view to_string(Rule rule) { return kRules.at(static_cast<std::size_t>(rule)).name; }
std::string_view meaning_of(Rule rule) { return kRules.at(static_cast<std::size_t>(rule)).meaning; }

std::vector<Refusal> refusals(const GateFacts& facts) { return Gate(facts).judge(); }

} // namespace squire::fix
