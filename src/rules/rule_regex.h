// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <re2/re2.h>

#include "base/result.h"

namespace squire::rules {

/// What RE2 may use for one regex, in bytes (RE2::Options::set_max_mem). Twice RE2's own bound, within which Gitleaks' rules and ours fit: they are
/// written for Go, which counts differently.
inline constexpr std::int64_t kRegexMemory = 16LL << 20U;

/// A regex in Go's syntax as RE2 reads it. They are one language but for `(?<name>…)`, which becomes `(?P<name>…)`.
[[nodiscard]] std::string to_re2_syntax(std::string_view go_regex);

/// As the scanner uses it: in Latin-1, where a byte is a character, so that texts of any encoding, or none, match by their bytes; in UTF-8 where it names
/// code points beyond a byte. Never null; `ok()` says whether RE2 takes it.
[[nodiscard]] std::unique_ptr<RE2> compile_regex(std::string_view go_regex);

struct RegexFacts {
    std::uint32_t captures = 0;
    std::uint32_t program_size = 0; // RE2's measure of its cost in memory and time
};

/// Compiles the regex with RE2 and forgets it. The error says what RE2 minds and has a hint where the cause is known; it has no place.
[[nodiscard]] Result<RegexFacts> check_regex(const std::string& regex);

/// The number of capture groups without compiling: unescaped `(` outside classes that do not begin `(?`, and `(?P<`.
[[nodiscard]] std::uint32_t count_captures(std::string_view regex);

} // namespace squire::rules
