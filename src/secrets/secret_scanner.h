// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "rules/gitleaks_ignore.h"
#include "scanner/scanner.h"
#include "secrets/rule_book.h"
#include "secrets/secret_visitor.h"

namespace squire::secrets {

struct SecretScanOptions {
    VisitOptions visit;
    rules::GitleaksIgnore ignore;
    std::uint64_t largest_text = 256ULL << 20U; // bytes
};

/// Finds secrets in any source. The rule book outlives it.
[[nodiscard]] std::unique_ptr<scanner::Scanner> make_secret_scanner(const RuleBook& book, SecretScanOptions options);

} // namespace squire::secrets
