// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "bugreport/input.h"
#include "bugreport/scanner_command.h"
#include "finding/report.h"

namespace squire::bugreport {

struct ScannerRunLimits {
    std::chrono::seconds time{60};
    const Cancellation* cancellation = nullptr;
    bool sandbox = true; // where the machine has one (base/sandbox.h)
    std::vector<std::filesystem::path> readable; // what it may read beside the system and the places where programs stand
};

enum class RunEnd : std::uint8_t {
    reported,   // it wrote a report that can be read
    unreadable, // it ended by itself, without one
    signalled,  // a signal ended it
    timed_out,
};

/// What came of one run.
struct ScannerRun {
    RunEnd end = RunEnd::unreadable;
    int status = 0;
    std::vector<finding::Report> reports;
    std::string output; // its report: the file for `{report}`, else its standard output
    std::string console; // its standard output
    std::string errors; // the last 16,000 bytes of its standard error
    std::chrono::milliseconds time{0};
    std::vector<std::string> left_behind; // files that it wrote into the folder, at most 20
};

/// Runs it over files in a folder of their own, which is gone afterwards; in it stand the input's files and `beside` (a rule file). `{}` is the file of the
/// place, or with `whole_folder` the folder. An error only where the scanner cannot be started, or the work is cancelled.
[[nodiscard]] Result<ScannerRun> run_scanner(const ScannerCommand& command, const Input& input, std::span<const File> beside,
                                             const ScannerRunLimits& limits, bool whole_folder = false);

/// One run over a folder in which each input has a folder of its own: `reports` of the runs are the parts of its report, with the paths that the input's
/// files have; all else is the same for each. Scanners that take no folder, or look at paths, say something else than alone: who calls this has seen that they
/// do not.
[[nodiscard]] Result<std::vector<ScannerRun>> run_scanner_on_each(const ScannerCommand& command, std::span<const Input> inputs,
                                                                  std::span<const File> beside, const ScannerRunLimits& limits);

/// Which inputs a program names, by the path of their file in a line of its own on standard output: `words` are followed by these paths, "each/007/a.py", and
/// run in the folder above. Empty where it does not come to its end, or ends with another code than 0. Errors as run_scanner() has them.
[[nodiscard]] Result<std::vector<bool>> inputs_named_by(std::vector<std::string> words, std::span<const Input> inputs,
                                                        const ScannerRunLimits& limits);

/// The version that the program says it is when it is called with `--version`; empty where it says none.
[[nodiscard]] std::string version_of_program(const ScannerCommand& command, const ScannerRunLimits& limits);

/// The finding of a rule (its name's last step) at the input's place, whatever tool wrote the report; null: none. An empty rule stands for any.
[[nodiscard]] const finding::Finding* finding_at(const std::vector<finding::Report>& reports, std::string_view rule, const Input& input);

} // namespace squire::bugreport
