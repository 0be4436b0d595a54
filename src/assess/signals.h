// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assess/facts.h"

namespace squire::assess {

/// The five scores, which are never mixed before the end.
enum class Aspect : std::uint8_t { need, reach, receptiveness, feasibility, fit };

inline constexpr std::array kAspects{Aspect::need, Aspect::reach, Aspect::receptiveness, Aspect::feasibility, Aspect::fit};

[[nodiscard]] std::string_view to_string(Aspect aspect);
[[nodiscard]] std::optional<Aspect> parse_aspect(std::string_view word);

/// What an intern and a mentor want, in words of their own: "python", "SAST".
struct Wishes {
    std::vector<std::string> skills;
    std::vector<std::string> interests;
    std::vector<std::string> focus;
};

/// One thing that speaks for or against. Between 0 and 1; nothing where it is not known, which counts neither way.
struct Signal {
    std::string_view id; // in rules/assess/signals.toml
    std::optional<double> value;
    std::string evidence; // what was seen, or why it is unknown
    std::string place;    // file, file:line or commit; may be empty
};

/// All signals, in the order of their list; pure.
[[nodiscard]] std::vector<Signal> read_signals(const Facts& facts, const Wishes& wishes, Time now);

/// The ids of that list.
[[nodiscard]] std::vector<std::string_view> signal_ids();

} // namespace squire::assess
