// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

#include "bugreport/input.h"

namespace squire::bugreport {

/// What a candidate is, texts and place, in 128 bits; another candidate has another one.
struct CandidateHash {
    std::uint64_t low = 0, high = 0;
    friend auto operator<=>(const CandidateHash&, const CandidateHash&) = default;
};
[[nodiscard]] CandidateHash hash_of(const Input& input);

struct CandidateHasher {
    std::size_t operator()(const CandidateHash& hash) const { return hash.low; }
};

} // namespace squire::bugreport
