// SPDX-License-Identifier: MIT
#include "store/object_table.h"

#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "store/ledger_table.h"

namespace squire::store {
namespace {

std::string columns_of_version() {
    std::string names;
    for (const std::string_view column : object_facts().columns) names += fmt::format("{}v.{}", names.empty() ? "" : ", ", column);
    return names;
}

Result<std::vector<Object>> read(Database& database, const std::string& rest, std::span<const Value> parameters) {
    std::vector<Object> objects;
    auto done = database.query(fmt::format("SELECT {} FROM {}", columns_of_version(), rest), parameters, [&](const Row& row) -> Result<void> {
        auto object = object_of(row);
        if (!object) return std::unexpected(std::move(object.error()));
        objects.push_back(std::move(*object));
        return {};
    });
    if (!done) return std::unexpected(std::move(done.error()));
    return objects;
}

constexpr std::string_view kLastVersions = "object o JOIN object_version v ON v.entry = o.entry AND v.ordinal = o.ordinal";

Result<std::int64_t> version_of(Database& database, const ObjectWrite& write) {
    std::int64_t version = 0;
    bool removed = false;
    auto read = database.query("SELECT version, removed FROM object WHERE kind = $1 AND id = $2",
                               {std::string_view(write.kind), std::string_view(write.id)}, [&](const Row& row) -> Result<void> {
                                   version = row.integer(0);
                                   removed = row.integer(1) != 0;
                                   return {};
                               });
    if (!read) return std::unexpected(std::move(read.error()));
    if ((removed ? 0 : version) != write.expected) {
        return fail(ErrorKind::conflict,
                    write.expected == 0 ? fmt::format("{} '{}' is there already", write.kind, write.id)
                    : removed           ? fmt::format("{} '{}' was removed by somebody else", write.kind, write.id)
                    : version == 0      ? fmt::format("there is no {} '{}'", write.kind, write.id)
                                        : fmt::format("{} '{}' was changed by somebody else", write.kind, write.id),
                    "", "look at it as it is now, then decide again");
    }
    if (write.remove && write.expected == 0) return fail(ErrorKind::not_found, fmt::format("there is no {} '{}'", write.kind, write.id));
    return version;
}

Result<Object> next_version(Database& database, const ObjectWrite& write, std::int64_t entry) {
    if (write.kind.empty() || write.id.empty() || storable(write.kind) != write.kind || storable(write.id) != write.id)
        return fail(ErrorKind::usage, "an object needs a kind and an id, both of valid text");
    if (!nlohmann::json::accept(write.document))
        return fail(ErrorKind::usage, fmt::format("the document of {} '{}' is not JSON", write.kind, write.id));
    auto version = version_of(database, write);
    if (!version) return std::unexpected(std::move(version.error()));
    Object object{
        .kind = write.kind, .id = write.id, .version = *version + 1, .document = write.document, .entry = entry, .removed = write.remove};
    for (const auto& [name, value] : write.keys) object.keys.emplace(storable(name), storable(value));
    return object;
}

Result<void> project(Database& database, const Object& object, std::int64_t ordinal) {
    for (const std::string_view table : {"object", "object_key"})
        if (auto removed = database.execute(fmt::format("DELETE FROM {} WHERE kind = $1 AND id = $2", table),
                                            {std::string_view(object.kind), std::string_view(object.id)});
            !removed)
            return std::unexpected(std::move(removed.error()));
    const std::array records{object_record(object, ordinal)};
    if (auto stored = insert(database, "object", kObjectColumns, records); !stored) return stored;
    return insert(database, "object_key", kObjectKeyColumns, key_records(object));
}

} // namespace

Result<Object> object_of(const Row& row) {
    Object object{.kind = std::string(row.text(2)),
                  .id = std::string(row.text(3)),
                  .version = row.integer(4),
                  .document = std::string(row.text(7)),
                  .entry = row.integer(0),
                  .removed = row.integer(5) != 0};
    const auto keys = nlohmann::json::parse(row.text(6), nullptr, false);
    bool right = keys.is_object();
    if (right)
        for (const auto& [name, value] : keys.items()) {
            right = right && value.is_string();
            if (right) object.keys.emplace(name, value.get<std::string>());
        }
    if (!right)
        return fail(ErrorKind::malformed, fmt::format("{} '{}' in the store makes no sense", object.kind, object.id), "",
                    "squire ledger verify tells more");
    return object;
}

Record object_record(const Object& object, std::int64_t ordinal) {
    return {object.kind, object.id, object.version, std::int64_t{object.removed}, object.entry, ordinal};
}

std::vector<Record> key_records(const Object& object) {
    std::vector<Record> records;
    if (object.removed) return records;
    for (const auto& [name, value] : object.keys) records.push_back({object.kind, name, value, object.id});
    return records;
}

Result<std::vector<Object>> write_objects(Database& database, std::span<const ObjectWrite> writes, const Note& note, Time now) {
    auto append = Append::begin(database, now);
    if (!append) return std::unexpected(std::move(append.error()));
    std::vector<Object> objects;
    for (const ObjectWrite& write : writes) {
        auto object = next_version(database, write, append->sequence());
        if (!object) return std::unexpected(std::move(object.error()));
        for (const Object& other : objects)
            if (other.kind == object->kind && other.id == object->id)
                return fail(ErrorKind::usage, fmt::format("{} '{}' is written twice at once", object->kind, object->id));
        append->add(object_facts(), {object->entry, static_cast<std::int64_t>(objects.size()), object->kind, object->id, object->version,
                                     std::int64_t{object->removed}, nlohmann::json(object->keys).dump(), object->document});
        objects.push_back(std::move(*object));
    }
    if (auto written = append->write(database, note); !written) return std::unexpected(std::move(written.error()));
    for (std::size_t i = 0; i < objects.size(); ++i)
        if (auto done = project(database, objects[i], static_cast<std::int64_t>(i)); !done) return std::unexpected(std::move(done.error()));
    return objects;
}

Result<Object> read_object(Database& database, std::string_view kind, std::string_view id) {
    const std::array<Value, 2> parameters{kind, id};
    auto objects = read(database, fmt::format("{} WHERE o.kind = $1 AND o.id = $2 AND o.removed = 0", kLastVersions), parameters);
    if (!objects) return std::unexpected(std::move(objects.error()));
    if (objects->empty()) return fail(ErrorKind::not_found, fmt::format("there is no {} '{}'", kind, id));
    return std::move(objects->front());
}

Result<std::vector<Object>> read_objects(Database& database, std::string_view kind, const std::map<std::string, std::string>& keys) {
    std::string rest = fmt::format("{} WHERE o.kind = $1 AND o.removed = 0", kLastVersions);
    std::vector<Value> parameters{kind};
    for (const auto& [name, value] : keys) {
        parameters.emplace_back(std::string_view(name));
        parameters.emplace_back(std::string_view(value));
        rest += fmt::format(" AND o.id IN (SELECT id FROM object_key WHERE kind = $1 AND name = ${} AND value = ${})", parameters.size() - 1,
                            parameters.size());
    }
    return read(database, rest + " ORDER BY o.id", parameters);
}

Result<std::vector<Object>> read_versions(Database& database, std::string_view kind, std::string_view id) {
    const std::array<Value, 2> parameters{kind, id};
    return read(database, "object_version v WHERE v.kind = $1 AND v.id = $2 ORDER BY v.version", parameters);
}

} // namespace squire::store
