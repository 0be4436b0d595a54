// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "journey/step.h"

namespace squire::journey {

struct ObjectRecord {
    std::string kind, id;
    std::string verb; // of the ledger's entry
    std::string document; // JSON
};

/// Into the store; one that is there with this very document is left alone, so that a second run leaves no entry.
[[nodiscard]] Result<void> record_object(Run& run, const ObjectRecord& record);

/// Several as one entry.
[[nodiscard]] Result<void> record_objects(Run& run, std::span<const ObjectRecord> records, std::string_view verb);

} // namespace squire::journey
