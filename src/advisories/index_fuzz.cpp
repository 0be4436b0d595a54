// SPDX-License-Identifier: MIT
// Any bytes as the records of an index, past its digests: an attacker who writes the file can write those, too.
#include <cstdint>
#include <string_view>

#include "advisories/index_format.h"
#include "advisories/version_constraint.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire::advisories;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    (void)decode_header(bytes);
    ByteReader advisory(bytes);
    (void)decode_advisory(advisory);
    ByteReader affected(bytes);
    (void)skip_affected(affected, VersionOrder::semver, "1.0.0");
    return 0;
}
