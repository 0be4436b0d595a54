// SPDX-License-Identifier: MIT
#include "testing/rule_cache.h"

namespace squire::testing {

std::filesystem::path rule_cache() { return SQUIRE_TEST_CACHE; }

} // namespace squire::testing
