// SPDX-License-Identifier: MIT
#include "store/projection.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "store/object_table.h"
#include "store/terms.h"
#include "store/tracked.h"

namespace squire::store {
namespace {

constexpr std::size_t kRowsAtOnce = 5'000;

struct PlacedEvent {
    EventFact fact;
    Time time{};
    Number number = 0; // of the vulnerability, by the table history
};

// The next events by vulnerability, after the last one of `events`, which they replace.
Result<void> next_events(Database& database, std::vector<PlacedEvent>& events) {
    const PlacedEvent last = events.empty() ? PlacedEvent{} : events.back();
    events.clear();
    std::string names;
    for (const std::string_view column : event_facts().columns) names += fmt::format("e.{}, ", column);
    return database.query(fmt::format("SELECT {}l.time, h.number FROM history h JOIN event e ON e.entry = h.entry AND e.ordinal = h.ordinal "
                                      "JOIN ledger l ON l.sequence = e.entry "
                                      "WHERE (h.number, h.entry, h.ordinal) > ($1, $2, $3) ORDER BY h.number, h.entry, h.ordinal LIMIT {}",
                                      names, kRowsAtOnce),
                          {last.number, last.fact.entry, last.fact.ordinal}, [&](const Row& row) -> Result<void> {
                              auto event = event_of(row);
                              if (!event) return std::unexpected(std::move(event.error()));
                              const std::size_t width = event_facts().columns.size();
                              events.push_back({std::move(*event), Time(std::chrono::seconds(row.integer(width))), row.integer(width + 1)});
                              return {};
                          });
}

class Vulnerabilities {
public:
    explicit Vulnerabilities(const ProjectionVisitor& visitor) : visitor_(visitor) {}

    Result<void> add(const PlacedEvent& event) {
        ++events_;
        if (event.number != current_.number)
            if (auto ended = end_current(); !ended) return ended;
        // The first event of a vulnerability is the one that brought it, and all others are of the same one.
        const bool first = current_.value.id.empty();
        const bool brings = event.fact.kind == Event::Kind::appeared && event.number == number_of(event.fact.entry, event.fact.ordinal);
        if (first ? !brings : event.fact.kind == Event::Kind::appeared || event.fact.vulnerability != current_.value.id)
            return fail(ErrorKind::malformed, fmt::format("history: event {} of ledger entry {} is in that of another vulnerability",
                                                          event.fact.ordinal, event.fact.entry));
        current_.apply(event.fact, event.time);
        return {};
    }

    /// `events` are how many there are.
    Result<void> finish(std::int64_t events) {
        if (events != events_)
            return fail(ErrorKind::malformed, fmt::format("history: {} of {} events are in that of a vulnerability", events_, events));
        if (auto ended = end_current(); !ended) return ended;
        return give(true);
    }

private:
    Result<void> end_current() {
        if (current_.value.id.empty()) return {};
        if (auto parsed = current_.parse(); !parsed) return parsed;
        vulnerabilities_.rows.push_back(vulnerability_record(current_));
        std::ranges::move(sighting_records(current_), std::back_inserter(sightings_.rows));
        up_to_ = {current_.number};
        current_ = {};
        return vulnerabilities_.rows.size() >= kRowsAtOnce ? give(false) : Result<void>{};
    }

    Result<void> give(bool last) {
        for (ProjectedRows* rows : {&vulnerabilities_, &sightings_}) {
            rows->up_to = last ? Record{} : up_to_;
            if (auto visited = visitor_(*rows); !visited) return visited;
            rows->after = rows->up_to;
            rows->rows.clear();
        }
        return {};
    }

    const ProjectionVisitor& visitor_;
    Tracked current_;
    std::int64_t events_ = 0;
    Record up_to_;
    ProjectedRows vulnerabilities_{.table = "vulnerability", .columns = kVulnerabilityColumns, .key = "number", .order = "number"};
    ProjectedRows sightings_{.table = "sighting", .columns = kSightingColumns, .key = "number", .order = "number, scanner, target"};
};

Result<void> project_vulnerabilities(Database& database, const ProjectionVisitor& visitor) {
    Vulnerabilities vulnerabilities(visitor);
    std::vector<PlacedEvent> events;
    do {
        if (auto read = next_events(database, events); !read) return read;
        for (const PlacedEvent& event : events)
            if (auto added = vulnerabilities.add(event); !added) return added;
    } while (events.size() == kRowsAtOnce);
    std::int64_t all = 0;
    auto counted = database.query("SELECT count(*) FROM event", {}, [&](const Row& row) -> Result<void> {
        all = row.integer(0);
        return {};
    });
    return counted ? vulnerabilities.finish(all) : counted;
}

// As in migration 005, and as a recording does it one by one.
Result<void> fill_history(Database& database) {
    auto filled = database.execute("INSERT INTO history (number, entry, ordinal) "
                                   "SELECT f.entry * 4294967296 + 4294967295 - f.ordinal, e.entry, e.ordinal "
                                   "FROM event f JOIN event e ON e.vulnerability = f.vulnerability WHERE f.kind = 'appeared'",
                                   {});
    if (!filled) return std::unexpected(std::move(filled.error()));
    return {};
}

struct PlacedObject {
    Object object;
    std::int64_t ordinal = 0;
};

Result<void> next_versions(Database& database, std::vector<PlacedObject>& versions) {
    const Object last = versions.empty() ? Object{} : versions.back().object;
    versions.clear();
    return database.query(
        fmt::format("SELECT {} FROM object_version WHERE (kind, id, version) > ($1, $2, $3) ORDER BY kind, id, version LIMIT {}",
                    list_of(object_facts().columns), kRowsAtOnce),
        {std::string_view(last.kind), std::string_view(last.id), last.version}, [&](const Row& row) -> Result<void> {
            auto object = object_of(row);
            if (!object) return std::unexpected(std::move(object.error()));
            versions.push_back({std::move(*object), row.integer(1)});
            return {};
        });
}

// Objects are people and applications, thousands at most: their rows may stand in memory at once.
Result<void> project_objects(Database& database, const ProjectionVisitor& visitor) {
    ProjectedRows objects{.table = "object", .columns = kObjectColumns, .key = "kind, id", .order = "kind, id"};
    ProjectedRows keys{.table = "object_key", .columns = kObjectKeyColumns, .key = "kind, name, value, id", .order = "kind, name, value, id"};
    PlacedObject last;
    const auto end = [&] {
        if (last.object.kind.empty()) return;
        objects.rows.push_back(object_record(last.object, last.ordinal));
        std::ranges::move(key_records(last.object), std::back_inserter(keys.rows));
    };
    std::vector<PlacedObject> versions;
    do {
        if (auto read = next_versions(database, versions); !read) return read;
        for (const PlacedObject& each : versions) {
            if (each.object.kind != last.object.kind || each.object.id != last.object.id) end();
            last = each;
        }
    } while (versions.size() == kRowsAtOnce);
    end();
    std::ranges::sort(keys.rows);
    if (auto visited = visitor(objects); !visited) return visited;
    return visitor(keys);
}

} // namespace

Result<void> project(Database& database, const ProjectionVisitor& visitor) {
    if (auto done = project_vulnerabilities(database, visitor); !done) return done;
    return project_objects(database, visitor);
}

Result<void> fill_projections(Database& database) {
    if (auto filled = fill_history(database); !filled) return filled;
    auto filled = project(database, [&](const ProjectedRows& part) { return insert(database, part.table, part.columns, part.rows); });
    return filled ? fill_terms(database) : filled;
}

} // namespace squire::store
