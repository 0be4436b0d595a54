// SPDX-License-Identifier: MIT
// Any bytes as each of the four formats: all that comes out is walked.
#include "document/document.h"

#include <cstdint>

namespace {

std::size_t walk(const squire::document::Node& node, std::size_t budget) {
    std::size_t size = node.key.size() + node.text.size();
    for (const auto& item : node) {
        if (budget == 0) break; // what an alias names is shared: walked all over, a small text can be endless
        size += walk(item, --budget);
    }
    return size;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire::document;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const auto read : {read_json_document, read_yaml_document, read_toml_document, read_xml_document}) (void)walk(read(text).root(), 1000);
    return 0;
}
