// SPDX-License-Identifier: MIT
#pragma once

#include "assess/facts.h"
#include "pipeline/project_files.h"

namespace squire::assess {

/// Fills in `facts.scanners`: for each of GitLab's scanners what there is for it to look at and whether it is in the pipeline already, by what
/// `integrate` knows. Where part of the pipeline cannot be read and the scanner is not in the rest, its presence stays unknown.
void learn_scanners(Facts& facts, const pipeline::ProjectFiles& files, Problems& problems);

} // namespace squire::assess
