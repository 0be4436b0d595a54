// SPDX-License-Identifier: MIT
#include "rules/rule_regex.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>
#include <re2/re2.h>

namespace squire::rules {
namespace {

/// Calls `found(position)` for every `(` that opens a group: not escaped, not quoted by \Q…\E, not in a class.
template <class Found> void for_each_group(std::string_view regex, Found found) {
    bool in_class = false;
    std::size_t class_start = 0; // where a `]` would be a literal
    for (std::size_t at = 0; at < regex.size(); ++at) {
        const char c = regex[at];
        if (c == '\\') {
            if (!in_class && regex.substr(at, 2) == "\\Q") {
                const auto end = regex.find("\\E", at + 2);
                if (end == std::string_view::npos) return;
                at = end;
            }
            ++at;
        } else if (in_class) {
            if (regex.substr(at, 2) == "[:" && regex.find(":]", at + 2) != std::string_view::npos)
                at = regex.find(":]", at + 2) + 1;
            else if (c == ']' && at != class_start)
                in_class = false;
        } else if (c == '[') {
            in_class = true;
            if (at + 1 < regex.size() && regex[at + 1] == '^') ++at;
            class_start = at + 1;
        } else if (c == '(') {
            found(at);
        }
    }
}

bool is_name_start(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string hint_for(std::string_view argument, RE2::ErrorCode code) {
    if (argument.starts_with("(?=") || argument.starts_with("(?!") || argument.starts_with("(?<"))
        return "RE2 has no look-around: write what may stand there as a group, and name the secret's group in secretGroup";
    if (code == RE2::ErrorRepeatSize) return "RE2 repeats at most 1000 times, nested repetitions multiplied";
    if (code == RE2::ErrorRepeatOp) return "RE2 has no possessive repetition";
    if (code == RE2::ErrorBadEscape && argument.size() == 2 && std::isdigit(static_cast<unsigned char>(argument[1])) != 0)
        return "RE2 has no back-references";
    if (code == RE2::ErrorBadEscape && argument == "\\Z") return "use \\z";
    return {};
}

} // namespace

std::string to_re2_syntax(std::string_view go_regex) {
    std::string result;
    std::size_t copied = 0;
    for_each_group(go_regex, [&](std::size_t at) {
        if (go_regex.substr(at, 3) != "(?<" || at + 3 >= go_regex.size() || !is_name_start(go_regex[at + 3])) return;
        result += go_regex.substr(copied, at - copied);
        result += "(?P<";
        copied = at + 3;
    });
    result += go_regex.substr(copied);
    return result;
}

std::unique_ptr<RE2> compile_regex(std::string_view go_regex) {
    RE2::Options options(RE2::Latin1);
    options.set_log_errors(false);
    options.set_max_mem(kRegexMemory);
    const std::string regex = to_re2_syntax(go_regex);
    auto compiled = std::make_unique<RE2>(regex, options);
    if (compiled->ok()) return compiled;
    options.set_encoding(RE2::Options::EncodingUTF8);
    return std::make_unique<RE2>(regex, options);
}

Result<RegexFacts> check_regex(const std::string& regex) {
    RE2::Options options; // UTF-8, which needs the most: the bound on all regexes of a file is measured by it
    options.set_log_errors(false);
    options.set_max_mem(kRegexMemory);
    const RE2 compiled(regex, options);
    if (compiled.ok())
        return RegexFacts{static_cast<std::uint32_t>(compiled.NumberOfCapturingGroups()), static_cast<std::uint32_t>(compiled.ProgramSize())};
    const auto& argument = compiled.error_arg();
    return fail(compiled.error_code() == RE2::ErrorPatternTooLarge ? ErrorKind::limit : ErrorKind::malformed,
                argument.empty() || argument == regex || compiled.error().ends_with(argument)
                    ? compiled.error()
                    : fmt::format("{} near '{}'", compiled.error(), argument),
                {}, hint_for(argument, compiled.error_code()));
}

std::uint32_t count_captures(std::string_view regex) {
    std::uint32_t count = 0;
    for_each_group(regex, [&](std::size_t at) { count += regex.substr(at, 2) != "(?" || regex.substr(at, 4) == "(?P<"; });
    return count;
}

} // namespace squire::rules
