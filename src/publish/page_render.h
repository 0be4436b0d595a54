// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "program/program.h"
#include "publish/page.h"

namespace squire::publish {

/// The page with its tables and generated parts from data. What people wrote stays byte for byte; tables of alumni, slots and the example schedule get
/// the row of dashes and the closing pipes that they lack. "How to apply" is generated where it has no text of its own, and open projects are listed
/// below what is said to projects. Reading the result and rendering it again gives the same bytes.
[[nodiscard]] std::string render_page(program::Program& program, const Page& page);

/// A page to begin with, where there is none yet.
[[nodiscard]] std::string new_page(program::Program& program);

} // namespace squire::publish
