// SPDX-License-Identifier: MIT
#include "workspace/bug_records.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/hash.h"
#include "base/text.h"
#include "formats/json_document.h"
#include "formats/json_writer.h"

namespace squire::workspace {
namespace {

using formats::JsonArray;
using formats::JsonCursor;
using formats::JsonObject;
using formats::JsonWriter;

constexpr std::string_view kBug = "bug_report";
constexpr std::string_view kMissed = "missed_weakness";
constexpr std::array<std::string_view, 5> kStates{"draft", "sent", "answered", "fixed", "closed"};

std::string write_bug(const BugRecord& record) {
    JsonWriter writer;
    {
        const JsonObject object(writer);
        writer.member("state", to_string(record.state()));
        writer.member("kind", record.kind);
        writer.member("title", record.title);
        writer.member("tracker", record.tracker);
        writer.member("scanner", record.scanner);
        writer.member("rule", record.rule);
        writer.member("vulnerability", record.vulnerability);
        writer.member("folder", record.folder);
        writer.member("score", record.score);
        writer.member("ready", record.ready);
        writer.member("url", record.url);
        writer.member("nudge_after", record.nudge_after);
        writer.member("contribution", record.contribution);
        {
            const JsonArray list(writer, "missing");
            for (const std::string& each : record.missing) writer.value(each);
        }
        const JsonArray list(writer, "steps");
        for (const BugStep& step : record.steps) {
            const JsonObject one(writer);
            writer.member("to", to_string(step.to));
            writer.member("by", step.by);
            writer.member("at", to_rfc3339(step.at));
            writer.member("note", step.note);
        }
    }
    return writer.take();
}

BugRecord read_bug(const store::Object& object) {
    BugRecord record{.id = object.id, .version = object.version};
    Problems ignored; // we wrote it; what is missing of an older version is empty
    const auto document = formats::parse_json(object.document, {}, ignored);
    if (!document) return record;
    formats::Warnings warnings(ignored);
    const JsonCursor from(*document, warnings);
    record.kind = from.text("kind");
    record.title = from.text("title");
    record.tracker = from.text("tracker");
    record.scanner = from.text("scanner");
    record.rule = from.text("rule");
    record.vulnerability = from.text("vulnerability");
    record.folder = from.text("folder");
    record.score = from.count("score");
    record.ready = from.boolean("ready").value_or(false);
    record.url = from.text("url");
    record.nudge_after = from.count("nudge_after");
    record.contribution = from.text("contribution");
    const JsonCursor missing = from.list("missing");
    for (std::size_t i = 0; i < missing.size(); ++i) record.missing.push_back(missing.text_at(i));
    const JsonCursor steps = from.list("steps");
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const JsonCursor step = steps.at(i);
        record.steps.push_back({.to = parse_bug_state(step.text("to")).value_or(BugState::draft),
                                .by = step.text("by"),
                                .at = parse_time(step.text("at")).value_or(Time{}),
                                .note = step.text("note")});
    }
    return record;
}

std::string write_missed(const MissedWeakness& missed) {
    JsonWriter writer;
    {
        const JsonObject object(writer);
        writer.member("file", missed.file);
        writer.member("line", missed.line);
        writer.member("commit", missed.commit);
        writer.member("cwe", missed.cwe);
        writer.member("rule", missed.rule);
        writer.member("scanner", missed.scanner);
        writer.member("note", missed.note);
        writer.member("by", missed.by);
        writer.member("at", to_rfc3339(missed.at));
    }
    return writer.take();
}

MissedWeakness read_missed(const store::Object& object) {
    MissedWeakness missed{.id = object.id};
    Problems ignored;
    const auto document = formats::parse_json(object.document, {}, ignored);
    if (!document) return missed;
    formats::Warnings warnings(ignored);
    const JsonCursor from(*document, warnings);
    missed.file = from.text("file");
    missed.line = from.count("line");
    missed.commit = from.text("commit");
    missed.cwe = from.count("cwe");
    missed.rule = from.text("rule");
    missed.scanner = from.text("scanner");
    missed.note = from.text("note");
    missed.by = from.text("by");
    missed.at = parse_time(from.text("at")).value_or(Time{});
    return missed;
}

// The one object whose id begins so.
Result<store::Object> object_of(const store::Store& store, std::string_view kind, std::string_view prefix, std::string_view what) {
    const auto objects = store.objects(kind);
    if (!objects) return std::unexpected(objects.error());
    const store::Object* found = nullptr;
    for (const store::Object& each : *objects) {
        if (prefix.empty() || !each.id.starts_with(prefix)) continue;
        if (found != nullptr)
            return fail(ErrorKind::usage, fmt::format("more than one {} begins so", what), std::string(prefix), "write more of the id");
        found = &each;
    }
    if (found == nullptr)
        return fail(ErrorKind::not_found, fmt::format("there is no {} with this id", what), std::string(prefix), "squire bug list shows them");
    return *found;
}

Result<BugRecord> write_record(store::Store& store, BugRecord record, std::string_view who) {
    const store::ObjectWrite write{.kind = std::string(kBug),
                                   .id = record.id,
                                   .expected = record.version,
                                   .keys = {{"state", std::string(to_string(record.state()))}, {"scanner", record.scanner}},
                                   .document = write_bug(record)};
    JsonWriter evidence;
    {
        const JsonObject object(evidence);
        evidence.member("scanner", record.scanner);
        evidence.member("rule", record.rule);
        evidence.member("kind", record.kind);
        evidence.member_unless_empty("url", record.url);
        evidence.member_unless_empty("note", shorten(record.steps.back().note, 200));
    }
    const std::string verb = record.state() == BugState::draft ? "bug_report.drafted" : fmt::format("bug_report.{}", to_string(record.state()));
    auto written = store.write(
        {&write, 1}, {.actor = std::string(who), .verb = verb, .kind = std::string(kBug), .object = record.id, .evidence = evidence.take()});
    if (!written) return std::unexpected(written.error());
    record.version = written->front().version;
    return record;
}

bool may_move(BugState from, BugState to) {
    switch (from) {
    case BugState::draft: return to == BugState::sent || to == BugState::closed;
    case BugState::sent: return to != BugState::draft && to != BugState::sent;
    case BugState::answered: return to != BugState::draft;
    case BugState::fixed:
    case BugState::closed: return to == BugState::sent; // it is back, or they were not right: it is said again
    }
    return false;
}

} // namespace

std::string_view to_string(BugState state) { return kStates.at(static_cast<std::size_t>(state)); }

std::optional<BugState> parse_bug_state(std::string_view word) {
    const auto* const found = std::ranges::find(kStates, word);
    if (found == kStates.end()) return std::nullopt;
    return static_cast<BugState>(found - kStates.begin());
}

std::string_view BugRecord::last_answer() const {
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        if (step->to == BugState::answered) return step->note;
    }
    return {};
}

std::optional<long> BugRecord::days_with_them(Time now) const {
    if (state() != BugState::sent) return std::nullopt;
    return std::max<long>(0, std::chrono::floor<std::chrono::days>(now - since()).count());
}

bool BugRecord::nudge_is_due(Time now) const {
    const auto days = days_with_them(now);
    return days && nudge_after > 0 && *days >= static_cast<long>(nudge_after);
}

Result<BugRecord> keep_draft(store::Store& store, BugRecord record, std::string_view who, Time now) {
    record.version = 0;
    record.steps.clear();
    const auto objects = store.objects(kBug);
    if (!objects) return std::unexpected(objects.error());
    if (const auto known = std::ranges::find(*objects, record.id, &store::Object::id); known != objects->end()) {
        BugRecord before = read_bug(*known);
        if (before.state() != BugState::draft)
            return fail(ErrorKind::conflict, fmt::format("this report is {} already", to_string(before.state())), record.id,
                        "squire bug show tells more");
        record.version = before.version;
        record.steps = before.steps;
        if (before == record) return before; // nothing new is no entry of the ledger
    }
    record.steps.push_back({.to = BugState::draft, .by = std::string(who), .at = now, .note = {}});
    return write_record(store, std::move(record), who);
}

Result<BugRecord> move_bug(store::Store& store, std::string_view prefix, const BugMove& move, std::string_view who, Time now) {
    auto found = bug_record(store, prefix);
    if (!found) return found;
    BugRecord record = std::move(*found);
    if (!may_move(record.state(), move.to))
        return fail(ErrorKind::usage,
                    fmt::format("the report is {}, and cannot be {} from there", to_string(record.state()), to_string(move.to)), record.id,
                    "squire bug show tells what happened");
    if (move.to == BugState::sent) {
        if (!record.ready && record.state() == BugState::draft && !move.not_ready_all_the_same)
            return fail(ErrorKind::usage,
                        fmt::format("the report is not ready: {} of 100, without {}", record.score, fmt::join(record.missing, ", ")), record.id,
                        "squire bug show says how each is given; --anyway where it was sent all the same");
        if (record.url.empty() && move.url.empty())
            return fail(ErrorKind::usage, "it is not said where it was sent", record.id, "--url ADDRESS");
        if (!move.url.empty()) record.url = move.url;
        if (move.nudge_after) record.nudge_after = *move.nudge_after;
        if (!move.contribution.empty()) record.contribution = move.contribution;
    } else if (trim(move.note).empty()) {
        const std::string_view hint = move.to == BugState::answered ? "--note TEXT: what they say"
                                      : move.to == BugState::fixed  ? "--note VERSION: which has it"
                                                                    : "--note TEXT: why";
        return fail(ErrorKind::usage, "it is not said with what", record.id, std::string(hint));
    }
    record.steps.push_back({.to = move.to, .by = std::string(who), .at = now, .note = to_utf8(trim(move.note))});
    return write_record(store, std::move(record), who);
}

Result<std::vector<BugRecord>> bug_records(const store::Store& store) {
    const auto objects = store.objects(kBug);
    if (!objects) return std::unexpected(objects.error());
    std::vector<BugRecord> records;
    for (const store::Object& object : *objects) records.push_back(read_bug(object));
    std::ranges::stable_sort(records, std::greater<>{}, &BugRecord::since);
    return records;
}

Result<BugRecord> bug_record(const store::Store& store, std::string_view prefix) {
    auto object = object_of(store, kBug, prefix, "report");
    if (!object) return std::unexpected(object.error());
    return read_bug(*object);
}

Result<MissedWeakness> keep_missed(store::Store& store, MissedWeakness missed, std::string_view who, Time now) {
    missed.id = to_hex(sha256(fmt::format("{}\n{}\n{}\n{}", missed.file, missed.line, missed.commit, missed.cwe))).substr(0, 12);
    missed.by = who;
    missed.at = now;
    std::int64_t version = 0;
    const auto objects = store.objects(kMissed);
    if (!objects) return std::unexpected(objects.error());
    if (const auto known = std::ranges::find(*objects, missed.id, &store::Object::id); known != objects->end()) version = known->version;
    const store::ObjectWrite write{
        .kind = std::string(kMissed), .id = missed.id, .expected = version, .keys = {{"file", missed.file}}, .document = write_missed(missed)};
    JsonWriter evidence;
    {
        const JsonObject object(evidence);
        evidence.member("place", fmt::format("{}:{}", missed.file, missed.line));
        evidence.member("cwe", missed.cwe);
        evidence.member_unless_empty("commit", missed.commit);
    }
    auto written = store.write({&write, 1}, {.actor = std::string(who),
                                             .verb = "missed_weakness.marked",
                                             .kind = std::string(kMissed),
                                             .object = missed.id,
                                             .evidence = evidence.take()});
    if (!written) return std::unexpected(written.error());
    return missed;
}

Result<std::vector<MissedWeakness>> missed_weaknesses(const store::Store& store) {
    const auto objects = store.objects(kMissed);
    if (!objects) return std::unexpected(objects.error());
    std::vector<MissedWeakness> all;
    for (const store::Object& object : *objects) all.push_back(read_missed(object));
    std::ranges::sort(all, {}, [](const MissedWeakness& each) { return std::tuple(each.file, each.line, each.id); });
    return all;
}

Result<MissedWeakness> missed_weakness(const store::Store& store, std::string_view prefix) {
    auto object = object_of(store, kMissed, prefix, "missed weakness");
    if (!object) return std::unexpected(object.error());
    return read_missed(*object);
}

} // namespace squire::workspace
