// SPDX-License-Identifier: MIT
#include "source/object_id.h"

#include "base/hash.h"

namespace squire::source {

std::string ObjectId::hex() const { return to_hex(bytes); }

} // namespace squire::source
