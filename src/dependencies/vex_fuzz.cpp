// SPDX-License-Identifier: MIT
// Any bytes as a VEX document: what is read names a weakness and a package, and says why where it excuses.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "dependencies/vex.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire::dependencies;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    squire::Problems problems;
    auto statements = read_vex(text, "vex.json", problems);
    (void)parse_package_url(text);
    if (!statements) return 0;
    for (const VexStatement& each : *statements) {
        if (each.ids.empty() || each.packages.empty()) __builtin_trap();
        if (each.status == VexStatus::not_affected && each.reason.empty()) __builtin_trap();
    }
    VexBook book;
    book.add(std::move(*statements));
    (void)book.about({.id = "CVE-2025-1", .ids = {"CVE-2025-1"}}, {.ecosystem = Ecosystem::npm, .name = "anvil", .version = "1.0.0"});
    return 0;
}
