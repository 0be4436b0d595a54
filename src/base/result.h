// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <expected>
#include <string>

namespace squire {

enum class ErrorKind : std::uint8_t {
    usage,       // the caller asked for something that makes no sense
    not_found,   // a file, revision or rule that is not there
    unreadable,  // it is there, and cannot be read (permission, missing object)
    malformed,   // its content is not what it should be
    unsupported, // right, but of a kind this program cannot handle
    limit,       // a bound on size, depth, time or number was reached
    interrupted, // the user stopped it
    conflict,    // somebody else changed it first
    io,          // the system refused: disk full, broken pipe
    internal,    // our own mistake
};

/// What failed, where, and what to do next. Composed into one message for people only at the edge (`describe`).
struct Error {
    ErrorKind kind = ErrorKind::internal;
    std::string message; // what, without a full stop
    std::string place;   // "path", "path:line" or "path:line:column"; empty when there is none
    std::string hint;    // what to do next; may be empty
    friend bool operator==(const Error&, const Error&) = default;
};

template <class T> using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> fail(ErrorKind kind, std::string message, std::string place = {}, std::string hint = {}) {
    return std::unexpected(Error{kind, std::move(message), std::move(place), std::move(hint)});
}

/// "place: message (hint)", control characters made harmless, on one line.
[[nodiscard]] std::string describe(const Error& error);

} // namespace squire
