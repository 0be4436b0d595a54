// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "advisories/collection.h"
#include "advisories/index.h"
#include "advisories/index_builder.h"
#include "base/file.h"

namespace squire::dependencies {

/// An index of these records alone, in a file of the folder.
inline advisories::Index index_of(const std::filesystem::path& folder, std::vector<advisories::Advisory> records) {
    const auto file = folder / "index";
    EXPECT_TRUE(write_file(file, advisories::build_index(advisories::join(std::move(records)), Time{})).has_value());
    auto index = advisories::Index::open(file);
    EXPECT_TRUE(index.has_value());
    return std::move(*index);
}

} // namespace squire::dependencies
