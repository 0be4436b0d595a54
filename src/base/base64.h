// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace squire {

/// RFC 4648, section 4: the usual alphabet, padded, in one line.
[[nodiscard]] std::string to_base64(std::string_view bytes);

/// What `to_base64` gives, and the same wrapped over lines; nothing where it is anything else.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

} // namespace squire
