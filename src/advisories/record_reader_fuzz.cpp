// SPDX-License-Identifier: MIT
// Any bytes as a file of each kind; what is read is put into an index and read back.
#include "advisories/record_reader.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "advisories/collection.h"
#include "advisories/index_builder.h"
#include "advisories/index_format.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire::advisories;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    std::vector<Advisory> advisories;
    squire::Problems problems;
    for (const std::string_view path : {"a.json", "a.yaml", "a.md", "CVE-2025-1"}) read_record(path, bytes, advisories, problems);
    for (const Advisory& each : advisories) {
        ByteWriter out;
        encode_advisory(each, out);
        ByteReader in(out.bytes());
        if (decode_advisory(in).id != each.id || !in.good() || !in.at_end()) std::abort();
    }
    (void)build_index(join(std::move(advisories)), {});
    return 0;
}
