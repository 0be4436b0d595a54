// SPDX-License-Identifier: MIT
#include "sast/message.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "search/pcre.h"

namespace squire::sast {
namespace {

bool is_name(char byte) { return (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '_'; }

// The replacement of a fix-regex, with `\1` and `\g<1>` (Python's, which Semgrep has) and `$1`.
std::string expand(std::string_view replacement, const search::PcreMatch& match, std::string_view subject) {
    std::string made;
    for (std::size_t at = 0; at < replacement.size(); ++at) {
        const char byte = replacement[at];
        const bool named = replacement.substr(at).starts_with("\\g<");
        std::size_t digits = at + (named ? 3 : 1);
        std::size_t end = digits;
        while (end < replacement.size() && end < digits + 2 && std::isdigit(static_cast<unsigned char>(replacement[end])) != 0) ++end;
        const bool closed = !named || (end < replacement.size() && replacement[end] == '>');
        if ((byte == '\\' || byte == '$') && end > digits && closed) {
            std::size_t group = 0;
            for (; digits < end; ++digits) group = group * 10 + static_cast<std::size_t>(replacement[digits] - '0');
            made += match.text(subject, group);
            at = named ? end : end - 1;
        } else if (byte == '\\' && at + 1 < replacement.size()) {
            const char next = replacement[++at];
            made += next == 'n' ? '\n' : next == 't' ? '\t' : next;
        } else {
            made += byte;
        }
    }
    return made;
}

} // namespace

std::vector<BoundText> bound_texts(const Match& match, const Metavariables& metavariables, std::string_view text) {
    std::vector<BoundText> found;
    for (const Binding& binding : match.bindings) {
        if (binding.metavariable == kAnonymous || binding.begin > binding.end || binding.end > text.size()) continue;
        found.push_back({metavariables.name(binding.metavariable), text.substr(binding.begin, binding.end - binding.begin)});
    }
    return found;
}

std::string interpolate(std::string_view template_text, const std::vector<BoundText>& bound, std::size_t longest) {
    std::string made;
    for (std::size_t at = 0; at < template_text.size();) {
        if (template_text[at] != '$') {
            made += template_text[at++];
            continue;
        }
        std::size_t end = at + 1;
        if (template_text.substr(end).starts_with("...")) end += 3;
        while (end < template_text.size() && is_name(template_text[end])) ++end;
        const auto found = std::ranges::find(bound, template_text.substr(at, end - at), &BoundText::name);
        if (found == bound.end()) {
            made += template_text.substr(at, end - at);
        } else {
            made += longest == 0 ? std::string(found->text) : shorten(found->text, longest);
        }
        at = end;
    }
    return made;
}

std::optional<std::string> fixed_text(const rules::SastRule& rule, std::string_view matched, const std::vector<BoundText>& bound) {
    if (rule.fix) {
        std::string fix = interpolate(*rule.fix, bound, 0);
        while (fix.ends_with('\n') && !matched.ends_with('\n')) fix.pop_back(); // of a block of YAML
        return fix;
    }
    if (!rule.fix_regex) return std::nullopt;
    const auto regex = search::Pcre::compile(rule.fix_regex->regex);
    if (!regex) return std::nullopt;
    std::string made;
    std::size_t from = 0;
    std::uint32_t count = 0;
    const auto outcome = regex->find_all(matched, 0, [&](const search::PcreMatch& match) {
        made += matched.substr(from, match.begin() - from);
        made += expand(rule.fix_regex->replacement, match, matched);
        from = match.end();
        return ++count != rule.fix_regex->count;
    });
    if (outcome == search::Pcre::Outcome::limit || count == 0) return std::nullopt;
    return made + std::string(matched.substr(from));
}

std::string apply_edits(std::string_view text, std::vector<Edit> edits) {
    std::ranges::stable_sort(edits, {}, &Edit::begin);
    std::string made;
    std::size_t from = 0;
    for (const Edit& edit : edits) {
        if (edit.begin < from || edit.end < edit.begin || edit.end > text.size()) continue;
        made += text.substr(from, edit.begin - from);
        made += edit.text;
        from = edit.end;
    }
    return made + std::string(text.substr(from));
}

} // namespace squire::sast
