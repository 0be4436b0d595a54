// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "secrets/local_scan.h"
#include "secrets/rule_book.h"

namespace squire::secrets {

/// A match of a rule in a text, as byte offsets.
struct RuleMatch {
    std::uint32_t rule = 0;
    std::uint32_t begin = 0; // of the whole match
    std::uint32_t end = 0;
    std::uint32_t secret_begin = 0; // of the secret in it
    std::uint32_t secret_end = 0;
    friend auto operator<=>(const RuleMatch&, const RuleMatch&) = default;
};

/// Finds the matches of all rules in texts, for one thread. Checks what the text alone tells: regex, keywords, entropy, composite rules. Paths,
/// allowlists and noise are others' business.
class TextMatcher {
public:
    explicit TextMatcher(const RuleBook& book);

    struct Outcome {
        std::span<const RuleMatch> matches; // by begin, then rule; valid until the next call
        std::unique_ptr<HitMemory> memory;  // when the text asked for one
    };
    [[nodiscard]] Outcome match(const source::Text& text);

    /// The same for bytes that are no source's text (decoded, or a member of an archive): nothing is remembered.
    [[nodiscard]] std::span<const RuleMatch> match_bytes(std::string_view path, std::string_view bytes);

    /// One rule alone, on the whole text.
    [[nodiscard]] std::span<const RuleMatch> match_rule(std::string_view bytes, std::uint32_t rule);

    /// Whether the rule's own `path` lets it look at this one.
    [[nodiscard]] bool path_allows(std::string_view path, std::uint32_t rule);

    /// The parts of the last text given to `match` that were not copied from its base.
    [[nodiscard]] const std::vector<Region>& looked_at() const { return looked_at_; }

    /// Whether the last text had more matches than are kept (100,000).
    [[nodiscard]] bool overflowed() const { return matches_.size() >= kMostMatches; }

private:
    static constexpr std::size_t kMostMatches = 100'000; // more is no source of secrets but a list of them

    void match_in_slices(std::string_view path, std::string_view bytes);
    void open_windows(std::string_view path, std::string_view text, std::span<const Hit> hits);
    void search_windows(std::string_view text);
    void search(std::string_view text, std::uint32_t rule, Region window);
    void run_regex(std::string_view text, std::uint32_t rule, Region window);
    [[nodiscard]] bool keyword_stands_in(std::string_view text, std::uint32_t rule, std::size_t first_match) const;
    void drop_incomplete_composites(std::string_view text);
    void finish(std::string_view text);

    const RuleBook& book_;
    LocalScan scan_;
    RegexCache regexes_;
    std::vector<Hit> hits_;
    std::vector<Region> looked_at_;
    std::vector<std::vector<Region>> windows_; // by rule
    std::vector<std::uint32_t> open_rules_;    // those with windows
    std::vector<RuleMatch> matches_;
    std::vector<std::uint64_t> barren_; // hashes of (rule, window) in which the regex found nothing
    std::unordered_map<std::uint64_t, std::vector<RuleMatch>> fruitful_; // what it found in others, from the window's begin on
};

} // namespace squire::secrets
