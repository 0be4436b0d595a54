// SPDX-License-Identifier: MIT
#pragma once

#include "dependencies/format.h"

namespace squire::dependencies {

void read_composer_json(const Input& input, Listing& listing);

} // namespace squire::dependencies
