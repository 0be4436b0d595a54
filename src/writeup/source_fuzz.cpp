// SPDX-License-Identifier: MIT
// Any bytes as the source of a write-up: refreshing keeps the author's, twice is once, and every check and version ends.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "writeup/blocks.h"
#include "writeup/check.h"
#include "writeup/slides.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire::writeup;
    const std::string_view text(reinterpret_cast<const char*>(data), size); // NOLINT(*-reinterpret-cast): the fuzzer's type of byte
    const auto source = read_source(text);
    if (!source) return 0;
    if (to_text(*source) != text) std::abort();
    const Facts facts;
    const Blocks blocks = blocks_of(facts, Audience::everyone, Form::markdown);
    const Refreshed once = refresh(*source, blocks, false);
    const auto again = read_source(once.text);
    if (!again || refresh(*again, blocks, false).text != once.text) std::abort();
    (void)check(*again, facts, {});
    (void)to_html(*again, facts, Audience::everyone, {});
    (void)to_slides(*again, facts, Audience::maintainers, {});
    return 0;
}
