// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "base/problems.h"
#include "base/progress.h"
#include "secrets/rule_book.h"
#include "secrets/secret_visitor.h"

namespace squire::secrets {

/// Whether a text that is to be public holds a secret, as a scan would judge it. A Redactor takes out more: what only might be one. For one thread.
class SecretCheck {
public:
    /// The book outlives it.
    explicit SecretCheck(const RuleBook& book) : visitor_(book, {}, 1, problems_, cancellation_) {}

    [[nodiscard]] bool operator()(std::string_view text);

private:
    Problems problems_; // of texts that are too deep or too large to be decoded: these are looked at as they are
    Cancellation cancellation_;
    SecretVisitor visitor_;
};

} // namespace squire::secrets
