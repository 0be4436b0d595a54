// SPDX-License-Identifier: MIT
#include "store/projection.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "store/object_table.h"
#include "store/tracked.h"

namespace squire::store {
namespace {

constexpr std::size_t kRowsAtOnce = 5'000;

struct TimedEvent {
    EventFact fact;
    Time time{};
};

// The next events by vulnerability, after the last one of `events`, which they replace.
Result<void> next_events(Database& database, std::vector<TimedEvent>& events) {
    const EventFact last = events.empty() ? EventFact{} : events.back().fact;
    events.clear();
    std::string names;
    for (const std::string_view column : event_facts().columns) names += fmt::format("e.{}, ", column);
    return database.query(
        fmt::format("SELECT {}l.time FROM event e JOIN ledger l ON l.sequence = e.entry "
                    "WHERE (e.vulnerability, e.entry, e.ordinal) > ($1, $2, $3) ORDER BY e.vulnerability, e.entry, e.ordinal LIMIT {}",
                    names, kRowsAtOnce),
        {std::string_view(last.vulnerability), last.entry, last.ordinal}, [&](const Row& row) -> Result<void> {
            auto event = event_of(row);
            if (!event) return std::unexpected(std::move(event.error()));
            events.push_back({std::move(*event), Time(std::chrono::seconds(row.integer(event_facts().columns.size())))});
            return {};
        });
}

class Vulnerabilities {
public:
    explicit Vulnerabilities(const ProjectionVisitor& visitor) : visitor_(visitor) {}

    Result<void> add(const TimedEvent& event) {
        if (event.fact.vulnerability != current_.value.id)
            if (auto ended = end_current(); !ended) return ended;
        current_.apply(event.fact, event.time);
        return {};
    }

    Result<void> finish() {
        if (auto ended = end_current(); !ended) return ended;
        return give(true);
    }

private:
    Result<void> end_current() {
        if (current_.value.id.empty()) return {};
        if (auto parsed = current_.parse(); !parsed) return parsed;
        vulnerabilities_.rows.push_back(vulnerability_record(current_));
        std::ranges::move(sighting_records(current_), std::back_inserter(sightings_.rows));
        up_to_ = {current_.value.id};
        current_ = {};
        return vulnerabilities_.rows.size() >= kRowsAtOnce ? give(false) : Result<void>{};
    }

    Result<void> give(bool last) {
        for (ProjectedRows* rows : {&vulnerabilities_, &sightings_}) {
            rows->up_to = last ? std::vector<std::string>{} : up_to_;
            if (auto visited = visitor_(*rows); !visited) return visited;
            rows->after = rows->up_to;
            rows->rows.clear();
        }
        return {};
    }

    const ProjectionVisitor& visitor_;
    Tracked current_;
    std::vector<std::string> up_to_;
    ProjectedRows vulnerabilities_{.table = "vulnerability", .columns = kVulnerabilityColumns, .key = "id", .order = "id"};
    ProjectedRows sightings_{
        .table = "sighting", .columns = kSightingColumns, .key = "vulnerability", .order = "vulnerability, scanner, target"};
};

Result<void> project_vulnerabilities(Database& database, const ProjectionVisitor& visitor) {
    Vulnerabilities vulnerabilities(visitor);
    std::vector<TimedEvent> events;
    do {
        if (auto read = next_events(database, events); !read) return read;
        for (const TimedEvent& event : events)
            if (auto added = vulnerabilities.add(event); !added) return added;
    } while (events.size() == kRowsAtOnce);
    return vulnerabilities.finish();
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
    return project(database, [&](const ProjectedRows& part) { return insert(database, part.table, part.columns, part.rows); });
}

} // namespace squire::store
