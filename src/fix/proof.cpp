// SPDX-License-Identifier: MIT
#include "fix/proof.h"

#include <array>

namespace squire::fix {

std::string_view to_string(Verdict verdict) {
    static constexpr std::array<std::string_view, 3> kVerdicts{"verified", "verified_without_tests", "failed"};
    return kVerdicts.at(static_cast<std::size_t>(verdict));
}

} // namespace squire::fix
