// SPDX-License-Identifier: MIT
// Whatever other people wrote, in the texts of a request: outside of code it can mention nobody, and what says which findings are meant can be read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "fix/markdown.h"
#include "fix/offer.h"
#include "fix/people.h"
#include "fix/style.h"

namespace {

void check(bool holds) {
    if (!holds) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string code = fix::as_code(text);
    check(!code.empty() && !code.contains('\n') && fix::without_code(code).find_first_not_of(" \n") == std::string::npos);
    const std::string prose = fix::without_code(fix::as_prose(text));
    check(!prose.contains('\n') && !prose.contains('@') && !prose.contains('<'));
    check(fix::without_code(fix::as_block(text)).find_first_not_of(" \n") == std::string::npos);
    if (const auto metadata = fix::read_metadata(text)) {
        check(!metadata->findings.empty());
        for (const std::string& each : metadata->findings)
            check(!each.empty() && each.find_first_not_of("0123456789abcdef") == std::string::npos);
    }
    const std::size_t middle = size / 2;
    const std::vector<source::PastCommit> past{{std::string(text.substr(0, middle)), true}, {std::string(text.substr(middle)), false}};
    for (const std::string& each : fix::people_of(text, past)) check(!each.empty() && !each.contains('@'));
    const std::vector<std::string> branches{std::string(text.substr(0, 60)), std::string(text.substr(middle, 60))};
    const fix::Style style = fix::learn_style(past, branches, text, fix::ChangeClass::source);
    check(!fix::write_message(style, text.substr(0, 100), text, "Ada <ada@example.org>").empty());
    const std::string branch = fix::name_branch(style, text.substr(0, 100), "0123456789ab", branches);
    check(!branch.empty() && branch.find_first_of(" ~^:?*[\\\n") == std::string::npos && !branch.contains("..") && !branch.starts_with('-'));
    return 0;
}
