// SPDX-License-Identifier: MIT
// The program as its users meet it: a process with arguments, a folder, standard streams, signals and, where asked, a terminal.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace squire::cli {

struct Invocation {
    std::vector<std::string> arguments; // without the program's name
    std::filesystem::path folder = "/";
    std::string input;                              // standard input
    std::map<std::string, std::string> environment; // over a fixed one: no colours, the time 2026-01-01T00:00:00Z, a home of the tests' own
    std::filesystem::path out_to;                   // standard output goes there; empty: into the outcome
    bool drop_privileges = false;                   // as `nobody`, where the tests run as root
    unsigned long address_space = 0;                // bytes; 0: no limit
};

struct Outcome {
    int status = 0; // exit code; 128 + n where signal n ended it
    std::string out;
    std::string err;
};

/// The binary under test: $SQUIRE_BINARY (an installed one), else the one of this build.
[[nodiscard]] std::filesystem::path squire_binary();

/// Runs it to its end; a run of more than two minutes is killed.
[[nodiscard]] Outcome run_squire(const Invocation& invocation);

/// One that runs while the test goes on.
class RunningSquire {
public:
    explicit RunningSquire(const Invocation& invocation);
    ~RunningSquire();
    RunningSquire(const RunningSquire&) = delete;
    RunningSquire& operator=(const RunningSquire&) = delete;

    void send(int signal) const;
    /// Nothing where it still runs after `patience`.
    [[nodiscard]] std::optional<Outcome> wait(std::chrono::milliseconds patience);
    [[nodiscard]] std::string out() const;
    [[nodiscard]] std::string err() const;

private:
    pid_t child_ = -1;
    int out_ = -1;
    int err_ = -1;
};

/// One in a terminal of 80 columns, with a person in front of it.
class SquireInTerminal {
public:
    explicit SquireInTerminal(const Invocation& invocation);
    ~SquireInTerminal();
    SquireInTerminal(const SquireInTerminal&) = delete;
    SquireInTerminal& operator=(const SquireInTerminal&) = delete;

    /// What it drew until this text came, that included; then the keys are pressed. Throws std::runtime_error, with all that came, where the
    /// text does not come within some seconds.
    std::string answer(std::string_view text, std::string_view keys);
    /// What it drew after the last answer, until its end, and its exit code.
    [[nodiscard]] Outcome end();
    void send(int signal) const;

private:
    bool read_some();

    int terminal_ = -1;
    pid_t child_ = -1;
    std::string unread_;
};

/// Runs it in a terminal of `columns`; what both streams drew comes back in `out`.
[[nodiscard]] Outcome run_squire_in_terminal(const Invocation& invocation, unsigned short columns = 80);

} // namespace squire::cli
