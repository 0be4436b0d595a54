// SPDX-License-Identifier: MIT
#include "pipeline/setting.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::pipeline {

namespace {

constexpr std::size_t kLinearSearch = 12; // entries up to which looking at each is faster than an index

void measure(Setting& setting) {
    std::uint64_t weight = 1;
    std::size_t depth = 0;
    const auto count = [&](const Setting& child) {
        weight = std::min(weight + child.weight, kSettingWeightLimit + 1);
        depth = std::max<std::size_t>(depth, child.depth);
    };
    for (const SettingPtr& item : setting.items) count(*item);
    for (const SettingEntry& entry : setting.entries) count(*entry.value);
    setting.weight = weight;
    setting.depth = static_cast<std::uint16_t>(std::min(depth + 1, kSettingDepthLimit + 1));
}

/// The entries of a mapping in the making, found by key.
class EntryList {
public:
    void put(SettingEntry entry) {
        if (const auto place = find(entry.key); place < entries_.size()) {
            entries_[place] = std::move(entry);
            return;
        }
        if (!index_.empty()) index_.emplace(entry.key, entries_.size());
        entries_.push_back(std::move(entry));
        if (index_.empty() && entries_.size() > kLinearSearch)
            for (std::size_t at = 0; at < entries_.size(); ++at) index_.emplace(entries_[at].key, at);
    }

    [[nodiscard]] std::size_t find(const std::string& key) const { // its place, or how many there are
        if (index_.empty()) return static_cast<std::size_t>(std::ranges::find(entries_, key, &SettingEntry::key) - entries_.begin());
        const auto found = index_.find(key);
        return found == index_.end() ? entries_.size() : found->second;
    }

    [[nodiscard]] SettingEntry& at(std::size_t place) { return entries_[place]; }
    [[nodiscard]] std::size_t size() const { return entries_.size(); }
    [[nodiscard]] std::vector<SettingEntry> take() { return std::move(entries_); }

private:
    std::vector<SettingEntry> entries_;
    std::unordered_map<std::string, std::size_t> index_; // empty while there are few
};

class SettingReader {
public:
    SettingReader(const YamlFile& yaml, std::uint32_t file) : yaml_(yaml), file_(file) {}

    SettingPtr read(const Node& node) { // NOLINT(misc-no-recursion): bounded by the YAML reader
        if (node.kind == NodeKind::alias) {
            const auto meant = anchors_.find(node.text);
            return meant == anchors_.end() ? make_nothing({.file = file_, .offset = node.begin}) : meant->second;
        }
        SettingPtr made = written(node);
        if (!node.anchor.empty()) anchors_[node.anchor] = made;
        check(*made, node);
        return made;
    }

    std::optional<Error> error;

private:
    SettingPtr written(const Node& node) { // NOLINT(misc-no-recursion): bounded by the YAML reader
        const Origin origin{.file = file_, .offset = node.begin};
        if (node.kind == NodeKind::scalar) {
            if (node.is_null() && node.tag.empty()) return make_nothing(origin);
            return make_scalar(node.text, origin, node.style == NodeStyle::plain && node.tag.empty());
        }
        if (node.kind == NodeKind::sequence) {
            std::vector<SettingPtr> items;
            items.reserve(node.items.size());
            for (const Node& item : node.items) items.push_back(read(item));
            if (node.tag != "!reference") return make_list(std::move(items), origin);
            Setting reference{.kind = SettingKind::reference, .items = std::move(items), .origin = origin};
            measure(reference);
            return std::make_shared<const Setting>(std::move(reference));
        }
        EntryList entries;
        for (const Entry& entry : node.entries) {
            const Origin key{.file = file_, .offset = entry.key.begin};
            SettingPtr value = read(entry.value);
            if (entry.is_merge() && merge(*value, entries)) continue;
            const SettingPtr named = entry.key.kind == NodeKind::alias ? read(entry.key) : nullptr;
            const bool is_text = entry.key.kind == NodeKind::scalar;
            entries.put({.key = named     ? named->text
                                : is_text ? entry.key.text
                                          : std::string(yaml_.text(entry.key.range)),
                         .value = std::move(value),
                         .origin = key});
        }
        return make_mapping(entries.take(), origin);
    }

    /// Whether it could be merged; of a list, the first that has a key wins.
    bool merge(const Setting& value, EntryList& into) {
        if (value.is(SettingKind::mapping)) {
            for (const SettingEntry& entry : value.entries) put(entry, into);
            return true;
        }
        const auto is_mapping = [](const SettingPtr& item) { return item->is(SettingKind::mapping); };
        if (!value.is(SettingKind::list) || !std::ranges::all_of(value.items, is_mapping)) return false;
        for (auto item = value.items.rbegin(); item != value.items.rend(); ++item)
            for (const SettingEntry& entry : (*item)->entries) put(entry, into);
        return true;
    }

    void put(const SettingEntry& entry, EntryList& into) {
        if (!budget_.spend(1)) return;
        into.put(entry);
    }

    void check(const Setting& made, const Node& node) {
        if (error) return;
        const bool heavy = made.weight > kSettingWeightLimit || budget_.spent();
        if (!heavy && made.depth <= kSettingDepthLimit) return;
        error = Error{ErrorKind::limit,
                      heavy ? fmt::format("with its aliases followed, this is more than {} values", kSettingWeightLimit)
                            : fmt::format("with its aliases followed, this is nested more than {} deep", kSettingDepthLimit),
                      yaml_.place_name(node.begin), "use fewer aliases within aliases; GitLab refuses this, too"};
    }

    const YamlFile& yaml_;
    std::uint32_t file_;
    Budget budget_;
    std::unordered_map<std::string, SettingPtr> anchors_;
};

bool is_word_of(const Setting& setting, std::span<const std::string_view> words) {
    return setting.is(SettingKind::scalar) && setting.plain && std::ranges::find(words, to_lower(setting.text)) != words.end();
}

} // namespace

const SettingEntry* Setting::entry(std::string_view key) const {
    const auto found = std::ranges::find(entries, key, &SettingEntry::key);
    return found == entries.end() ? nullptr : &*found;
}

const Setting* Setting::find(std::string_view key) const {
    const SettingEntry* found = entry(key);
    return found == nullptr ? nullptr : found->value.get();
}

std::string_view Setting::text_of(std::string_view key) const {
    const Setting* found = find(key);
    return found == nullptr || found->kind != SettingKind::scalar ? std::string_view() : found->text;
}

bool Setting::is_true() const {
    static constexpr std::array<std::string_view, 3> kWords = {"true", "yes", "on"};
    return is_word_of(*this, kWords);
}

bool Setting::is_false() const {
    static constexpr std::array<std::string_view, 3> kWords = {"false", "no", "off"};
    return is_word_of(*this, kWords);
}

SettingPtr make_nothing(Origin origin) { return std::make_shared<const Setting>(Setting{.origin = origin}); }

SettingPtr make_scalar(std::string text, Origin origin, bool plain) {
    return std::make_shared<const Setting>(Setting{.kind = SettingKind::scalar, .plain = plain, .text = std::move(text), .origin = origin});
}

SettingPtr make_list(std::vector<SettingPtr> items, Origin origin) {
    Setting made{.kind = SettingKind::list, .items = std::move(items), .origin = origin};
    measure(made);
    return std::make_shared<const Setting>(std::move(made));
}

SettingPtr make_mapping(std::vector<SettingEntry> entries, Origin origin) {
    Setting made{.kind = SettingKind::mapping, .entries = std::move(entries), .origin = origin};
    measure(made);
    return std::make_shared<const Setting>(std::move(made));
}

Result<SettingPtr> read_setting(const YamlFile& yaml, const Node& node, std::uint32_t file) {
    SettingReader reader(yaml, file);
    SettingPtr read = reader.read(node);
    if (reader.error) return std::unexpected(std::move(*reader.error));
    return read;
}

SettingPtr deep_merge(const SettingPtr& below, const SettingPtr& above, Budget& budget) { // NOLINT(misc-no-recursion): bounded by the depth
    if (!below->is(SettingKind::mapping) || !above->is(SettingKind::mapping)) return above;
    if (!budget.spend(below->entries.size() + above->entries.size())) {
        budget.end();
        return above;
    }
    EntryList entries;
    for (const SettingEntry& entry : below->entries) entries.put(entry);
    for (const SettingEntry& entry : above->entries) {
        const std::size_t place = entries.find(entry.key);
        if (place == entries.size())
            entries.put(entry);
        else
            entries.at(place) = {.key = entry.key, .value = deep_merge(entries.at(place).value, entry.value, budget), .origin = entry.origin};
    }
    return make_mapping(entries.take(), above->origin);
}

bool says_the_same(const Setting& left, const Setting& right) { // NOLINT(misc-no-recursion): bounded by the depth
    if (&left == &right) return true;
    if (left.kind != right.kind || left.text != right.text || left.weight != right.weight) return false;
    if (left.is(SettingKind::scalar) && left.plain != right.plain) return false;
    if (left.items.size() != right.items.size() || left.entries.size() != right.entries.size()) return false;
    for (std::size_t i = 0; i < left.items.size(); ++i)
        if (!says_the_same(*left.items[i], *right.items[i])) return false;
    std::unordered_map<std::string_view, const Setting*> by_key;
    if (right.entries.size() > kLinearSearch)
        for (const SettingEntry& entry : right.entries) by_key.emplace(entry.key, entry.value.get());
    for (const SettingEntry& entry : left.entries) {
        const auto indexed = by_key.find(entry.key);
        const Setting* other = by_key.empty() ? right.find(entry.key) : indexed == by_key.end() ? nullptr : indexed->second;
        if (other == nullptr || !says_the_same(*entry.value, *other)) return false;
    }
    return true;
}

namespace {

void gather(const Setting& setting, std::vector<const Setting*>& to) { // NOLINT(misc-no-recursion): bounded by the depth
    if (!setting.is(SettingKind::list)) return to.push_back(&setting);
    for (const SettingPtr& item : setting.items) gather(*item, to);
}

} // namespace

std::vector<const Setting*> flat_items(const Setting& setting) {
    std::vector<const Setting*> items;
    gather(setting, items);
    return items;
}

std::vector<const Setting*> flat_scalars(const Setting& setting) {
    std::vector<const Setting*> scalars = flat_items(setting);
    std::erase_if(scalars, [](const Setting* item) { return !item->is(SettingKind::scalar); });
    return scalars;
}

} // namespace squire::pipeline
