// SPDX-License-Identifier: MIT
#include "sast/taint_environment.h"

#include <algorithm>
#include <tuple>

namespace squire::sast {

bool TaintSet::add(TaintItem item) {
    const auto before = [](const TaintItem& a, const TaintItem& b) { return std::tie(a.origin, a.label) < std::tie(b.origin, b.label); };
    const auto place = std::ranges::lower_bound(items_, item, before);
    if (place != items_.end() && place->same(item)) return false;
    if (items_.size() >= kMostItems) return false;
    items_.insert(place, item);
    return true;
}

bool TaintSet::add(const TaintSet& other) {
    bool changed = false;
    for (const TaintItem& item : other.items_) changed = add(item) || changed;
    return changed;
}

bool TaintSet::same(const TaintSet& other) const {
    return std::ranges::equal(items_, other.items_, [](const TaintItem& a, const TaintItem& b) { return a.same(b); });
}

TaintSet TaintEnvironment::of(const Lvalue& lvalue) const {
    std::string_view name = lvalue;
    for (;;) {
        if (const auto entry = entries_.find(name); entry != entries_.end()) return entry->second;
        const std::size_t end = name.rfind(kFieldSeparator);
        if (end == std::string_view::npos) return {};
        name = name.substr(0, end);
    }
}

void TaintEnvironment::assign(const Lvalue& lvalue, const TaintSet& taint) {
    const Lvalue fields = lvalue + kFieldSeparator;
    auto entry = entries_.lower_bound(fields);
    while (entry != entries_.end() && entry->first.starts_with(fields)) entry = entries_.erase(entry);
    entries_.erase(lvalue);
    if (!taint.empty() || !of(lvalue).empty()) entries_.emplace(lvalue, taint);
}

void TaintEnvironment::add(const Lvalue& lvalue, const TaintSet& taint) {
    if (taint.empty()) return;
    TaintSet all = of(lvalue);
    all.add(taint);
    entries_[lvalue] = std::move(all);
}

bool TaintEnvironment::join(const TaintEnvironment& other) {
    if (!other.reachable_) return false;
    if (!reachable_) {
        *this = other;
        return true;
    }
    bool changed = control_.add(other.control_);
    const TaintEnvironment before = *this;
    for (const auto& [lvalue, taint] : other.entries_) {
        TaintSet all = before.of(lvalue);
        if (all.add(taint) || !entries_.contains(lvalue)) {
            changed = changed || !all.same(before.of(lvalue));
            entries_[lvalue] = std::move(all);
        }
    }
    for (auto& [lvalue, taint] : entries_) {
        if (!other.entries_.contains(lvalue)) changed = taint.add(other.of(lvalue)) || changed;
    }
    return changed;
}

bool TaintEnvironment::anything_tainted() const {
    return std::ranges::any_of(entries_, [](const auto& entry) { return !entry.second.empty(); });
}

} // namespace squire::sast
