// SPDX-License-Identifier: MIT
#include "cli/terminal_progress.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::cli {
namespace {

using namespace std::chrono_literals;

std::string amount(double bytes) {
    for (const char* unit : {"B", "kB", "MB", "GB"}) {
        if (bytes < 1000) return fmt::format("{:.{}f} {}", bytes, bytes < 10 && unit[0] != 'B' ? 1 : 0, unit);
        bytes /= 1000;
    }
    return fmt::format("{:.1f} TB", bytes);
}

} // namespace

TerminalProgress::TerminalProgress(std::ostream& out, unsigned width) : out_(out), width_(width) {
    painter_ = std::jthread([this] { draw_until_stopped(); });
}

TerminalProgress::~TerminalProgress() {
    {
        const std::scoped_lock lock(mutex_);
        stop_ = true;
    }
    wake_.notify_all();
    painter_.join();
    wipe();
}

void TerminalProgress::begin(std::string_view step, std::uint64_t total) {
    const std::scoped_lock lock(mutex_);
    step_ = printable(step);
    total_ = total;
    done_ = 0;
    started_ = std::chrono::steady_clock::now();
    running_ = true;
}

void TerminalProgress::end() {
    const std::scoped_lock lock(mutex_);
    running_ = false;
    wipe();
}

void TerminalProgress::draw_until_stopped() {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, 100ms, [this] { return stop_; })) {
        if (running_ && std::chrono::steady_clock::now() - started_ > 500ms) draw();
    }
}

void TerminalProgress::draw() {
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
    const auto done = static_cast<double>(done_.load(std::memory_order_relaxed));
    std::string line = fmt::format("{}  {}", step_, amount(done));
    if (total_ > 0) {
        const double share = std::clamp(done / static_cast<double>(total_), 0.0, 1.0);
        line += fmt::format(" of {}  {:.0f} %", amount(static_cast<double>(total_)), share * 100);
        if (share > 0.02) line += fmt::format("  {:.0f} s left", seconds / share - seconds);
    }
    line += fmt::format("  {}/s", amount(done / seconds));
    out_ << "\r\x1b[K" << shorten(line, width_ - 1) << std::flush;
    drawn_ = true;
}

void TerminalProgress::wipe() {
    if (drawn_) out_ << "\r\x1b[K" << std::flush;
    drawn_ = false;
}

std::unique_ptr<Progress> make_progress(std::ostream& out, bool is_terminal, unsigned width) {
    if (is_terminal) return std::make_unique<TerminalProgress>(out, width);
    return std::make_unique<NoProgress>();
}

} // namespace squire::cli
