// SPDX-License-Identifier: MIT
#include "bugreport/trials.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace squire::bugreport {
std::optional<bool> Verdicts::find(const CandidateHash& hash) const {
    const auto found = known_.find(hash);
    return found == known_.end() ? std::nullopt : std::optional(found->second);
}

void Verdicts::add(const CandidateHash& hash, bool interesting) {
    if (known_.size() < kMost) known_.emplace(hash, interesting);
}

std::vector<std::pair<CandidateHash, bool>> Verdicts::all() const {
    std::vector<std::pair<CandidateHash, bool>> all(known_.begin(), known_.end());
    std::ranges::sort(all);
    return all;
}

/// One list of candidates in work.
struct Trials::Round {
    std::size_t count;
    const Make& make;
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> winner; // the lowest interesting one so far; `count`: none
    std::atomic<bool> stop{false};   // the work is to end
    std::atomic<std::uint64_t> asked{0};
    std::mutex mutex;
    std::optional<Input> better; // of the winner
    std::vector<std::pair<CandidateHash, bool>> judged;
    std::string trouble;

    Round(std::size_t of, const Make& by) : count(of), make(by), winner(of) {}
};

/// Threads that wait for rounds.
class Trials::Crew {
public:
    Crew(Trials& trials, unsigned workers) : trials_(trials) {
        for (unsigned worker = 1; worker < workers; ++worker) {
            try {
                threads_.emplace_back([this, worker] { run(worker); });
            } catch (const std::system_error&) {
                break; // no more threads to be had
            }
        }
    }
    ~Crew() {
        {
            const std::scoped_lock lock(mutex_);
            leaving_ = true;
        }
        wake_.notify_all();
    }
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;

    void work(Round& round) {
        {
            const std::scoped_lock lock(mutex_);
            round_ = &round;
            ++number_;
            busy_ = threads_.size();
        }
        wake_.notify_all();
        trials_.work(round, 0);
        std::unique_lock lock(mutex_);
        done_.wait(lock, [&] { return busy_ == 0; });
    }

private:
    void run(unsigned worker) {
        std::uint64_t seen = 0;
        for (;;) {
            Round* round = nullptr;
            {
                std::unique_lock lock(mutex_);
                wake_.wait(lock, [&] { return leaving_ || number_ != seen; });
                if (leaving_) return;
                seen = number_;
                round = round_;
            }
            trials_.work(*round, worker);
            const std::scoped_lock lock(mutex_);
            if (--busy_ == 0) done_.notify_one();
        }
    }

    Trials& trials_;
    std::mutex mutex_;
    std::condition_variable wake_, done_;
    Round* round_ = nullptr;
    std::uint64_t number_ = 0;
    std::size_t busy_ = 0;
    bool leaving_ = false;
    std::vector<std::jthread> threads_; // last: they end before what they use
};

Trials::Trials(Input start, Oracle& oracle, const ReductionOptions& options, TrialMemory memory)
    : best_(std::move(start)), oracle_(oracle), options_(options), begun_(memory.begun), verdicts_(std::move(memory.verdicts)),
      foresight_(std::move(memory.foresight)), asked_(memory.asked), advanced_(memory.advanced), bytes_before_(best_.bytes()) {}

Trials::~Trials() = default;

bool Trials::time_is_up(int times) const {
    return options_.time.count() > 0 && std::chrono::steady_clock::now() - begun_ >= options_.time * times;
}

bool Trials::ended() {
    if (has_ended_) return true;
    if (outlook_ && !time_is_up(2)) return false; // going again where it was costs little, and must not end before it is there
    if (options_.cancellation != nullptr && options_.cancellation->requested())
        end_ = End::cancelled;
    else if (time_is_up())
        end_ = End::time;
    else
        return false;
    return has_ended_ = true;
}

void Trials::work(Round& round, unsigned worker) {
    while (!round.stop.load(std::memory_order_relaxed)) {
        const std::size_t number = round.next.fetch_add(1);
        if (number >= round.winner.load()) return; // also where it is `count`
        if (time_is_up() || (options_.cancellation != nullptr && options_.cancellation->requested())) {
            round.stop = true;
            return;
        }
        std::optional<Input> candidate = round.make(number);
        if (!candidate) continue;
        const CandidateHash hash = hash_of(*candidate);
        const std::optional<bool> known = verdicts_.find(hash); // nobody adds to it during a round
        bool interesting = known.value_or(false);
        if (!known) {
            const auto answer = oracle_.interesting(*candidate, worker);
            round.asked.fetch_add(1, std::memory_order_relaxed);
            if (!answer) {
                const std::scoped_lock lock(round.mutex);
                if (round.trouble.empty()) round.trouble = describe(answer.error());
                round.stop = true;
                return;
            }
            interesting = *answer;
        }
        if (known && !interesting) continue;
        const std::scoped_lock lock(round.mutex);
        if (!known) round.judged.emplace_back(hash, interesting);
        if (interesting && number < round.winner.load()) {
            round.winner = number;
            round.better = std::move(candidate);
        }
    }
}

std::optional<std::size_t> Trials::first(std::size_t count, const Make& make) {
    if (count == 0 || ended()) return std::nullopt;
    if (outlook_) return first_known(count, make);
    if (!crew_) crew_ = std::make_unique<Crew>(*this, options_.workers);
    Round round(count, make);
    if (count == 1)
        work(round, 0);
    else
        crew_->work(round);
    for (const auto& [hash, interesting] : round.judged) verdicts_.add(hash, interesting);
    asked_ += round.asked;
    if (!round.trouble.empty()) {
        trouble_ = round.trouble;
        end_ = options_.cancellation != nullptr && options_.cancellation->requested() ? End::cancelled : End::oracle_failed;
        has_ended_ = true;
    }
    const std::size_t winner = round.winner.load();
    tries_ += std::min(winner + 1, count);
    if (winner < count) take(std::move(*round.better));
    if (after_round) after_round();
    return winner < count ? std::optional(winner) : std::nullopt;
}

std::optional<std::size_t> Trials::first_known(std::size_t count, const Make& make) {
    for (std::size_t number = 0; number < count && !has_ended_; ++number) {
        std::optional<Input> candidate = make(number);
        if (!candidate) continue;
        const CandidateHash hash = hash_of(*candidate);
        std::optional<bool> answer = verdicts_.find(hash);
        if (!answer) answer = becomes_question(*candidate, hash);
        if (!answer) break;
        if (!*answer) continue;
        tries_ += number + 1;
        take(std::move(*candidate));
        return number;
    }
    tries_ += count;
    return std::nullopt;
}

// What it is taken for; nothing: the work has ended.
std::optional<bool> Trials::becomes_question(const Input& candidate, const CandidateHash& hash) {
    const bool cancelled = options_.cancellation != nullptr && options_.cancellation->requested();
    if (cancelled || time_is_up()) {
        end_ = cancelled ? End::cancelled : End::time;
        has_ended_ = true;
        return std::nullopt;
    }
    const CandidateHash change = change_between(best_, candidate);
    const bool guess = outlook_->by_foresight && foresight_.expect(change);
    if (asking_.contains(hash)) return guess;
    const auto ruled_out = oracle_.rules_out(candidate);
    if (!ruled_out) {
        trouble_ = describe(ruled_out.error());
        end_ = End::oracle_failed;
        has_ended_ = true;
        return std::nullopt;
    }
    if (*ruled_out) {
        verdicts_.add(hash, false);
        return false;
    }
    asking_.insert(hash);
    question_bytes_ += candidate.bytes();
    questions_.push_back({candidate, hash, change});
    has_ended_ = questions_.size() >= outlook_->most || question_bytes_ >= outlook_->most_bytes;
    return has_ended_ ? std::nullopt : std::optional(guess != (questions_.size() - 1 == outlook_->contrary));
}

void Trials::take(Input better) {
    best_ = std::move(better);
    if (options_.keep_course && (course_.empty() || best_.bytes() * 4 <= course_.back().bytes() * 3)) course_.push_back(best_);
    if (options_.progress == nullptr) return;
    const std::uint64_t gone = bytes_before_ - std::min(bytes_before_, best_.bytes());
    if (gone > advanced_) options_.progress->advance(gone - advanced_);
    advanced_ = std::max(advanced_, gone);
}

} // namespace squire::bugreport
