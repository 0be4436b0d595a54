// SPDX-License-Identifier: MIT
#include "sast/prefilter.h"

#include <string>
#include <utility>

#include <fmt/format.h>

namespace squire::sast {
namespace {

// Bytes as `\xhh`, so that nothing in a literal means anything to Vectorscan.
std::string expression_of(std::string_view literal) {
    std::string expression;
    for (const char byte : literal) {
        const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_';
        expression += plain ? std::string(1, byte) : fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
    }
    return expression;
}

} // namespace

Result<Prefilter> Prefilter::build(std::span<const rules::SastRule* const> rules, std::string_view language,
                                   const std::filesystem::path& cache) {
    Prefilter made;
    for (const rules::SastRule* rule : rules) made.requirements_.push_back(requirement_of(*rule, language, made.literals_));
    std::vector<std::string> expressions;
    for (const std::string& literal : made.literals_.literals()) expressions.push_back(expression_of(literal));
    auto database = search::PatternDatabase::build(expressions, {.ignoring_case = true, .once = true}, cache);
    if (!database) return std::unexpected(std::move(database.error()));
    made.database_ = std::move(*database);
    return made;
}

std::vector<std::uint32_t> Prefilter::candidates(std::string_view text, Scratch& scratch) const {
    scratch.hits_.clear();
    scratch.found_.assign(literals_.literals().size(), false);
    database_.scan(text, 0, scratch.scratch_, scratch.hits_);
    for (const search::Hit& hit : scratch.hits_) scratch.found_[hit.pattern] = true;
    std::vector<std::uint32_t> rules;
    for (std::uint32_t rule = 0; rule < requirements_.size(); ++rule) {
        if (requirements_[rule].met(scratch.found_)) rules.push_back(rule);
    }
    return rules;
}

} // namespace squire::sast
