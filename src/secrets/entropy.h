// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace squire::secrets {

/// Shannon entropy over the bytes of `text`, in bits a byte, as Gitleaks computes it for a rule's `entropy` (detect/utils.go): the
/// observed frequencies stand for the probabilities. 0 for the empty text; at most log2(length), so a short text never scores high.
[[nodiscard]] double shannon_entropy(std::string_view text);

} // namespace squire::secrets
