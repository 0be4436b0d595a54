// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "base/problems.h"
#include "finding/finding.h"
#include "sast/rule_book.h"
#include "sast/rule_fix.h"
#include "source/marks.h"

namespace squire::sast {

/// Bounds that hold for each file; what they cut off is named.
struct TextLimits {
    std::chrono::milliseconds rule_time{2'000};  // of one rule; of the processor, as the others
    std::chrono::milliseconds file_time{30'000}; // of all rules together
    std::chrono::milliseconds parse_time{5'000};
    std::uint32_t largest_parsed = 8U << 20U; // bytes
    std::uint32_t most_findings = 1'000;      // of one rule
};

/// Looks at one text after the other with all rules of its language. For one thread at a time.
class TextScan {
public:
    TextScan(const RuleBook& book, const TextLimits& limits, Problems& problems) : book_(book), limits_(limits), problems_(problems) {}

    /// What the rules say of a text. `language` is that of `syntax`, null where it has none. `marks` are those of the file: a squeezed file is not
    /// parsed, a finding in a test is marked as doubtful. The fixes that rules have for what they found go to `fixes`, where that is given.
    [[nodiscard]] std::vector<finding::Finding> scan(std::string_view path, std::string_view text, const syntax::Language* language,
                                                     source::Marks marks, std::vector<RuleFix>* fixes = nullptr);

    /// Whether all rules have looked at the whole of the last text. If not, `problems` says why, and what was found is no answer for the next time.
    [[nodiscard]] bool complete() const { return complete_; }
    /// How many bytes of the last text the grammar could not read; nothing where it was not parsed.
    [[nodiscard]] std::optional<std::uint32_t> gap_bytes() const { return gap_bytes_; }

    /// What was parsed of one language, and how much of it the grammar could not read: rules do not see that.
    struct Parsed {
        std::uint64_t files = 0, files_with_gaps = 0, gap_bytes = 0;
    };
    [[nodiscard]] const std::map<std::string_view, Parsed>& parsed() const { return parsed_; }
    /// Counts one more file, also one that is known from an earlier scan. `language` must live on.
    void count_parsed(std::string_view language, std::uint32_t gap_bytes);

private:
    struct Context;
    void run(const LanguageRules& rules, Context& context, std::vector<finding::Finding>& to, std::vector<RuleFix>* fixes);
    void limit(std::string_view path, std::string message);

    const RuleBook& book_;
    const TextLimits& limits_;
    Problems& problems_;
    std::map<const LanguageRules*, Prefilter::Scratch> scratches_;
    std::map<std::string_view, Parsed> parsed_; // by the language's name
    bool complete_ = true;
    std::optional<std::uint32_t> gap_bytes_;
};

/// What a file is to the rules, by its path and its first bytes.
struct TextKind {
    const syntax::Language* language = nullptr; // null: none of ours
    source::Marks marks;
};
[[nodiscard]] TextKind kind_of(std::string_view path, std::string_view text);

} // namespace squire::sast
