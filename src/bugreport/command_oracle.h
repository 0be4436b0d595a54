// SPDX-License-Identifier: MIT
//
// Any scanner as an oracle: a command is run on each candidate, in a sandbox, and its report or its end is looked at.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "base/scratch_folder.h"
#include "bugreport/oracle.h"
#include "search/pcre.h"

namespace squire::bugreport {

/// What a run has to show; all that is set.
struct CommandQuestion {
    /// Its words. "{}" becomes the file of the place, or the folder where the input has several files; "{report}" a file that it writes.
    std::vector<std::string> command;
    std::string rule; // a finding of that rule at the place, in a report of SARIF, GitLab, Semgrep or Gitleaks, recognised by what is in it
    bool silent = false; // no such finding, in a report that could be read
    std::string output; // PCRE2, searched in what it writes to either stream
    std::optional<int> status; // its exit code
    bool crashes = false; // a signal ends it
    bool hangs = false; // it does not end in time
    std::chrono::seconds time_limit{60};
    std::vector<std::filesystem::path> readable; // what it may read beside the system; files that the command names are added
    const Cancellation* cancellation = nullptr; // may be null
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
    /// Errors: no command (usage), a regex that does not compile, a folder that cannot be made.
    [[nodiscard]] static Result<std::unique_ptr<CommandOracle>> make(CommandQuestion question, unsigned workers);

    /// Runs it `runs` times on the input. Where it shows the finding only sometimes, each later candidate is run again until it does, so often
    /// that one in a hundred is missed, and at most ten times. Errors as run_sandboxed() has them.
    [[nodiscard]] Result<Steadiness> measure(const Input& input, unsigned runs);

    [[nodiscard]] Result<bool> interesting(const Input& candidate, unsigned worker) override;
    [[nodiscard]] std::string key() const override;
    [[nodiscard]] CommandRuns runs() const;

private:
    CommandOracle(CommandQuestion question, ScratchFolder folder, std::optional<search::Pcre> output);
    Result<bool> run_once(const Input& candidate, const std::filesystem::path& folder);
    [[nodiscard]] std::optional<bool> report_shows(const Input& candidate, std::string_view text) const; // nothing: it is no report

    CommandQuestion question_;
    ScratchFolder folder_; // of its own; a folder for each worker is in it
    std::optional<search::Pcre> output_;
    bool is_one_file_ = true; // asked with one file at first
    unsigned repeats_ = 1;
    std::atomic<std::uint64_t> runs_{0}, timeouts_{0}, crashes_{0}, unreadable_{0};
};

/// The words of a command line: blanks between them, quotes of either kind around them. An error where a quote is not closed.
[[nodiscard]] Result<std::vector<std::string>> words_of(std::string_view command);

} // namespace squire::bugreport
