// SPDX-License-Identifier: MIT
//
// The passes of a reduction (reduction.h). Each changes the best input of `trials` as far as it can, and says whether it did.
#pragma once

#include <functional>
#include <string_view>

#include "bugreport/trials.h"

namespace squire::bugreport {

/// Delta debugging: lets go of as many of `count` items as can go, in runs of half of them, a quarter, … down to one, the last ones first. `without`
/// makes the candidate that lacks the flagged items; called from any thread. Returns the flags.
[[nodiscard]] std::vector<bool> drop_items(Trials& trials, std::size_t count,
                                           const std::function<std::optional<Input>(const std::vector<bool>& gone)>& without);

/// What passes share of one reduction.
struct PassContext {
    Trials& trials;
    bool keeps_place = false; // the bytes of the place stay as they are

    /// The best input with one file edited; nothing where an edit touches a place that is to stay, or where nothing changes.
    [[nodiscard]] std::optional<Input> edited(std::size_t file, std::span<const Edit> edits) const;
};

bool drop_files(PassContext& context);
bool reduce_tree(PassContext& context, std::size_t file);
bool reduce_tokens(PassContext& context, std::size_t file);
/// Names become a, b, c, …; strings and numbers the smallest ones; what the oracle insists on is cut down to the part that it needs.
bool replace_names(PassContext& context);

} // namespace squire::bugreport
