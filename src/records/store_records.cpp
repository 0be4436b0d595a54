// SPDX-License-Identifier: MIT
#include "records/store_records.h"

#include "ledger/entry.h"

namespace squire::records {

using program::Json;

namespace {

Result<program::Object> whole(program::Kind kind, std::string_view id, std::uint64_t version, std::string_view text) {
    const Json document = Json::parse(text, nullptr, false);
    return program::from_document(kind, id, version, document.is_object() ? document : Json::object());
}

Result<program::Object> object_of(program::Kind kind, const store::Object& kept, program::Reading reading) {
    const auto version = static_cast<std::uint64_t>(kept.version);
    return reading.events ? whole(kind, kept.id, version, kept.document) : program::facts_from_document(kind, kept.id, version, kept.document);
}

} // namespace

Result<std::vector<program::Object>> StoreRecords::all(program::Kind kind, program::Reading reading) {
    std::map<std::string, std::string> keys;
    if (reading.open_only) keys["open"] = "yes";
    const auto kept = store_->objects(program::info_of(kind).name, keys);
    if (!kept) return std::unexpected(kept.error());
    std::vector<program::Object> objects;
    objects.reserve(kept->size());
    for (const store::Object& each : *kept) {
        auto object = object_of(kind, each, reading);
        if (!object) return std::unexpected(object.error());
        objects.push_back(std::move(*object));
    }
    return objects;
}

Result<std::optional<program::Object>> StoreRecords::one(program::Kind kind, std::string_view id, program::Reading reading) {
    const auto kept = store_->object(program::info_of(kind).name, id);
    if (!kept && kept.error().kind == ErrorKind::not_found) return std::nullopt;
    if (!kept) return std::unexpected(kept.error());
    auto object = object_of(kind, *kept, reading);
    if (!object) return std::unexpected(object.error());
    if (reading.open_only && object->is_final()) return std::nullopt;
    return std::move(*object);
}

Result<std::vector<program::LedgerEntry>> StoreRecords::ledger(const std::vector<std::string>& verbs) {
    const auto kept = store_->ledger({.verbs = verbs});
    if (!kept) return std::unexpected(kept.error());
    std::vector<program::LedgerEntry> entries;
    entries.reserve(kept->size());
    for (const ledger::Entry& each : *kept) {
        program::LedgerEntry entry{.verb = each.verb, .actor = each.actor, .when = each.time, .kind = each.kind, .object = each.object};
        if (Json evidence = Json::parse(each.evidence, nullptr, false); evidence.is_object()) entry.evidence = std::move(evidence);
        entries.push_back(std::move(entry));
    }
    return entries;
}

Result<void> StoreRecords::save(const std::vector<program::Object>& objects) {
    std::vector<store::ObjectWrite> writes;
    for (const program::Object& object : objects) {
        writes.push_back({.kind = std::string(program::info_of(object.kind).name),
                          .id = object.id,
                          .expected = static_cast<std::int64_t>(object.version),
                          .keys = {{"open", object.is_final() ? "no" : "yes"}},
                          .document = to_document(object).dump()});
    }
    const program::LedgerEntry entry = program::entry_of(objects.front());
    auto written = store_->write(
        writes, {.actor = entry.actor, .verb = entry.verb, .kind = entry.kind, .object = entry.object, .evidence = entry.evidence.dump()});
    if (!written) return std::unexpected(written.error());
    return {};
}

} // namespace squire::records
