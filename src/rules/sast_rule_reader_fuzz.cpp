// SPDX-License-Identifier: MIT
// Rules come from anyone: whatever a file holds, the reader answers in bounded time and memory, and what it lets through can be shown.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "rules/sast_rule_reader.h"
#include "rules/sast_rule_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire;
    Problems problems;
    const auto rules = rules::read_sast_rules(std::string(reinterpret_cast<const char*>(data), size), "rules", problems);
    if (rules) {
        for (const auto& rule : *rules) {
            if (rule.id.empty() || rule.languages.empty()) std::abort();
            (void)to_text(rule);
        }
    }
    for (const auto& problem : problems.list()) {
        if (problem.error.message.empty() || problem.error.place.empty()) std::abort();
    }
    return 0;
}
