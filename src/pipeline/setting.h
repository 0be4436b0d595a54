// SPDX-License-Identifier: MIT
//
// What a pipeline says once anchors, aliases and merge keys are followed: a tree whose nodes are shared wherever an alias stands for them, so that
// a "YAML bomb" stays as small as its text. Each node knows how deep and how heavy it is; who makes one refuses what is too much of either, and
// whoever walks one may recurse.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pipeline/yaml.h"

namespace squire::pipeline {

/// A place in one of the files that a pipeline is made of; `file` is an index into Pipeline::files.
struct Origin {
    std::uint32_t file = 0;
    std::size_t offset = 0;
    friend auto operator<=>(const Origin&, const Origin&) = default;
};

enum class SettingKind : std::uint8_t {
    nothing, // not written, `~` or `null`
    scalar,
    list,
    mapping,
    reference, // `!reference [a, b]`; `items` are the names
};

struct Setting;
using SettingPtr = std::shared_ptr<const Setting>; // never null; owned by all the places where it stands

struct SettingEntry {
    std::string key;
    SettingPtr value;
    Origin origin; // of the key
};

struct Setting {
    SettingKind kind = SettingKind::nothing;
    bool plain = false; // of a scalar: neither quoted nor a block, so that YAML gives it a type
    std::uint16_t depth = 1;
    std::uint64_t weight = 1; // nodes, a shared one counted wherever it stands
    std::string text; // of a scalar
    std::vector<SettingPtr> items;
    std::vector<SettingEntry> entries; // each key once
    Origin origin;

    [[nodiscard]] const Setting* find(std::string_view key) const; // null where there is none, or this is no mapping
    [[nodiscard]] const SettingEntry* entry(std::string_view key) const;
    [[nodiscard]] std::string_view text_of(std::string_view key) const; // empty where it is no scalar
    [[nodiscard]] bool is(SettingKind wanted) const { return kind == wanted; }
    /// A plain scalar that YAML 1.1 takes for true or for false: `yes`, `on`, `False`.
    [[nodiscard]] bool is_true() const;
    [[nodiscard]] bool is_false() const;
};

/// GitLab's own: a nesting of 100, and about as many nodes as fit its bound on memory.
inline constexpr std::size_t kSettingDepthLimit = 200;
inline constexpr std::uint64_t kSettingWeightLimit = 2'000'000;

[[nodiscard]] SettingPtr make_nothing(Origin origin);
[[nodiscard]] SettingPtr make_scalar(std::string text, Origin origin, bool plain = false);
[[nodiscard]] SettingPtr make_list(std::vector<SettingPtr> items, Origin origin);
[[nodiscard]] SettingPtr make_mapping(std::vector<SettingEntry> entries, Origin origin);

/// What the node means; `file` is the number for origins. As GitLab's reader does it, the last of a repeated key counts, and a merge key
/// overrides what stands before it and yields to what stands after it. An error (limit) where it is too deep or too heavy.
[[nodiscard]] Result<SettingPtr> read_setting(const YamlFile& yaml, const Node& node, std::uint32_t file);

/// How much copying the making of a pipeline may cost, in entries.
class Budget {
public:
    [[nodiscard]] bool spend(std::uint64_t entries) { return entries <= left_ ? (left_ -= entries, true) : false; }
    [[nodiscard]] bool spent() const { return left_ == 0; }
    void end() { left_ = 0; }

private:
    std::uint64_t left_ = 4'000'000;
};

/// `above` over `below`: mappings key by key, all else replaced. Where the budget does not suffice, `above` alone, and the budget is spent.
[[nodiscard]] SettingPtr deep_merge(const SettingPtr& below, const SettingPtr& above, Budget& budget);

/// Whether both say the same, whatever the order of keys and the places.
[[nodiscard]] bool says_the_same(const Setting& left, const Setting& right);

/// The scalars of a list, with those of lists within it, as GitLab flattens `script`; those of a scalar alone, too.
[[nodiscard]] std::vector<const Setting*> flat_scalars(const Setting& setting);

/// The items, with those of lists within it in their place.
[[nodiscard]] std::vector<const Setting*> flat_items(const Setting& setting);

} // namespace squire::pipeline
