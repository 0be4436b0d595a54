// SPDX-License-Identifier: MIT
#include "sast/aliengrep_pattern.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace squire::sast {
namespace {

constexpr std::size_t kMostBytes = 16U << 10U;
constexpr std::size_t kMostMatches = 20'000;

std::string escaped(std::string_view text) {
    std::string all;
    for (const char byte : text) {
        const bool plain = std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '_';
        all += plain ? std::string(1, byte) : fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
    }
    return all;
}

class Writer {
public:
    Writer(const rules::SastOptions& options, Metavariables& metavariables)
        : metavariables_(metavariables), word_("[A-Za-z0-9_" + escaped(options.generic_extra_word_characters) + "]"),
          extra_(options.generic_extra_word_characters), blank_(options.generic_multiline ? "\\s*+" : "[^\\S\\n]*+") {
        std::vector<std::pair<std::string, std::string>> braces = options.generic_braces;
        if (braces.empty()) {
            braces = {{"(", ")"}, {"[", "]"}, {"{", "}"}};
            if (!options.generic_multiline) braces.insert(braces.end(), {{"\"", "\""}, {"'", "'"}});
        }
        braces.insert(braces.end(), options.generic_extra_braces.begin(), options.generic_extra_braces.end());
        std::string either;
        std::string marks;
        for (const auto& [open, close] : braces) {
            if (open.size() != 1 || close.size() != 1) continue;
            marks += escaped(open) + (open == close ? std::string() : escaped(close));
        }
        for (const auto& [open, close] : braces) {
            if (open.size() != 1 || close.size() != 1) continue;
            const std::string inside = open == close ? fmt::format("[^{}\\n]*+", escaped(open)) : fmt::format("(?:[^{}]++|(?&b))*+", marks);
            either += fmt::format("{}{}{}{}", either.empty() ? "" : "|", escaped(open), inside, escaped(close));
        }
        define_ = either.empty() ? std::string() : fmt::format("(?(DEFINE)(?<b>{}))", either);
        const std::string nested = either.empty() ? std::string() : "|(?&b)";
        const std::string any = either.empty() ? "[\\s\\S]" : fmt::format("[^{}]", marks);
        const std::string on_line = either.empty() ? "[^\\n]" : fmt::format("[^\\n{}]", marks);
        long_ = fmt::format("(?:{}{})", any, nested);
        short_ = options.generic_multiline ? long_ : fmt::format("(?:{}{})", on_line, nested);
    }

    /// Whether there is anything but ellipses.
    bool write(std::string_view pattern) {
        bool anything = false;
        while (!pattern.empty()) {
            if (std::isspace(static_cast<unsigned char>(pattern.front())) != 0) {
                pattern.remove_prefix(1);
                continue;
            }
            if (!regex_.empty()) regex_ += blank_;
            const bool named = pattern.front() == '$';
            const std::size_t dots = std::min(pattern.find_first_not_of('.', named ? 1 : 0), pattern.size()) - (named ? 1 : 0);
            const std::size_t name_begin = (named ? 1 : 0) + (dots >= 3 ? dots : 0);
            std::size_t name_end = name_begin;
            while (name_end < pattern.size() && is_of_name(pattern[name_end])) ++name_end;
            const std::string_view name = pattern.substr(name_begin, name_end - name_begin);
            if (dots >= 3 && (!named || !name.empty())) {
                const bool last = pattern.find_first_not_of(" \t\r\n", named ? name_end : dots) == std::string_view::npos;
                const std::string taken = (dots == 3 ? short_ : long_) + (last ? "*" : "*?"); // the last one takes all that it can
                regex_ += named ? captured(pattern.substr(0, name_end), taken) : taken;
                pattern.remove_prefix(named ? name_end : dots);
                continue;
            }
            anything = true;
            if (named && !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) == 0) {
                regex_ += fmt::format("(?<!{0}){1}(?!{0})", word_, captured(pattern.substr(0, name_end), word_ + "++"));
                pattern.remove_prefix(name_end);
                continue;
            }
            std::size_t word = 0;
            while (word < pattern.size() && is_word(pattern[word])) ++word;
            if (word > 0)
                regex_ += fmt::format("(?<!{0}){1}(?!{0})", word_, escaped(pattern.substr(0, word)));
            else
                regex_ += escaped(pattern.substr(0, word = 1));
            pattern.remove_prefix(word);
        }
        return anything;
    }

    [[nodiscard]] std::string regex() const { return define_ + regex_; }
    [[nodiscard]] const std::map<std::string, MetavariableId>& captures() const { return captures_; } // by the group's name

private:
    static bool is_of_name(char byte) { return (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '_'; }
    [[nodiscard]] bool is_word(char byte) const {
        return std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '_' || extra_.contains(byte);
    }

    std::string captured(std::string_view name, const std::string& what) {
        if (name == "$_") return what;
        const MetavariableId id = metavariables_.id_of(name);
        const std::string group = fmt::format("m{}", id);
        const bool fresh = captures_.try_emplace(group, id).second;
        return fresh ? fmt::format("(?<{}>{})", group, what) : fmt::format("\\k<{}>", group);
    }

    Metavariables& metavariables_;
    std::string word_, extra_, blank_, define_, short_, long_;
    std::string regex_;
    std::map<std::string, MetavariableId> captures_;
};

} // namespace

Result<AliengrepPattern> AliengrepPattern::compile(std::string_view text, const rules::SastOptions& options, Metavariables& metavariables) {
    if (text.size() > kMostBytes) return fail(ErrorKind::limit, fmt::format("the pattern has more than {} bytes", kMostBytes));
    Writer writer(options, metavariables);
    if (!writer.write(text)) return fail(ErrorKind::malformed, "the pattern has nothing but ellipses");
    auto regex = search::Pcre::compile(writer.regex(), {.ignoring_case = options.generic_caseless});
    if (!regex) return std::unexpected(std::move(regex.error()));
    AliengrepPattern made(std::move(*regex));
    for (const auto& [name, group] : made.regex_.names())
        if (const auto capture = writer.captures().find(name); capture != writer.captures().end())
            made.groups_.emplace_back(group, capture->second);
    return made;
}

std::vector<Match> AliengrepPattern::find(std::string_view text, std::uint32_t begin, std::uint32_t end, Budget& budget) const {
    std::vector<Match> matches;
    const auto outcome = regex_.find_all(text.substr(0, end), begin, [&](const search::PcreMatch& found) {
        if (matches.size() >= kMostMatches) {
            budget.hit(Bound::matches);
            return false;
        }
        Match match{.begin = static_cast<std::uint32_t>(found.begin()), .end = static_cast<std::uint32_t>(found.end())};
        while (match.end > match.begin && std::isspace(static_cast<unsigned char>(text[match.end - 1])) != 0) --match.end;
        if (match.end == match.begin) return budget.spend();
        for (const auto& [group, id] : groups_) {
            const search::PcreMatch::Span& span = found.groups[group];
            if (!span.took_part()) continue;
            std::size_t last = span.end;
            while (last > span.begin && std::isspace(static_cast<unsigned char>(text[last - 1])) != 0) --last;
            match.bindings.push_back(
                {.metavariable = id, .begin = static_cast<std::uint32_t>(span.begin), .end = static_cast<std::uint32_t>(last)});
        }
        std::ranges::sort(match.bindings, {}, &Binding::metavariable);
        matches.push_back(std::move(match));
        return budget.spend();
    });
    if (outcome == search::Pcre::Outcome::limit) budget.hit(Bound::regex);
    return matches;
}

} // namespace squire::sast
