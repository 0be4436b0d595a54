// SPDX-License-Identifier: MIT
//
// What earlier steps left in files, as the page shows it. A file that is not there, or that somebody made something else of, is left out.
#pragma once

#include "dashboard/dashboard.h"
#include "journey/step.h"

namespace squire::journey {

void add_assessment(const Run& run, dashboard::Dashboard& page);
void add_pipeline(const Run& run, dashboard::Dashboard& page);
void add_drafts(const Run& run, dashboard::Dashboard& page);
void add_write_up(const Run& run, dashboard::Dashboard& page);
void add_files(const Run& run, dashboard::Dashboard& page);

} // namespace squire::journey
