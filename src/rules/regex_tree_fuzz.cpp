// SPDX-License-Identifier: MIT
// The first line of the input is a regex, the rest a text: what RE2 finds in the text, the tree stands for.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <re2/re2.h>

#include "rules/regex_tree.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const std::string regex(input.substr(0, input.find('\n')));
    const std::string text(input.substr(std::min(regex.size(), input.size())));
    const auto tree = squire::rules::parse_regex(regex);
    if (!tree || regex.size() > 200) return 0;
    RE2::Options options(RE2::Latin1);
    options.set_log_errors(false);
    options.set_max_mem(1 << 20);
    const RE2 original(regex, options);
    if (!original.ok()) return 0;
    const RE2 rewritten(tree->to_regex(), options);
    if (!rewritten.ok()) return 0; // too large when written out
    re2::StringPiece found;
    for (std::size_t at = 0; at <= text.size() && original.Match(text, at, text.size(), RE2::UNANCHORED, &found, 1);) {
        if (!RE2::FullMatch(found, rewritten) || found.size() < tree->min_width()) std::abort();
        if (const auto most = tree->max_width(); most && found.size() > *most) std::abort();
        at = static_cast<std::size_t>(found.data() - text.data()) + std::max<std::size_t>(found.size(), 1);
    }
    return 0;
}
