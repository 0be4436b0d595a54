// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "advisories/advisory.h"
#include "base/problems.h"

namespace squire::advisories {

/// The largest single file that is read: Debian's tracker, all of it in one JSON, has 70 MB.
inline constexpr std::size_t kLargestRecordFile = std::size_t{256} << 20U;

/// Whether a file of this name can hold advisories at all, so that the others need not be unpacked.
[[nodiscard]] bool may_hold_advisories(std::string_view path);

/// The advisories of one file, in whichever of the known formats it is; tidied, withdrawn ones among them. A file that is none of them is passed over.
/// What is broken is a problem, and the rest is read.
void read_record(std::string_view path, std::string_view bytes, std::vector<Advisory>& out, Problems& problems);

} // namespace squire::advisories
