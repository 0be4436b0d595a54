// SPDX-License-Identifier: MIT
#pragma once

#include "dependencies/format.h"

namespace squire::dependencies {

void read_cabal_freeze(const Input& input, Listing& listing);

} // namespace squire::dependencies
