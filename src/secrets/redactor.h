// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/problems.h"
#include "secrets/text_matcher.h"

namespace squire::secrets {

/// Takes secrets out of texts that are shown beside findings: names of files, commit messages, what went wrong. Secrets are leaked there, too, and a
/// report must not leak them once more. For one thread.
class Redactor {
public:
    explicit Redactor(const RuleBook& book) : book_(book), matcher_(book) {}

    [[nodiscard]] const RuleBook& book() const { return book_; }

    /// `text` with everything in it that a rule matches redacted.
    [[nodiscard]] const std::string& operator()(std::string_view text);
    [[nodiscard]] Problem operator()(Problem problem);

private:
    const RuleBook& book_;
    TextMatcher matcher_;
    std::map<std::string, std::string, std::less<>> known_;
};

} // namespace squire::secrets
