// SPDX-License-Identifier: MIT
#include "assess/licence.h"

#include <algorithm>
#include <vector>

#include "assess/data.h"
#include "base/text.h"

namespace squire::assess {
namespace {

struct Known {
    Licence licence;
    std::vector<std::string> phrases;
    std::vector<std::string> without;
};

std::vector<Known> read_known() {
    std::vector<Known> known;
    for (const rules::TomlTable* entry : tables_of(data("rules/assess/licences.toml"), "licence")) {
        known.push_back({.licence = {.id = text_of(*entry, "id"), .osi = flag_of(*entry, "osi")},
                         .phrases = words_of(*entry, "phrases"),
                         .without = words_of(*entry, "without")});
    }
    return known;
}

const std::vector<Known>& all_known() {
    static const std::vector<Known> known = read_known();
    return known;
}

// Lower case, and one blank for any run of blanks and of what frames a comment.
std::string plain(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : to_lower(text)) {
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '*' || c == '#';
        if (!blank) {
            out += c;
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    return out;
}

} // namespace

std::optional<Licence> licence_of(std::string_view text) {
    const std::string searched = plain(text);
    const auto has = [&](const std::string& phrase) { return searched.find(phrase) != std::string::npos; };
    for (const Known& known : all_known()) {
        if (std::ranges::all_of(known.phrases, has) && std::ranges::none_of(known.without, has)) return known.licence;
    }
    return std::nullopt;
}

std::optional<Licence> licence_by_id(std::string_view id) {
    for (const std::string_view suffix : {"-only", "-or-later"}) {
        if (id.ends_with(suffix)) id.remove_suffix(suffix.size());
    }
    const auto found = std::ranges::find(all_known(), id, [](const Known& known) -> std::string_view { return known.licence.id; });
    return found == all_known().end() ? std::nullopt : std::optional(found->licence);
}

} // namespace squire::assess
