// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source/source.h"

namespace squire::source {

/// What every source does around showing a text: it counts, tells progress now and then, and names what was skipped. For several workers at
/// once.
class Reading {
public:
    Reading(TextVisitor& visitor, const ReadOptions& options, Problems& problems);

    void show(const Text& text, unsigned worker);

    /// Names a text that cannot be shown; the reading is incomplete.
    void skip(Error error, std::string_view place, unsigned worker);
    void count_skipped(unsigned worker) { ++shares_[worker].tally.skipped; }

    [[nodiscard]] bool cancelled() const { return options_.cancellation != nullptr && options_.cancellation->requested(); }
    [[nodiscard]] bool wants(std::string_view path) const { return !options_.wanted || options_.wanted(path); }
    [[nodiscard]] const ReadOptions& options() const { return options_; }
    [[nodiscard]] Problems& problems() { return problems_; }

    /// After all workers have ended.
    [[nodiscard]] Tally finish();

private:
    /// Each on lines of the cache of its own.
    struct alignas(128) Share {
        Tally tally;
        std::uint64_t untold = 0; // bytes that progress has not heard of
    };

    TextVisitor& visitor_;
    const ReadOptions& options_;
    Problems& problems_;
    std::vector<Share> shares_;
};

/// A step of progress, begun and ended; `progress` may be null.
class StepProgress {
public:
    StepProgress(Progress* progress, std::string_view step, std::uint64_t total) : progress_(progress) {
        if (progress_ != nullptr) progress_->begin(step, total);
    }
    ~StepProgress() {
        if (progress_ != nullptr) progress_->end();
    }
    StepProgress(const StepProgress&) = delete;
    StepProgress& operator=(const StepProgress&) = delete;

private:
    Progress* progress_;
};

} // namespace squire::source
