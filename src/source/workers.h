// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

namespace squire::source {

/// Runs `work(worker)` for every worker in [0, workers) at once, number 0 in this thread, and returns when all have ended. Where the system
/// gives fewer threads, `work` runs for fewer workers: it must take its share from a common stock, not by number.
void run_workers(unsigned workers, const std::function<void(unsigned)>& work);

} // namespace squire::source
