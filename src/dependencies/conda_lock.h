// SPDX-License-Identifier: MIT
#pragma once

#include "dependencies/format.h"

namespace squire::dependencies {

void read_conda_lock(const Input& input, Listing& listing);

} // namespace squire::dependencies
