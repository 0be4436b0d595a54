// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>

#include "store/database.h"

namespace squire::store {

/// Store::export_to and import_from within a transaction. The format stands in docs/store.md.
Result<void> export_facts(Database& database, std::ostream& out);
Result<void> import_facts(Database& database, std::istream& in);

} // namespace squire::store
