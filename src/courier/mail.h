// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace squire::courier {

struct Mail {
    std::string id; // the same for the same message: it becomes the Message-ID, by which a receiver knows one that comes twice
    std::string from;
    std::string to;
    std::string subject;
    std::string body;
    Time date;
};

/// The message as RFC 5322 has it, in UTF-8: heads are encoded words (RFC 2047) where they are not ASCII, the body is base64, and no line end in a text
/// begins a head of its own. An error (usage) where `to` or `from` is no address.
[[nodiscard]] Result<std::string> to_message(const Mail& mail);

/// Takes messages away. Returns how it went, in words.
class Carrier {
public:
    virtual ~Carrier() = default;
    [[nodiscard]] virtual Result<std::string> carry(const Mail& mail) = 0;
};

/// Writes each message to FOLDER/ID.eml.
[[nodiscard]] std::unique_ptr<Carrier> make_file_carrier(std::filesystem::path folder);

/// By a mail server, "smtp://host:587" or "smtps://user:password@host"; the only file that calls libcurl. smtp:// uses TLS where the server offers it, and
/// insists on it where a password is sent. Each message takes a minute at most.
[[nodiscard]] std::unique_ptr<Carrier> make_smtp_carrier(std::string url);

} // namespace squire::courier
