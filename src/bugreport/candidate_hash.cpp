// SPDX-License-Identifier: MIT
#include "bugreport/candidate_hash.h"

#include <string_view>
#include <vector>

#include <xxhash.h>

namespace squire::bugreport {

CandidateHash hash_of(const Input& input) {
    std::vector<std::uint64_t> parts{input.place.file, input.place.begin, input.place.end};
    for (const File& file : input.files)
        for (const std::string_view text : {std::string_view(file.path), file.text()}) {
            const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
            parts.push_back(hash.low64);
            parts.push_back(hash.high64);
        }
    const XXH128_hash_t hash = XXH3_128bits(parts.data(), parts.size() * sizeof(std::uint64_t));
    return {.low = hash.low64, .high = hash.high64};
}

} // namespace squire::bugreport
