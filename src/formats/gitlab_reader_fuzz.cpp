// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "formats/gitlab_check.h"
#include "formats/gitlab_reader.h"
#include "formats/gitlab_report.h"
#include "formats/table.h"

// Whatever is read can be checked, shown, written again, and read again with as many findings.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    (void)formats::check_gitlab_report(text);
    Problems problems;
    const auto report = formats::read_gitlab_report(text, problems);
    if (!report) return 0;
    (void)formats::format_table(*report, {.colour = true, .width = 60, .show_all = true});
    const auto again = formats::read_gitlab_report(formats::write_gitlab_report(*report), problems);
    if (!again || again->findings.size() != report->findings.size()) std::abort();
    return 0;
}
