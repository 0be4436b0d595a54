// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "bugreport/reduction.h"

namespace squire::bugreport {

/// What a candidate is, texts and place, in 128 bits; another candidate has another one.
struct CandidateHash {
    std::uint64_t low = 0, high = 0;
    friend auto operator<=>(const CandidateHash&, const CandidateHash&) = default;
};
[[nodiscard]] CandidateHash hash_of(const Input& input);

/// Verdicts on candidates by their hash.
class Verdicts {
public:
    [[nodiscard]] std::optional<bool> find(const CandidateHash& hash) const;
    void add(const CandidateHash& hash, bool interesting);
    [[nodiscard]] std::size_t size() const { return known_.size(); }
    [[nodiscard]] std::vector<std::pair<CandidateHash, bool>> all() const; // sorted

private:
    struct Hasher {
        std::size_t operator()(const CandidateHash& hash) const { return hash.low; }
    };
    static constexpr std::size_t kMost = 4U << 20U; // later ones are judged anew each time
    std::unordered_map<CandidateHash, bool, Hasher> known_;
};

/// The best input so far, and the one way to a better one: proposing candidates. Used by one thread; the oracle is asked by several.
class Trials {
public:
    Trials(Input start, Oracle& oracle, const ReductionOptions& options, Verdicts known = {});
    ~Trials();
    Trials(const Trials&) = delete;
    Trials& operator=(const Trials&) = delete;

    [[nodiscard]] const Input& best() const { return best_; }

    /// Makes the first of `count` candidates that is interesting the best, and returns its number; nothing: there is none, or the work has ended.
    /// `make` is called from any thread, for some of the numbers in any order; nothing from it: no candidate.
    using Make = std::function<std::optional<Input>(std::size_t number)>;
    std::optional<std::size_t> first(std::size_t count, const Make& make);

    /// The work is to end: time, cancellation, a failed oracle.
    [[nodiscard]] bool ended();
    [[nodiscard]] End end() const { return end_; }
    [[nodiscard]] const std::string& trouble() const { return trouble_; }
    [[nodiscard]] std::uint64_t tries() const { return tries_; }
    [[nodiscard]] std::uint64_t asked() const { return asked_; }
    [[nodiscard]] const Verdicts& verdicts() const { return verdicts_; }

    /// Called after each round of candidates.
    std::function<void()> after_round;

private:
    struct Round;
    class Crew;
    void work(Round& round, unsigned worker);
    void take(Input better);

    Input best_;
    Oracle& oracle_;
    const ReductionOptions& options_;
    std::chrono::steady_clock::time_point begun_;
    Verdicts verdicts_;
    std::unique_ptr<Crew> crew_;
    std::uint64_t tries_ = 0, asked_ = 0, advanced_ = 0, bytes_before_ = 0;
    bool has_ended_ = false;
    End end_ = End::done;
    std::string trouble_;
};

} // namespace squire::bugreport
