// SPDX-License-Identifier: MIT
#include "fix/markdown.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include "base/text.h"

namespace squire::fix {
namespace {

constexpr std::size_t kLongestCode = 300;
constexpr std::size_t kLongestProse = 2'000;

std::size_t longest_run(std::string_view text, char wanted) {
    std::size_t longest = 0, run = 0;
    for (const char byte : text) longest = std::max(longest, run = byte == wanted ? run + 1 : 0);
    return longest;
}

std::string one_line(std::string_view text, std::size_t limit) {
    std::string line(text.substr(0, limit + 1)); // shorten() sees whether there was more
    std::ranges::replace_if(line, [](char byte) { return byte == '\n' || byte == '\r' || byte == '\t'; }, ' ');
    return shorten(printable(line), limit);
}

/// Letters, digits, and signs that mean nothing within a word, whatever stands beside them.
bool is_plain(std::string_view word) {
    constexpr std::string_view kSigns = ".,;'\"?-/()%+=";
    if (word.contains("//") || word.contains("www.") || word.contains("](")) return false;
    if (std::isalnum(static_cast<unsigned char>(word.front())) == 0 && word.front() != '(' && word.front() != '"' && word.front() != '\'')
        return false;
    const bool known = std::ranges::all_of(word, [&](char byte) {
        return std::isalnum(static_cast<unsigned char>(byte)) != 0 || (byte & 0x80) != 0 || kSigns.contains(byte) || byte == ':';
    });
    if (!known || (word.contains(':') && !word.ends_with(':'))) return false; // a scheme, an emoji
    if (word.contains('%') && !word.ends_with('%')) return false;             // a milestone
    const bool numbers_a_list = std::isdigit(static_cast<unsigned char>(word.front())) != 0 && (word.ends_with('.') || word.ends_with(')')) &&
                                std::ranges::all_of(word.substr(0, word.size() - 1), [](unsigned char byte) { return std::isdigit(byte) != 0; });
    return !numbers_a_list && word.find_first_not_of("=-") != std::string_view::npos;
}

/// The end of the code span that opens at `at`, behind its last backtick; npos where nothing closes it.
std::size_t end_of_span(std::string_view text, std::size_t at) {
    const std::size_t open = std::min(text.find_first_not_of('`', at), text.size()) - at;
    for (std::size_t from = at + open; from < text.size();) {
        const std::size_t tick = text.find('`', from);
        if (tick == std::string_view::npos) break;
        const std::size_t end = std::min(text.find_first_not_of('`', tick), text.size());
        if (end - tick == open) return end;
        from = end;
    }
    return std::string_view::npos;
}

void add_words(std::string& prose, std::string_view text) {
    for (const std::string_view word : split(text, ' ')) {
        if (word.empty()) continue;
        if (!prose.empty()) prose += ' ';
        const std::size_t end = word.find_last_not_of(",;.:?") + 1; // what ends a part of a sentence is no part of a name
        if (is_plain(word) || word == "->")
            prose += word;
        else
            prose += end == 0 ? as_code(word) : as_code(word.substr(0, end)) + std::string(word.substr(end));
    }
}

/// The fence that a line opens: its sign and length; a length of 0 where it opens none.
std::string_view fence_of(std::string_view line) {
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    const std::string_view rest = line.substr(indent);
    if (indent > 3 || rest.empty() || (rest.front() != '`' && rest.front() != '~')) return {};
    const std::size_t length = std::min(rest.find_first_not_of(rest.front()), rest.size());
    if (length < 3 || (rest.front() == '`' && rest.substr(length).contains('`'))) return {};
    return rest.substr(0, length);
}

/// Blanks for the code spans of a run of lines.
void blank_spans(std::string& text, std::size_t begin, std::size_t end) {
    for (std::size_t at = text.find('`', begin); at < end; at = text.find('`', at)) {
        if (at > begin && text[at - 1] == '\\') {
            ++at;
            continue;
        }
        std::size_t close = end_of_span(std::string_view(text).substr(0, end), at);
        if (close == std::string_view::npos) { // backticks that are text
            at = std::min(text.find_first_not_of('`', at), end);
            continue;
        }
        for (; at < close; ++at)
            if (text[at] != '\n') text[at] = ' ';
    }
}

} // namespace

std::string as_code(std::string_view text) {
    std::string line = one_line(text, kLongestCode);
    if (line.find_first_not_of(' ') == std::string::npos) line = "(nothing)";
    const std::string ticks(longest_run(line, '`') + 1, '`');
    const bool touches = line.starts_with('`') || line.ends_with('`') || (line.starts_with(' ') && line.ends_with(' '));
    const std::string_view blank = touches ? " " : "";
    return ticks + std::string(blank) + line + std::string(blank) + ticks;
}

std::string as_prose(std::string_view text) {
    const std::string line = one_line(text, kLongestProse);
    std::string prose;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t tick = std::min(line.find('`', at), line.size());
        const std::size_t end = tick == line.size() ? std::string::npos : end_of_span(line, tick);
        if (end == std::string::npos) { // no more spans: a backtick that is left is a sign like others
            add_words(prose, std::string_view(line).substr(at));
            break;
        }
        // A word that touches a span is one with it, so that nothing of it is taken apart.
        add_words(prose, std::string_view(line).substr(at, tick - at));
        const std::size_t ticks = line.find_first_not_of('`', tick) - tick;
        prose += (prose.empty() ? "" : " ") + as_code(trim(std::string_view(line).substr(tick + ticks, end - tick - 2 * ticks)));
        at = end;
        while (at < line.size() && std::string_view(".,;:?").contains(line[at])) prose += line[at++];
    }
    return prose;
}

std::string as_block(std::string_view text) {
    std::string lines;
    for (const std::string_view line : split(text, '\n')) lines += printable(line) + "\n";
    while (lines.ends_with("\n\n")) lines.pop_back();
    const std::string fence(std::max<std::size_t>(3, longest_run(lines, '`') + 1), '`');
    return fence + "text\n" + lines + fence + "\n";
}

std::string without_code(std::string_view markdown) {
    std::string text(markdown);
    std::size_t paragraph = 0; // where the lines began in which a span may go on
    std::string fence;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = text.substr(at, end - at);
        const std::string_view marks = fence_of(line);
        const bool closes = !fence.empty() && !marks.empty() && marks.front() == fence.front() && marks.size() >= fence.size() &&
                            trim(line).size() == marks.size();
        if (!fence.empty() || !marks.empty()) {
            blank_spans(text, paragraph, at);
            std::fill(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
            if (closes)
                fence.clear();
            else if (fence.empty())
                fence = marks;
            paragraph = end;
        } else if (trim(line).empty() || line.starts_with('#')) {
            blank_spans(text, paragraph, end);
            paragraph = end;
        }
        at = end + 1;
    }
    blank_spans(text, std::min(paragraph, text.size()), text.size());
    return text;
}

} // namespace squire::fix
