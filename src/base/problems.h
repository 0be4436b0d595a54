// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <mutex>
#include <vector>

#include "base/result.h"

namespace squire {

enum class Weight : std::uint8_t {
    note,       // worth saying; nothing is lost
    warning,    // something was odd; nothing is lost
    incomplete, // part of the input could not be looked at: the run ends with exit code 3
};

struct Problem {
    Weight weight = Weight::note;
    Error error;
    friend bool operator==(const Problem&, const Problem&) = default;
};

/// What went wrong beside the work, from any thread. The work goes on; the faces show it at the end, and reports carry it as messages. Keeps
/// the first 1,000 and counts the rest, so that a hostile tree cannot fill memory with complaints.
class Problems {
public:
    void add(Weight weight, Error error);
    [[nodiscard]] std::vector<Problem> list() const; // sorted by place, then message, each once: the same whatever the threads did
    [[nodiscard]] std::uint64_t left_out() const;    // how many more there were than are kept
    [[nodiscard]] bool incomplete() const;

private:
    mutable std::mutex mutex_;
    std::vector<Problem> kept_;
    std::uint64_t left_out_ = 0;
    bool incomplete_ = false;
};

} // namespace squire
