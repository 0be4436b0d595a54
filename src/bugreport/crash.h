// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bugreport/scanner_run.h"

namespace squire::bugreport {

/// How a run failed, as far as another run with the same fault says the same: addresses, numbers and what it quotes of the input are not in it.
struct CrashSignature {
    std::optional<int> status; // 128 + n where signal n ended it; nothing: not known, as of a log
    std::string words; // what was thrown, and where: "KeyError in visit_call"; empty: it says nothing that is known

    /// Whether it is the fault that is looked for, all of which that is known must be the same.
    [[nodiscard]] bool is_of(const CrashSignature& wanted) const;
};

/// From what a program wrote as it failed, in the manners of the languages that scanners are written in.
[[nodiscard]] CrashSignature crash_signature(std::string_view log);
[[nodiscard]] CrashSignature crash_signature(const ScannerRun& run);

/// A signal ended it; or it names a fault and does not end with 0; or it ends with a code above 1, which scanners use for findings, and no report.
[[nodiscard]] bool is_crash(const ScannerRun& run);

[[nodiscard]] std::string describe(const CrashSignature& crash); // "KeyError in visit_call, status 2"

} // namespace squire::bugreport
