// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/command.h"

namespace squire::cli {

/// What `squire bug` and `squire bug crash` are told.
struct BugArguments {
    std::string finding; // or, with `of_crash`, the file
    bool of_crash = false;
    std::string log;    // of a crash, as a job wrote it
    unsigned slower = 0; // seconds after which a scan is slow; 0: it is about a crash
    std::string report;
    std::string source = ".";
    std::string scanner;
    std::string witness;
    std::string valid;
    std::vector<std::string> scanners_at; // "VERSION=COMMAND"
    std::string rules, rule;
    std::string kind;
    std::string because, summary;
    std::string tracker;
    std::string output;
    std::vector<std::string> searched, same, similar;
    std::string searched_on;
    std::string image, configuration, runtime, rules_version, scanner_version, last_good;
    unsigned time = 120;
    unsigned run_time = 60;
    unsigned tries = 3;
    bool json = false;
    bool propose = false;
};

/// Drafts one report, in a workspace or without one, and writes it; the exit code.
[[nodiscard]] Result<int> draft_bug(const BugArguments& arguments, Environment& environment);

} // namespace squire::cli
