// SPDX-License-Identifier: MIT
//
// From a scanner's mistake to a report about it: the oracle that says what must stay, the reduction, the proof that the result shows it alone, and the
// facts that follow. What only a person knows (why it is wrong, what was searched) comes in; nothing goes out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bugreport/bug_report.h"
#include "bugreport/crash.h"
#include "bugreport/input.h"
#include "bugreport/reduction.h"
#include "bugreport/scanner_voice.h"
#include "bugreport/version_search.h"
#include "finding/finding.h"

namespace squire::bugreport {

struct DraftRequest {
    BugKind kind = BugKind::false_alarm;
    ScannerVoice accused;
    /// Of a false alarm: it must stay silent. Of a missed weakness: it must report; without one nothing tells whether a smaller file is still missed, and
    /// none is made.
    std::optional<ScannerVoice> witness;
    finding::Finding finding; // what is said, or should be
    Input input;
    std::string why;
    std::string rule_text; // the rule alone, where it is open
    std::optional<CrashSignature> crash; // of a crash: as a log has it; nothing: as it crashes now
    std::vector<VersionedCommand> versions; // other versions of the accused, oldest first, that are asked about the example
    std::vector<std::pair<std::string, std::string>> facts; // further ones that a person gave, by name
    ReductionOptions reduction;
    ScannerRunLimits limits;
    std::optional<ScannerCommand> valid; // StatementOptions
    bool any_text = false; // likewise
    unsigned tries = 3; // of the proof, and of the scanner on the input as it is
};

struct Draft {
    BugReport report;
    std::optional<Reduction> reduction; // nothing: there was nothing to reduce by
    std::string invented; // the secret in the example, which is nobody's; empty: there is none
    std::vector<std::string> remarks; // for who drafts it: "it is flaky: 2 of 3 runs", "the scanner wrote 3 files"
};

/// An error where the mistake does not reproduce (not_found), or its scanner cannot be asked.
[[nodiscard]] Result<Draft> draft_bug(DraftRequest request);

/// "Debian GNU/Linux 12 (bookworm), x86_64".
[[nodiscard]] std::string system_words();

} // namespace squire::bugreport
