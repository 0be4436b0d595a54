// SPDX-License-Identifier: MIT
//
// Any scanner as an oracle: its command is run on each candidate, in a sandbox, and its report or its end is looked at. A run takes seconds, most of which
// it needs to start; so where the scanner reads a folder as it reads a file, many candidates are asked in one run.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "bugreport/candidate_hash.h"
#include "bugreport/crash.h"
#include "bugreport/oracle.h"
#include "bugreport/scanner_run.h"
#include "search/pcre.h"

namespace squire::bugreport {

/// What a run has to show; all that is set.
struct CommandQuestion {
    ScannerCommand command;
    std::vector<File> beside; // files that the command names: the rule
    std::optional<std::string> rule; // a finding of that rule at the place, by a report of any form that we read; empty: of any rule
    bool silent = false; // no such finding, in a report that could be read
    std::string output; // PCRE2, searched in what it writes to either stream
    std::optional<int> status; // its exit code
    bool crashes = false; // a signal ends it
    std::optional<CrashSignature> crash; // it fails, in that way
    bool hangs = false; // it does not end in time
    ScannerRunLimits limits;
};

/// How often a scanner says the same of the same input.
struct Steadiness {
    unsigned runs = 0;
    unsigned shown = 0;
    [[nodiscard]] bool is_flaky() const { return shown > 0 && shown < runs; }
};

/// How its runs ended.
struct CommandRuns {
    std::uint64_t runs = 0, timeouts = 0, crashes = 0, unreadable = 0; // `unreadable`: no report where there should be one
};

class CommandOracle final : public Oracle {
public:
    /// Errors: nothing to show (usage), a regex that does not compile.
    [[nodiscard]] static Result<std::unique_ptr<CommandOracle>> make(CommandQuestion question);

    /// Runs it `runs` times on the input. Where it shows the finding only sometimes, each later candidate is run again until it does, so often
    /// that one in a hundred is missed, and at most ten times. Where it is steady, it is seen whether candidates can be asked together: the input and
    /// an empty file beside it must get the answers that they get alone. Two runs at a time, where time is not what is asked. Errors as run_scanner() has
    /// them.
    [[nodiscard]] Result<Steadiness> measure(const Input& input, unsigned runs);

    /// Candidates are asked together without having seen that this works: another oracle for the same command has.
    void ask_at_once();

    [[nodiscard]] Result<bool> interesting(const Input& candidate, unsigned worker) override;
    [[nodiscard]] bool is_slow() const override { return true; }
    [[nodiscard]] std::size_t at_once() const override { return at_once_; }
    [[nodiscard]] Result<bool> rules_out(const Input& candidate) override;
    [[nodiscard]] Result<std::vector<bool>> interesting_each(std::span<const Input> candidates) override;
    [[nodiscard]] Result<bool> confirm(const Input& candidate) override;
    [[nodiscard]] std::string key() const override;
    [[nodiscard]] CommandRuns runs() const;

private:
    CommandOracle(CommandQuestion question, std::optional<search::Pcre> output);
    Result<bool> run_once(const Input& candidate);
    [[nodiscard]] bool shows(const ScannerRun& run, const Input& candidate);
    Result<std::vector<bool>> together(std::span<const Input> candidates);
    Result<void> try_at_once(const Input& input);
    Result<std::vector<bool>> run_each(std::span<const Input* const> candidates);

    CommandQuestion question_;
    std::optional<search::Pcre> output_;
    bool is_one_file_ = true; // asked with one file at first
    unsigned repeats_ = 1;
    std::size_t at_once_ = 1;
    std::optional<CandidateHash> shown_; // the input that was measured, where it shows it every time
    std::atomic<std::uint64_t> runs_{0}, timeouts_{0}, crashes_{0}, unreadable_{0};
};

} // namespace squire::bugreport
