// SPDX-License-Identifier: MIT
// The first byte says how much of the input is the base, the rest is the delta. Nothing is read or written outside, the result is as long as the
// delta says, and copies are copies.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "source/pack.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire::source;
    if (size == 0) return 0;
    const std::string_view input(reinterpret_cast<const char*>(data + 1), size - 1);
    const std::string base(input.substr(0, data[0]));
    std::string delta(input.substr(base.size()));
    if ((data[0] & 1U) != 0) delta.insert(0, 1, static_cast<char>(base.size() & 0x7FU)); // the size is right more often than by chance
    std::string out;
    std::vector<CopiedRun> copies;
    constexpr std::uint64_t kLimit = 1U << 16U;
    if (!apply_delta(base, delta, kLimit, out, copies)) return 0;
    if (out.size() > kLimit || out.size() != delta_result_size(delta)) std::abort();
    std::uint64_t done = 0;
    for (const CopiedRun& run : copies) {
        if (run.offset < done || run.length == 0 || run.offset + run.length > out.size() || run.base_offset + run.length > base.size())
            std::abort();
        if (std::string_view(out).substr(run.offset, run.length) != std::string_view(base).substr(run.base_offset, run.length)) std::abort();
        done = run.offset + run.length;
    }
    return 0;
}
