// SPDX-License-Identifier: MIT
//
// What an interrupted reduction leaves: the verdicts it has. A reduction proposes the same candidates in the same order each time, so with these it is
// back where it was in a moment, at the very same place, and ends as if nobody had interrupted it. They hold for one input and one question.
//
// A text file: "squire reduction 1 KEY", then a line for each candidate, 32 hexadecimal digits and "+" or "-". No part of any input is in it.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "bugreport/trials.h"

namespace squire::bugreport {

[[nodiscard]] std::string state_key(const Input& input, const Oracle& oracle);

/// Nothing where there is no such file, or it is of another input, question or version; what is damaged in it is not believed.
[[nodiscard]] Verdicts load_state(const std::filesystem::path& file, std::string_view key);

[[nodiscard]] Result<void> save_state(const std::filesystem::path& file, std::string_view key, const Verdicts& verdicts);

} // namespace squire::bugreport
