// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "program/program.h"

namespace squire::testing {

/// Records that are kept in memory, as documents, so that each reading is a reading.
class MemoryRecords final : public program::Records {
public:
    [[nodiscard]] Result<std::vector<program::Object>> all(program::Kind kind, program::Reading reading) override {
        std::vector<program::Object> objects;
        for (const auto& [key, kept] : kept_) {
            if (key.first != kind) continue;
            auto object = program::from_document(kind, key.second, kept.version, program::Json::parse(kept.document));
            if (!object) return std::unexpected(object.error());
            if (!reading.open_only || !object->is_final()) objects.push_back(std::move(*object));
        }
        return objects;
    }

    [[nodiscard]] Result<std::optional<program::Object>> one(program::Kind kind, std::string_view id, program::Reading reading) override {
        const auto kept = kept_.find({kind, std::string(id)});
        if (kept == kept_.end()) return std::nullopt;
        auto object = program::from_document(kind, id, kept->second.version, program::Json::parse(kept->second.document));
        if (!object) return std::unexpected(object.error());
        if (reading.open_only && object->is_final()) return std::nullopt;
        return std::move(*object);
    }

    [[nodiscard]] Result<std::vector<program::LedgerEntry>> ledger(const std::vector<std::string>& /*verbs*/) override { return noted; }

    [[nodiscard]] Result<void> save(const std::vector<program::Object>& objects) override {
        for (const program::Object& object : objects) {
            const auto kept = kept_.find({object.kind, object.id});
            if ((kept == kept_.end() ? 0 : kept->second.version) != object.version)
                return fail(ErrorKind::conflict, fmt::format("{} was changed by somebody else", object.id));
        }
        for (const program::Object& object : objects)
            kept_[{object.kind, object.id}] = {.version = object.version + 1, .document = program::to_document(object).dump()};
        noted.push_back(program::entry_of(objects.front()));
        return {};
    }

    std::vector<program::LedgerEntry> noted; // what other parts note may be added

private:
    struct Kept {
        std::uint64_t version = 0;
        std::string document;
    };
    std::map<std::pair<program::Kind, std::string>, Kept> kept_;
};

} // namespace squire::testing
