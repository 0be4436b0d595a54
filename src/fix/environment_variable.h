// SPDX-License-Identifier: MIT
//
// How a place in code reads a value from the environment instead of holding it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sast/message.h"

namespace squire::fix {

/// Bytes [begin, end) of a file hold a value.
struct ValuePlace {
    std::size_t begin = 0, end = 0;
};

/// What the variable could be called, by the name that the value is given there ("db.password" gives DB_PASSWORD), else by `fallback` ("npm-token").
[[nodiscard]] std::string variable_name(std::string_view text, ValuePlace place, std::string_view fallback);

/// The edits that have the value read from the variable, with the import that it takes. Languages: Python, JavaScript, TypeScript, Go, Ruby, PHP, Java,
/// shell; of YAML the pipelines of GitLab and GitHub and what compose reads. An error (`unsupported`) says why it cannot be done at one of the places:
/// then it is done at none.
[[nodiscard]] Result<std::vector<sast::Edit>> read_from_environment(std::string_view path, std::string_view text,
                                                                    const std::vector<ValuePlace>& places, std::string_view variable);

} // namespace squire::fix
