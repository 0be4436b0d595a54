// SPDX-License-Identifier: MIT
#include "source/ignore_rules.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace squire::source {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Character classes by name, `[:alpha:]`; ASCII, as in git. Unset: no such class.
std::optional<bool> in_class(std::string_view name, char c, bool ignoring_case) {
    const int code = static_cast<unsigned char>(c);
    if (code > 127) return false;
    if (name == "alnum") return std::isalnum(code) != 0;
    if (name == "alpha") return std::isalpha(code) != 0;
    if (name == "blank") return c == ' ' || c == '\t';
    if (name == "cntrl") return std::iscntrl(code) != 0;
    if (name == "digit") return std::isdigit(code) != 0;
    if (name == "graph") return std::isgraph(code) != 0;
    if (name == "lower") return std::islower(code) != 0;
    if (name == "print") return std::isprint(code) != 0;
    if (name == "punct") return std::ispunct(code) != 0;
    if (name == "space") return std::isspace(code) != 0;
    if (name == "upper") return std::isupper(code) != 0 || (ignoring_case && std::islower(code) != 0);
    if (name == "xdigit") return std::isxdigit(code) != 0;
    return std::nullopt;
}

/// A bracket expression that begins at pattern[at] == '['. Sets `at` behind it; false as well where the expression has no end.
bool bracket_matches(std::string_view pattern, std::size_t& at, char c, bool ignoring_case) {
    const auto byte = [](char value) { return static_cast<unsigned char>(value); };
    const auto peek = [&](std::size_t index) { return index < pattern.size() ? pattern[index] : '\0'; };
    std::size_t i = at + 1;
    const bool negated = peek(i) == '!' || peek(i) == '^';
    if (negated) ++i;
    bool matched = false;
    char previous = '\0'; // the start of a range, where one may follow
    for (bool first = true; first || peek(i) != ']'; first = false, ++i) {
        if (i >= pattern.size()) return false;
        char current = pattern[i];
        if (current == '\\') {
            if (++i >= pattern.size()) return false;
            current = pattern[i];
            matched = matched || c == current;
        } else if (current == '-' && previous != '\0' && peek(i + 1) != '\0' && peek(i + 1) != ']') {
            char end = pattern[++i];
            if (end == '\\') {
                if (++i >= pattern.size()) return false;
                end = pattern[i];
            }
            const auto within = [&](char value) { return byte(value) >= byte(previous) && byte(value) <= byte(end); };
            matched = matched || within(c) || (ignoring_case && c >= 'a' && c <= 'z' && within(static_cast<char>(c - 'a' + 'A')));
            current = '\0';
        } else if (current == '[' && peek(i + 1) == ':') {
            const std::size_t close = pattern.find(']', i + 2);
            if (close == kNone) return false;
            if (close < i + 3 || pattern[close - 1] != ':') { // no class after all: an ordinary '['
                matched = matched || c == '[';
            } else {
                const std::optional<bool> inside = in_class(pattern.substr(i + 2, close - i - 3), c, ignoring_case);
                if (!inside) return false;
                matched = matched || *inside;
                i = close;
                current = '\0';
            }
        } else {
            matched = matched || c == current;
        }
        previous = current;
    }
    at = i + 1;
    return matched != negated;
}

bool is_wildcard(char c) { return c == '*' || c == '?' || c == '[' || c == '\\'; }

std::size_t literal_length(std::string_view pattern) {
    return static_cast<std::size_t>(std::ranges::find_if(pattern, is_wildcard) - pattern.begin());
}

/// Without spaces at the end, save one that a backslash protects.
std::string_view trim_end(std::string_view line) {
    std::size_t end = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == ' ') continue;
        if (line[i] == '\\') {
            if (++i == line.size()) return line;
        }
        end = i + 1;
    }
    return line.substr(0, end);
}

/// The last rule of these that holds, if its number is above `best`.
template <class Rules> void take_better(const Rules& rules, bool is_folder, std::int64_t& best, bool& negated) {
    for (auto rule = rules.rbegin(); rule != rules.rend() && rule->number > best; ++rule) {
        if (rule->folders_only && !is_folder) continue;
        best = rule->number;
        negated = rule->negated;
        return;
    }
}

} // namespace

// Of the stars passed so far only the last of each kind has to be tried again: whatever follows a star can be reached from the earliest
// place that it was reached from. So there is no recursion, and no pattern takes exponential time.
bool glob_matches(std::string_view pattern, std::string_view text, bool whole_path, bool ignoring_case) {
    struct Star {
        std::size_t pattern = kNone; // what follows it; kNone: no such star yet
        std::size_t text = 0;        // where that was last tried
    };
    Star star;                 // stops at slashes
    Star deep;                 // does not
    bool deep_folders = false; // the deep one is "**/": what follows begins a name
    std::size_t p = 0;
    std::size_t t = 0;

    const auto step = [&]() -> bool { // one element of the pattern against the text; false: does not fit
        if (p == pattern.size()) return false;
        char wanted = pattern[p];
        if (wanted == '*') {
            std::size_t after = pattern.find_first_not_of('*', p);
            if (after == kNone) after = pattern.size();
            const bool opens = p == 0 || pattern[p - 1] == '/';
            const std::string_view rest = pattern.substr(after);
            const bool closes = rest.empty() || rest.starts_with('/') || rest.starts_with("\\/");
            const bool is_deep = !whole_path || (after - p >= 2 && opens && closes);
            if (is_deep) {
                deep_folders = whole_path && rest.starts_with('/');
                p = deep_folders ? after + 1 : after;
                deep = {p, t};
                star = {};
            } else {
                p = after;
                star = {p, t};
            }
            return true;
        }
        if (t == text.size()) return false;
        const char c = ignoring_case ? lower(text[t]) : text[t];
        if (wanted == '?') {
            if (whole_path && c == '/') return false;
            ++p;
        } else if (wanted == '[') {
            if (!bracket_matches(pattern, p, c, ignoring_case) || (whole_path && c == '/')) return false;
        } else {
            if (wanted == '\\') {
                if (++p == pattern.size()) return false;
                wanted = pattern[p];
            }
            if (c != (ignoring_case ? lower(wanted) : wanted)) return false;
            ++p;
        }
        ++t;
        return true;
    };

    while (true) {
        if (p == pattern.size() && t == text.size()) return true;
        if (step()) continue;
        if (star.pattern != kNone && star.text < text.size() && text[star.text] != '/') {
            p = star.pattern;
            t = ++star.text;
            continue;
        }
        if (deep.pattern == kNone) return false;
        if (deep_folders) {
            const std::size_t slash = text.find('/', deep.text);
            if (slash == kNone) return false;
            deep.text = slash + 1;
        } else {
            if (deep.text == text.size()) return false;
            ++deep.text;
        }
        p = deep.pattern;
        t = deep.text;
        star = {};
    }
}

IgnoreRules IgnoreRules::parse(std::string_view text, bool ignoring_case) {
    IgnoreRules rules;
    rules.ignoring_case_ = ignoring_case;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    for (std::string_view line : split(text, '\n')) {
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.starts_with('#')) continue;
        line = line.substr(0, line.find('\0'));
        rules.add(trim_end(line));
    }
    return rules;
}

void IgnoreRules::add(std::string_view pattern) {
    Rule rule{.number = count_};
    if (pattern.starts_with('!')) {
        rule.negated = true;
        pattern.remove_prefix(1);
    }
    if (pattern.ends_with('/')) {
        rule.folders_only = true;
        pattern.remove_suffix(1);
    }
    const bool whole_path = pattern.contains('/');
    if (pattern.starts_with('/')) pattern.remove_prefix(1);
    if (pattern.empty()) return;
    ++count_;

    const std::size_t literal = literal_length(pattern);
    const auto text = [&](std::string_view part) { return ignoring_case_ ? to_lower(part) : std::string(part); };
    if (literal == pattern.size()) {
        (whole_path ? paths_ : names_)[text(pattern)].push_back(rule);
    } else if (!whole_path && pattern.starts_with('*') && literal_length(pattern.substr(1)) == pattern.size() - 1) {
        suffixes_.push_back({rule, false, {}, text(pattern.substr(1))});
    } else {
        globs_.push_back({rule, whole_path, text(pattern.substr(0, literal)), std::string(pattern.substr(literal))});
    }
}

IgnoreVerdict IgnoreRules::decide(std::string_view path, std::string_view name, bool is_folder) const {
    thread_local std::string key; // a map of strings is asked with a string; this one's memory is used again and again
    std::string lowered;
    if (ignoring_case_) {
        lowered = to_lower(path);
        path = lowered;
        name = path.substr(path.size() - name.size());
    }

    std::int64_t best = -1;
    bool negated = false;
    if (!names_.empty()) {
        key.assign(name);
        if (const auto found = names_.find(key); found != names_.end()) take_better(found->second, is_folder, best, negated);
    }
    if (!paths_.empty()) {
        key.assign(path);
        if (const auto found = paths_.find(key); found != paths_.end()) take_better(found->second, is_folder, best, negated);
    }
    for (auto glob = suffixes_.rbegin(); glob != suffixes_.rend() && glob->rule.number > best; ++glob) {
        if ((glob->rule.folders_only && !is_folder) || !name.ends_with(glob->pattern)) continue;
        best = glob->rule.number;
        negated = glob->rule.negated;
        break;
    }
    for (auto glob = globs_.rbegin(); glob != globs_.rend() && glob->rule.number > best; ++glob) {
        if (glob->rule.folders_only && !is_folder) continue;
        const std::string_view text = glob->whole_path ? path : name;
        if (!text.starts_with(glob->prefix)) continue;
        if (!glob_matches(glob->pattern, text.substr(glob->prefix.size()), glob->whole_path, ignoring_case_)) continue;
        best = glob->rule.number;
        negated = glob->rule.negated;
        break;
    }
    if (best < 0) return IgnoreVerdict::silent;
    return negated ? IgnoreVerdict::kept : IgnoreVerdict::ignored;
}

IgnoreVerdict decide(const IgnoreLevel* level, std::string_view path, std::string_view name, bool is_folder) {
    for (; level != nullptr; level = level->above.get()) {
        const IgnoreVerdict verdict = level->rules.decide(path.substr(level->base), name, is_folder);
        if (verdict != IgnoreVerdict::silent) return verdict;
    }
    return IgnoreVerdict::silent;
}

} // namespace squire::source
