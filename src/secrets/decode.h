// SPDX-License-Identifier: MIT
//
// Decodes a run of encoded text, and says which part of the run stands for which part of what came out. `encoded_run.h` finds the runs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "secrets/local_scan.h"

namespace squire::secrets {

enum class Encoding : std::uint8_t {
    base64,       // RFC 4648, either alphabet, padded or not, possibly wrapped over lines (ended by a newline or by the two characters \n)
    hex,          // 4a6f65, possibly wrapped over lines
    byte_list,    // 0x4a, 0x6f, 0x65
    percent,      // %4a among characters that stand for themselves
    backslash,    // \x4a and \u004a among characters that stand for themselves
    utf16_little, // with or without a byte order mark
    utf16_big,
};

/// What `run` stands for; `decoded` is replaced. UTF-16 and \u004a give UTF-8. False where the run is not in this encoding.
[[nodiscard]] bool decode(std::string_view run, Encoding encoding, std::string& decoded);

/// The part of `run` that stands for [decoded.begin, decoded.end) of what `decode` gives, in whole units: four base64 digits, one escape. Line
/// ends within are part of it. The end of the run where `decoded` lies behind all that it holds.
[[nodiscard]] Region place_in_run(std::string_view run, Encoding encoding, Region decoded);

} // namespace squire::secrets
