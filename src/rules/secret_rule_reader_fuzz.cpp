// SPDX-License-Identifier: MIT
// Rule files come out of the scanned project: whatever they hold, the reader answers in bounded time and memory. The input is the file itself, and
// also every file that it extends.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "rules/example_shape.h"
#include "rules/gitleaks_ignore.h"
#include "rules/secret_rule_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    Problems problems;
    rules::SecretRuleOptions options;
    options.load = [&](std::string_view, std::string_view) -> Result<std::string> { return std::string(text); };
    options.default_rules = [&](Problems& found) { return rules::read_secret_rules(text, "default", {}, found); };
    const auto read = rules::read_secret_rules(text, "rules", options, problems);
    if (read) {
        for (const auto& rule : read->rules) {
            if (rule.id.empty() || (rule.regex.empty() && rule.path.empty())) std::abort();
            (void)rules::fill_examples(rule);
        }
    }
    for (const auto& problem : problems.list()) (void)describe(problem.error);
    (void)rules::fill_shape(text, "fuzz", 0);
    (void)rules::GitleaksIgnore::read(text, "ignore", problems).matches({}, "a", "b", 1);
    return 0;
}
