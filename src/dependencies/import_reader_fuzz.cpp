// SPDX-License-Identifier: MIT
// The first byte chooses the language; the rest is a source file.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "dependencies/import_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire::dependencies;
    if (size == 0) return 0;
    const auto language = static_cast<SourceLanguage>(data[0] % 5);
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::string code = without_comments(text, language);
    if (code.size() != text.size() || std::ranges::count(code, '\n') != std::ranges::count(text, '\n')) __builtin_trap();
    const auto lines = static_cast<std::uint32_t>(1 + std::ranges::count(code, '\n'));
    for (const Import& each : read_imports(code, language)) {
        if (each.module.empty() || each.line == 0 || each.line > lines) __builtin_trap();
        if (line_of_use(code, each, "drop") > lines) __builtin_trap();
    }
    return 0;
}
