// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "pipeline/yaml.h"

namespace squire::pipeline {

/// Text to be put before the byte at `at`. Nothing is ever replaced or removed.
struct Insertion {
    std::size_t at = 0;
    std::string text;
};

/// The file with these texts in it, read again. Those for one place go in their order. Refused (unsupported) where the result does not have every
/// node that was there, as it was, and beside them only nodes that begin in a text put in; a node may have become an item of a new list.
[[nodiscard]] Result<YamlFile> insert(const YamlFile& file, std::vector<Insertion> insertions);

} // namespace squire::pipeline
