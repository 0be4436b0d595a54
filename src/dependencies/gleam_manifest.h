// SPDX-License-Identifier: MIT
#pragma once

#include "dependencies/format.h"

namespace squire::dependencies {

void read_gleam_manifest(const Input& input, Listing& listing);

} // namespace squire::dependencies
