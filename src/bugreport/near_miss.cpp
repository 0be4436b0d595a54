// SPDX-License-Identifier: MIT
#include "bugreport/near_miss.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "bugreport/issue_text.h"
#include "bugreport/outline.h"
#include "bugreport/tokens.h"
#include "bugreport/trials.h"

namespace squire::bugreport {
namespace {

using Kind = NearMiss::Kind;
using Role = OutlineNode::Role;

constexpr std::size_t kLargest = 64U << 10U; // bytes; a text that is needed whole has too many changes to try
constexpr std::size_t kMostQuoted = 60;
constexpr std::size_t kMostRuns = 3; // of a scanner that is asked about many changes at once

struct Change {
    Kind kind = Kind::constant;
    std::size_t file = 0;
    Edit edit;
    std::string what;
    bool covers_place = false; // what the finding is about is no longer there, which says little
    bool in_place = false; // it is another one
    [[nodiscard]] std::size_t size() const { return edit.end - edit.begin + edit.text.size(); }
};

constexpr auto kOperators = std::to_array<std::pair<std::string_view, std::string_view>>({{"==", "!="},
                                                                                          {"!=", "=="},
                                                                                          {"<", ">="},
                                                                                          {">", "<="},
                                                                                          {"+", ","},
                                                                                          {"%", ","},
                                                                                          {"&&", "||"},
                                                                                          {"||", "&&"},
                                                                                          {"and", "or"},
                                                                                          {"or", "and"},
                                                                                          {"true", "false"},
                                                                                          {"false", "true"},
                                                                                          {"True", "False"},
                                                                                          {"False", "True"}});

class Changes {
public:
    explicit Changes(const Input& input) : place_(input.place) {
        for (std::size_t i = 0; i < input.files.size(); ++i) {
            if (input.files[i].bytes->size() > kLargest) continue;
            file_ = i;
            text_ = input.files[i].text();
            outline_ = outline_of(input.files[i].path, text_);
            nodes();
            operators();
        }
        std::ranges::stable_sort(
            changes_, {}, [](const Change& change) { return std::tuple(change.covers_place, change.kind, change.in_place, change.size()); });
    }

    [[nodiscard]] std::vector<Change> take() { return std::move(changes_); }

private:
    [[nodiscard]] std::string quoted(std::size_t begin, std::size_t end) const {
        std::string quoted = inline_code(shorten(printable(text_.substr(begin, end - begin)), kMostQuoted));
        // A name may stand in several lines.
        if (trim(text_).contains('\n')) quoted += fmt::format(" in line {}", std::ranges::count(text_.substr(0, begin), '\n') + 1);
        return quoted;
    }
    void add(Kind kind, std::size_t begin, std::size_t end, std::string with, std::string what) {
        if (text_.substr(begin, end - begin) == with) return;
        const bool in_place = file_ == place_.file && begin < place_.end && place_.begin < end;
        const bool covers = in_place && begin <= place_.begin && place_.end <= end;
        if (covers && (kind == Kind::constant || with.empty())) return; // there is nothing left to judge
        changes_.push_back({kind, file_, {begin, end, std::move(with)}, std::move(what), covers, in_place});
    }

    // In a text of several: a constant in its place is no value, but a way to take it away.
    [[nodiscard]] bool is_statement(const OutlineNode& node) const {
        const std::size_t line = node.begin == 0 ? 0 : text_.rfind('\n', node.begin - 1) + 1; // npos + 1 is 0
        const std::string_view before = text_.substr(line, node.begin - line);
        const bool ends_line = node.end == text_.size() || text_[node.end] == '\n' || text_.substr(node.end).starts_with(";\n");
        return ends_line && before.find_first_not_of(" \t") == std::string_view::npos && trim(text_).contains('\n');
    }

    void nodes() {
        // Data has no variables that could stand for a literal.
        const bool is_code = std::ranges::find(outline_, Role::name, &OutlineNode::role) != outline_.end();
        for (std::uint32_t i = 1; i < outline_.size(); ++i) {
            const OutlineNode& node = outline_[i];
            const std::string here = quoted(node.begin, node.end);
            const bool is_called = outline_[node.parent].role == Role::call && node.parent + 1 == i;
            const bool in_member = outline_[node.parent].role == Role::member; // "a.b" with another a, or without b, is just another name
            switch (node.role) {
            case Role::string:
                for (const std::string_view with : {"\"\"", "\"x\"", "''", "'x'"})
                    if (with.front() == text_[node.begin])
                        add(Kind::literal, node.begin, node.end, std::string(with), fmt::format("another string instead of {}", here));
                if (is_code) add(Kind::literal, node.begin, node.end, "x", fmt::format("a variable instead of the string {}", here));
                break;
            case Role::number:
                for (const std::string_view with : {"0", "1", "2"})
                    add(Kind::literal, node.begin, node.end, std::string(with), fmt::format("{} instead of {}", with, here));
                if (is_code) add(Kind::literal, node.begin, node.end, "x", fmt::format("a variable instead of the number {}", here));
                break;
            case Role::name:
                if (!in_member && !is_called && !is_statement(node))
                    add(Kind::constant, node.begin, node.end, "\"\"", fmt::format("a constant instead of {}", here));
                add(Kind::name, node.begin, node.end, text_.substr(node.begin, node.end - node.begin) == "x" ? "y" : "x",
                    fmt::format("another name instead of {}", here));
                break;
            case Role::assignment:
            case Role::member:
            case Role::call:
            case Role::plain:
                if (!in_member && !is_called && !is_statement(node))
                    add(Kind::constant, node.begin, node.end, "\"\"", fmt::format("a constant instead of {}", here));
                break;
            }
            if (in_member || is_called) continue;
            for (const std::uint32_t part : children_of(outline_, i)) {
                const OutlineNode& inner = outline_[part];
                if (inner.bytes() < node.bytes())
                    add(Kind::deletion, node.begin, node.end, std::string(text_.substr(inner.begin, inner.bytes())),
                        fmt::format("{} alone instead of {}",
                                    inline_code(shorten(printable(text_.substr(inner.begin, inner.bytes())), kMostQuoted)), here));
            }
            for (const Edit& edit : deletions_of(outline_, i))
                add(Kind::deletion, edit.begin, edit.end, {}, fmt::format("nothing instead of {}", here));
        }
    }

    void operators() {
        const std::vector<Token> tokens = tokens_of(outline_, text_);
        for (std::size_t i = 0; i < tokens.size(); ++i)
            for (const auto& [from, to] : kOperators) {
                const bool is_here = text_.substr(tokens[i].begin).starts_with(from) &&
                                     (tokens[i].kind == Token::Kind::other || tokens[i].end - tokens[i].begin == from.size());
                if (!is_here || tokens[i].kind == Token::Kind::string) continue;
                add(Kind::operation, tokens[i].begin, tokens[i].begin + from.size(), std::string(to),
                    fmt::format("`{}` instead of `{}`", to, from));
            }
    }

    Place place_;
    std::size_t file_ = 0;
    std::string_view text_;
    Outline outline_;
    std::vector<Change> changes_;
};

NearMiss near_miss_of(const Change& change, Input changed) {
    return {.kind = change.kind, .changed = std::move(changed), .file = change.file, .edit = change.edit, .what = change.what};
}

std::optional<Input> with_change(const Input& minimal, const Change& change, const Oracle& flipped) {
    if (flipped.keeps_place() && change.file == minimal.place.file && change.edit.begin < minimal.place.end &&
        change.edit.end > minimal.place.begin)
        return std::nullopt;
    return with_edits(minimal, change.file, std::span(&change.edit, 1));
}

Error own_opposite() {
    return {ErrorKind::usage, "the text itself is its own opposite: the question is not the opposite of the one it was reduced by", "", ""};
}

bool has_kind(const std::vector<NearMiss>& found, Kind kind) { return std::ranges::find(found, kind, &NearMiss::kind) != found.end(); }

// All changes are asked together, which costs little more than one.
Result<std::vector<NearMiss>> find_at_once(const Input& minimal, Oracle& flipped, const std::vector<Change>& changes) {
    std::vector<Input> candidates{minimal}; // the first change is none
    std::vector<const Change*> made{nullptr};
    for (const Change& change : changes) {
        if (made.size() == kMostRuns * flipped.at_once()) break;
        auto candidate = with_change(minimal, change, flipped);
        if (!candidate) continue;
        const auto out = flipped.rules_out(*candidate);
        if (!out) return std::unexpected(out.error());
        if (*out) continue;
        candidates.push_back(std::move(*candidate));
        made.push_back(&change);
    }
    std::vector<NearMiss> found;
    for (std::size_t begin = 0; begin < candidates.size(); begin += flipped.at_once()) {
        const std::size_t count = std::min(flipped.at_once(), candidates.size() - begin);
        const auto answers = flipped.interesting_each(std::span(candidates).subspan(begin, count));
        if (!answers) return std::unexpected(answers.error());
        for (std::size_t i = 0; i < count; ++i) {
            if (made[begin + i] == nullptr) {
                if ((*answers)[i]) return std::unexpected(own_opposite());
                continue;
            }
            const Change& change = *made[begin + i];
            if ((*answers)[i] && !has_kind(found, change.kind)) found.push_back(near_miss_of(change, std::move(candidates[begin + i])));
        }
    }
    return found;
}

} // namespace

Result<std::vector<NearMiss>> find_near_misses(const Input& minimal, Oracle& flipped, const ReductionOptions& options) {
    const std::vector<Change> changes = Changes(minimal).take();
    if (flipped.at_once() > 1) return find_at_once(minimal, flipped, changes);
    const auto already = flipped.interesting(minimal, 0);
    if (!already) return std::unexpected(already.error());
    if (*already) return std::unexpected(own_opposite());
    std::vector<NearMiss> found;
    const auto deadline = std::chrono::steady_clock::now() + options.time;
    for (std::size_t begin = 0; begin < changes.size();) {
        std::size_t end = begin; // of those like it
        while (end < changes.size() && changes[end].kind == changes[begin].kind && changes[end].covers_place == changes[begin].covers_place)
            ++end;
        if (has_kind(found, changes[begin].kind)) {
            begin = end;
            continue;
        }
        ReductionOptions left = options;
        left.progress = nullptr;
        if (options.time.count() > 0) {
            left.time = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
            if (left.time.count() <= 0) break;
        }
        Trials trials(minimal, flipped, left);
        const auto taken = trials.first(
            end - begin, [&](std::size_t number) -> std::optional<Input> { return with_change(minimal, changes[begin + number], flipped); });
        if (!trials.trouble().empty()) return fail(ErrorKind::io, trials.trouble());
        if (taken) found.push_back(near_miss_of(changes[begin + *taken], trials.best()));
        begin = end;
    }
    return found;
}

} // namespace squire::bugreport
