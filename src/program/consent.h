// SPDX-License-Identifier: MIT
#pragma once

#include "program/program.h"

namespace squire::program {

/// Whether something may go out to this project now: `what` is sandbox-scan, issue, merge-request or private-report. The error says why not and how
/// a consent is recorded. Whoever sends anything asks here first.
[[nodiscard]] Result<void> may_send(Program& program, std::string_view project, std::string_view what, Time now);

} // namespace squire::program
