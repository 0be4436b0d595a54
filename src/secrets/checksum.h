// SPDX-License-Identifier: MIT
//
// Checksums that services put inside their tokens, so that a made-up token is told from a real one without asking the service.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace squire::secrets {

/// GitHub and npm: `<prefix>_`, random digits and letters, then their CRC-32 as six base-62 digits (0-9A-Za-z), zeros in front.
/// github.blog/2021-04-05-behind-githubs-new-authentication-token-formats
[[nodiscard]] bool crc32_base62_holds(std::string_view token);
[[nodiscard]] std::string crc32_base62(std::string_view payload);

/// GitLab's routable tokens: `<prefix><base64url>.[<version>.]<length of the base64url part, 2 base-36 digits><CRC-32 of all before it, 7
/// base-36 digits>` (gitlab-org/gitlab, lib/authn/token_field/generator/routable_token.rb). Nothing: the token has another form.
[[nodiscard]] std::optional<bool> gitlab_routable_holds(std::string_view token);

} // namespace squire::secrets
