// SPDX-License-Identifier: MIT
#include "sast/match.h"

#include <algorithm>

namespace squire::sast {

MetavariableId Metavariables::id_of(std::string_view name) {
    const MetavariableId known = find(name);
    if (known != kAnonymous) return known;
    names_.emplace_back(name);
    return static_cast<MetavariableId>(names_.size() - 1);
}

MetavariableId Metavariables::find(std::string_view name) const {
    const auto found = std::ranges::find(names_, name);
    return found == names_.end() ? kAnonymous : static_cast<MetavariableId>(found - names_.begin());
}

const Binding* Match::binding(MetavariableId id) const {
    const auto found = std::ranges::find(bindings, id, &Binding::metavariable);
    return found == bindings.end() ? nullptr : &*found;
}

std::string_view describe(Bound bound) {
    switch (bound) {
    case Bound::ways: return "a pattern matches one place in more ways than are kept";
    case Bound::matches: return "a pattern matches more places than are kept";
    case Bound::ranges: return "its parts match more places together than are kept";
    case Bound::regex: return "a regex backtracks too much on this text";
    }
    return {};
}

} // namespace squire::sast
