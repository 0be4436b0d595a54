// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "base/result.h"
#include "store/store.h"
#include "writeup/facts.h"

namespace squire::collateral {

/// What the store does not know, or not yet.
struct GatherRequest {
    std::string project;    // its name, where no project object has one
    std::string address;    // where it is
    std::string branch;
    std::string intern;     // where there is no internship in the store
    std::string mentor;
    std::string internship; // the id of one; empty: the one that is not over, else the newest
};

/// Everything that the store shows of one internship and its project. The same store and request give the same facts. `not_found` where the named
/// internship is not there.
[[nodiscard]] Result<writeup::Facts> gather_facts(store::Store& store, const GatherRequest& request);

} // namespace squire::collateral
