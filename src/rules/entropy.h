// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace squire::rules {

/// What a rule's `entropy` is compared with: Shannon entropy of the bytes, in bits a byte, from their own frequencies (Gitleaks' measure). 0 for the
/// empty text; never more than log2 of its length.
[[nodiscard]] double shannon_entropy(std::string_view text);

} // namespace squire::rules
