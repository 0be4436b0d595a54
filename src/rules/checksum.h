// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "rules/secret_rule.h"

namespace squire::rules {

/// The CRC-32 of the payload as six base-62 digits (0-9A-Za-z, zeros in front): the end of GitHub's and npm's tokens
/// (github.blog/engineering/behind-githubs-new-authentication-token-formats).
[[nodiscard]] std::string crc32_base62(std::string_view payload);

/// Whether the checksum inside a secret is right; true for `none`. The payload of crc32_base62 begins after the last `_` (the prefix's end).
[[nodiscard]] bool has_right_checksum(SecretRule::Checksum checksum, std::string_view secret);

} // namespace squire::rules
