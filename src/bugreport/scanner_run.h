// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "bugreport/input.h"
#include "bugreport/oracle.h"
#include "finding/report.h"

namespace squire::bugreport {

/// How a scanner is called, as a person would type it: words with blanks between, "…" and '…' around those with blanks in them. `{}` stands for the file
/// that is scanned. No shell: nothing else has a meaning.
class ScannerCommand {
public:
    /// An error (usage) for an empty command, a quote that does not end, or one without `{}`.
    [[nodiscard]] static Result<ScannerCommand> parse(std::string_view text);

    [[nodiscard]] std::vector<std::string> words_for(std::string_view file) const;
    [[nodiscard]] std::string text_for(std::string_view file) const; // to be typed

private:
    explicit ScannerCommand(std::vector<std::string> words) : words_(std::move(words)) {}
    std::vector<std::string> words_;
};

struct ScannerRunLimits {
    std::chrono::seconds time{60};
    const Cancellation* cancellation = nullptr;
    bool sandbox = true; // where the machine has one (base/sandbox.h)
};

enum class RunEnd : std::uint8_t {
    reported, // it wrote a report that can be read
    crashed, // a signal ended it, or it wrote no report
    timed_out,
};

/// What came of one run.
struct ScannerRun {
    RunEnd end = RunEnd::crashed;
    int status = 0;
    std::vector<finding::Report> reports;
    std::string output; // its standard output
    std::string errors; // the last 4,000 bytes of its standard error
    std::chrono::milliseconds time{0};
    std::vector<std::string> left_behind; // files that it wrote into the folder, at most 20
};

/// Runs it over files in a folder of their own, which is gone afterwards; in it stand the input's files and `beside` (a rule file). An error only where
/// the scanner cannot be started, or the work is cancelled.
[[nodiscard]] Result<ScannerRun> run_scanner(const ScannerCommand& command, const Input& input, std::span<const File> beside,
                                             const ScannerRunLimits& limits);

/// The finding of a rule (its name's last step) at the input's place, whatever tool wrote the report; null: none. An empty rule stands for any.
[[nodiscard]] const finding::Finding* finding_at(const std::vector<finding::Report>& reports, std::string_view rule, const Input& input);

struct ScannerQuestion {
    ScannerCommand command;
    std::vector<File> beside;
    std::string rule; // empty: any
    RunEnd end = RunEnd::reported; // what the run must come to
    bool reported = true; // of `reported`: whether the rule must be reported at the place
    ScannerRunLimits limits;
};

/// Asks an external scanner. A run of another end than the one that is asked for is not interesting.
[[nodiscard]] std::unique_ptr<Oracle> make_scanner_oracle(ScannerQuestion question);

/// All of the oracles, the cheap ones first; the place is kept where one of them wants that. At least one.
[[nodiscard]] std::unique_ptr<Oracle> make_joint_oracle(std::vector<std::unique_ptr<Oracle>> oracles);

/// How often out of `tries` runs the oracle says the same: what a report calls flaky.
[[nodiscard]] Result<unsigned> count_interesting(Oracle& oracle, const Input& input, unsigned tries);

} // namespace squire::bugreport
