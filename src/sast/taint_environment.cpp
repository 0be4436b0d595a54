// SPDX-License-Identifier: MIT
#include "sast/taint_environment.h"

#include <algorithm>
#include <tuple>

namespace squire::sast {

namespace {

bool before(const TaintItem& a, const TaintItem& b) { return std::tie(a.origin, a.label) < std::tie(b.origin, b.label); }

} // namespace

bool TaintSet::add(TaintItem item) {
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

bool TaintSet::covers(const TaintSet& other) const { return items_.size() >= kMostItems || std::ranges::includes(items_, other.items_, before); }

const TaintEnvironment::Entries& TaintEnvironment::entries() const {
    static const Entries none;
    return entries_ ? *entries_ : none;
}

TaintEnvironment::Entries& TaintEnvironment::own_entries() {
    if (!entries_ || entries_.use_count() > 1) entries_ = std::make_shared<Entries>(entries());
    return *entries_;
}

TaintSet TaintEnvironment::of(const Lvalue& lvalue) const {
    std::string_view name = lvalue;
    for (;;) {
        if (const auto entry = entries().find(name); entry != entries().end()) return entry->second;
        const std::size_t end = name.rfind(kFieldSeparator);
        if (end == std::string_view::npos) return {};
        name = name.substr(0, end);
    }
}

void TaintEnvironment::assign(const Lvalue& lvalue, const TaintSet& taint) {
    if (taint.empty() && of(lvalue).empty()) { // often so: nothing to copy for
        const auto next = entries().lower_bound(lvalue);
        if (next == entries().end() || !next->first.starts_with(lvalue)) return;
    }
    Entries& own = own_entries();
    const Lvalue fields = lvalue + kFieldSeparator;
    auto entry = own.lower_bound(fields);
    while (entry != own.end() && entry->first.starts_with(fields)) entry = own.erase(entry);
    own.erase(lvalue);
    if (!taint.empty() || !of(lvalue).empty()) own.emplace(lvalue, taint);
}

void TaintEnvironment::add(const Lvalue& lvalue, const TaintSet& taint) {
    if (taint.empty()) return;
    TaintSet all = of(lvalue);
    if (!all.add(taint) && entries().contains(lvalue)) return;
    own_entries().insert_or_assign(lvalue, std::move(all));
}

// The keys stand behind a bracket, which begins no field's name; the bracket alone is for all of them together.
void TaintEnvironment::assign_element(const Lvalue& map, std::string_view key, const TaintSet& taint) {
    has_elements_ = true;
    const Lvalue all = map + kFieldSeparator + '[';
    TaintSet together = whole(map);
    together.add(taint);
    own_entries().insert_or_assign(all, std::move(together));
    own_entries().insert_or_assign(all + std::string(key), taint);
}

std::optional<TaintSet> TaintEnvironment::element(const Lvalue& map, std::string_view key) const {
    const Lvalue all = map + kFieldSeparator + '[';
    if (!has_elements_ || !entries().contains(all)) return std::nullopt;
    return of(all + std::string(key));
}

TaintSet TaintEnvironment::whole(const Lvalue& lvalue) const {
    TaintSet taint = of(lvalue);
    if (has_elements_) taint.add(of(lvalue + kFieldSeparator + '['));
    return taint;
}

bool TaintEnvironment::join(const TaintEnvironment& other) {
    if (!other.reachable_) return false;
    if (!reachable_) {
        *this = other;
        return true;
    }
    has_elements_ = has_elements_ || other.has_elements_;
    bool changed = control_.add(other.control_);
    if (entries_ == other.entries_) return changed;
    std::vector<std::pair<Lvalue, TaintSet>> joined; // what will be otherwise
    const auto join_one = [&](const Lvalue& lvalue, const TaintSet& here, const TaintSet& there, bool known) {
        if (known && here.covers(there)) return;
        TaintSet all = here;
        changed = all.add(there) || changed;
        joined.emplace_back(lvalue, std::move(all));
    };
    auto here = entries().begin();
    auto there = other.entries().begin();
    while (here != entries().end() || there != other.entries().end()) {
        const bool only_here = there == other.entries().end() || (here != entries().end() && here->first < there->first);
        const bool only_there = here == entries().end() || (!only_here && there->first < here->first);
        if (only_here) {
            join_one(here->first, here->second, other.of(here->first), true);
            ++here;
        } else if (only_there) {
            join_one(there->first, of(there->first), there->second, false);
            ++there;
        } else {
            join_one(here->first, here->second, there->second, true);
            ++here, ++there;
        }
    }
    if (joined.empty()) return changed;
    Entries& own = own_entries();
    for (auto& [lvalue, taint] : joined) own.insert_or_assign(std::move(lvalue), std::move(taint));
    return changed;
}

bool TaintEnvironment::anything_tainted() const {
    return std::ranges::any_of(entries(), [](const auto& entry) { return !entry.second.empty(); });
}

} // namespace squire::sast
