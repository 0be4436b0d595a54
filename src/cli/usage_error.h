// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

#include "base/result.h"

namespace CLI { // NOLINT(readability-identifier-naming): the name that the library CLI11 has
class App;
class ParseError;
} // namespace CLI

namespace squire::cli {

/// What is wrong with a command line that the parser refused, in words: the unknown command or option with the nearest one that there is, else what the
/// parser says. `arguments` without the program's name.
[[nodiscard]] Error explain_usage(const CLI::ParseError& error, const CLI::App& program, std::span<const std::string> arguments);

} // namespace squire::cli
