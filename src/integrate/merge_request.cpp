// SPDX-License-Identifier: MIT
#include "integrate/merge_request.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "integrate/template_frame.h"

namespace squire::integrate {

namespace {

std::vector<const Choice*> with(const Plan& plan, Decision decision) {
    std::vector<const Choice*> found;
    for (const Choice& choice : plan.choices)
        if (choice.decision == decision) found.push_back(&choice);
    return found;
}

std::string titles(const std::vector<const Choice*>& choices) {
    std::string text;
    for (std::size_t i = 0; i < choices.size(); ++i)
        text += (i == 0 ? "" : i + 1 == choices.size() ? " and " : ", ") + choices[i]->scanner->title;
    return text;
}

std::string minutes(double value) { return value < 1.5 ? "about a minute" : fmt::format("about {:.0f} minutes", value); }

std::string jobs_of(const Choice& choice) {
    std::string text;
    for (const Analyzer& analyzer : choice.suitability.analyzers) text += (text.empty() ? "" : ", ") + fmt::format("`{}`", analyzer.job);
    return text;
}

/// A value beside its key had to become a list, so that its line is another one now.
bool opens_a_line(const Plan& plan) {
    const auto lines = split(plan.diff, '\n');
    return std::ranges::any_of(lines, [](std::string_view line) { return line.starts_with('-') && !line.starts_with("--- "); });
}

std::string what(const Plan& plan) {
    const auto added = with(plan, Decision::add);
    std::string text = fmt::format("This adds {} to `{}`. {}\n", titles(added), plan.file,
                                   plan.is_new ? "The project has no pipeline yet; this file is all there is to it."
                                   : opens_a_line(plan)
                                       ? "Text is only added, though a line had to be opened for it; no existing job, stage or setting changes."
                                       : "Lines are only added; no existing job, stage or setting changes.");
    for (const std::string& note : plan.notes) text += "- " + note + "\n";
    return text;
}

std::string why(const Plan& plan) {
    std::string text;
    for (const Choice* choice : with(plan, Decision::add)) text += fmt::format("- {}: {}.\n", choice->scanner->title, choice->reason);
    for (const Choice* choice : with(plan, Decision::present))
        text += fmt::format("- {} is already there and stays as it is: {}.\n", choice->scanner->title, choice->reason);
    const auto left_out = with(plan, Decision::left_out);
    if (!left_out.empty()) text += "\nLeft out:\n\n";
    for (const Choice* choice : left_out) text += fmt::format("- {}: {}.\n", choice->scanner->title, choice->reason);
    return text;
}

std::string cost(const Plan& plan) {
    std::string text = "| Job | Looks at | Takes (estimated) |\n| --- | --- | --- |\n";
    double longest = 0;
    double sum = 0;
    for (const Choice* choice : with(plan, Decision::add)) {
        std::size_t most = 0;
        for (const Analyzer& analyzer : choice->suitability.analyzers) most = std::max(most, analyzer.files);
        text += fmt::format("| {} | {} | {} |\n", jobs_of(*choice), most == 0 ? "what is deployed or pushed" : fmt::format("{} files", most),
                            minutes(choice->suitability.minutes));
        longest = std::max(longest, choice->suitability.minutes);
        sum += choice->suitability.minutes;
    }
    text += fmt::format("\nThe jobs run beside each other: {} more on the clock where runners are free, {} of compute. The times are estimates "
                        "from the size of the project, not "
                        "measured on your runners.\n",
                        minutes(longest), minutes(sum));
    text += "\nThey run in:\n\n";
    for (const KindOfPipeline& kind : plan.comparison.kinds)
        if (!kind.jobs_added.empty())
            text += fmt::format("- {}{}: {}\n", kind.title, kind.made_before ? "" : " (until now without a pipeline)",
                                fmt::join(kind.jobs_added, ", "));
    text += "\nEach job has `allow_failure: true`: a finding, or a scanner that breaks, never turns a pipeline red. "
            "When the findings have been looked through and you want the scanners to count, set `allow_failure: false` on their jobs; until "
            "then nothing depends on them.\n";
    if (std::ranges::any_of(with(plan, Decision::add), [](const Choice* choice) { return choice->scanner->id == "secret-detection"; }))
        text += "\nSecret detection looks at new commits. To look through the whole history once, start one pipeline by hand with the variable "
                "`SECRET_DETECTION_HISTORIC_SCAN` set to `true`; it need not stay.\n";
    text += "\nThe reports are artifacts of the jobs. GitLab shows them in merge requests and in the security dashboard on Ultimate; on other "
            "tiers they are files to download.\n";
    return text;
}

std::string tested(const Plan& plan) {
    std::set<std::string> jobs;
    for (const KindOfPipeline& kind : plan.comparison.kinds) jobs.insert(kind.jobs_before.begin(), kind.jobs_before.end());
    std::string text = fmt::format(
        "The pipeline was resolved as GitLab does it (includes, extends, rules) before and after the change, for {} kinds of pipelines: {} ",
        plan.comparison.kinds.size(),
        plan.is_new ? "there were none before."
                    : fmt::format("the {0} job{1} that there {2} the same, with the same content.", jobs.size(), jobs.size() == 1 ? "" : "s",
                                  jobs.size() == 1 ? "was is" : "were are"));
    text += "The new jobs have not been run on your GitLab yet: the pipeline of this merge request is the first run.\n";
    for (const std::string& unread : plan.unread) text += fmt::format("- Not looked into: {}.\n", unread);
    return text;
}

std::string revert(const Plan& plan) {
    std::string text = plan.is_new ? fmt::format("Delete `{}`, or revert the commit; nothing else refers to it.", plan.file)
                                   : "Revert the commit; nothing else refers to it.";
    std::set<std::string> switches;
    for (const Choice* choice : with(plan, Decision::add)) switches.insert(choice->scanner->off);
    text += " To switch a scanner off without a commit, set a CI/CD variable to `true`:";
    for (const std::string& each : switches) text += fmt::format(" `{}`", each);
    return text + ".\n";
}

constexpr std::string_view kDisclosure =
    "The change was prepared with Squire, a program that puts scanners into pipelines, and is sent by a person who answers for it.\n";

std::vector<Section> sections(const Plan& plan) {
    return {
        {"What", what(plan), {"what", "descri", "summary", "change", "overview"}},
        {"Why this project", why(plan), {"why", "motivation", "reason", "context", "background"}},
        {"What will run, and how long", cost(plan), {"impact", "performance", "cost"}},
        {"How it was tested", tested(plan), {"test", "validat", "verif", "how to"}},
        {"How to revert", revert(plan), {"revert", "rollback", "roll back", "risk"}},
        {"How to say no", std::string(kHowToSayNo), {}},
    };
}

} // namespace

ProjectCustoms read_customs(const pipeline::ProjectFiles& files) {
    ProjectCustoms customs;
    constexpr std::string_view kTemplates = ".gitlab/merge_request_templates/";
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kWishes{{
        {"signed-off-by", "a sign-off (DCO) in each commit"},
        {"developer certificate", "a sign-off (DCO) in each commit"},
        {"changelog", "an entry in the changelog, where users notice the change"},
        {"open an issue", "an issue before a larger change"},
        {"conventional commits", "Conventional Commits"},
    }};
    for (const std::string& path : files.paths()) {
        const std::string lower = to_lower(path);
        if (path.starts_with(kTemplates) && lower.ends_with(".md") && (customs.template_path.empty() || lower.ends_with("/default.md")))
            customs.template_path = path;
        const std::string_view name = std::string_view(lower).substr(lower.rfind('/') + 1);
        const bool near_the_top = std::ranges::count(path, '/') <= 1;
        customs.wants_sign_off = customs.wants_sign_off || lower == "dco" || lower == "dco.txt" || lower == "dco.md";
        if (near_the_top && name.starts_with("contributing") &&
            (customs.contributing_path.empty() || path.size() < customs.contributing_path.size()))
            customs.contributing_path = path;
    }
    if (!customs.template_path.empty()) customs.merge_request_template = to_utf8(files.read(customs.template_path).value_or(""));
    if (!customs.contributing_path.empty()) {
        const std::string text = to_lower(files.read(customs.contributing_path).value_or(""));
        for (const auto& [word, wish] : kWishes)
            if (text.contains(word) && std::ranges::find(customs.wishes, wish) == customs.wishes.end()) customs.wishes.emplace_back(wish);
        // Some name the Developer Certificate of Origin as what a contribution agrees to, without asking for the line (GitLab's own projects).
        customs.wants_sign_off = customs.wants_sign_off || text.contains("signed-off-by") || text.contains("git commit -s");
        static constexpr std::array<std::string_view, 6> kIssueFirst{"open an issue first",  "create an issue first",
                                                                     "open an issue before", "create an issue before",
                                                                     "file an issue first",  "must reference an issue"};
        customs.wants_issue = std::ranges::any_of(kIssueFirst, [&](std::string_view words) { return text.contains(words); });
    }
    return customs;
}

std::string commit_subject(const Plan& plan) {
    const auto added = with(plan, Decision::add);
    if (added.size() == 1) {
        static const std::map<std::string, std::string, std::less<>> kShort = {
            {"sast", "SAST"}, {"sast-iac", "SAST for infrastructure"}, {"dast", "DAST"}};
        const auto found = kShort.find(added.front()->scanner->id);
        return fmt::format("Add {} to the pipeline", found == kShort.end() ? added.front()->scanner->title : found->second);
    }
    return "Add security scanners to the pipeline";
}

std::string commit_body(const Plan& plan) {
    std::string text;
    for (const Choice* choice : with(plan, Decision::add)) text += fmt::format("- {}\n", choice->scanner->title);
    return text + "\nThe scanners may fail without failing the pipeline.\nNo existing job changes.\n";
}

std::string write_merge_request(const Plan& plan, const ProjectCustoms& customs) {
    std::vector<Section> all = sections(plan);
    if (!customs.wishes.empty())
        all.push_back({"Before sending",
                       fmt::format("`{}` asks for: {}. Check each, then delete this section.\n", customs.contributing_path,
                                   fmt::join(customs.wishes, "; ")),
                       {}});
    all.push_back({"Who made this", std::string(kDisclosure), {}});
    return write_sections(customs.merge_request_template, std::move(all));
}

} // namespace squire::integrate
