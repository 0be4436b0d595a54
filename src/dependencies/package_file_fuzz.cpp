// SPDX-License-Identifier: MIT
// The first byte chooses the reader; the rest is the file.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "dependencies/format.h"
#include "dependencies/sbom.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire::dependencies;
    if (size == 0) return 0;
    const Format& format = all_formats()[data[0] % all_formats().size()];
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    std::string path(format.files.substr(0, format.files.find(' ')));
    if (const std::size_t star = path.find('*'); star != std::string::npos) path.replace(star, 1, "x");
    squire::Problems problems;
    // Any other file has the same content: parents, constraints and the like.
    const PackageFile file = read_package_file(format, {path, bytes, [&](std::string_view) { return bytes; }}, problems);
    for (std::size_t at = 0; at < file.packages.size(); ++at) {
        if (file.chain_to(at).empty()) __builtin_trap();
        for (const std::uint32_t needed : file.packages[at].dependencies)
            if (needed >= file.packages.size()) __builtin_trap();
    }
    if (write_cyclonedx(file, {}).empty()) __builtin_trap();
    return 0;
}
