// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "store/note.h"

namespace squire::store {

/// Something that another part keeps: a JSON document under a kind and an id. Its versions count from 1 and all stay in the store.
struct Object {
    std::string kind; // "application"
    std::string id;   // the caller's, unique within the kind
    std::int64_t version = 0;
    std::map<std::string, std::string> keys; // what it can be found by: {"slot", "2026-autumn-3"}
    std::string document;                    // JSON
    std::int64_t entry = 0;                  // the ledger entry that wrote this version
    bool removed = false;
    friend bool operator==(const Object&, const Object&) = default;
};

struct ObjectWrite {
    std::string kind;
    std::string id;
    std::int64_t expected = 0; // the version that the caller has seen; 0: there is none yet, or it was removed
    std::map<std::string, std::string> keys;
    std::string document = "{}"; // one JSON value
    bool remove = false;
};

} // namespace squire::store
