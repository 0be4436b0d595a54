// SPDX-License-Identifier: MIT
#include "dependencies/bracketed_texts.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace squire::dependencies {
namespace {

constexpr std::size_t kLongest = 64U << 10U;
constexpr std::size_t kLongestWord = 128; // with what stands between it and the quote

bool is_word_byte(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// `name` of "name: " and "name = " at the end of what stands before a quote.
std::string_view word_before(std::string_view before) {
    before = trim(before);
    if (!before.ends_with(':') && !before.ends_with('=')) return {};
    before = trim(before.substr(0, before.size() - 1));
    std::size_t start = before.size();
    while (start > 0 && is_word_byte(before[start - 1])) --start;
    return before.substr(start);
}

} // namespace

Bracketed bracketed_texts(std::string_view text, std::size_t open, std::uint32_t line, std::string_view comment) {
    Bracketed found;
    text = text.substr(0, std::min(text.size(), open + kLongest));
    std::string_view key;
    int depth = 0;
    for (std::size_t at = open; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '\n') {
            ++line;
        } else if (text.substr(at).starts_with(comment)) {
            at = std::min(text.find('\n', at), text.size()) - 1;
        } else if (c == '(' || c == '[' || c == '{') {
            ++depth;
        } else if (c == ')' || c == ']' || c == '}') {
            if (--depth > 0) continue;
            found.end = at + 1;
            found.closed = true;
            return found;
        } else if (c == '"' || c == '\'') {
            const std::string_view three = text.substr(at, 3);
            const std::string_view quote = three == "\"\"\"" || three == "'''" ? three : text.substr(at, 1);
            const std::size_t start = at + quote.size();
            std::size_t end = start;
            while (end < text.size() && !text.substr(end).starts_with(quote)) end += text[end] == '\\' ? 2 : 1;
            if (end >= text.size()) break;
            const std::size_t before = std::max(open + 1, at - std::min(at, kLongestWord));
            const std::string_view inside = text.substr(start, end - start);
            const std::string_view after = trim(text.substr(end + quote.size(), 8));
            if (after.starts_with(':')) {
                key = inside;
            } else {
                found.texts.push_back({inside, line, key, word_before(text.substr(before, at - before))});
            }
            line += static_cast<std::uint32_t>(std::ranges::count(inside, '\n'));
            at = end + quote.size() - 1;
        }
    }
    found.end = text.size();
    return found;
}

} // namespace squire::dependencies
