// SPDX-License-Identifier: MIT
#include "source/workers.h"

#include <system_error>
#include <thread>
#include <vector>

namespace squire::source {

void run_workers(unsigned workers, const std::function<void(unsigned)>& work) {
    std::vector<std::jthread> threads;
    for (unsigned worker = 1; worker < workers; ++worker) {
        try {
            threads.emplace_back(work, worker);
        } catch (const std::system_error&) {
            break; // no more threads to be had
        }
    }
    work(0);
}

} // namespace squire::source
