// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace squire::secrets {

/// Whether the checksum inside one of GitLab's routable tokens is right, so that a made-up token is told from a real one without asking the
/// service. Nothing: the token has another form.
///
/// The form: `<prefix><base64url>.[<version>.]<length of the base64url part, 2 base-36 digits><CRC-32 of all before it, 7 base-36 digits>`
/// (gitlab-org/gitlab, lib/authn/token_field/generator/routable_token.rb).
[[nodiscard]] std::optional<bool> gitlab_routable_holds(std::string_view token);

/// The token with the checksum that it should have. Nothing: it has another form.
[[nodiscard]] std::optional<std::string> with_right_crc(std::string_view token);

} // namespace squire::secrets
