// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/thread_clock.h"
#include "syntax/tree.h"

namespace squire::sast {

/// A number for the name of a metavariable, within one rule: "$X", "$...ARGS", "$1".
using MetavariableId = std::uint16_t;
inline constexpr MetavariableId kAnonymous = 0xFFFF; // "$_": stands for anything, each time anew

/// The names of one rule's metavariables.
class Metavariables {
public:
    MetavariableId id_of(std::string_view name); // made where it is new
    [[nodiscard]] MetavariableId find(std::string_view name) const; // kAnonymous: no pattern binds it
    [[nodiscard]] std::string_view name(MetavariableId id) const { return names_[id]; }
    [[nodiscard]] std::size_t size() const { return names_.size(); }

private:
    std::vector<std::string> names_;
};

/// What a metavariable stands for.
struct Binding {
    MetavariableId metavariable = kAnonymous;
    std::uint32_t begin = 0, end = 0; // bytes of the text
    syntax::NodeId node = syntax::kNoNode; // of a sequence its first; kNoNode: text alone, as a capture of a regex
    std::uint32_t count = 1; // siblings of a sequence; 0: an empty one
    friend bool operator==(const Binding&, const Binding&) = default;
};

/// A place that a pattern or formula matches.
struct Match {
    std::uint32_t begin = 0, end = 0; // bytes of the text
    syntax::NodeId node = syntax::kNoNode; // the node with just that range, where there is one
    std::vector<Binding> bindings; // by metavariable, each once
    [[nodiscard]] const Binding* binding(MetavariableId id) const;
    friend bool operator==(const Match&, const Match&) = default;
};

/// A bound of the engine beside time, at which something may be missed.
enum class Bound : std::uint8_t {
    ways,    // in which a pattern matches at one place
    matches, // of one pattern in one file
    ranges,  // of one part of a rule
    regex,   // backtracking of a regex on one text
};
inline constexpr std::array kBounds{Bound::ways, Bound::matches, Bound::ranges, Bound::regex};
/// What to say of it: "a pattern matches one place in more ways than are kept".
[[nodiscard]] std::string_view describe(Bound bound);

/// Bounds the work of matching one rule on one file, by the time of the thread that makes it. Once it is spent, matching stops and what was found
/// stays.
class Budget {
public:
    explicit Budget(std::chrono::milliseconds time, std::uint64_t steps = 50'000'000) : deadline_(ThreadClock::now() + time), steps_(steps) {}
    /// Counts one step of work; false where nothing is left.
    [[nodiscard]] bool spend() {
        if (spent_) return false;
        ++taken_;
        if (taken_ > steps_ || ((taken_ & 0xFFFU) == 0 && ThreadClock::now() > deadline_)) spent_ = true;
        return !spent_;
    }
    [[nodiscard]] bool spent() const { return spent_; }

    /// Notes that another bound was hit; the work goes on.
    void hit(Bound bound) { hit_ |= bit(bound); }
    [[nodiscard]] bool was_hit(Bound bound) const { return (hit_ & bit(bound)) != 0; }

private:
    static constexpr std::uint8_t bit(Bound bound) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(bound)); }

    ThreadClock::time_point deadline_;
    std::uint64_t steps_;
    std::uint64_t taken_ = 0;
    bool spent_ = false;
    std::uint8_t hit_ = 0;
};

} // namespace squire::sast
