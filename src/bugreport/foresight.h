// SPDX-License-Identifier: MIT
//
// What a scanner that is asked about many candidates at once will say, so that the questions are about candidates that come up. Nothing is decided by it:
// a wrong guess costs a run, and the way of a reduction and its result are the same whatever is guessed.
#pragma once

#include <cstddef>
#include <unordered_map>

#include "bugreport/candidate_hash.h"

namespace squire::bugreport {

/// What is done to `base` to make `candidate` of it: the text that goes and the text that comes, wherever they stand. The same for the same change of
/// two texts; most changes say on a smaller text what they said on the larger one.
[[nodiscard]] CandidateHash change_between(const Input& base, const Input& candidate);

/// The answers to changes of earlier texts.
class Foresight {
public:
    /// What the change did when it was last tried; of one that never was, what such changes do at present: in the beginning most of a file can go, and in
    /// the end nothing.
    [[nodiscard]] bool expect(const CandidateHash& change) const;
    void learn(const CandidateHash& change, bool interesting);

private:
    static constexpr std::size_t kMost = 1U << 20U;
    static constexpr double kWeight = 0.02; // of one answer
    std::unordered_map<CandidateHash, bool, CandidateHasher> known_;
    double usual_ = 1; // share of changes tried for the first time that were interesting, the last ones counting most
};

} // namespace squire::bugreport
