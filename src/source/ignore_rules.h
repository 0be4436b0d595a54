// SPDX-License-Identifier: MIT
//
// The rules of .gitignore files, as gitignore(5) and git's own behaviour define them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace squire::source {

enum class IgnoreVerdict : std::uint8_t { silent, ignored, kept };

/// The rules of one file. Later rules win over earlier ones. Safe to ask from several threads.
class IgnoreRules {
public:
    /// `text` is the file's content; `ignoring_case` is git's core.ignoreCase. Nothing is an error: a line that makes no sense matches
    /// nothing.
    [[nodiscard]] static IgnoreRules parse(std::string_view text, bool ignoring_case = false);

    /// `path` is relative to the folder that the rules are for, `name` its last part. Says nothing of the folders above `path`.
    [[nodiscard]] IgnoreVerdict decide(std::string_view path, std::string_view name, bool is_folder) const;

    [[nodiscard]] bool empty() const { return count_ == 0; }

private:
    struct Rule {
        std::uint32_t number = 0; // the greater wins
        bool negated = false;
        bool folders_only = false;
    };
    struct Glob {
        Rule rule;
        bool whole_path = false; // else the name alone
        std::string prefix;      // without wildcards
        std::string pattern;     // what follows
    };
    using Literals = std::unordered_map<std::string, std::vector<Rule>>;

    void add(std::string_view pattern);

    // Most rules name one thing: those are found by hashing, whatever their number.
    Literals names_;
    Literals paths_;
    std::vector<Glob> suffixes_; // "*.o": `pattern` is ".o"
    std::vector<Glob> globs_;
    std::uint32_t count_ = 0;
    bool ignoring_case_ = false;
};

/// The rules that hold in a folder: its own before those of the folders above.
struct IgnoreLevel {
    std::shared_ptr<const IgnoreLevel> above; // owned by every level below it
    std::size_t base = 0;                     // how much of a path leads to the folder of `rules`, with its last slash
    IgnoreRules rules;
};

/// What the nearest level that says something says of `path`; `silent` where none does.
[[nodiscard]] IgnoreVerdict decide(const IgnoreLevel* level, std::string_view path, std::string_view name, bool is_folder);

/// Git's wildcards: `?`, `*` and `[…]`; with `whole_path` they do not match a slash, and `**` between slashes matches any number of
/// folders. Takes time proportional to the product of both lengths, at worst to that times the length of the text.
[[nodiscard]] bool glob_matches(std::string_view pattern, std::string_view text, bool whole_path, bool ignoring_case = false);

} // namespace squire::source
