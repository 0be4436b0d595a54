// SPDX-License-Identifier: MIT
#pragma once

#include "dependencies/format.h"

namespace squire::dependencies {

void read_sbt_build(const Input& input, Listing& listing);

} // namespace squire::dependencies
