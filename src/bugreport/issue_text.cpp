// SPDX-License-Identifier: MIT
#include "bugreport/issue_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::bugreport {
namespace {

constexpr std::array<std::string_view, 37> kFacts{
    "scanner",    "scanner_version", "rule",         "rules_version", "rule_text", "image",        "runtime",          "system",
    "command",    "configuration",   "steps",        "log",           "example",   "example_path", "example_language", "reduction",
    "reproduced", "actual",          "expected",     "why",           "trace",     "raw",          "near_miss",        "near_miss_says",
    "category",   "priority",        "last_good",    "searched",      "patch",     "patch_says",   "summary",          "summary_short",
    "kind_words", "route_words",     "route_reason", "language",      "crash"};

// Facts that we write ourselves in Markdown, of parts that are harmless; all others are taken as text.
constexpr std::array<std::string_view, 7> kWritten{"summary", "steps", "trace", "searched", "reduction", "patch_says", "near_miss_says"};

// What a fence says its content is, by the fact.
std::string language_of(std::string_view name, const BugReport& report) {
    if (name == "example" || name == "near_miss") return std::string(report.fact("example_language"));
    if (name == "raw") return "json";
    if (name == "command") return "sh";
    if (name == "patch") return "diff";
    return name == "rule_text" ? "yaml" : "text";
}

std::string value_of(std::string_view name, const BugReport& report) {
    if (name == "kind_words") return std::string(words_of(report.kind));
    if (name == "summary") return report.fact(name).empty() ? summary_of(report) : harmless(report.fact(name));
    if (name == "summary_short") {
        std::string summary = report.fact("summary").empty() ? summary_of(report) : std::string(report.fact("summary"));
        std::erase(summary, '`');
        if (summary.ends_with('.')) summary.pop_back();
        return summary;
    }
    if (name == "route_words")
        return std::string(to_string(report.route)) == "report_format" ? "report format" : std::string(to_string(report.route));
    if (name == "route_reason") return report.route_reason;
    if (name == "expected" && report.fact(name).empty()) return expectation_of(report);
    return std::string(report.fact(name));
}

// A text, or a tag: "name", "#name", "/name", "code:name", "span:name".
struct Piece {
    bool tag = false;
    std::string_view text;
};

std::vector<Piece> pieces_of(std::string_view text) {
    std::vector<Piece> pieces;
    while (!text.empty()) {
        const std::size_t open = text.find("{{");
        const std::size_t close = open == std::string_view::npos ? open : text.find("}}", open);
        if (close == std::string_view::npos) break;
        if (open > 0) pieces.push_back({false, text.substr(0, open)});
        pieces.push_back({true, text.substr(open + 2, close - open - 2)});
        text.remove_prefix(close + 2);
    }
    if (!text.empty()) pieces.push_back({false, text});
    return pieces;
}

std::string_view name_of(std::string_view tag) {
    for (const std::string_view prefix : {"#", "/", "code:", "span:"}) {
        if (tag.starts_with(prefix)) return tag.substr(prefix.size());
    }
    return tag;
}

std::string without_empty_runs(std::string_view text) {
    std::string out;
    std::size_t empty = 1;    // none at the beginning
    std::string fence; // what ends the fence that is open
    for (const std::string_view line : split(text, '\n')) {
        if (fence.empty() && trim(line).empty()) {
            if (++empty > 1) continue;
        } else {
            empty = 0;
        }
        if (line.starts_with("```")) {
            const std::string run(line.substr(0, std::min(line.find_first_not_of('`'), line.size())));
            if (fence.empty())
                fence = run;
            else if (line == fence)
                fence.clear();
        }
        out += line;
        out += '\n';
    }
    while (out.ends_with("\n\n")) out.pop_back();
    return out;
}

std::size_t longest_run(std::string_view text, char of) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : text) {
        run = c == of ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

template <class Write> std::string fill(std::string_view text, const BugReport& report, Write write) {
    std::string out;
    std::vector<bool> shown; // of each section that is open
    for (const Piece& piece : pieces_of(text)) {
        const bool visible = std::ranges::all_of(shown, [](bool each) { return each; });
        if (!piece.tag) {
            if (visible) out += piece.text;
        } else if (piece.text.starts_with('#')) {
            shown.push_back(!value_of(name_of(piece.text), report).empty());
        } else if (piece.text.starts_with('/')) {
            shown.pop_back();
        } else if (visible) {
            out += write(piece.text, value_of(name_of(piece.text), report));
        }
    }
    return out;
}

} // namespace

bool is_fact(std::string_view name) { return std::ranges::find(kFacts, name) != kFacts.end(); }

Result<void> check_issue_text(std::string_view text) {
    std::vector<std::string_view> open;
    for (const Piece& piece : pieces_of(text)) {
        if (!piece.tag) continue;
        const std::string_view name = name_of(piece.text);
        if (!is_fact(name)) return fail(ErrorKind::malformed, fmt::format("'{{{{{}}}}}' is no fact of a report", piece.text));
        if (piece.text.starts_with('#')) open.push_back(name);
        if (!piece.text.starts_with('/')) continue;
        if (open.empty() || open.back() != name) return fail(ErrorKind::malformed, fmt::format("'{{{{{}}}}}' ends no section", piece.text));
        open.pop_back();
    }
    if (!open.empty()) return fail(ErrorKind::malformed, fmt::format("the section '{}' does not end", open.back()));
    return {};
}

std::string fill_issue_text(std::string_view text, const BugReport& report) {
    return without_empty_runs(fill(text, report, [&](std::string_view tag, const std::string& value) {
        const std::string_view name = name_of(tag);
        if (tag.starts_with("code:")) return fenced(value, language_of(name, report));
        if (tag.starts_with("span:")) return value.empty() ? std::string("?") : inline_code(value);
        return std::ranges::find(kWritten, name) != kWritten.end() ? to_utf8(value) : harmless(value);
    }));
}

std::string fill_issue_line(std::string_view text, const BugReport& report) {
    std::string line = fill(text, report, [](std::string_view, const std::string& value) { return printable(value); });
    std::ranges::replace(line, '\n', ' ');
    return line;
}

std::string harmless(std::string_view text) {
    // GitLab's "@name", "#12", "!12", "~label", "%milestone" mean nothing behind a backslash, as all of Markdown's own characters.
    static constexpr std::string_view kAnywhere = "\\`*_{}[]<>#~@!|$&^%";
    static constexpr std::string_view kAtBegin = "-+/=:"; // lists, "/close", underlines of headings
    const std::string whole = to_utf8(text);
    std::string out;
    for (const std::string_view line : split(whole, '\n')) {
        if (!out.empty()) out += '\n';
        const std::string shown = printable(trim(line));
        bool begins = true;
        for (std::size_t i = 0; i < shown.size(); ++i) {
            const char c = shown[i];
            const bool numbers = c == '.' && i > 0 && (i + 1 == shown.size() || shown[i + 1] == ' '); // "1. item", and not "1.2.3"
            if (kAnywhere.contains(c) || (begins && (numbers || (i == 0 && kAtBegin.contains(c))))) out += '\\';
            out += c;
            begins = begins && c >= '0' && c <= '9';
        }
    }
    return out;
}

std::string fenced(std::string_view text, std::string_view language) {
    const std::string fence(std::max<std::size_t>(3, longest_run(text, '`') + 1), '`');
    const std::string whole = to_utf8(text);
    std::string body;
    for (std::string_view line : split(whole, '\n')) {
        if (line.ends_with('\r')) line.remove_suffix(1);
        // A tab is layout; all other control characters would only be seen by machines.
        const std::vector<std::string_view> parts = split(line, '\t');
        for (std::size_t i = 0; i < parts.size(); ++i) body += (i > 0 ? "\t" : "") + printable(parts[i]);
        body += '\n';
    }
    while (body.ends_with("\n\n")) body.pop_back();
    return fmt::format("{}{}\n{}{}", fence, language, body, fence);
}

std::string inline_code(std::string_view text) {
    std::string line(text);
    for (char& c : line) {
        if (c == '\n' || c == '\r' || c == '\t') c = ' ';
    }
    line = printable(line);
    const std::string fence(longest_run(line, '`') + 1, '`');
    const std::string_view pad = line.starts_with('`') || line.ends_with('`') ? " " : "";
    return fmt::format("{}{}{}{}{}", fence, pad, line, pad, fence);
}

} // namespace squire::bugreport
