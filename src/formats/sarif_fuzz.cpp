// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "formats/own_json.h"
#include "formats/sarif_reader.h"
#include "formats/sarif_writer.h"

// Whatever is read can be written as SARIF and as Squire's own JSON; the latter says the same when it is read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    Problems problems;
    const auto reports = formats::read_sarif(text, problems);
    (void)formats::read_json(text);
    if (!reports) return 0;
    for (const finding::Report& report : *reports) {
        const auto again = formats::read_sarif(formats::write_sarif(report), problems);
        if (!again || again->size() != 1 || again->front().findings.size() != report.findings.size()) std::abort();
        const auto own = formats::read_json(formats::write_json(report));
        if (!own || own->findings != report.findings) std::abort();
    }
    return 0;
}
