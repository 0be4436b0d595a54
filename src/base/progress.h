// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

namespace squire {

/// How far long work has come. Called from any thread; must cost next to nothing.
class Progress {
public:
    virtual ~Progress() = default;
    /// A new step begins, of `total` bytes (0: not known).
    virtual void begin(std::string_view step, std::uint64_t total) = 0;
    virtual void advance(std::uint64_t bytes) = 0;
    virtual void end() = 0;
};

class NoProgress final : public Progress {
public:
    void begin(std::string_view, std::uint64_t) override {}
    void advance(std::uint64_t) override {}
    void end() override {}
};

/// Asked between any two pieces of work. Set from a signal handler, hence a lock-free flag.
class Cancellation {
public:
    void request() noexcept { requested_.store(true, std::memory_order_relaxed); }
    [[nodiscard]] bool requested() const noexcept { return requested_.load(std::memory_order_relaxed); }

private:
    std::atomic<bool> requested_{false};
    static_assert(std::atomic<bool>::is_always_lock_free);
};

} // namespace squire
