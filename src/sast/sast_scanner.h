// SPDX-License-Identifier: MIT
#pragma once

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
};

/// Looks for weaknesses in source code. `book` must outlive it.
[[nodiscard]] std::unique_ptr<scanner::Scanner> make_sast_scanner(const RuleBook& book, SastScanOptions options);

} // namespace squire::sast
