// SPDX-License-Identifier: MIT
// A range expression in each dialect: its complement has what it has not, and nothing of what it has. CVSS vectors on the way.
#include "advisories/version_constraint.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "advisories/cvss.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire::advisories;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    (void)cvss_score(text);
    for (const Dialect dialect : {Dialect::npm, Dialect::cargo, Dialect::rubygems, Dialect::composer}) {
        const auto intervals = parse_constraint(dialect, text);
        if (!intervals) continue;
        const VersionOrder order = order_of(dialect);
        const auto others = complement(*intervals, order);
        for (const std::string_view version : {"0", "0.1.0", "1.0.0", "1.2.3-rc.1", "1.2.3", "2.0", "99.9.9"}) {
            if (contains(*intervals, order, version) == contains(others, order, version)) std::abort();
        }
    }
    return 0;
}
