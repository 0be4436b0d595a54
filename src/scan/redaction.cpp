// SPDX-License-Identifier: MIT
#include "scan/redaction.h"

#include <memory>
#include <utility>

#include "scan/secret_rules.h"
#include "secrets/redactor.h"
#include "secrets/rule_book.h"

namespace squire::scan {

Result<std::function<std::string(std::string_view)>>
make_redaction(const std::filesystem::path& project, const std::optional<std::filesystem::path>& own, const std::filesystem::path& cache) {
    struct Parts { // the redactor points to the book
        secrets::RuleBook book;
        secrets::Redactor redactor{book};
    };
    Problems ignored; // a scan names them
    auto rules = secret_rules_for(project, own, ignored);
    if (!rules) rules = secret_rules_for({}, std::nullopt, ignored); // those are broken
    if (!rules) return std::unexpected(rules.error());
    auto book = secrets::RuleBook::make(std::move(*rules), cache, ignored);
    if (!book) return std::unexpected(book.error());
    // Shared by the copies that std::function makes of itself.
    auto parts = std::make_shared<Parts>(std::move(*book));
    return [parts](std::string_view text) { return std::string(parts->redactor(text)); };
}

} // namespace squire::scan
