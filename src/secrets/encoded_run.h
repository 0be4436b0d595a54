// SPDX-License-Identifier: MIT
//
// Finds encoded runs in a text: quickly, because it looks at every byte of a source tree, and rarely in vain, because most of what is made of base64
// digits is an identifier, a path or a digest. A run counts only where its first bytes, decoded, are text.
//
// What is a run is a question of the run and its surroundings alone, whatever region was asked for: so what a copied part of a text holds is what its
// original held.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "secrets/decode.h"
#include "secrets/local_scan.h"

namespace squire::secrets {

struct Encoded {
    Region where; // in the text
    Encoding encoding = Encoding::base64;
    friend bool operator==(const Encoded&, const Encoded&) = default;
};

/// Adds to `found` the runs that lie in, reach into or border on a region, and whole they are; also some that stand close by. Bordering runs are part
/// of it because a change behind the last line of a wrapped run can make it longer or shorter. `regions` rise and do not overlap; each run comes once.
/// Shorter than 16 bytes decoded (base64: 17) is nothing. Linear in the regions and the runs they touch. Looks at the first 4 GB of a text.
void find_encoded(std::string_view text, std::span<const Region> regions, std::vector<Encoded>& found);

inline void find_encoded(std::string_view text, Region region, std::vector<Encoded>& found) { find_encoded(text, std::span(&region, 1), found); }

} // namespace squire::secrets
