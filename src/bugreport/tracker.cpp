// SPDX-License-Identifier: MIT
#include "bugreport/tracker.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "bugreport/issue_text.h"
#include "embedded/trackers.h"
#include "rules/table_reader.h"
#include "rules/toml.h"

namespace squire::bugreport {
namespace {

constexpr std::string_view kQueryMark = "{{query}}";

std::string url_encoded(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        encoded += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return encoded;
}

// The words of a list; the first one that is none is a complaint.
template <class Value>
std::vector<Value> words_of_list(rules::TableReader& reader, std::string_view key, std::optional<Value> (*parse)(std::string_view)) {
    std::vector<Value> values;
    for (const rules::TextAt& word : reader.texts(key)) {
        if (const auto value = parse(word.text)) {
            values.push_back(*value);
        } else {
            reader.complain(word.at, fmt::format("'{}' is no word for '{}'", word.text, key));
        }
    }
    return values;
}

std::string text_of(rules::TableReader& reader, std::string_view key) {
    auto text = reader.text(key);
    return text ? std::move(text->text) : std::string();
}

Ask read_ask(const rules::TomlTable& table, std::string_view file, Problems& problems) {
    rules::TableReader reader(table, file, "what is asked for", Weight::incomplete, problems);
    Ask ask{.field = text_of(reader, "field"),
            .what = text_of(reader, "what"),
            .weight = reader.count("weight").value_or(0),
            .must = reader.flag("must").value_or(false),
            .kinds = words_of_list(reader, "kinds", parse_bug_kind),
            .hint = text_of(reader, "hint")};
    if (!is_fact(ask.field)) reader.complain(reader.at("field"), fmt::format("'{}' is no fact of a report", ask.field));
    if (ask.what.empty() || ask.weight == 0 || ask.weight > 100) reader.complain(reader.at(), "it needs 'what', and a 'weight' from 1 to 100");
    reader.finish();
    return ask;
}

void read_document(const rules::TomlTable& document, std::string_view file, Tracker& tracker, Problems& problems) {
    rules::TableReader reader(document, file, "tracker", Weight::incomplete, problems);
    tracker.name = text_of(reader, "name");
    tracker.url = text_of(reader, "url");
    tracker.search = text_of(reader, "search");
    for (rules::TextAt& query : reader.texts("queries")) {
        if (auto sound = check_issue_text(query.text); !sound) reader.complain(query.at, sound.error().message);
        tracker.queries.push_back(std::move(query.text));
    }
    if (!tracker.search.empty() && (tracker.queries.empty() || !tracker.search.contains(kQueryMark)))
        reader.complain(reader.at("search"), "'search' needs {{query}} in it, and 'queries'");
    for (rules::TextAt& scanner : reader.texts("scanners")) tracker.scanners.push_back(std::move(scanner.text));
    tracker.routes = words_of_list(reader, "routes", parse_target);
    tracker.confidential = reader.flag("confidential").value_or(false);
    tracker.threshold = reader.count("threshold").value_or(tracker.threshold);
    tracker.title = text_of(reader, "title");
    for (const rules::TomlTable* ask : reader.tables("asks")) tracker.asks.push_back(read_ask(*ask, file, problems));
    if (const rules::TomlTable* const text = reader.table("template")) {
        rules::TableReader inner(*text, file, "template", Weight::incomplete, problems);
        tracker.text = text_of(inner, "text");
        inner.finish();
    }
    if (tracker.name.empty() || tracker.title.empty() || tracker.text.empty() || tracker.asks.empty() || tracker.routes.empty())
        reader.complain(reader.at(), "it needs name, title, routes, asks and template");
    if (tracker.threshold > 100) reader.complain(reader.at("threshold"), "it is a number from 0 to 100");
    for (const std::string* text : {&tracker.title, &tracker.text}) {
        if (auto sound = check_issue_text(*text); !sound) reader.complain(reader.at("template"), sound.error().message);
    }
    reader.finish();
}

std::vector<Tracker> read_all() {
    std::vector<Tracker> trackers;
    for (const auto& [file, text] : embedded::trackers()) {
        if (auto tracker = read_tracker(text, file)) trackers.push_back(std::move(*tracker)); // the test reads each, too
    }
    std::ranges::sort(trackers, {}, &Tracker::id);
    return trackers;
}

} // namespace

Result<Tracker> read_tracker(std::string_view text, std::string_view file_name) {
    const auto document = rules::parse_toml(text, file_name);
    if (!document) return std::unexpected(document.error());
    Tracker tracker{.id = std::filesystem::path(file_name).stem().string()};
    Problems problems;
    read_document(*document, file_name, tracker, problems);
    if (const std::vector<Problem> wrong = problems.list(); !wrong.empty()) return std::unexpected(wrong.front().error);
    return tracker;
}

std::span<const Tracker> all_trackers() {
    static const std::vector<Tracker> trackers = read_all();
    return trackers;
}

const Tracker* tracker_named(std::string_view id) {
    const auto found = std::ranges::find(all_trackers(), id, &Tracker::id);
    return found == all_trackers().end() ? nullptr : &*found;
}

const Tracker* tracker_for(std::string_view scanner, Target route) {
    const std::string name = to_lower(scanner);
    const Tracker* best = nullptr;
    std::size_t length = 0; // "semgrep-sast", GitLab's, before "semgrep"
    for (const Tracker& tracker : all_trackers()) {
        if (std::ranges::find(tracker.routes, route) == tracker.routes.end()) continue;
        for (const std::string& known : tracker.scanners) {
            if (known.size() <= length || !name.contains(known)) continue;
            best = &tracker;
            length = known.size();
        }
    }
    return best;
}

Completeness completeness_of(const BugReport& report, const Tracker& tracker) {
    Completeness result;
    std::uint32_t total = 0;
    std::uint32_t there = 0;
    bool lacks_a_must = false;
    for (const Ask& ask : tracker.asks) {
        if (!ask.kinds.empty() && std::ranges::find(ask.kinds, report.kind) == ask.kinds.end()) continue;
        total += ask.weight;
        if (!report.fact(ask.field).empty()) {
            there += ask.weight;
            continue;
        }
        result.missing.push_back(&ask);
        lacks_a_must |= ask.must;
    }
    result.score = total == 0 ? 0 : there * 100 / total;
    result.ready = result.score >= tracker.threshold && !lacks_a_must;
    return result;
}

std::string title_for(const BugReport& report, const Tracker& tracker) { return shorten(fill_issue_line(tracker.title, report), 200); }

std::string markdown_for(const BugReport& report, const Tracker& tracker) { return fill_issue_text(tracker.text, report); }

std::vector<TrackerSearch> searches_for(const Tracker& tracker, const BugReport& report) {
    std::vector<TrackerSearch> searches;
    for (const std::string& text : tracker.queries) {
        const std::string line = fill_issue_line(text, report);
        const std::string query(trim(line));
        if (query.empty() || std::ranges::find(searches, query, &TrackerSearch::query) != searches.end()) continue;
        std::string address = tracker.search;
        if (const std::size_t at = address.find(kQueryMark); at != std::string::npos) address.replace(at, kQueryMark.size(), url_encoded(query));
        searches.push_back({query, std::move(address)});
    }
    return searches;
}

} // namespace squire::bugreport
