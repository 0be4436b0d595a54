// SPDX-License-Identifier: MIT
// Any text around a value, as a file of each language: every edit stands in the text, none overlaps another, and the value is gone after them.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "fix/environment_variable.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire;
    constexpr std::array<std::string_view, 11> kPaths{
        "a.py", "a.js", "a.ts", "a.go", "a.rb", "a.php", "a.sh", "A.java", ".gitlab-ci.yml", ".github/workflows/a.yml", "docker-compose.yml"};
    constexpr std::string_view kValue = "glpat-0123456789abcdefghij";
    if (size == 0) return 0;
    const std::string_view path = kPaths[data[0] % kPaths.size()];
    std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    for (char& each : text) // an easy way for the fuzzer to say: here
        if (each == '\x01') each = '"';
    if (const std::size_t at = text.find('$'); at != std::string::npos) text.replace(at, 1, kValue);
    std::vector<fix::ValuePlace> places;
    for (std::size_t at = text.find(kValue); at != std::string::npos && places.size() < 10; at = text.find(kValue, at + kValue.size()))
        places.push_back({at, at + kValue.size()});
    if (places.empty()) return 0;
    const std::string variable = fix::variable_name(text, places.front(), "gitlab-token");
    if (variable.empty()) std::abort();
    auto edits = fix::read_from_environment(path, text, places, variable);
    if (!edits) return 0;
    std::ranges::sort(*edits, {}, &sast::Edit::begin);
    for (std::size_t i = 0; i < edits->size(); ++i) {
        const sast::Edit& each = (*edits)[i];
        if (each.begin > each.end || each.end > text.size() || (i > 0 && (*edits)[i - 1].end > each.begin)) std::abort();
    }
    if (places.size() < 10 && sast::apply_edits(text, std::move(*edits)).contains(kValue)) std::abort();
    return 0;
}
