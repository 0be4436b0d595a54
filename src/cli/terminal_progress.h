// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <ostream>
#include <string>
#include <thread>

#include "base/progress.h"

namespace squire::cli {

/// One line on a terminal that is written over: step, share, rate, time left. Nothing is shown of a step that takes less than half a second.
class TerminalProgress final : public Progress {
public:
    TerminalProgress(std::ostream& out, unsigned width);
    ~TerminalProgress() override;

    void begin(std::string_view step, std::uint64_t total) override;
    void advance(std::uint64_t bytes) override { done_.fetch_add(bytes, std::memory_order_relaxed); }
    void end() override;

private:
    void draw_until_stopped();
    void draw();
    void wipe();

    std::ostream& out_;
    unsigned width_;
    std::atomic<std::uint64_t> done_{0};
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stop_ = false;
    bool drawn_ = false;
    bool running_ = false;
    std::string step_;
    std::uint64_t total_ = 0;
    std::chrono::steady_clock::time_point started_;
    std::jthread painter_;
};

/// What to show: a TerminalProgress on a terminal, nothing elsewhere.
[[nodiscard]] std::unique_ptr<Progress> make_progress(std::ostream& out, bool is_terminal, unsigned width);

} // namespace squire::cli
