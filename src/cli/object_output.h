// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"
#include "program/program.h"

namespace squire::cli {

/// A list of objects of one kind, as `viewer` may see them: "table", "json" or "csv".
[[nodiscard]] std::string list_text(program::Program& program, const std::vector<const program::Object*>& objects, program::Kind kind,
                                    const std::string& viewer, const std::string& format, unsigned width);

/// One object: its fields, what was done to it, and what `viewer` can do with it now.
[[nodiscard]] std::string object_text(program::Program& program, const program::Object& object, const std::string& viewer,
                                      const std::string& format);

/// "application-1 is submitted; it waits for ada, lin: begin to look at the application".
[[nodiscard]] std::string state_line(program::Program& program, const program::Object& object);

/// Columns as wide as what stands in them, cut to `width` in all.
[[nodiscard]] std::string columns_text(const std::vector<std::string>& head, const std::vector<std::vector<std::string>>& rows, unsigned width);

} // namespace squire::cli
