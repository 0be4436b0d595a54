// SPDX-License-Identifier: MIT
#include "assess/assessment.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "html/page.h"

namespace squire::assess {
namespace {

using html::escape;

constexpr std::string_view kStyle =
    R"(.meter { display: inline-block; vertical-align: middle; width: 5.5rem; height: .6rem; border-radius: .3rem; background: var(--line); overflow: hidden; margin-right: .5rem; }
.meter > span { display: block; height: 100%; background: var(--link); }
.unknown { color: var(--quiet); font-style: italic; }
td.value { white-space: nowrap; }
.card { border: 1px solid var(--line); border-radius: .75rem; padding: .25rem 1.25rem 1rem; margin: 1.5rem 0; }
)";

std::string meter(std::optional<double> value) {
    if (!value) return "<span class=\"unknown\">unknown</span>";
    const long percent = std::lround(*value * 100);
    return fmt::format("<span class=\"meter\" aria-hidden=\"true\"><span style=\"width:{0}%\"></span></span>{0}", percent);
}

std::string ranking(const Assessment& assessment) {
    std::string rows;
    for (const Assessed& project : assessment.projects) {
        const RankRange& rank = project.rank;
        rows += fmt::format("<tr><td class=\"number\">{}</td><th scope=\"row\"><a href=\"#project-{}\">{}</a></th><td class=\"value\">{}</td>",
                            rank.rank, rank.rank, escape(project.facts.name), meter(project.score.total));
        for (const AspectScore& aspect : project.score.aspects) rows += fmt::format("<td class=\"value\">{}</td>", meter(aspect.value));
        rows += fmt::format("<td>{}</td></tr>\n", rank.best == rank.worst ? "stays" : fmt::format("{} to {}", rank.best, rank.worst));
    }
    return fmt::format(
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Ranking\"><table>\n<caption>Scores from 0 to 100. The last column is "
        "the place "
        "when any one aspect weighs nothing, half or double.</caption>\n"
        "<thead><tr><th scope=\"col\" class=\"number\">#</th><th scope=\"col\">Project</th><th scope=\"col\">Score</th><th "
        "scope=\"col\">Need</th>"
        "<th scope=\"col\">Reach</th><th scope=\"col\">Receptiveness</th><th scope=\"col\">Feasibility</th><th scope=\"col\">Fit</th>"
        "<th scope=\"col\">Place may be</th></tr></thead>\n<tbody>\n{}</tbody></table></div>\n",
        rows);
}

std::string sensitivity(const RankRange& rank) {
    std::string text;
    if (rank.best < rank.rank) text += fmt::format("It comes {}. when {}. ", rank.best, escape(rank.best_when));
    if (rank.worst > rank.rank) text += fmt::format("It comes {}. when {}. ", rank.worst, escape(rank.worst_when));
    return text.empty() ? std::string() : fmt::format("<p class=\"quiet\">{}</p>\n", text);
}

std::string scanners(const Facts& facts) {
    if (facts.scanners.empty()) return {};
    std::string rows;
    for (const ScannerNeed& need : facts.scanners) {
        rows += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td class=\"number\">{}</td></tr>\n",
                            escape(need.title), state_of(need), escape(need.work), escape(need.evidence), escape(need.tier),
                            need.work.empty() ? "" : fmt::format("{:.1f}", need.minutes));
    }
    return fmt::format(
        "<h3>Scanners</h3>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Scanners\"><table>\n<thead><tr><th "
        "scope=\"col\">Scanner</th>"
        "<th scope=\"col\">State</th><th scope=\"col\">What it would read</th><th scope=\"col\">Evidence</th><th scope=\"col\">Tier to run</th>"
        "<th scope=\"col\" class=\"number\">Minutes, estimated</th></tr></thead>\n<tbody>\n{}</tbody></table></div>\n",
        rows);
}

std::string signals(const Assessed& project, const Weights& weights, Aspect aspect) {
    std::string rows;
    for (const Signal& signal : project.signals) {
        const SignalWeight& weight = weights.signals.find(signal.id)->second;
        if (weight.aspect != aspect) continue;
        rows += fmt::format("<tr><th scope=\"row\">{}</th><td class=\"value\">{}</td><td class=\"number\">{:g}</td><td>{}{}</td></tr>\n",
                            escape(weight.title), meter(signal.value), weight.weight, escape(signal.evidence),
                            signal.place.empty() ? "" : fmt::format(" <code>{}</code>", escape(signal.place)));
    }
    const AspectScore& score = project.score.aspects[static_cast<std::size_t>(aspect)];
    return fmt::format(
        "<details{}><summary>{}: {}{}</summary>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table>\n<thead><tr><th "
        "scope=\"col\">Signal</th><th scope=\"col\">Value</th>"
        "<th scope=\"col\" class=\"number\">Weight</th><th "
        "scope=\"col\">Evidence</th></tr></thead>\n<tbody>\n{}</tbody></table></div></details>\n",
        aspect == Aspect::need ? " open" : "", to_string(aspect), score.value ? fmt::format("{:.0f}", *score.value * 100) : "unknown",
        score.known < 1 ? fmt::format(" <span class=\"quiet\">({:.0f} % known)</span>", score.known * 100) : "", to_string(aspect), rows);
}

std::string project_card(const Assessed& project, const Weights& weights) {
    const Facts& facts = project.facts;
    std::string card = fmt::format(
        "<section class=\"card\" id=\"project-{}\" aria-labelledby=\"name-{}\">\n<h2 id=\"name-{}\">{}</h2>\n<p class=\"quiet small\">",
        project.rank.rank, project.rank.rank, project.rank.rank, escape(facts.name));
    if (!facts.address.empty()) card += fmt::format("<a href=\"{}\">{}</a> · ", html::escape_address(facts.address), escape(facts.address));
    card += facts.commit.empty() ? "not in a repository" : fmt::format("commit <code>{}</code>", escape(facts.commit.substr(0, 12)));
    card += fmt::format(" · {} files</p>\n", facts.inventory.files.size());
    card += sensitivity(project.rank) + scanners(facts) + "<h3>What speaks for and against</h3>\n";
    for (const Aspect aspect : kAspects) card += signals(project, weights, aspect);
    return card + "</section>\n";
}

} // namespace

std::string to_html(const Assessment& assessment) {
    std::string body = fmt::format("<h1>Which project would benefit</h1>\n<p>Five scores, each the weighted mean of signals with their "
                                   "evidence. What is unknown counts neither way."
                                   " <span class=\"quiet\">As of {}.</span></p>\n",
                                   to_rfc3339(assessment.time).substr(0, 10));
    body += ranking(assessment);
    for (const Assessed& project : assessment.projects) body += project_card(project, assessment.weights);
    return html::render({.title = "Assessment", .body = body, .style = std::string(kStyle)});
}

} // namespace squire::assess
