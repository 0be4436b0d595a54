// SPDX-License-Identifier: MIT
//
// What is known of a proposal after it was tried: who offers it says this, and nothing better.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace squire::fix {

enum class Verdict : std::uint8_t {
    verified,               // applied, rescanned, parsed, and the project's own tests passed before and after
    verified_without_tests, // the same, but no tests were run: there are none, or nobody allowed it
    failed,                 // `log` says at what
};

/// One command that was run, as it can be typed again at the project's root.
struct CommandRun {
    std::string command;
    std::string purpose; // "rescan", "tests before", "tests after"
    int exit_code = 0;
    std::chrono::milliseconds took{};
    friend bool operator==(const CommandRun&, const CommandRun&) = default;
};

struct Proof {
    Verdict verdict = Verdict::failed;
    std::vector<CommandRun> commands;  // in the order in which they ran
    std::string log;                   // the end of what the last one printed, secrets redacted; for people here, never sent anywhere
    std::vector<std::string> gone;     // fingerprints that the rescan did not find again, sorted
    std::vector<std::string> appeared; // that only the rescan found, sorted; none where verified
    std::string without_tests_because; // "no test command is known"; for Verdict::verified_without_tests alone
    friend bool operator==(const Proof&, const Proof&) = default;
};

[[nodiscard]] std::string_view to_string(Verdict verdict); // "verified_without_tests"

} // namespace squire::fix
