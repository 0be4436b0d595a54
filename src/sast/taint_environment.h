// SPDX-License-Identifier: MIT
//
// What is known about variables at one point of a function: which of them, and which of their fields, hold tainted values.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace squire::sast {

/// One reason for a value to be tainted.
struct TaintItem {
    std::int32_t origin = 0;  // from 0: a match of a source; below: parameter number -(origin + 1) of the function at hand
    std::uint16_t label = 0;
    std::uint32_t trace = 0;  // how it came here
    [[nodiscard]] bool is_parameter() const { return origin < 0; }
    [[nodiscard]] std::uint32_t parameter() const { return static_cast<std::uint32_t>(-(origin + 1)); }
    [[nodiscard]] bool same(const TaintItem& other) const { return origin == other.origin && label == other.label; }
};

/// Reasons, each once by origin and label; at most kMostItems, since a finding needs one.
class TaintSet {
public:
    static constexpr std::size_t kMostItems = 64;
    bool add(TaintItem item); // whether it is new
    bool add(const TaintSet& other);
    [[nodiscard]] bool empty() const { return items_.empty(); }
    [[nodiscard]] const std::vector<TaintItem>& items() const { return items_; }
    [[nodiscard]] bool same(const TaintSet& other) const; // traces aside
    [[nodiscard]] bool covers(const TaintSet& other) const; // `add` of the other would change nothing

private:
    std::vector<TaintItem> items_; // by origin, then label
};

/// A variable or a field of one: "x", "x.a", "x.a.b". Names may hold any bytes but the one that separates them.
using Lvalue = std::string;
inline constexpr char kFieldSeparator = '\x1F';

/// Copies share what they hold until one of them changes, so that branches cost what they assign.
class TaintEnvironment {
public:
    /// What a read of it may hold: its own entry, else that of what it is a field of.
    [[nodiscard]] TaintSet of(const Lvalue& lvalue) const;
    /// Assigns: fields that were known are forgotten. Nothing for a value that is clean, also where a field of a tainted object is cleaned.
    void assign(const Lvalue& lvalue, const TaintSet& taint);
    /// Adds to what it may hold.
    void add(const Lvalue& lvalue, const TaintSet& taint);
    /// Of a map: one of its elements is replaced. What was put by other keys stays, and all of them are in the map as a whole.
    void assign_element(const Lvalue& map, std::string_view key, const TaintSet& taint);
    /// What the element may hold, where some were put by their keys; nothing where none was.
    [[nodiscard]] std::optional<TaintSet> element(const Lvalue& map, std::string_view key) const;
    /// As `of`, with all of the elements.
    [[nodiscard]] TaintSet whole(const Lvalue& lvalue) const;
    /// Joins with what holds on another way to the same point; whether that changes anything.
    bool join(const TaintEnvironment& other);

    [[nodiscard]] bool reachable() const { return reachable_; }
    void set_unreachable() { reachable_ = false; }
    [[nodiscard]] const TaintSet& control() const { return control_; }
    void add_control(const TaintSet& taint) { control_.add(taint); }
    [[nodiscard]] bool anything_tainted() const;

private:
    using Entries = std::map<Lvalue, TaintSet, std::less<>>; // an empty set: cleaned

    [[nodiscard]] const Entries& entries() const;
    Entries& own_entries();

    std::shared_ptr<Entries> entries_; // null: none
    bool has_elements_ = false; // some were put by their keys
    TaintSet control_; // of what decided that this point is reached
    bool reachable_ = true;
};

} // namespace squire::sast
