// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "search/pattern_database.h"
#include "secrets/trigger.h"

namespace squire::secrets {

using search::Hit;

/// All triggers in one database, with how wide they are.
class PatternDatabase {
public:
    using Scratch = search::PatternDatabase::Scratch;

    /// As search::PatternDatabase::build.
    [[nodiscard]] static Result<PatternDatabase> build(std::span<const Trigger> triggers, const std::filesystem::path& cache);

    [[nodiscard]] Scratch scratch() const { return Scratch(database_); }
    void scan(std::string_view bytes, std::uint32_t offset, Scratch& scratch, std::vector<Hit>& hits) const {
        database_.scan(bytes, offset, scratch, hits);
    }

    [[nodiscard]] std::uint32_t width(std::uint32_t pattern) const { return widths_[pattern]; }
    [[nodiscard]] std::uint32_t widest() const { return widest_; }

private:
    search::PatternDatabase database_;
    std::vector<std::uint32_t> widths_;
    std::uint32_t widest_ = 0;
};

} // namespace squire::secrets
