// SPDX-License-Identifier: MIT
#pragma once

#include "dependencies/format.h"

namespace squire::dependencies {

void read_bun_lock(const Input& input, Listing& listing);

} // namespace squire::dependencies
