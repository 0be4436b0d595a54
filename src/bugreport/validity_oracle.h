// SPDX-License-Identifier: MIT
//
// Whether a text is valid in its language, as the language's own program sees it: grammars for scanners take some things that it does not ("from . import" and a
// line break). Programs take a moment to start, so many candidates are asked in one run.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "bugreport/oracle.h"
#include "bugreport/scanner_run.h"

namespace squire::bugreport {

/// `command` ends with 0 for each candidate. An error (not_found) where it does not for `input`.
[[nodiscard]] Result<std::unique_ptr<Oracle>> make_validity_oracle(const ScannerCommand& command, const Input& input,
                                                                   const ScannerRunLimits& limits);

/// By the program of the language of the input's file: Python, Ruby, PHP, JavaScript or Bash, of which it only reads the text. Null where it is another
/// language, the program is not at hand, or the input itself is not valid for it (a module, another version).
[[nodiscard]] std::unique_ptr<Oracle> make_language_oracle(const Input& input, const ScannerRunLimits& limits);

} // namespace squire::bugreport
