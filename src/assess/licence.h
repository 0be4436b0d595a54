// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace squire::assess {

struct Licence {
    std::string id; // SPDX's, without "-only" and "-or-later": which of the two holds the text does not say
    bool osi = false; // approved by the Open Source Initiative
};

/// Which licence a text is, by rules/assess/licences.toml; nothing where it is none of them.
[[nodiscard]] std::optional<Licence> licence_of(std::string_view text);

/// By SPDX's id, as the file names in REUSE's folder LICENSES/ have it.
[[nodiscard]] std::optional<Licence> licence_by_id(std::string_view id);

} // namespace squire::assess
