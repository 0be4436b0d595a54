// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bugreport/dependency_oracle.h"
#include "bugreport/reduction.h"
#include "bugreport/scanner_run.h"
#include "bugreport/secret_oracle.h"
#include "finding/report.h"
#include "rules/sast_rule.h"

namespace squire::bugreport {

/// One scanner that has something to say of the place: by a command, or in this process. The command decides where both are there.
struct ScannerVoice {
    finding::Tool tool;
    std::string rule; // as it reports it; empty: any
    std::optional<rules::SastRule> own;
    std::optional<SecretQuestion> secret;
    std::optional<DependencyQuestion> package;
    std::optional<ScannerCommand> command;
    std::vector<File> beside; // files that the command names: the rule

    [[nodiscard]] bool is_here() const { return own || secret || package; } // can be asked in this process
};

/// One of them, and whether it has to report at the place or to be silent.
struct Statement {
    const ScannerVoice* voice = nullptr;
    bool reports = true;
};

struct StatementOptions {
    ReductionOptions reduction;
    ScannerRunLimits limits;
    std::optional<ScannerCommand> valid; // what must end with 0 for each file, in place of the language's own program
    bool any_text = false; // what stands for code need not be valid
    unsigned runs = 2; // of each command on the input as it is, which tell whether it is flaky
};

struct StatementOracle {
    std::unique_ptr<Oracle> oracle;
    std::vector<std::string> remarks; // "semgrep is flaky: …"
    std::string valid; // "valid Python": what is demanded of the text beside the statements; empty: nothing
};

/// What is demanded of a text beside what scanners say: that our grammar reads it as well as the input, and that it is valid (validity_oracle.h).
struct TextDemands {
    std::vector<std::unique_ptr<Oracle>> oracles; // in this process first
    std::string words; // StatementOracle::valid
};
[[nodiscard]] Result<TextDemands> demands_of(const Input& input, const StatementOptions& options);

/// Asks for all of the statements, and of code for `demands_of`; what is in this process before commands, which take seconds each. An error (not_found) where a command does
/// not say so of the input, and `unsupported` where there is no way to ask.
[[nodiscard]] Result<StatementOracle> oracle_of(const std::vector<Statement>& statements, const Input& input, const StatementOptions& options);

/// Reduces by all of the statements. Where our own scanners can be asked in the place of commands, they reduce first, thousands of tries a second;
/// the commands are asked about the steps of that way, and the smallest one on which they say the same is where their own reduction begins.
[[nodiscard]] Result<Reduction> reduce_by(const std::vector<Statement>& statements, const Input& input, Oracle& oracle,
                                          const StatementOptions& options);

} // namespace squire::bugreport
