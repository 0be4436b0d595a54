// SPDX-License-Identifier: MIT
#include <algorithm>
#include <numeric>

#include "bugreport/passes.h"

namespace squire::bugreport {

std::vector<bool> drop_items(Trials& trials, std::size_t count, const std::function<std::optional<Input>(const std::vector<bool>&)>& without) {
    std::vector<bool> gone(count, false);
    std::vector<std::size_t> left(count);
    std::iota(left.begin(), left.end(), 0U);
    std::size_t run = count;
    while (run > 0 && !left.empty() && !trials.ended()) {
        bool any = false;
        std::size_t end = left.size(); // runs end here or before
        while (end > 0) {
            const std::size_t runs = (end + run - 1) / run;
            const auto begin_of = [&](std::size_t number) { return end - std::min(end, (number + 1) * run); };
            const auto taken = trials.first(runs, [&](std::size_t number) {
                std::vector<bool> all_gone = gone;
                for (std::size_t i = begin_of(number); i < end - number * run; ++i) all_gone[left[i]] = true;
                return without(all_gone);
            });
            if (!taken) break;
            any = true;
            const std::size_t begin = begin_of(*taken), stop = end - *taken * run;
            for (std::size_t i = begin; i < stop; ++i) gone[left[i]] = true;
            left.erase(left.begin() + static_cast<std::ptrdiff_t>(begin), left.begin() + static_cast<std::ptrdiff_t>(stop));
            end = begin;
        }
        if (run == 1 && any) continue; // what is gone now may have been what another needed
        run = std::min(run / 2, left.size());
    }
    return gone;
}

std::optional<Input> PassContext::edited(std::size_t file, std::span<const Edit> edits) const {
    const Input& best = trials.best();
    if (edits.empty()) return std::nullopt;
    if (keeps_place && file == best.place.file) {
        const auto touches = [&](const Edit& edit) { return edit.begin < best.place.end && edit.end > best.place.begin; };
        if (std::ranges::any_of(edits, touches)) return std::nullopt;
    }
    return with_edits(best, file, edits);
}

} // namespace squire::bugreport
