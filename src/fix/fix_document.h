// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "fix/fixing.h"
#include "formats/json_writer.h"

namespace squire::fix {

/// A fix as JSON: what it changes as a redacted diff, and its proof. Never the files themselves, which may hold secrets.
void write_fix(formats::JsonWriter& json, const Fix& fix);

} // namespace squire::fix
