// SPDX-License-Identifier: MIT
#include "sast/suppression.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace squire::sast {
namespace {

bool is_id(char byte) { return std::isalnum(static_cast<unsigned char>(byte)) != 0 || std::string_view("._-/").contains(byte); }
bool is_word(char byte) { return std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '_'; }

bool names(std::string_view written, std::string_view rule) {
    return written == rule || written.ends_with("." + std::string(rule)) || rule.ends_with("." + std::string(written));
}

// What follows the word: all rules, or those that are named.
bool covers(std::string_view rest, std::string_view rule) {
    if (!rest.starts_with(':')) return true;
    rest.remove_prefix(1);
    bool any = false;
    for (;;) {
        while (!rest.empty() && (rest.front() == ' ' || rest.front() == ',')) rest.remove_prefix(1);
        std::size_t end = 0;
        while (end < rest.size() && is_id(rest[end])) ++end;
        if (end == 0) return !any; // a colon and no names: as without one
        if (names(rest.substr(0, end), rule)) return true;
        any = true;
        rest.remove_prefix(end);
        if (!rest.starts_with(',') && !rest.starts_with(" ,")) return false;
    }
}

bool line_suppresses(std::string_view line, std::string_view rule) {
    for (std::size_t at = line.find("nosem"); at != std::string_view::npos; at = line.find("nosem", at + 1)) {
        std::size_t end = at + 5;
        if (line.substr(end).starts_with("grep")) end += 4;
        const bool whole = (at == 0 || !is_word(line[at - 1])) && (end == line.size() || !is_word(line[end]));
        if (whole && covers(line.substr(end), rule)) return true;
    }
    return false;
}

} // namespace

bool is_suppressed(std::string_view text, std::size_t line_begin, std::string_view rule) {
    line_begin = std::min(line_begin, text.size());
    const std::size_t line_end = std::min(text.find('\n', line_begin), text.size());
    if (line_suppresses(text.substr(line_begin, line_end - line_begin), rule)) return true;
    if (line_begin < 2) return false;
    const std::size_t above_end = line_begin - 1;
    const std::size_t above_break = text.rfind('\n', above_end - 1);
    const std::size_t above_begin = above_break == std::string_view::npos ? 0 : above_break + 1;
    const std::string_view above = trim(text.substr(above_begin, above_end - above_begin));
    const std::size_t word = above.find("nosem");
    const bool comment_alone = word != std::string_view::npos && word > 0 && std::ranges::none_of(above.substr(0, word), is_word);
    return comment_alone && line_suppresses(above, rule);
}

} // namespace squire::sast
