// SPDX-License-Identifier: MIT
#include "writeup/audience.h"

#include <algorithm>

namespace squire::writeup {

std::string_view to_string(Audience audience) {
    switch (audience) {
    case Audience::everyone: return "public";
    case Audience::maintainers: return "maintainers";
    case Audience::scanners: return "scanners";
    }
    return "";
}

std::optional<Audience> parse_audience(std::string_view text) {
    const auto* const found = std::ranges::find(kAudiences, text, [](Audience audience) { return to_string(audience); });
    return found == kAudiences.end() ? std::nullopt : std::optional(*found);
}

} // namespace squire::writeup
