// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace squire::sast {

/// What a target of rule tests says about one of its lines, in a comment: `ruleid: a, b`, `ok: a`, `todoruleid: a`, `todook: a`.
struct Annotation {
    enum class Kind : std::uint8_t {
        expected,      // ruleid: the rule has to report that line
        silent,        // ok: it must not
        todo_expected, // todoruleid: one day it should; deepruleid, proruleid: Semgrep's paid engine does
        todo_silent,   // todook: it does, and should not; deepok, prook: Semgrep's paid engine does not
    };
    Kind kind = Kind::expected;
    std::string rule;
    std::uint32_t line = 0; // that it is about, from 1: the first one after the comment that is not such a comment itself
    friend bool operator==(const Annotation&, const Annotation&) = default;
};

/// In order of the text.
[[nodiscard]] std::vector<Annotation> read_annotations(std::string_view text);

} // namespace squire::sast
