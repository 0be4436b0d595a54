// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "source/source.h"
#include "testing/random_regex.h"

namespace squire::testing {

/// A text derived from another, as a git delta builds it.
struct Derived {
    std::string text;
    std::vector<source::CopiedRun> copies;
};

/// Copies pieces of `base`, in order or swapped, once or repeatedly, overlapping in the base, and puts what `fresh` gives between them. Each
/// instruction is a run of its own, as `joined` runs are not: both are right.
template <class Fresh> Derived random_edit(Random& random, std::string_view base, const Fresh& fresh, bool joined) {
    Derived made;
    const auto copy = [&](std::size_t from, std::size_t length) {
        if (length == 0) return;
        const bool goes_on = joined && !made.copies.empty() && made.copies.back().offset + made.copies.back().length == made.text.size() &&
                             made.copies.back().base_offset + made.copies.back().length == from;
        if (goes_on) {
            made.copies.back().length += length;
        } else {
            made.copies.push_back({.base_offset = from, .offset = made.text.size(), .length = length});
        }
        made.text += base.substr(from, length);
    };
    switch (random.below(8)) {
    case 0: // all of it
        copy(0, base.size());
        break;
    case 1: // nothing of it
        made.text = fresh();
        break;
    case 2: // scattered pieces, in any order
        for (std::size_t pieces = random.between(1, 8); pieces > 0; --pieces) {
            const std::size_t from = random.below(base.size() + 1);
            copy(from, random.below(std::min<std::size_t>(base.size() - from, 400) + 1));
            if (random.chance(3)) made.text += fresh();
        }
        break;
    default: { // a few changes
        std::size_t at = 0;
        if (random.chance(6)) made.text += fresh();
        for (std::size_t changes = random.between(0, 5); changes > 0 && at < base.size(); --changes) {
            const std::size_t length = random.below(base.size() - at + 1);
            copy(at, length);
            at += length;
            if (random.chance(2)) made.text += fresh();
            if (random.chance(2)) at += std::min(base.size() - at, random.below(40));        // taken away
            if (random.chance(5)) at -= std::min(at, random.below(60));                      // and something twice
            if (random.chance(8)) copy(0, std::min<std::size_t>(base.size(), random.below(80))); // the beginning elsewhere
        }
        if (!random.chance(6)) copy(at, base.size() - at);
    }
    }
    return made;
}

} // namespace squire::testing
