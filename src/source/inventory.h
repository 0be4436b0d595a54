// SPDX-License-Identifier: MIT
//
// What is in a tree, from one walk: the input of assessment, pipeline edit and scan alike.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace squire::source {

/// What a file is beside its language. Marked, never dropped: a leaked key in a vendored file is still leaked.
enum class Mark : std::uint16_t {
    vendored = 1U << 0U,      // someone else's code kept in the tree
    generated = 1U << 1U,     // written by a program
    minified = 1U << 2U,      // squeezed into few lines
    test = 1U << 3U,          // tests, fixtures, mocks
    example = 1U << 4U,       // examples, samples, demonstrations
    documentation = 1U << 5U, // prose
    binary = 1U << 6U,        // a NUL byte among its first 8,000 bytes
    ignored = 1U << 7U,       // git ignores it
};

class Marks {
public:
    constexpr Marks() = default;
    constexpr void set(Mark mark) { bits_ |= static_cast<std::uint16_t>(mark); }
    [[nodiscard]] constexpr bool has(Mark mark) const { return (bits_ & static_cast<std::uint16_t>(mark)) != 0; }
    constexpr void add(Marks other) { bits_ |= other.bits_; }
    friend constexpr bool operator==(Marks, Marks) = default;

private:
    std::uint16_t bits_ = 0;
};

/// What a file is for, as far as a scanner or the pipeline edit needs to know.
enum class Role : std::uint8_t { none, manifest, lockfile, ci, dockerfile, api_description, infrastructure };

struct File {
    std::string path; // relative to the root, '/' between names, bytes as in the tree
    std::uint64_t size = 0;
    std::string_view language; // "Python"; empty: none known. Points to static text.
    Role role = Role::none;
    Marks marks;
};

struct Inventory {
    std::vector<File> files;                                     // in path order
    std::map<std::string_view, std::uint64_t> bytes_by_language; // without vendored, generated, minified and binary files
    std::uint64_t bytes = 0;
};

/// Marks that a path alone gives (test, example, documentation, vendored, generated).
[[nodiscard]] Marks marks_of_path(std::string_view path);

/// Marks that content gives (binary, minified, generated); `bytes` may be only the first 64 KiB of a file.
[[nodiscard]] Marks marks_of_content(std::string_view path, std::string_view bytes);

/// By name and extension first; where that does not decide, by the first line (shebang, modeline, XML or PHP opening). Empty: none known.
[[nodiscard]] std::string_view language_of(std::string_view path, std::string_view first_bytes);

[[nodiscard]] Role role_of(std::string_view path);

} // namespace squire::source
