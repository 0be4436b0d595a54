// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/problems.h"
#include "publish/page.h"

namespace squire::publish {

/// What is wrong with the page, in its order; places are "NAME:line". `now` tells which slots are over.
[[nodiscard]] std::vector<Problem> lint_page(const Page& page, std::string_view name, Time now);

} // namespace squire::publish
