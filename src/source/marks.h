// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

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

/// Marks that a path alone gives (vendored, generated, minified, test, example, documentation), in the habits of many languages.
[[nodiscard]] Marks marks_of_path(std::string_view path);

/// Marks that content gives (binary, minified, generated); `bytes` may be only the first 64 KiB of a file.
[[nodiscard]] Marks marks_of_content(std::string_view path, std::string_view bytes);

/// Whether how long the lines are says something of such a file: scripts, styles and pages. Of other files marks_of_content needs 8 KiB.
[[nodiscard]] bool may_be_minified(std::string_view path);

} // namespace squire::source
