// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <unordered_map>
#include <vector>

#include "bugreport/candidate_hash.h"
#include "bugreport/foresight.h"
#include "bugreport/reduction.h"

namespace squire::bugreport {

/// Verdicts on candidates by their hash.
class Verdicts {
public:
    [[nodiscard]] std::optional<bool> find(const CandidateHash& hash) const;
    void add(const CandidateHash& hash, bool interesting);
    [[nodiscard]] std::size_t size() const { return known_.size(); }
    [[nodiscard]] std::vector<std::pair<CandidateHash, bool>> all() const; // sorted

private:
    static constexpr std::size_t kMost = 4U << 20U; // later ones are judged anew each time
    std::unordered_map<CandidateHash, bool, CandidateHasher> known_;
};

/// What goes on from one course over an input to the next over the same.
struct TrialMemory {
    Verdicts verdicts;
    Foresight foresight;
    std::uint64_t asked = 0, advanced = 0; // `advanced`: bytes of progress
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
};

/// The best input so far, and the one way to a better one: proposing candidates. Used by one thread; the oracle is asked by several.
class Trials {
public:
    Trials(Input start, Oracle& oracle, const ReductionOptions& options, TrialMemory memory = {});
    ~Trials();
    Trials(const Trials&) = delete;
    Trials& operator=(const Trials&) = delete;

    [[nodiscard]] const Input& best() const { return best_; }

    /// Makes the first of `count` candidates that is interesting the best, and returns its number; nothing: there is none, or the work has ended.
    /// `make` is called from any thread, for some of the numbers in any order; nothing from it: no candidate.
    using Make = std::function<std::optional<Input>(std::size_t number)>;
    std::optional<std::size_t> first(std::size_t count, const Make& make);

    /// What a course takes for the answer to its questions, and when it ends.
    struct Outlook {
        bool by_foresight = false; // otherwise it takes everything for a failure
        std::size_t contrary = SIZE_MAX; // the number of the one guess that is turned around
        std::size_t most = 1; // questions
        std::uint64_t most_bytes = 1U << 20U; // of their texts
    };

    /// For an oracle that is asked about many candidates at once: from now on nothing is asked. A candidate without a verdict becomes a question, and is
    /// taken for what the outlook says, until there are enough of them and the work ends. So passes propose what would have to be asked next; with the
    /// answers among the verdicts, a new course over the same input goes the same way as one that asks, and further.
    void look_ahead(Outlook outlook) { outlook_ = outlook; }

    /// A candidate, and what it changes in the text that it was made of.
    struct Question {
        Input candidate;
        CandidateHash hash, change;
    };
    [[nodiscard]] std::vector<Question> take_questions() { return std::move(questions_); } // in the order they came up
    [[nodiscard]] TrialMemory take_memory() { return {std::move(verdicts_), std::move(foresight_), asked_, advanced_, begun_}; }

    /// The work is to end: time, cancellation, a failed oracle.
    [[nodiscard]] bool ended();
    [[nodiscard]] End end() const { return end_; }
    [[nodiscard]] const std::string& trouble() const { return trouble_; }
    [[nodiscard]] std::uint64_t tries() const { return tries_; }
    [[nodiscard]] std::uint64_t asked() const { return asked_; }
    [[nodiscard]] const Verdicts& verdicts() const { return verdicts_; }

    /// With `keep_course`, the best inputs so far, as Reduction has them.
    [[nodiscard]] std::vector<Input> take_course() { return std::move(course_); }

    /// Called after each round of candidates.
    std::function<void()> after_round;

private:
    struct Round;
    class Crew;
    void work(Round& round, unsigned worker);
    std::optional<std::size_t> first_known(std::size_t count, const Make& make);
    [[nodiscard]] bool time_is_up(int times = 1) const; // so many times over
    std::optional<bool> becomes_question(const Input& candidate, const CandidateHash& hash);
    void take(Input better);

    Input best_;
    Oracle& oracle_;
    const ReductionOptions& options_;
    std::chrono::steady_clock::time_point begun_;
    Verdicts verdicts_;
    Foresight foresight_;
    std::unique_ptr<Crew> crew_;
    std::uint64_t tries_ = 0, asked_ = 0, advanced_ = 0, bytes_before_ = 0;
    bool has_ended_ = false;
    End end_ = End::done;
    std::string trouble_;
    std::vector<Input> course_;
    std::optional<Outlook> outlook_;
    std::vector<Question> questions_;
    std::set<CandidateHash> asking_; // of the questions
    std::uint64_t question_bytes_ = 0;
};

} // namespace squire::bugreport
