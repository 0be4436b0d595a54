// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "sast/rule_book.h"
#include "sast/text_scan.h"
#include "scanner/scanner.h"

namespace squire::sast {

struct SastScanOptions {
    TextLimits limits;
    std::uint64_t largest_text = 64ULL << 20U; // bytes; a larger one is named and left out
    std::string ignore;                        // of `.semgrepignore`: what of the tree is not looked at
    bool texts_have_paths = true;              // not those of a history or of standard input
    std::filesystem::path cache;               // of results; empty: none
    std::string rules_key;                     // tells this set of rules from every other; empty: no results are kept
    /// Whether a secret stands in a text that a finding quotes: that finding's file is not kept in the cache. For one thread.
    std::function<bool(std::string_view)> holds_secret;
};

/// Looks for weaknesses in source code. `book` must outlive it.
[[nodiscard]] std::unique_ptr<scanner::Scanner> make_sast_scanner(const RuleBook& book, SastScanOptions options);

} // namespace squire::sast
