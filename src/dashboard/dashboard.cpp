// SPDX-License-Identifier: MIT
#include "dashboard/dashboard.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/text.h"
#include "dashboard/diff_view.h"
#include "dashboard/finding_data.h"
#include "embedded/dashboard_script.h"
#include "embedded/dashboard_style.h"
#include "html/page.h"
#include "html/within.h"

namespace squire::dashboard {
namespace {

using html::escape;

constexpr std::size_t kMostDiffLines = 3000;    // of one change
constexpr std::size_t kLongestDraft = 200'000;  // bytes
constexpr std::size_t kSeverities = 6;
constexpr std::size_t kMostNames = 60; // of jobs in a cell
constexpr std::size_t kLongestName = 100;

// A title out of a Markdown text: its `code` is code.
std::string title_html(std::string_view title) {
    std::string html;
    bool code = false;
    const bool even = std::ranges::count(title, '`') % 2 == 0;
    for (std::size_t at = 0; at <= title.size();) {
        const std::size_t end = even ? std::min(title.find('`', at), title.size()) : title.size();
        const std::string text = escape(title.substr(at, end - at));
        html += code ? fmt::format("<code>{}</code>", text) : text;
        code = !code;
        at = end + 1;
    }
    return html;
}

std::string link_to(std::string_view file, std::string_view title) {
    std::string address; // a path of ours, in a folder whose name may be anything
    for (const char c : file) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '.' || c == '-' || c == '_';
        address += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return fmt::format("<a href=\"{}\">{}</a>", escape(address), escape(title));
}

std::string percent(std::optional<double> value) {
    if (!value) return "<span class=\"quiet\">not known</span>";
    const long number = std::lround(*value * 100);
    return fmt::format("<span class=\"meter\" aria-hidden=\"true\"><span style=\"width:{0}%\"></span></span>{0}", number);
}

// "3 s", "0.4 s".
std::string seconds_of(double seconds) { return seconds >= 10 ? fmt::format("{:.0f} s", seconds) : fmt::format("{:.1f} s", seconds); }

std::string cards(const std::array<std::uint64_t, kSeverities>& by_severity) {
    std::string items;
    std::string ribbon;
    for (std::size_t i = kSeverities; i-- > 0;) {
        if (by_severity.at(i) > 0) ribbon += fmt::format("<span class=\"r{}\" style=\"flex-grow:{}\"></span>", i, by_severity.at(i));
        if (i < 2 && by_severity.at(i) == 0) continue;
        items += fmt::format("<li><strong>{}</strong><span class=\"dot r{}\" aria-hidden=\"true\"></span> {}</li>\n", by_severity.at(i), i,
                             finding::to_string(static_cast<finding::Severity>(i)));
    }
    return fmt::format("<ul class=\"cards\" aria-label=\"Findings by severity\">\n{}</ul>\n<p class=\"ribbon\" aria-hidden=\"true\">{}</p>\n",
                       items, ribbon);
}

std::string summary(const Dashboard& page) {
    std::array<std::uint64_t, kSeverities> by_severity{};
    std::uint64_t real = 0;
    for (const Entry& entry : page.entries) {
        ++by_severity.at(static_cast<std::size_t>(entry.vulnerability.severity()));
        if (entry.advice == "confirm") ++real;
    }
    std::string lead = page.entries.empty() ? "Nothing was found that still stands."
                                            : fmt::format("{} found, {} of them likely real.",
                                                          counted(page.entries.size() + page.left_out, "weakness", "weaknesses"), real);
    if (!page.changes.empty()) lead += fmt::format(" {} drafted.", counted(page.changes.size(), "change"));
    lead += " Nothing was sent to anybody.";
    std::string steps;
    double all = 0;
    for (std::size_t i = 0; i < page.steps.size(); ++i) {
        const Step& step = page.steps[i];
        all += step.state == "as before" ? 0 : step.seconds;
        steps +=
            fmt::format("<tr><td class=\"number\">{}</td><th scope=\"row\">{}</th><td class=\"state {}\">{}</td><td class=\"number\">{}</td>"
                        "<td>{}</td></tr>\n",
                        i + 1, escape(step.title),
                        step.state == "failed" ? "failed"
                        : step.state == "done" ? "done"
                                               : "before",
                        escape(step.state), seconds_of(step.seconds), escape(step.result));
    }
    constexpr std::size_t kShownNotices = 3; // the rest would push the findings off the first screen
    std::string notices;
    for (std::size_t at = 0; at < page.notices.size(); ++at) {
        if (at == kShownNotices) notices += fmt::format("<details class=\"notices\"><summary>and {} more</summary>\n", page.notices.size() - at);
        notices += fmt::format("<p class=\"notice\">{}</p>\n", escape(shorten(page.notices[at], 1000)));
    }
    if (page.notices.size() > kShownNotices) notices += "</details>\n";
    return fmt::format(
        "<h2 id=\"summary\" class=\"skip\">Summary</h2>\n<p class=\"lead\">{}</p>\n{}{}"
        "<details class=\"done\" open><summary>What was done: {}, {}</summary>\n"
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Steps\"><table class=\"steps\">"
        "<thead><tr><th scope=\"col\" class=\"number\">#</th><th scope=\"col\">Step</th><th scope=\"col\">State</th><th scope=\"col\" "
        "class=\"number\">Time</th><th scope=\"col\">Result</th></tr></thead>\n"
        "<tbody>\n{}</tbody></table></div></details>\n",
        escape(lead), page.entries.empty() ? "" : cards(by_severity), notices, counted(page.steps.size(), "step"), seconds_of(all), steps);
}

std::string findings(const Dashboard& page) {
    std::string text = "<h2 id=\"findings\">Findings</h2>\n";
    if (page.entries.empty()) return text + "<p>There are none. The reports say what was looked at.</p>\n";
    if (page.left_out > 0)
        text += fmt::format("<p class=\"notice\">{} not on this page: <code>squire findings list</code> shows all.</p>\n",
                            counted(page.left_out, "lesser finding is", "lesser findings are"));
    text +=
        R"(<noscript><p class="notice">The table needs JavaScript. Without it, the reports and the proposed decisions among the files below say the same.</p></noscript>
<div id="findings-live" hidden>
<div class="filter" role="search" aria-label="Findings">
<label class="words">Words in name, place, rule or reason<input id="words" type="search" autocomplete="off" spellcheck="false"></label>
<label>Severity<select id="severity"><option value="">any</option></select></label>
<label>Kind<select id="type"><option value="">any</option></select></label>
<label>Proposed<select id="advice"><option value="">any</option></select></label>
</div>
<p id="count" class="quiet" role="status"></p>
<p id="printed" class="notice" hidden>Only the first 1,000 rows are printed.</p>
<div class="beside">
<div id="rows" tabindex="-1" role="region" aria-label="Findings, by arrow keys">
<table id="table"><caption class="skip">Findings</caption>
<colgroup><col class="w-severity"><col><col class="w-where"><col class="w-kind"><col class="w-advice"></colgroup>
<thead><tr aria-rowindex="1"><th scope="col" aria-sort="descending"><button type="button" data-order="severity">Severity</button></th><th scope="col"><button type="button" data-order="name">What</button></th><th scope="col"><button type="button" data-order="place">Where</button></th><th scope="col" class="kind"><button type="button" data-order="type">Kind</button></th><th scope="col" class="advice"><button type="button" data-order="advice">Proposed</button></th></tr></thead>
<tbody id="body"></tbody></table>
</div>
<section id="detail" aria-label="The chosen finding" tabindex="0" hidden></section>
</div>
</div>
)";
    return text;
}

std::string assessment(const Dashboard& page) {
    if (page.scores.empty()) return {};
    std::string scores;
    for (const Score& score : page.scores)
        scores += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", escape(score.aspect), percent(score.value));
    std::string reasons;
    for (const Reason& reason : page.reasons)
        reasons += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n", escape(reason.title), percent(reason.value),
                               escape(shorten(reason.evidence, 400)));
    return fmt::format(
        "<h2 id=\"assessment\">Assessment</h2>\n<p>Would the project benefit, and would it be glad? From 0 to 100; what is not "
        "known counts for nothing.</p>\n"
        "<table class=\"scores\"><caption class=\"skip\">Scores</caption><thead class=\"skip\"><tr><th scope=\"col\">Aspect</th><th "
        "scope=\"col\">Score</th></tr></thead>\n<tbody>\n{}</tbody></table>\n"
        "<details><summary>What speaks for and against</summary>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" "
        "aria-label=\"Signals\"><table class=\"stack\"><thead><tr><th scope=\"col\">Signal</th><th scope=\"col\">Value</th>"
        "<th scope=\"col\">Evidence</th></tr></thead>\n<tbody>\n{}</tbody></table></div></details>\n",
        scores, reasons);
}

// Too wide to be read when it is made to fit beside another one.
bool is_wide(const Picture& picture) {
    constexpr std::string_view kWidth = " width=\"";
    constexpr std::size_t kDigits = 3; // 1,000 pixels and more
    const std::size_t at = picture.svg.find(kWidth);
    const std::size_t from = at == std::string::npos ? picture.svg.size() : at + kWidth.size();
    return picture.svg.find_first_not_of("0123456789", from) > from + kDigits;
}

// Pictures are images of their own, so that their styles and names meet nobody else's.
std::string as_image(const Picture& picture) {
    std::string data;
    for (const char c : picture.svg) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view(" -_.,:;=/()").contains(c);
        data += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return fmt::format(
        "<figure tabindex=\"0\" aria-label=\"{0}\"><figcaption>{0}</figcaption><img class=\"{2}\" alt=\"{0}; the table below lists its jobs\" "
        "src=\"data:image/svg+xml,{1}\"></figure>\n",
        escape(picture.title), data, is_wide(picture) ? "large" : "");
}

std::string names_or_none(const std::vector<std::string>& names) {
    if (names.empty()) return "<span class=\"quiet\">none</span>";
    std::string all;
    for (std::size_t i = 0; i < std::min(names.size(), kMostNames); ++i)
        all += fmt::format("{}{}", i == 0 ? "" : ", ", escape(shorten(names[i], kLongestName)));
    return names.size() > kMostNames ? fmt::format("{} and {} more", all, names.size() - kMostNames) : all;
}

std::string pipeline(const Dashboard& page) {
    if (page.pictures.empty() && page.pipelines.empty()) return {};
    std::string pictures;
    for (const Picture& picture : page.pictures) pictures += as_image(picture);
    std::string rows;
    for (const PipelineKind& kind : page.pipelines)
        rows += fmt::format("<tr><th scope=\"row\">{}</th><td data-label=\"Before: \">{}</td><td data-label=\"New: \">{}</td></tr>\n",
                            escape(kind.title), names_or_none(kind.before), names_or_none(kind.added));
    std::string table;
    if (!rows.empty())
        table = fmt::format(
            "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Kinds of pipelines\"><table class=\"stack\"><caption>Each kind of "
            "pipeline: every "
            "job that ran before runs as before</caption><thead><tr><th scope=\"col\">Pipeline for</th><th scope=\"col\">Jobs before</th><th "
            "scope=\"col\">New jobs</th></tr></thead>\n<tbody>\n{}</tbody></table></div>\n",
            rows);
    const bool wide = std::ranges::any_of(page.pictures, is_wide);
    return fmt::format("<h2 id=\"pipeline\">Pipeline</h2>\n<div class=\"pictures{}\">\n{}</div>\n{}", wide ? " below" : "", pictures, table);
}

// How many lines a change takes and gives: "+3 −1".
std::string size_of(std::string_view diff) {
    std::size_t more = 0;
    std::size_t less = 0;
    for (const std::string_view line : split(diff, '\n')) {
        more += line.starts_with('+') && !line.starts_with("+++") ? 1 : 0;
        less += line.starts_with('-') && !line.starts_with("---") ? 1 : 0;
    }
    return fmt::format("<span class=\"delta\"><span class=\"skip\">, lines added, removed: </span><span class=\"plus\">+{}</span> <span "
                       "class=\"minus\">−{}</span></span>",
                       more, less);
}

std::string changes(const Dashboard& page) {
    if (page.changes.empty()) return {};
    std::string text =
        "<h2 id=\"changes\">Changes</h2>\n<p>Each stands on a branch in <code>sandbox/</code> and as a patch for <code>git am</code>.</p>\n";
    for (std::size_t i = 0; i < page.changes.size(); ++i) {
        const Change& change = page.changes[i];
        text += fmt::format("<details{} class=\"draft\"><summary>{} {}</summary>\n{}<div class=\"wide\" tabindex=\"0\" role=\"region\" "
                            "aria-label=\"{}\">{}</div></details>\n",
                            i == 0 ? " open" : "", title_html(change.title), size_of(change.diff),
                            change.file.empty() ? "" : fmt::format("<p>{}</p>\n", link_to(change.file, change.file)), escape(change.title),
                            side_by_side(change.diff, kMostDiffLines));
    }
    return text;
}

std::string drafts(const Dashboard& page) {
    if (page.drafts.empty()) return {};
    std::string text =
        "<h2 id=\"drafts\">Texts to send</h2>\n<p>Read, edit and send them yourself: nothing leaves before the maintainers agree.</p>\n";
    for (std::size_t i = 0; i < page.drafts.size(); ++i) {
        const Draft& draft = page.drafts[i];
        text += fmt::format("<details class=\"draft\"><summary>{4}</summary>\n<p><button type=\"button\" class=\"copy\" data-copy=\"draft-{1}\" "
                            "data-what=\"{0}\" hidden>Copy</button>{2}</p>\n"
                            "<pre id=\"draft-{1}\" tabindex=\"0\" aria-label=\"{0}\">{3}</pre></details>\n",
                            escape(draft.title), i, draft.file.empty() ? "" : link_to(draft.file, draft.file),
                            escape(shorten(draft.text, kLongestDraft)), title_html(draft.title));
    }
    return text;
}

std::string write_up(const Dashboard& page) {
    if (page.write_up.article.empty() && page.write_up.versions.empty()) return {};
    std::string versions;
    for (const Link& link : page.write_up.versions)
        versions += fmt::format("<li>{} <span class=\"quiet\">{}</span></li>\n", link_to(link.file, link.title), escape(link.what));
    std::string text = "<h2 id=\"write-up\">Write-up</h2>\n<p>Its numbers come from the ledger, its words from you: write them into "
                       "<code>writeup.md</code>, then the same command again. <code>squire report check</code> names what stands between it and "
                       "its readers.</p>\n";
    if (!versions.empty()) text += fmt::format("<ul class=\"versions\">\n{}</ul>\n", versions);
    if (!page.write_up.article.empty())
        text += fmt::format(
            "<details class=\"article\"><summary>Read it here</summary>\n<article aria-label=\"Write-up\">\n{}</article></details>\n",
            html::within(page.write_up.article, "writeup-", 1));
    return text;
}

std::string files(const Dashboard& page) {
    if (page.files.empty()) return {};
    std::string rows;
    std::vector<std::string_view> groups;
    for (const Link& link : page.files) {
        if (link.group.empty())
            rows += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", link_to(link.file, link.title), escape(link.what));
        else if (std::ranges::find(groups, link.group) == groups.end())
            groups.emplace_back(link.group);
    }
    std::string text =
        fmt::format("<h2 id=\"files\">Files</h2>\n<table class=\"stack\"><thead><tr><th scope=\"col\">File</th><th scope=\"col\">What it "
                    "is</th></tr></thead>\n<tbody>\n{}</tbody></table>\n",
                    rows);
    for (const std::string_view group : groups) {
        std::string items;
        for (const Link& link : page.files) {
            if (link.group == group) items += fmt::format("<li>{}</li>\n", link_to(link.file, link.title));
        }
        text += fmt::format("<details><summary>{} <span class=\"count\">{}</span></summary>\n<ul class=\"names\">\n{}</ul></details>\n",
                            escape(group), std::ranges::count(page.files, group, &Link::group), items);
    }
    return text;
}

std::string navigation(const Dashboard& page, std::string_view body) {
    struct Part {
        std::string_view id, title;
        std::size_t count = 0; // 0: none is said
    };
    std::string items;
    for (const Part& part : {Part{"summary", "Summary"}, Part{"findings", "Findings", page.entries.size()}, Part{"pipeline", "Pipeline"},
                             Part{"changes", "Changes", page.changes.size()}, Part{"drafts", "Texts to send", page.drafts.size()},
                             Part{"write-up", "Write-up"}, Part{"assessment", "Assessment"}, Part{"files", "Files"}}) {
        if (!body.contains(fmt::format("<h2 id=\"{}\"", part.id))) continue;
        items += fmt::format("<li><a href=\"#{}\">{}{}</a></li>\n", part.id, part.title,
                             part.count == 0 ? "" : fmt::format(" <span class=\"count\">{}</span>", part.count));
    }
    return fmt::format("<header class=\"top\"><nav aria-label=\"Parts of this page\"><ul>\n{}</ul></nav></header>\n", items);
}

} // namespace

std::string to_html(const Dashboard& page) {
    std::string people = page.intern;
    if (!page.mentor.empty()) people += (people.empty() ? "mentor " : ", mentor ") + page.mentor;
    std::string about = page.commit.empty() ? "no commit yet" : fmt::format("commit {}", page.commit.substr(0, 12));
    if (!people.empty()) about += " · " + people;
    about += " · " + to_rfc3339(page.made).substr(0, 10);
    std::string body = fmt::format("<h1><span class=\"eyebrow\">Security internship</span> {}</h1>\n<p class=\"quiet\">{}{}</p>\n",
                                   escape(page.project), escape(about),
                                   page.address.empty() ? ""
                                                        : fmt::format(" · <a href=\"{}\" rel=\"noreferrer\">{}</a>",
                                                                      html::escape_address(page.address), escape(page.address)));
    body += summary(page) + findings(page) + pipeline(page) + changes(page) + drafts(page) + write_up(page) + assessment(page) + files(page);
    body += "<p id=\"said\" class=\"skip\" role=\"status\"></p>\n";
    const std::string header = navigation(page, body);
    if (!page.entries.empty()) body += fmt::format("<script type=\"application/json\" id=\"data\">{}</script>\n", finding_data(page.entries));
    return html::render({.title = fmt::format("Security internship: {}", page.project),
                         .body = std::move(body),
                         .header = header,
                         .style = page.write_up.style + std::string(embedded::dashboard_style().front().text),
                         .script = std::string(embedded::dashboard_script().front().text)});
}

} // namespace squire::dashboard
