// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/facts.h"

namespace squire::store {

/// A different text of one column of `vulnerability` ("file", "name", "rule"). To look for a text among these is a thousand times less than to look
/// into each row.
struct Term {
    std::string kind;
    std::string text;
    friend auto operator<=>(const Term&, const Term&) = default;
};

/// Those whose `text` the condition holds for, which has the pattern as $1, or nothing where they are more than `most`.
[[nodiscard]] Result<std::optional<std::vector<Term>>> matching_terms(Database& database, std::string_view condition, std::string_view pattern,
                                                                      std::size_t most);

/// Of rows of `vulnerability`, each once, in order.
[[nodiscard]] std::vector<Term> terms_of(std::span<const Record> vulnerabilities);

/// Adds those of `terms` that are not there yet.
Result<void> add_terms(Database& database, std::span<const Term> terms);

/// Takes away those of `terms` that no vulnerability has any more.
Result<void> drop_unused_terms(Database& database, std::span<const Term> terms);

/// Fills the empty table from `vulnerability`.
Result<void> fill_terms(Database& database);

/// How many terms are missing, there twice, or of no vulnerability.
[[nodiscard]] Result<std::int64_t> wrong_terms(Database& database);

} // namespace squire::store
