// SPDX-License-Identifier: MIT
#include "sast/rule_fix.h"

namespace squire::sast {
namespace {

// The blanks before the first word of the line around `at`; the "- " of an item of YAML that begins there counts as blanks.
std::string indentation(std::string_view text, std::size_t at) {
    const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1; // npos + 1 is 0
    std::size_t end = begin;
    while (end < at && (text[end] == ' ' || text[end] == '\t')) ++end;
    std::string indent(text.substr(begin, end - begin));
    if (end + 2 == at && text.substr(end, 2) == "- ") indent += "  ";
    return indent;
}

bool ends_with_cr(std::string_view text, std::size_t at) {
    const std::size_t end = text.find('\n', at);
    return end != std::string_view::npos && end > 0 && text[end - 1] == '\r';
}

std::string fitted(std::string_view fix, std::string_view indent, bool cr) {
    std::string made;
    for (std::size_t i = 0; i < fix.size(); ++i) {
        if (fix[i] != '\n') {
            made += fix[i];
            continue;
        }
        if (cr && !made.ends_with('\r')) made += '\r';
        made += '\n';
        const bool blank = i + 1 == fix.size() || fix[i + 1] == '\n' || fix[i + 1] == '\r';
        if (!blank) made += indent;
    }
    return made;
}

} // namespace

std::optional<Edit> fix_of(const CompiledRule& rule, const Match& match, std::string_view text) {
    const std::string_view matched = text.substr(match.begin, match.end - match.begin);
    auto fix = fixed_text(rule.rule(), matched, bound_texts(match, rule.metavariables(), text));
    if (!fix) return std::nullopt;
    // A fix-regex works on the text as it stands, whose lines have their indentation and ends already.
    if (rule.rule().fix) *fix = fitted(*fix, indentation(text, match.begin), ends_with_cr(text, match.begin));
    return Edit{.begin = match.begin, .end = match.end, .text = std::move(*fix)};
}

} // namespace squire::sast
