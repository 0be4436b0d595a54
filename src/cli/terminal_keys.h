// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include <termios.h>

#include "base/progress.h"

namespace squire::cli {

/// Single keys from the terminal at standard input, without waiting for a line. The terminal is as it was before at the end of its life.
class TerminalKeys {
public:
    /// `cancellation` ends the waiting.
    explicit TerminalKeys(const Cancellation& cancellation);
    ~TerminalKeys();
    TerminalKeys(const TerminalKeys&) = delete;
    TerminalKeys& operator=(const TerminalKeys&) = delete;

    /// Whether standard input is a terminal.
    [[nodiscard]] static bool there_are();

    /// The next key that is a single byte; cursor keys and the like are passed over. Nothing at the end of input and when cancelled.
    [[nodiscard]] std::optional<char> next();

    /// A line, as the terminal lets a person edit it, without its end. Nothing at the end of input and when cancelled.
    [[nodiscard]] std::optional<std::string> line();

private:
    void set_lines(bool lines) const;
    [[nodiscard]] std::optional<char> byte() const;
    [[nodiscard]] bool is_waiting() const; // a byte, already there

    const Cancellation& cancellation_;
    struct termios before_{};
};

} // namespace squire::cli
