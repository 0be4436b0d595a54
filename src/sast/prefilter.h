// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rules/sast_rule.h"
#include "sast/requirement.h"
#include "search/pattern_database.h"

namespace squire::sast {

/// Tells by one pass over a text which of many rules can match in it at all; where none can, the text need not be parsed. Shared by all threads and
/// never changed.
class Prefilter {
public:
    /// For rules of one language. `cache` as in search::PatternDatabase::build.
    [[nodiscard]] static Result<Prefilter> build(std::span<const rules::SastRule* const> rules, std::string_view language,
                                                 const std::filesystem::path& cache);

    /// What a thread needs for itself.
    class Scratch {
    public:
        explicit Scratch(const Prefilter& prefilter) : scratch_(prefilter.database_) {}

    private:
        friend class Prefilter;
        search::PatternDatabase::Scratch scratch_;
        std::vector<search::Hit> hits_;
        std::vector<bool> found_;
    };

    /// Numbers of the rules that may match, rising.
    [[nodiscard]] std::vector<std::uint32_t> candidates(std::string_view text, Scratch& scratch) const;

    [[nodiscard]] const Requirement& requirement(std::uint32_t rule) const { return requirements_[rule]; }
    [[nodiscard]] const LiteralTable& literals() const { return literals_; }

private:
    LiteralTable literals_;
    std::vector<Requirement> requirements_;
    search::PatternDatabase database_;
};

} // namespace squire::sast
