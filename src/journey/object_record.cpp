// SPDX-License-Identifier: MIT
#include "journey/object_record.h"

#include <set>
#include <utility>
#include <vector>

namespace squire::journey {

Result<void> record_objects(Run& run, std::span<const ObjectRecord> records, std::string_view verb) {
    std::vector<store::ObjectWrite> writes;
    std::set<std::pair<std::string, std::string>> seen; // several findings may share a fingerprint
    for (const ObjectRecord& record : records) {
        if (!seen.emplace(record.kind, record.id).second) continue;
        const auto there = run.store.object(record.kind, record.id);
        if (!there && there.error().kind != ErrorKind::not_found) return std::unexpected(there.error());
        if (there && !there->removed && there->document == record.document) continue;
        writes.push_back(
            {.kind = record.kind, .id = record.id, .expected = there && !there->removed ? there->version : 0, .document = record.document});
    }
    if (writes.empty()) return {};
    const auto written = run.store.write(
        writes,
        {.actor = run.person, .verb = std::string(verb), .kind = writes.front().kind, .object = writes.size() == 1 ? writes.front().id : ""});
    return written ? Result<void>() : std::unexpected(written.error());
}

Result<void> record_object(Run& run, const ObjectRecord& record) { return record_objects(run, std::span(&record, 1), record.verb); }

} // namespace squire::journey
