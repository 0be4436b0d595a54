// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.h"
#include "store/verification.h"

namespace squire::cli {

/// What was found, for people, on standard output; kFindings where something was tampered with.
[[nodiscard]] int print_verification(Environment& environment, const store::Verification& verification);

/// The same for programs: an object with "whole", "entries", "rows", "head" and "faults".
[[nodiscard]] int print_verification_json(Environment& environment, const store::Verification& verification);

} // namespace squire::cli
