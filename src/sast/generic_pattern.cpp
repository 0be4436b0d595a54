// SPDX-License-Identifier: MIT
#include "sast/generic_pattern.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "base/text.h"

namespace squire::sast {

using Kind = GenericToken::Kind;

namespace {

constexpr std::size_t kLongestPattern = 2'000; // tokens: matching calls itself once for each

bool is_ellipsis(Kind kind) { return kind == Kind::ellipsis || kind == Kind::ellipsis_metavariable; }

} // namespace

// Tries one pattern from one token on. A place in nested lists is a stack of lists with the item that comes next.
class GenericMatcher {
public:
    GenericMatcher(const GenericPattern& pattern, const GenericText& text, Budget& budget)
        : pattern_(pattern), tree_(*pattern.tree_), text_(text), budget_(budget) {}

    std::optional<Match> match(std::uint32_t list, std::uint32_t item) {
        bindings_.clear();
        last_ = nullptr;
        first_ = nullptr;
        if (!go_on({{0, 0, true}}, {{list, item, true}}, std::nullopt)) return std::nullopt;
        Match made{.begin = first_->begin, .end = end_};
        for (const Binding& binding : bindings_) {
            if (binding.metavariable != kAnonymous) made.bindings.push_back(binding);
        }
        std::ranges::sort(made.bindings, {}, &Binding::metavariable);
        return made;
    }

private:
    struct Frame {
        std::uint32_t list = 0;
        std::uint32_t item = 0;
        bool bound = false; // the pattern entered this list by one of its own, so it may not leave before its own ends
    };
    using Place = std::vector<Frame>;

    // An ellipsis that is skipping.
    struct Skip {
        std::uint32_t last_line = 0;
        std::optional<MetavariableId> metavariable;
        std::uint32_t begin = 0, end = 0; // what it has skipped
    };

    [[nodiscard]] bool at_end(const GenericText& of, const Place& place) const {
        return place.back().item >= of.lists()[place.back().list].items.size();
    }
    [[nodiscard]] GenericList::Item item(const GenericText& of, const Place& place) const {
        return of.lists()[place.back().list].items[place.back().item];
    }

    // Leaves lists that were entered only because the text is nested more deeply.
    void leave(Place& place) const {
        while (place.size() > 1 && !place.back().bound && at_end(text_, place)) place.pop_back();
    }

    bool same(const GenericToken& wanted, const GenericToken& found) const {
        const std::string_view a = tree_.text(wanted);
        const std::string_view b = text_.text(found);
        if (a.size() != b.size()) return false;
        return pattern_.ignoring_case_ ? to_lower(a) == to_lower(b) : a == b;
    }

    // Binds, or compares with what is bound; false where it differs.
    bool bind(MetavariableId id, std::uint32_t begin, std::uint32_t end) {
        const auto known = std::ranges::find(bindings_, id, &Binding::metavariable);
        const auto text = [&](std::uint32_t from, std::uint32_t to) { return text_.text().substr(from, to - from); };
        if (id != kAnonymous && known != bindings_.end()) return text(known->begin, known->end) == text(begin, end);
        bindings_.push_back({.metavariable = id, .begin = begin, .end = end});
        return true;
    }

    bool end_skip(const std::optional<Skip>& skip) { return !skip || !skip->metavariable || bind(*skip->metavariable, skip->begin, skip->end); }

    // The rest of the pattern on the rest of the text. Undoes what it bound where it fails.
    bool go_on(Place pattern, Place text, std::optional<Skip> skip) { // NOLINT(misc-no-recursion): once a token of the pattern
        if (!budget_.spend()) return false;
        if (at_end(tree_, pattern)) return end_of_list(std::move(pattern), std::move(text), skip);
        const GenericList::Item next = item(tree_, pattern);
        ++pattern.back().item;
        if (next.is_list) return list(next.index, std::move(pattern), std::move(text), skip);
        const GenericToken& wanted = tree_.tokens()[next.index];
        if (is_ellipsis(wanted.kind)) {
            if (!end_skip(skip)) return false;
            const std::uint32_t line = last_ != nullptr ? last_->line : 0;
            const std::uint32_t begin = last_ != nullptr ? last_->end : 0;
            Skip fresh{.last_line = line + pattern_.span_, .begin = begin, .end = begin};
            if (wanted.kind == Kind::ellipsis_metavariable) fresh.metavariable = pattern_.names_[next.index];
            return go_on(std::move(pattern), std::move(text), fresh);
        }
        return token(wanted, pattern_.names_[next.index], pattern, std::move(text), skip);
    }

    bool token(const GenericToken& wanted, MetavariableId id, const Place& pattern, Place text,
               std::optional<Skip> skip) { // NOLINT(misc-no-recursion)
        for (;;) {
            if (!budget_.spend()) return false;
            leave(text);
            if (at_end(text_, text)) return false;
            const GenericList::Item here = item(text_, text);
            ++text.back().item;
            if (here.is_list) {
                text.push_back({here.index, 0, false});
                continue;
            }
            const GenericToken& found = text_.tokens()[here.index];
            if (skip && found.line > skip->last_line) return false;
            const bool fits = wanted.kind == Kind::metavariable ? found.kind == Kind::word : same(wanted, found);
            if (fits) {
                const std::size_t bound = bindings_.size();
                const GenericToken* const before = last_;
                const GenericToken* const first = first_;
                last_ = &found;
                if (first_ == nullptr) first_ = &found;
                if (end_skip(skip) && (wanted.kind != Kind::metavariable || bind(id, found.begin, found.end)) &&
                    go_on(pattern, text, std::nullopt))
                    return true;
                bindings_.resize(bound);
                last_ = before;
                first_ = first;
            }
            if (!skip_over(found, skip)) return false;
        }
    }

    bool skip_over(const GenericToken& token, std::optional<Skip>& skip) const {
        if (!skip || token.line > skip->last_line) return false;
        skip->end = token.end;
        return true;
    }

    [[nodiscard]] const GenericToken& last_token(std::uint32_t list) const {
        GenericList::Item last = text_.lists()[list].items.back();
        while (last.is_list) last = text_.lists()[last.index].items.back();
        return text_.tokens()[last.index];
    }

    // A list of the pattern's own: it has to fit a list of the text from end to end.
    bool list(std::uint32_t index, Place pattern, Place text,
              std::optional<Skip> skip) { // NOLINT(misc-no-recursion): once a list of the pattern
        const std::vector<GenericList::Item>& inner = tree_.lists()[index].items;
        const bool may_be_absent = inner.size() == 1 && !inner.front().is_list && is_ellipsis(tree_.tokens()[inner.front().index].kind);
        const bool whole_block = may_be_absent && inner.front().index > 0 && tree_.tokens()[inner.front().index].kind == Kind::ellipsis &&
                                 tree_.tokens()[inner.front().index - 1].line != tree_.tokens()[inner.front().index].line;
        for (;;) {
            if (!budget_.spend()) return false;
            leave(text);
            const bool over = at_end(text_, text);
            if (!over && item(text_, text).is_list) {
                const std::uint32_t entered = item(text_, text).index;
                if (whole_block && !skip) { // an ellipsis on a line of its own is the block, however long
                    ++text.back().item;
                    const GenericToken* const before = std::exchange(last_, &last_token(entered));
                    if (go_on(std::move(pattern), std::move(text), std::nullopt)) return true;
                    last_ = before;
                    return false;
                }
                Place inside = text;
                ++inside.back().item;
                inside.push_back({entered, 0, true});
                Place deeper = pattern;
                deeper.push_back({index, 0, true});
                const std::size_t bound = bindings_.size();
                if (end_skip(skip) && go_on(std::move(deeper), std::move(inside), std::nullopt)) return true;
                bindings_.resize(bound);
            } else if (may_be_absent && !skip) {
                return go_on(std::move(pattern), std::move(text), std::nullopt);
            }
            if (over || !skip) return false;
            const GenericList::Item here = item(text_, text);
            ++text.back().item;
            if (here.is_list) {
                text.push_back({here.index, 0, false});
            } else if (!skip_over(text_.tokens()[here.index], skip)) {
                return false;
            }
        }
    }

    bool end_of_list(Place pattern, Place text, std::optional<Skip> skip) { // NOLINT(misc-no-recursion): once a list of the pattern
        if (skip) { // an ellipsis at the end takes all that it may
            for (;;) {
                leave(text);
                if (at_end(text_, text)) break;
                const GenericList::Item here = item(text_, text);
                if (here.is_list) {
                    ++text.back().item;
                    text.push_back({here.index, 0, false});
                    continue;
                }
                if (!budget_.spend() || !skip_over(text_.tokens()[here.index], skip)) break;
                last_ = &text_.tokens()[here.index];
                ++text.back().item;
            }
        }
        if (!end_skip(skip)) return false;
        pattern.pop_back();
        if (pattern.empty()) {
            end_ = last_ == nullptr ? 0 : last_->end;
            return first_ != nullptr;
        }
        leave(text);
        if (!at_end(text_, text)) return false;
        text.pop_back();
        return go_on(std::move(pattern), std::move(text), std::nullopt);
    }

    const GenericPattern& pattern_;
    const GenericText& tree_;
    const GenericText& text_;
    Budget& budget_;
    std::vector<Binding> bindings_;
    const GenericToken* first_ = nullptr; // of what has matched
    const GenericToken* last_ = nullptr;
    std::uint32_t end_ = 0;
};

Result<GenericPattern> GenericPattern::compile(std::string_view text, const rules::SastOptions& options, Metavariables& metavariables) {
    GenericPattern made;
    std::string_view trimmed = text;
    while (trimmed.ends_with('\n') || trimmed.ends_with(' ')) trimmed.remove_suffix(1);
    const auto starts_with_ellipsis = [&] { return trim(trimmed).starts_with("...") && !trim(trimmed).starts_with("...."); };
    while (starts_with_ellipsis()) trimmed.remove_prefix(trimmed.find("...") + 3); // nothing is before a match
    made.text_ = std::make_unique<std::string>(trimmed);
    made.tree_ = std::make_unique<GenericText>(*made.text_, options, true);
    made.span_ = options.generic_multiline ? options.generic_ellipsis_max_span : 0;
    made.ignoring_case_ = options.generic_caseless;
    if (made.tree_->tokens().size() > kLongestPattern) return fail(ErrorKind::limit, "a pattern of more than 2,000 words");
    bool certain = false;
    for (const GenericToken& token : made.tree_->tokens()) {
        const bool named = token.kind == Kind::metavariable || token.kind == Kind::ellipsis_metavariable;
        const std::string_view name = made.tree_->text(token);
        made.names_.push_back(named && name != "$_" && name != "$..._" ? metavariables.id_of(name) : kAnonymous);
        certain = certain || !is_ellipsis(token.kind);
    }
    if (!certain) return fail(ErrorKind::malformed, "a pattern of nothing but ellipses");
    return made;
}

std::vector<Match> GenericPattern::find(const GenericText& text, Budget& budget) const {
    std::vector<Match> found;
    GenericMatcher matcher(*this, text, budget);
    for (std::uint32_t list = 0; list < text.lists().size() && !budget.spent(); ++list) {
        const std::size_t items = text.lists()[list].items.size();
        for (std::uint32_t item = 0; item < items && !budget.spent(); ++item) {
            if (text.lists()[list].items[item].is_list) continue;
            if (auto match = matcher.match(list, item)) found.push_back(std::move(*match));
        }
    }
    // Of several that end at one place the shortest: "a ... b" begins at the last a.
    std::ranges::sort(found, {}, [](const Match& match) { return std::pair(match.end, ~match.begin); });
    const auto longer = std::ranges::unique(found, {}, &Match::end);
    found.erase(longer.begin(), longer.end());
    std::ranges::sort(found, {}, [](const Match& match) { return std::pair(match.begin, match.end); });
    return found;
}

} // namespace squire::sast
