// SPDX-License-Identifier: MIT
#include "sast/annotation.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"

namespace squire::sast {
namespace {

using Kind = Annotation::Kind;

constexpr auto kOpeners = std::to_array<std::string_view>({"#", "//", "<!--", "(*", "/*", "--", ";", "%", "*", "'", "\""});

bool is_id(char byte) { return std::isalnum(static_cast<unsigned char>(byte)) != 0 || std::string_view("._-").contains(byte); }

struct Word {
    std::string_view text;
    Kind kind;
};

// The longer ones first, since they contain the others. "deep" and "pro" are what Semgrep's paid engine does beyond the open one: such flows are
// neither asked for nor wrong.
constexpr std::array<Word, 8> kWords = {{{"todoruleid:", Kind::todo_expected},
                                         {"todook:", Kind::todo_silent},
                                         {"deepruleid:", Kind::todo_expected},
                                         {"deepok:", Kind::todo_silent},
                                         {"proruleid:", Kind::todo_expected},
                                         {"prook:", Kind::todo_silent},
                                         {"ruleid:", Kind::expected},
                                         {"ok:", Kind::silent}}};

constexpr std::array<std::string_view, 8> kWordsOfPaidEngine = {
    "deepok:", "deepruleid:", "deeptodook:", "deeptodoruleid:", "prook:", "proruleid:", "protodook:", "protodoruleid:"};

// The ids behind the word: "a, b" up to what is no id.
void read_ids(std::string_view text, Kind kind, std::vector<Annotation>& to) {
    text = trim(text);
    for (const std::string_view word : kWordsOfPaidEngine) // "ruleid: deepok: a": of two words the first is the open engine's
        if (text.starts_with(word)) text.remove_prefix(word.size());
    for (;;) {
        text = trim(text);
        std::size_t end = 0;
        while (end < text.size() && is_id(text[end])) ++end;
        std::string_view id = text.substr(0, end);
        while (id.ends_with('.') || (id.ends_with('-') && text.substr(end).starts_with('>'))) id.remove_suffix(1); // "-->" is no part of it
        if (id.empty()) return;
        to.push_back({kind, std::string(id), 0});
        text.remove_prefix(end);
        text = trim(text);
        if (!text.starts_with(',')) return;
        text.remove_prefix(1);
    }
}

bool opens_comment(std::string_view before) {
    before = trim(before);
    for (const std::string_view opener : kOpeners) {
        if (before.ends_with(opener)) return true;
    }
    return false;
}

void read_line(std::string_view line, std::vector<Annotation>& to) {
    for (const Word& word : kWords) {
        for (std::size_t at = line.find(word.text); at != std::string_view::npos; at = line.find(word.text, at + 1)) {
            if (!opens_comment(line.substr(0, at))) continue;
            read_ids(line.substr(at + word.text.size()), word.kind, to);
            return;
        }
    }
}

} // namespace

std::vector<Annotation> read_annotations(std::string_view text) {
    std::vector<Annotation> found;
    std::size_t waiting = 0; // the first one whose line is still to come
    std::uint32_t number = 0;
    for (const std::string_view line : split(text, '\n')) {
        ++number;
        const std::size_t before = found.size();
        read_line(line, found);
        if (found.size() > before && !trim(line).empty()) {
            const std::string_view code = trim(line);
            const bool alone =
                code.starts_with('{') || std::ranges::any_of(kOpeners, [&](std::string_view opener) { return code.starts_with(opener); });
            if (alone) continue; // a line of its own
            for (std::size_t i = waiting; i < before; ++i) found[i].line = number; // code with a comment behind it
            waiting = before;
            continue;
        }
        for (std::size_t i = waiting; i < found.size(); ++i) found[i].line = number;
        waiting = found.size();
    }
    for (std::size_t i = waiting; i < found.size(); ++i) found[i].line = number + 1;
    return found;
}

} // namespace squire::sast
