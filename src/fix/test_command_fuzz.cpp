// SPDX-License-Identifier: MIT
// Any bytes for a pipeline: what is proposed to be run is a job's own script, and no longer than somebody reads.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "fix/test_command.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto tests = squire::fix::propose_tests({reinterpret_cast<const char*>(data), size});
    if (tests && (!tests->command.starts_with("set -e\n") || tests->command.size() > 2'000)) std::abort();
    return 0;
}
