// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "formats/gitleaks_reader.h"
#include "formats/own_json.h"
#include "formats/report_faults.h"
#include "formats/semgrep_reader.h"

// Whatever is read of another tool's report can be written as Squire's own JSON and says the same when it is read; looking for faults ends.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    Problems problems;
    for (const auto& report : {formats::read_semgrep_json(text, problems), formats::read_gitleaks_json(text, problems)}) {
        if (!report) continue;
        const auto own = formats::read_json(formats::write_json(*report));
        if (!own || own->findings != report->findings) std::abort();
    }
    (void)formats::faults_of(text);
    (void)formats::unstable_ids(text, text);
    return 0;
}
