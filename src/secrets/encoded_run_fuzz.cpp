// SPDX-License-Identifier: MIT
// Whatever a text holds, the runs found in it lie inside it and rise, the decoders answer, and every decoded byte has its place in the run.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "secrets/encoded_run.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire::secrets;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto length = static_cast<std::uint32_t>(size);
    std::vector<Encoded> found;
    find_encoded(text, Region{0, length}, found);
    std::string decoded;
    for (const auto& [where, encoding] : found) {
        if (where.begin >= where.end || where.end > length) std::abort();
        const auto run = text.substr(where.begin, where.end - where.begin);
        if (!decode(run, encoding, decoded)) continue;
        for (std::uint32_t at = 0; at < decoded.size() && at < 100; ++at) {
            const auto place = place_in_run(run, encoding, {at, at + 1});
            if (place.begin >= place.end || place.end > run.size()) std::abort();
        }
    }
    // A part finds nothing that the whole does not.
    std::vector<Encoded> parts;
    find_encoded(text, Region{length / 3, length / 2}, parts);
    for (const auto& part : parts) {
        bool known = false;
        for (const auto& run : found) known = known || run == part;
        if (!known) std::abort();
    }
    for (const auto encoding : {Encoding::base64, Encoding::hex, Encoding::byte_list, Encoding::percent, Encoding::backslash,
                                Encoding::utf16_little, Encoding::utf16_big}) {
        const bool right = decode(text, encoding, decoded);
        const auto place = place_in_run(text, encoding, {0, static_cast<std::uint32_t>(decoded.size())});
        if (place.begin > place.end || place.end > size || (right && !decoded.empty() && place.begin == place.end)) std::abort();
    }
    return 0;
}
