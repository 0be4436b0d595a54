// SPDX-License-Identifier: MIT
#include "cli/terminal_keys.h"

#include <cerrno>

#include <poll.h>
#include <unistd.h>

namespace squire::cli {
namespace {

constexpr char kEscape = '\x1b';
constexpr int kEscapeMilliseconds = 20; // within which the rest of a key's sequence comes

} // namespace

TerminalKeys::TerminalKeys(const Cancellation& cancellation) : cancellation_(cancellation) {
    ::tcgetattr(STDIN_FILENO, &before_);
    set_lines(false);
}

TerminalKeys::~TerminalKeys() { ::tcsetattr(STDIN_FILENO, TCSANOW, &before_); }

bool TerminalKeys::there_are() { return ::isatty(STDIN_FILENO) == 1; }

void TerminalKeys::set_lines(bool lines) const {
    struct termios wanted = before_;
    const auto flags = static_cast<tcflag_t>(ICANON | ECHO);
    if (lines) {
        wanted.c_lflag |= flags;
    } else {
        wanted.c_lflag &= ~flags;
        wanted.c_cc[VMIN] = 1;
        wanted.c_cc[VTIME] = 0;
    }
    ::tcsetattr(STDIN_FILENO, TCSANOW, &wanted);
}

std::optional<char> TerminalKeys::byte() const {
    while (!cancellation_.requested()) {
        char key = 0;
        const ssize_t got = ::read(STDIN_FILENO, &key, 1);
        if (got == 1) return key;
        if (got == 0 || errno != EINTR) return std::nullopt;
    }
    return std::nullopt;
}

bool TerminalKeys::is_waiting() const {
    struct pollfd in{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    return ::poll(&in, 1, kEscapeMilliseconds) == 1;
}

std::optional<char> TerminalKeys::next() {
    while (true) {
        const auto key = byte();
        if (!key) return std::nullopt;
        constexpr char kEndOfInput = '\x04'; // Ctrl-D, which means it in lines only
        if (*key == kEndOfInput) return std::nullopt;
        if (*key != kEscape) return key;
        // A cursor or function key: "ESC [ … final" or "ESC O final" (ECMA-48, 5.4); with Alt, "ESC key". Alone, Escape is passed over, too.
        if (!is_waiting()) continue;
        auto part = byte();
        const bool is_sequence = part && (*part == '[' || *part == 'O');
        while (part && is_sequence) {
            part = byte();
            if (part && *part >= '@' && *part <= '~') break;
        }
        if (!part) return std::nullopt;
    }
}

std::optional<std::string> TerminalKeys::line() {
    set_lines(true);
    std::string text;
    std::optional<char> key;
    while ((key = byte()) && *key != '\n') text += *key;
    set_lines(false);
    if (!key) return std::nullopt;
    return text;
}

} // namespace squire::cli
