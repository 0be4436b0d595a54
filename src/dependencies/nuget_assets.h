// SPDX-License-Identifier: MIT
#pragma once

#include "dependencies/format.h"

namespace squire::dependencies {

void read_nuget_assets(const Input& input, Listing& listing);

} // namespace squire::dependencies
