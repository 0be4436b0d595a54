// SPDX-License-Identifier: MIT
#include "secrets/text_matcher.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <xxhash.h>

#include "base/text.h"
#include "rules/entropy.h"

namespace squire::secrets {
namespace {

constexpr std::size_t kMostCaptures = 16;
constexpr std::size_t kBarrenSlots = 1U << 18U; // 2 MB; a slot is overwritten by whoever comes later
constexpr std::size_t kMostFruitful = 1U << 15U; // windows; then they are forgotten, all at once
constexpr std::size_t kMostInFruitful = 16;      // matches in one that is remembered
constexpr std::uint32_t kLongestLine = 64U << 10U; // a window goes at most this far for its line's ends
constexpr std::size_t kMostRememberedHits = 1U << 16U;
constexpr std::uint32_t kFarthestReach = 1U << 20U; // what "the whole text" means in a long one
constexpr std::uint32_t kSlice = 8U << 20U;         // a long text is looked at in slices, so that its hits need not be held at once

std::uint32_t line_begin(std::string_view text, std::uint32_t at) {
    const std::uint32_t least = at > kLongestLine ? at - kLongestLine : 0;
    while (at > least && text[at - 1] != '\n') --at;
    return at;
}

std::uint32_t line_end(std::string_view text, std::uint32_t at) {
    const std::size_t end = text.substr(0, std::min<std::size_t>(text.size(), std::size_t{at} + kLongestLine)).find('\n', at);
    return static_cast<std::uint32_t>(end == std::string_view::npos ? std::min<std::size_t>(text.size(), std::size_t{at} + kLongestLine) : end);
}

Region window_of(std::string_view text, const RulePlan& plan, std::uint32_t hit_end) {
    const auto size = static_cast<std::uint32_t>(text.size());
    Region window{hit_end > kFarthestReach ? hit_end - kFarthestReach : 0, std::min(size, hit_end + std::min(kFarthestReach, size - hit_end))};
    if (!plan.before.whole_text) {
        window.begin = hit_end;
        for (std::uint32_t step = plan.before.steps(); step > 0 && window.begin > 0; --step) {
            window.begin = window.begin > plan.before.bytes ? window.begin - static_cast<std::uint32_t>(plan.before.bytes) : 0;
            if (plan.before.unbounded > 0) window.begin = line_begin(text, window.begin);
        }
    }
    if (!plan.after.whole_text) {
        window.end = hit_end;
        for (std::uint32_t step = plan.after.steps(); step > 0 && window.end < size; --step) {
            window.end = static_cast<std::uint32_t>(std::min<std::uint64_t>(size, window.end + plan.after.bytes));
            if (plan.after.unbounded > 0) window.end = line_end(text, window.end);
        }
    }
    return window;
}

// Unsigned arithmetic wraps, so that a distance of 0 - n moves back by n.
RuleMatch moved(const RuleMatch& match, std::uint32_t distance) {
    return {match.rule, match.begin + distance, match.end + distance, match.secret_begin + distance, match.secret_end + distance};
}

// Line and column numbers of rising offsets.
class LineCounter {
public:
    explicit LineCounter(std::string_view text) : text_(text) {}
    std::uint32_t line(std::uint32_t at) {
        line_ += static_cast<std::uint32_t>(std::count(text_.begin() + done_, text_.begin() + at, '\n'));
        done_ = at;
        return line_;
    }

private:
    std::string_view text_;
    std::uint32_t done_ = 0;
    std::uint32_t line_ = 1;
};

} // namespace

TextMatcher::TextMatcher(const RuleBook& book) : book_(book), scan_(book.patterns()), windows_(book.rules().size()), barren_(kBarrenSlots, 0) {}

TextMatcher::Outcome TextMatcher::match(const source::Text& text) {
    Outcome outcome;
    if (text.bytes.size() > 2 * std::size_t{kSlice} && text.base == nullptr) {
        match_in_slices(text.path, text.bytes);
        looked_at_.assign(1, {0, static_cast<std::uint32_t>(text.bytes.size())});
        outcome.matches = matches_;
        return outcome;
    }
    const std::vector<Hit>& hits = scan_.scan(text);
    looked_at_ = scan_.looked_at();
    open_windows(text.path, text.bytes, hits);
    if (text.has_derived && hits.size() <= kMostRememberedHits) {
        outcome.memory = std::make_unique<HitMemory>();
        outcome.memory->hits = hits;
    }
    finish(text.bytes);
    outcome.matches = matches_;
    return outcome;
}

void TextMatcher::match_in_slices(std::string_view path, std::string_view bytes) {
    const std::uint32_t overlap = book_.patterns().widest() + 1;
    for (std::size_t begin = 0; begin < bytes.size(); begin += kSlice) {
        const std::size_t from = begin > overlap ? begin - overlap : 0;
        hits_.clear();
        scan_.scan_bytes(bytes.substr(from, begin + kSlice - from), static_cast<std::uint32_t>(from), hits_);
        open_windows(path, bytes, hits_);
    }
    finish(bytes);
}

std::span<const RuleMatch> TextMatcher::match_bytes(std::string_view path, std::string_view bytes) {
    hits_.clear();
    scan_.scan_bytes(bytes, 0, hits_);
    open_windows(path, bytes, hits_);
    finish(bytes);
    return matches_;
}

std::span<const RuleMatch> TextMatcher::match_rule(std::string_view bytes, std::uint32_t rule) {
    matches_.clear();
    search(bytes, rule, {0, static_cast<std::uint32_t>(bytes.size())});
    return matches_;
}

bool TextMatcher::path_allows(std::string_view path, std::uint32_t rule) {
    const std::string& wanted = book_.rules()[rule].path;
    if (wanted.empty() || path.empty()) return true; // without a path, whoever finds the path asks again
    const RE2* const regex = regexes_.get(wanted);
    return regex != nullptr && RE2::PartialMatch(re2::StringPiece(path.data(), path.size()), *regex);
}

void TextMatcher::open_windows(std::string_view path, std::string_view text, std::span<const Hit> hits) {
    const auto open = [&](std::uint32_t rule, Region window) {
        if (windows_[rule].empty() && !path_allows(path, rule)) return;
        auto& windows = windows_[rule];
        if (windows.empty()) open_rules_.push_back(rule);
        if (!windows.empty() && window.begin <= windows.back().end) { // hits come by rising end, so windows do too
            windows.back().begin = std::min(windows.back().begin, window.begin);
            windows.back().end = std::max(windows.back().end, window.end);
        } else {
            windows.push_back(window);
        }
    };
    for (const Hit& hit : hits) {
        const std::uint32_t rule = book_.rule_of(hit.pattern);
        open(rule, window_of(text, book_.plan(rule), hit.end));
    }
    for (const std::uint32_t rule : book_.untriggered()) {
        const bool later = path.empty() && !book_.rules()[rule].path.empty(); // the few texts with such a path are read again
        if (!later) open(rule, {0, static_cast<std::uint32_t>(text.size())});
    }
}

void TextMatcher::finish(std::string_view text) {
    matches_.clear();
    search_windows(text);
    std::ranges::sort(matches_, {}, [](const RuleMatch& match) { return std::tuple(match.begin, match.rule, match.end); });
    matches_.erase(std::ranges::unique(matches_).begin(), matches_.end());
    drop_incomplete_composites(text);
}

void TextMatcher::search_windows(std::string_view text) {
    for (const std::uint32_t rule : open_rules_) {
        for (const Region& window : windows_[rule]) search(text, rule, window);
        windows_[rule].clear();
    }
    open_rules_.clear();
}

// Versions of a file have most of their windows in common, so what a regex finds in one is remembered by the window's hash. Two windows would share 64
// bits with odds of one to millions in the largest history, and one of them would then show the other's matches.
void TextMatcher::search(std::string_view text, std::uint32_t rule, Region window) {
    if (overflowed()) return;
    const std::uint32_t context_begin = window.begin > 0 ? window.begin - 1 : 0; // a boundary looks one byte beyond
    const std::uint32_t context_end = std::min(static_cast<std::uint32_t>(text.size()), window.end + 1);
    const std::string_view context = text.substr(context_begin, context_end - context_begin);
    const std::uint64_t hash =
        XXH3_64bits_withSeed(context.data(), context.size(),
                             (std::uint64_t{rule} << 2U) | (window.begin > 0 ? 2U : 0U) | (window.end < text.size() ? 1U : 0U)) |
        1U;
    std::uint64_t& barren = barren_[hash % kBarrenSlots];
    if (barren == hash) return;

    const std::size_t matches_before = matches_.size();
    if (const auto known = fruitful_.find(hash); known != fruitful_.end()) {
        for (const RuleMatch& match : known->second) matches_.push_back(moved(match, window.begin));
    } else {
        run_regex(text, rule, window);
        if (matches_.size() == matches_before) {
            barren = hash;
            return;
        }
        const std::span found = std::span(matches_).subspan(matches_before);
        if (fruitful_.size() >= kMostFruitful) fruitful_.clear();
        if (found.size() <= kMostInFruitful) {
            auto& kept = fruitful_[hash];
            for (const RuleMatch& match : found) kept.push_back(moved(match, 0U - window.begin));
        }
    }
    if (!keyword_stands_in(text, rule, matches_before)) matches_.resize(matches_before);
}

void TextMatcher::run_regex(std::string_view text, std::uint32_t rule, Region window) {
    const rules::SecretRule& definition = book_.rules()[rule];
    const RE2* const regex = regexes_.get(definition.regex);
    if (regex == nullptr) return;
    const auto groups = static_cast<int>(std::min<std::size_t>(kMostCaptures, static_cast<std::size_t>(regex->NumberOfCapturingGroups()) + 1));
    std::array<re2::StringPiece, kMostCaptures> captures;
    for (std::size_t at = window.begin; at <= window.end && !overflowed();) {
        if (!regex->Match(re2::StringPiece(text.data(), text.size()), at, window.end, RE2::UNANCHORED, captures.data(), groups)) break;
        const auto offset = [&](const char* p) { return static_cast<std::uint32_t>(p - text.data()); };
        const re2::StringPiece& whole = captures[0];
        at = offset(whole.data()) + std::max<std::size_t>(whole.size(), 1);
        re2::StringPiece secret = whole;
        if (definition.secret_group != 0) {
            if (static_cast<int>(definition.secret_group) < groups) secret = captures[definition.secret_group];
        } else {
            for (int group = 1; group < groups; ++group) {
                if (captures[group].data() != nullptr && !captures[group].empty()) {
                    secret = captures[group];
                    break;
                }
            }
        }
        if (secret.data() == nullptr || secret.empty()) continue;
        if (definition.entropy > 0 && rules::shannon_entropy({secret.data(), secret.size()}) <= definition.entropy) continue;
        matches_.push_back(
            {rule, offset(whole.data()), offset(whole.data() + whole.size()), offset(secret.data()), offset(secret.data() + secret.size())});
    }
}

// Asked last: of few texts, and the match itself nearly always has it.
bool TextMatcher::keyword_stands_in(std::string_view text, std::uint32_t rule, std::size_t first_match) const {
    if (book_.plan(rule).keyword_certain) return true;
    const auto has_keyword = [&](std::string_view part) {
        return std::ranges::any_of(book_.rules()[rule].keywords,
                                   [&](const std::string& keyword) { return contains_ignoring_case(part, keyword); });
    };
    for (std::size_t i = first_match; i < matches_.size(); ++i) {
        if (has_keyword(text.substr(matches_[i].begin, matches_[i].end - matches_[i].begin))) return true;
    }
    return has_keyword(text);
}

void TextMatcher::drop_incomplete_composites(std::string_view text) {
    const auto is_composite = [&](const RuleMatch& match) { return !book_.rules()[match.rule].required.empty(); };
    if (std::ranges::none_of(matches_, is_composite)) return;
    struct Place {
        std::uint32_t line = 0;
        std::uint32_t column = 0;
    };
    std::vector<Place> places;
    LineCounter lines(text);
    for (const RuleMatch& match : matches_) places.push_back({lines.line(match.begin), match.begin - line_begin(text, match.begin) + 1});
    const auto distance = [](std::uint32_t a, std::uint32_t b) { return a > b ? a - b : b - a; };
    std::vector<RuleMatch> kept;
    for (std::size_t i = 0; i < matches_.size(); ++i) {
        const bool complete = std::ranges::all_of(book_.rules()[matches_[i].rule].required, [&](const rules::RequiredRule& required) {
            for (std::size_t j = 0; j < matches_.size(); ++j) {
                if (book_.rules()[matches_[j].rule].id != required.id) continue;
                if (required.within_lines && distance(places[i].line, places[j].line) > *required.within_lines) continue;
                if (required.within_columns && distance(places[i].column, places[j].column) > *required.within_columns) continue;
                return true;
            }
            return false;
        });
        if (complete) kept.push_back(matches_[i]);
    }
    matches_ = std::move(kept);
}

} // namespace squire::secrets
