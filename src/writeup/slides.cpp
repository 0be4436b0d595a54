// SPDX-License-Identifier: MIT
#include "writeup/slides.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "base/text.h"
#include "embedded/writeup_slides.h"
#include "html/markdown.h"
#include "html/page.h"
#include "writeup/blocks.h"
#include "writeup/chart.h"
#include "writeup/figures.h"

namespace squire::writeup {
namespace {

constexpr std::size_t kMostPoints = 6;
constexpr std::size_t kMostRows = 5; // of a table
constexpr std::size_t kLongestPoint = 180;
constexpr std::size_t kLongestQuote = 420;
constexpr std::size_t kLongestTitle = 140;
constexpr std::size_t kLongestName = 100;
// Letters on a slide that are set smaller, and smaller still.
constexpr std::size_t kMany = 520;
constexpr std::size_t kVeryMany = 950;

// What a block gives a slide.
struct Plan {
    std::string_view block;
    struct Tile {
        std::string_view figure, one, many; // its name, and the words under the number
    };
    std::vector<Tile> figures; // those that are 0 are left out
    std::vector<std::string_view> charts;
    std::string_view none; // what is said where the first figure is 0
};

const std::vector<Plan>& plans() {
    static const std::vector<Plan> all{
        {"glance",
         {{"scans.total", "scan", "scans"},
          {"findings.total", "finding", "findings"},
          {"fixes.proved", "repair with a proof", "repairs with a proof"},
          {"findings.fixed", "gone since", "gone since"},
          {"merge_requests.total", "merge request", "merge requests"},
          {"merge_requests.merged", "merged", "merged"},
          {"bug_reports.sent", "report to a scanner's team", "reports to scanners' teams"}},
         {},
         "Nothing has been scanned yet."},
        {"project", {}, {}, {}},
        {"integrated",
         {{"scanners.total", "scanner", "scanners"},
          {"scans.total", "scan", "scans"},
          {"merge_requests.integrate", "merge request that adds one", "merge requests that add one"}},
         {},
         "Nothing has been scanned yet."},
        {"found",
         {{"findings.total", "finding", "findings"},
          {"findings.severity.critical", "critical", "critical"},
          {"findings.severity.high", "high", "high"}},
         {"over-time", "by-place"},
         "There was no finding."},
        {"silent",
         {{"scans.silent", "scan found nothing", "scans found nothing"},
          {"scans.total", "scan in all", "scans in all"},
          {"scans.failed", "failed", "failed"}},
         {},
         "No scan ended without a finding."},
        {"fixed",
         {{"findings.fixed", "finding gone", "findings gone"}, {"fixes.proved", "fix with a proof", "fixes with a proof"}},
         {"before-and-after", "funnel"},
         "No finding has gone from the project yet."},
        {"unfixed",
         {{"findings.present", "finding still there", "findings still there"},
          {"unfixed.total", "with a reason why no fix", "with a reason why no fix"}},
         {},
         "No finding is left."},
        {"false-alarms",
         {{"findings.false_alarms", "false alarm", "false alarms"},
          {"bug_reports.sent", "report to a scanner's team", "reports to scanners' teams"}},
         {},
         "No finding was dismissed as a false alarm."},
        {"requests",
         {{"merge_requests.total", "merge request", "merge requests"},
          {"merge_requests.merged", "merged", "merged"},
          {"merge_requests.longest_wait", "day, the longest wait", "days, the longest wait"}},
         {"answers"},
         "No merge request was opened in the project yet."},
        {"plan",
         {{"weeks.planned", "week planned", "weeks planned"},
          {"weeks.reported", "week with a check-in", "weeks with a check-in"},
          {"goals.met", "goal met", "goals met"}},
         {},
         "There is no plan on record."},
        {"learned", {}, {}, {}},
        {"next", {}, {}, {}},
        {"repeat", {}, {}, {}},
    };
    return all;
}

// The author's words: the first list of a section are its points, a first sentence leads where there is none, all of it are notes.
struct Words {
    std::string lead;
    std::vector<std::string> points;
};

Words words_of(std::string_view markdown) {
    Words words;
    std::string paragraph;
    bool ended = false;
    for (const std::string_view raw : split(markdown, '\n')) {
        const std::string_view line = trim(raw);
        const bool item = line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ");
        if (item && words.points.size() < kMostPoints) words.points.push_back(shorten(trim(line.substr(2)), kLongestPoint));
        const bool apart =
            item || line.empty() || line.starts_with("```") || std::string_view("#|>!").find(line.front()) != std::string_view::npos;
        if (apart)
            ended = ended || !paragraph.empty();
        else if (!ended)
            paragraph += (paragraph.empty() ? "" : " ") + std::string(line);
    }
    for (const std::string_view end : {". ", "! ", "? "}) {
        if (const std::size_t at = paragraph.find(end); at != std::string::npos) paragraph.resize(at + 1);
    }
    if (words.points.empty()) words.lead = shorten(paragraph, kLongestPoint * 2);
    return words;
}

// What a line of Markdown is within a paragraph of HTML.
std::string inline_html(std::string_view markdown) {
    std::string html = html::markdown_to_html(markdown);
    while (html.ends_with('\n')) html.pop_back();
    if (html.starts_with("<p>") && html.ends_with("</p>") && html.find("<p>", 3) == std::string::npos) return html.substr(3, html.size() - 7);
    return html::escape(markdown);
}

// The first `most` lines of a list.
std::string first_items(const std::string& block, std::size_t most) {
    std::string items;
    std::size_t seen = 0;
    for (const std::string_view line : split(block, '\n')) {
        if (line.starts_with("- ") && seen++ < most) items.append(line).append("\n");
    }
    if (seen > most) items += fmt::format("- and {} more\n", seen - most);
    return items;
}

// A row of one of our tables without its last cell where the table's last column says what shows it: too much for a slide.
std::string without_proof(std::string_view row) {
    constexpr std::string_view kEnd = " |";
    const std::size_t last = row.substr(0, row.size() - kEnd.size()).rfind(" | ");
    return last == std::string_view::npos ? std::string(row) : std::string(row.substr(0, last)) + std::string(kEnd);
}

// A table of two columns names what shows it in a row of its own.
std::string without_proof_row(const std::string& block) {
    std::string kept;
    for (const std::string_view line : split(block, '\n')) {
        if (!line.starts_with("| Shown by | ledger")) kept.append(line).append("\n");
    }
    return kept;
}

// The first table of a block with at most `most` rows; empty where it has none.
std::string first_table(const std::string& block, std::size_t most) {
    std::string table;
    std::size_t rows = 0;
    bool proof = false;
    for (const std::string_view line : split(block, '\n')) {
        if (!line.starts_with('|')) {
            if (rows > 0) break;
            continue;
        }
        if (rows == 0) proof = line.ends_with(" Shown by |");
        if (rows++ < most + 2) table.append(proof ? without_proof(line) : std::string(line)).append("\n");
    }
    if (rows > most + 2) table += fmt::format("\nAnd {} more.\n", rows - most - 2);
    return table;
}

// The class for a slide with so much on it.
std::string size_for(std::string_view html) {
    std::size_t letters = 0;
    bool tag = false;
    for (const char c : html) {
        if (c == '<') tag = true;
        letters += !tag && (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
        if (c == '>') tag = false;
    }
    return letters > kVeryMany ? " full fuller" : letters > kMany ? " full" : "";
}

class Deck {
public:
    Deck(const Source& source, const Facts& facts, Audience audience, const Images& images)
        : facts_(facts), audience_(audience), images_(images), blocks_(blocks_of(facts, audience, Form::page)), figures_(figures_of(facts)),
          charts_(charts_of(facts, audience)), assembled_(assemble(source, blocks_, audience)) {}

    std::string draw(const Source& source) {
        title();
        for (const Section& section : sections_of(source, audience_)) add(section);
        // Said on every slide, to who cannot see that the deck is one.
        std::string body = fmt::format("<h1 class=\"skip\">{}</h1>\n", html::escape(title_of(assembled_, facts_)));
        for (std::size_t i = 0; i < slides_.size(); ++i)
            body += fmt::format("<section class=\"slide {}\" aria-label=\"Slide {} of {}\" id=\"slide-{}\">\n{}<p "
                                "class=\"foot\"><span>{}</span><span>{} / {}</span></p>\n</section>\n",
                                slides_[i].kind, i + 1, slides_.size(), i + 1, slides_[i].html,
                                html::escape(shorten(title_of(assembled_, facts_), 120)), i + 1, slides_.size());
        const auto files = embedded::writeup_slides();
        html::Page page{.title = title_of(assembled_, facts_), .body = std::move(body)};
        page.style = std::string(chart_style()) + std::string(files[0].text);
        page.script = files[1].text;
        page.header =
            "<nav class=\"deck-buttons\" aria-label=\"Slides\" hidden><button type=\"button\" id=\"back\">Back</button><span id=\"at\" "
            "role=\"status\"></span>"
            "<button type=\"button\" id=\"on\">Next</button><button type=\"button\" id=\"notes\" aria-pressed=\"false\">Notes</button></nav>\n";
        return html::render(page);
    }

private:
    struct Slide {
        std::string kind;
        std::string html;
    };

    void title() {
        const auto value = [&](std::string_view name, std::string otherwise) {
            const auto found = assembled_.front_matter.find(name);
            return found == assembled_.front_matter.end() || found->second.empty() ? std::move(otherwise) : found->second;
        };
        std::string html;
        if (!warning_of(audience_).empty()) html += fmt::format("<p class=\"warning\">{}</p>\n", html::escape(warning_of(audience_)));
        html +=
            fmt::format("<p class=\"name\" aria-hidden=\"true\">{}</p>\n", html::escape(shorten(title_of(assembled_, facts_), kLongestTitle)));
        if (const std::string words = value("description", ""); !words.empty())
            html += fmt::format("<p class=\"lead\">{}</p>\n", html::escape(shorten(words, kLongestPoint)));
        const std::string author = value("author", facts_.internship ? facts_.internship->intern.name : "");
        html += fmt::format("<p class=\"quiet\">{}{}{}</p>\n", html::escape(shorten(author, kLongestName)), author.empty() ? "" : " · ",
                            html::escape(shorten(value("date", to_rfc3339(facts_.now).substr(0, 10)), kLongestName)));
        html += ribbon_of(facts_);
        slides_.push_back({"title", std::move(html)});
    }

    std::string tiles(const Plan& plan) const {
        std::string html;
        for (const Plan::Tile& tile : plan.figures) {
            const std::int64_t value = value_of(figures_, tile.figure);
            if (value == 0) continue;
            html += fmt::format("<li><b>{}</b> {}</li>", value, html::escape(value == 1 ? tile.one : tile.many));
        }
        const bool none = !plan.figures.empty() && value_of(figures_, plan.figures.front().figure) == 0;
        return (none ? fmt::format("<p class=\"lead\">{}</p>\n", html::escape(plan.none)) : "") +
               (html.empty() ? "" : "<ul class=\"tiles\">" + html + "</ul>\n");
    }

    std::string chart(std::string_view id) const {
        const auto found = std::ranges::find(charts_, id, &Chart::id);
        if (found == charts_.end()) return {};
        return fmt::format("<figure><figcaption>{}</figcaption>{}</figure>\n", html::escape(found->title), to_drawing(*found));
    }

    // What a block shows besides numbers and charts.
    std::string more(std::string_view block) const {
        if (block == "learned" && !trim(facts_.words.takeaways).empty())
            return fmt::format("<blockquote><p>{}</p></blockquote>\n", html::escape(shorten(trim(facts_.words.takeaways), kLongestQuote)));
        if (block == "next") return finish_html(html::markdown_to_html(first_items(blocks_.find(block)->second, 5)), facts_, audience_, images_);
        for (const std::string_view tabled : {"integrated", "silent", "unfixed", "false-alarms", "plan"}) {
            if (block == tabled)
                return finish_html(html::markdown_to_html(first_table(blocks_.find(block)->second, kMostRows)), facts_, audience_, images_);
        }
        if (block == "project" || block == "repeat")
            return finish_html(html::markdown_to_html(without_proof_row(blocks_.find(block)->second)), facts_, audience_, images_);
        return {};
    }

    void add(const Section& section) {
        const Words words = words_of(section.words);
        std::string said;
        if (!words.lead.empty()) said += fmt::format("<p class=\"lead\">{}</p>\n", inline_html(words.lead));
        for (const std::string& point : words.points) said += fmt::format("<li>{}</li>", inline_html(point));
        if (!words.points.empty()) said = "<ul class=\"points\">" + said + "</ul>\n";
        const std::string notes = trim(section.words).empty()
                                      ? ""
                                      : fmt::format("<aside class=\"notes\" aria-label=\"Notes\">{}</aside>\n",
                                                    finish_html(html::markdown_to_html(section.words), facts_, audience_, images_));
        std::string left;
        std::vector<std::string> drawings;
        for (const std::string& block : section.blocks) {
            const auto plan = std::ranges::find(plans(), std::string_view(block), &Plan::block);
            if (plan == plans().end()) continue;
            left += tiles(*plan) + more(block);
            for (const std::string_view id : plan->charts) {
                if (std::string drawn = chart(id); !drawn.empty()) drawings.push_back(std::move(drawn));
            }
        }
        left = said + left;
        if (left.empty() && drawings.empty()) return;
        const std::string heading = fmt::format("<h2>{}</h2>\n", inline_html(section.heading));
        if (drawings.empty()) {
            // A few numbers or one sentence stand in the middle, and large; what is to be read begins at the top.
            const bool large = words.points.empty() &&
                               std::ranges::none_of(std::array{"<table", "<pre", "<ul>"}, [&](const char* each) { return left.contains(each); });
            slides_.push_back({large ? "words large" : "words" + size_for(left), heading + "<div class=\"body\">" + left + "</div>\n" + notes});
            return;
        }
        slides_.push_back(
            {"both" + size_for(left), heading + "<div class=\"body\"><div>" + left + "</div>" + drawings.front() + "</div>\n" + notes});
        for (std::size_t i = 1; i < drawings.size(); ++i)
            slides_.push_back({"drawing", heading + "<div class=\"body\">" + drawings[i] + "</div>\n"});
    }

    const Facts& facts_;
    Audience audience_;
    const Images& images_;
    Blocks blocks_;
    std::vector<Figure> figures_;
    std::vector<Chart> charts_;
    Assembled assembled_;
    std::vector<Slide> slides_;
};

} // namespace

std::string to_slides(const Source& source, const Facts& facts, Audience audience, const Images& images) {
    return Deck(source, facts, audience, images).draw(source);
}

} // namespace squire::writeup
