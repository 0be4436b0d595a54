// SPDX-License-Identifier: MIT
#include "base/version.h"

namespace squire {

std::string_view version() { return SQUIRE_VERSION; }

} // namespace squire
