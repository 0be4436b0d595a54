// SPDX-License-Identifier: MIT
// Whatever an archive holds, reading it keeps to its limits.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "secrets/archive.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const secrets::ArchiveLimits limits{.depth = 3, .member_bytes = 1U << 20U, .total_bytes = 4U << 20U, .members = 1000};
    std::uint64_t total = 0;
    unsigned members = 0;
    Problems problems;
    const auto show = [&](std::string_view path, std::string_view member) {
        if (!path.starts_with("x.tar!") || path.size() > 4096 || member.empty() || member.size() > limits.member_bytes) std::abort();
        total += member.size();
        if (++members > limits.members || total > limits.total_bytes) std::abort();
    };
    secrets::read_archive("x.tar", bytes, limits, show, problems, nullptr);
    for (const auto& problem : problems.list()) (void)describe(problem.error);
    return 0;
}
