// SPDX-License-Identifier: MIT
#include "sast/generic_text.h"

#include <algorithm>
#include <utility>

namespace squire::sast {
namespace {

using Kind = GenericToken::Kind;
using Braces = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t kDeepest = 200; // lists within lists; deeper indentation stays in its list

bool is_upper(char byte) { return (byte >= 'A' && byte <= 'Z') || byte == '_'; }
bool is_name(char byte) { return is_upper(byte) || (byte >= '0' && byte <= '9'); }

Braces braces_of(const rules::SastOptions& options) {
    Braces braces = options.generic_braces;
    if (braces.empty()) braces = {{"(", ")"}, {"[", "]"}, {"{", "}"}};
    braces.insert(braces.end(), options.generic_extra_braces.begin(), options.generic_extra_braces.end());
    return braces;
}

// The bytes that stand in comments.
std::vector<bool> comments_of(std::string_view text, rules::SastOptions::GenericComments style) {
    using enum rules::SastOptions::GenericComments;
    std::vector<bool> comment;
    if (style == none) return comment;
    comment.assign(text.size(), false);
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        if (style == shell && text[at] == '#') end = std::min(text.find('\n', at), text.size());
        if (style == cpp && text.substr(at, 2) == "//") end = std::min(text.find('\n', at), text.size());
        if (style != shell && text.substr(at, 2) == "/*") {
            const std::size_t close = text.find("*/", at + 2);
            end = close == std::string_view::npos ? text.size() : close + 2;
        }
        if (end == at) {
            ++at;
            continue;
        }
        std::fill(comment.begin() + static_cast<std::ptrdiff_t>(at), comment.begin() + static_cast<std::ptrdiff_t>(end), true);
        at = end;
    }
    return comment;
}

} // namespace

struct GenericText::Reader {
    GenericText& to;
    const rules::SastOptions& options;
    bool is_pattern;
    Braces braces;
    std::vector<bool> comment;
    std::size_t at = 0;

    struct Level {
        std::size_t indent;
        std::uint32_t list;
    };
    std::vector<Level> levels;

    [[nodiscard]] bool is_word(char byte) const {
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '_' ||
               options.generic_extra_word_characters.contains(byte);
    }

    // The token at `at`, which is no blank; moves behind it.
    GenericToken token(std::uint32_t line) {
        const std::string_view text = to.text_;
        GenericToken made{.kind = Kind::other, .begin = static_cast<std::uint32_t>(at), .line = line};
        std::size_t end = at + 1;
        if (is_pattern && text.substr(at, 3) == "..." && text.substr(at + 3, 1) != ".") {
            made.kind = Kind::ellipsis;
            end = at + 3;
        } else if (is_pattern && text[at] == '$') {
            std::size_t name = at + 1;
            const bool many = text.substr(name, 3) == "...";
            if (many) name += 3;
            end = name;
            if (end < text.size() && is_upper(text[end])) {
                while (end < text.size() && is_name(text[end])) ++end;
            }
            if (end == name || (end < text.size() && text[end] >= 'a' && text[end] <= 'z')) { // a plain dollar, or a variable in lower case
                end = at + 1;
            } else {
                made.kind = many ? Kind::ellipsis_metavariable : Kind::metavariable;
            }
        } else if (is_word(text[at])) {
            made.kind = Kind::word;
            while (end < text.size() && is_word(text[end])) ++end;
        } else {
            for (const auto& [open, close] : braces) { // braces of several bytes are one token
                for (const std::string& brace : {open, close}) {
                    if (brace.size() > 1 && text.substr(at).starts_with(brace)) end = at + brace.size();
                }
            }
        }
        made.end = static_cast<std::uint32_t>(end);
        at = end;
        return made;
    }

    std::uint32_t new_list() {
        to.lists_.emplace_back();
        return static_cast<std::uint32_t>(to.lists_.size() - 1);
    }

    // Appends tokens [first, end) of one line to a list, what stands between braces as a list of its own.
    void nest(std::uint32_t list, std::size_t first, std::size_t end) {
        std::vector<std::pair<std::size_t, std::size_t>> open;        // token, number of its pair
        std::vector<std::size_t> closed_by(end - first, 0);           // of an opening token with its partner: that one
        for (std::size_t i = first; i < end; ++i) {
            const std::string_view text = to.text(to.tokens_[i]);
            for (std::size_t pair = 0; pair < braces.size(); ++pair) {
                if (text == braces[pair].first && open.size() < kDeepest) {
                    open.emplace_back(i, pair);
                    break;
                }
                if (text != braces[pair].second) continue;
                const auto partner = std::ranges::find(open.rbegin(), open.rend(), pair, [](const auto& each) { return each.second; });
                if (partner == open.rend()) break;
                closed_by[partner->first - first] = i;
                open.erase(partner.base() - 1, open.end());
                break;
            }
        }
        std::vector<std::pair<std::uint32_t, std::size_t>> inside = {{list, end}}; // list, the token that ends it
        for (std::size_t i = first; i < end; ++i) {
            if (i == inside.back().second) inside.pop_back();
            to.lists_[inside.back().first].items.push_back({false, static_cast<std::uint32_t>(i)});
            const std::size_t partner = closed_by[i - first];
            if (partner == 0 || partner == i + 1) continue;
            const std::uint32_t inner = new_list();
            to.lists_[inside.back().first].items.push_back({true, inner});
            inside.emplace_back(inner, partner);
        }
    }

    void line(std::size_t indent, std::size_t first) {
        while (levels.size() > 1 && levels.back().indent > indent) levels.pop_back();
        if (to.lists_.size() == 1 && to.lists_.front().items.empty()) levels.front().indent = indent;
        if (levels.back().indent < indent && levels.size() < kDeepest) {
            const std::uint32_t list = new_list();
            to.lists_[levels.back().list].items.push_back({true, list});
            levels.push_back({indent, list});
        }
        nest(levels.back().list, first, to.tokens_.size());
    }

    void run() {
        levels.push_back({0, new_list()});
        std::uint32_t number = 0;
        std::size_t indent = 0;
        std::size_t first = 0;
        bool at_begin = true;
        const std::string_view text = to.text_;
        while (at < text.size()) {
            const char byte = text[at];
            if (byte == '\n') {
                if (to.tokens_.size() > first) line(indent, first);
                ++number;
                ++at;
                indent = 0;
                first = to.tokens_.size();
                at_begin = true;
            } else if (byte == ' ' || byte == '\t' || byte == '\r' || byte == '\f' || byte == '\v') {
                if (at_begin) indent += byte == '\t' ? 8 - indent % 8 : 1;
                ++at;
            } else if (!comment.empty() && comment[at]) {
                ++at;
            } else {
                at_begin = false;
                to.tokens_.push_back(token(number));
            }
        }
        if (to.tokens_.size() > first) line(indent, first);
    }
};

GenericText::GenericText(std::string_view text, const rules::SastOptions& options, bool is_pattern) : text_(text) {
    Reader{*this, options, is_pattern, braces_of(options), comments_of(text, options.generic_comments)}.run();
}

} // namespace squire::sast
