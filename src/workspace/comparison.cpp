// SPDX-License-Identifier: MIT
#include "workspace/comparison.h"

#include <map>
#include <utility>

namespace squire::workspace {

Result<Comparison> compare(const store::Store& store, std::string_view one, std::string_view other) {
    auto before = store.scan(one);
    if (!before) return std::unexpected(before.error());
    auto after = store.scan(other);
    if (!after) return std::unexpected(after.error());
    if (after->entry < before->entry) std::swap(*before, *after);
    const auto events = store.events(before->entry, after->entry);
    if (!events) return std::unexpected(events.error());

    using Kind = store::Event::Kind;
    struct Presence {
        bool before = false;
        bool after = false;
        bool new_here = false;
    };
    std::map<std::string, Presence> presences;
    for (const store::Event& event : *events) {
        const bool comes = event.kind == Kind::appeared || event.kind == Kind::back;
        if (!comes && event.kind != Kind::gone) continue;
        const auto [found, first] = presences.try_emplace(event.vulnerability);
        if (first) {
            found->second.before = !comes;
            found->second.new_here = event.kind == Kind::appeared;
        }
        found->second.after = comes;
    }
    Comparison comparison{.before = std::move(*before), .after = std::move(*after), .appeared = {}, .back = {}, .gone = {}};
    for (const auto& [id, presence] : presences) {
        if (presence.before == presence.after) continue;
        (presence.before ? comparison.gone : presence.new_here ? comparison.appeared : comparison.back).push_back(id);
    }
    return comparison;
}

} // namespace squire::workspace
