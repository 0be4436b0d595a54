// SPDX-License-Identifier: MIT
//
// Makes an input small while an oracle still finds it interesting, and frees it of what belongs to the project.
//
// Passes, from coarse to fine: whole folders and files; the tree of each file (delta debugging over lists of children, a subtree in place of one
// around it, the smallest text of a kind in place of another); tokens and blanks; names and contents of strings. They are repeated until a round
// changes nothing. A pass proposes candidates in an order that depends on the text alone, and the first one that is interesting is taken, so the result is
// the same for any number of workers. After every step the best so far is a whole and true answer.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "bugreport/input.h"
#include "bugreport/oracle.h"

namespace squire::bugreport {

struct ReductionOptions {
    unsigned workers = 1;
    std::chrono::milliseconds time{0}; // 0: as long as it takes
    const Cancellation* cancellation = nullptr; // may be null
    Progress* progress = nullptr; // may be null; the total is all bytes, and each byte that goes advances it
    bool rename = true; // names, strings and paths are replaced, whether or not that saves bytes
    bool one_by_one = false; // an oracle that can be asked about many candidates at once is not
    bool keep_course = false; // `Reduction::course`
    std::filesystem::path state; // what was tried is kept there, and taken up again; empty: nowhere
};

/// Why a reduction ended.
enum class End : std::uint8_t {
    done, // nothing more can be taken away
    time, // the time was up
    cancelled, // somebody asked for that
    oracle_failed, // `trouble` says why
    rounds, // it kept changing: never seen, and bounded all the same
};
[[nodiscard]] std::string_view to_string(End end); // "done", "time is up"

struct Reduction {
    Input best;
    std::uint64_t bytes_before = 0, bytes_after = 0;
    std::uint64_t files_before = 0, files_after = 0;
    std::uint64_t tries = 0; // candidates that were judged; the same for any number of workers
    std::uint64_t asked = 0; // how often the oracle was asked: not for what was seen before
    std::chrono::milliseconds time{0};
    End end = End::done;
    bool minimal = false; // no node of the tree of any file can be taken away (outline.h)
    bool confirmed = false; // the oracle said so once more, from scratch
    std::string trouble;
    std::vector<Input> course; // the way to it, each step at most three quarters of the one before; the last one is `best`
};

/// An error where the input itself is not interesting (not_found: the finding does not reproduce), or the oracle cannot tell. Whatever goes wrong
/// later ends the work, and the best so far is the answer.
[[nodiscard]] Result<Reduction> reduce(Input input, Oracle& oracle, const ReductionOptions& options);

} // namespace squire::bugreport
