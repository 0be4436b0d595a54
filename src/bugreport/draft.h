// SPDX-License-Identifier: MIT
//
// From a scanner's mistake to a report about it: the oracle that says what must stay, the reduction, the proof that the result shows it alone, and the
// facts that follow. What only a person knows (why it is wrong, what was searched) comes in; nothing goes out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bugreport/bug_report.h"
#include "bugreport/input.h"
#include "bugreport/reduction.h"
#include "bugreport/scanner_run.h"
#include "finding/finding.h"
#include "finding/report.h"
#include "rules/sast_rule.h"

namespace squire::bugreport {

/// One scanner that has something to say of the place: a rule that our engine runs, or a command, which decides where both are there.
struct ScannerVoice {
    finding::Tool tool;
    std::string rule; // as it reports it; empty: any
    std::optional<rules::SastRule> own;
    std::optional<ScannerCommand> command;
    std::vector<File> beside; // files that the command names: the rule
};

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
    std::vector<std::pair<std::string, std::string>> facts; // further ones that a person gave, by name
    ReductionOptions reduction;
    ScannerRunLimits limits;
    unsigned tries = 3; // of the proof
};

struct Draft {
    BugReport report;
    std::optional<Reduction> reduction; // nothing: there was nothing to reduce by
    std::vector<std::string> remarks; // for who drafts it: "it is flaky: 2 of 3 runs", "the scanner wrote 3 files"
};

/// An error where the mistake does not reproduce (not_found), or its scanner cannot be asked.
[[nodiscard]] Result<Draft> draft_bug(DraftRequest request);

/// The text of one rule of a YAML file, as a file of its own; the whole file where the rule cannot stand alone.
[[nodiscard]] std::string rule_alone(std::string_view file_text, const rules::SastRule& rule);

/// "Debian GNU/Linux 12 (bookworm), x86_64".
[[nodiscard]] std::string system_words();

} // namespace squire::bugreport
