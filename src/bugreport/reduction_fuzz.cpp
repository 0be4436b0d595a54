// SPDX-License-Identifier: MIT
//
// Any text, any format, and an oracle that is as moody as a hash: the reduction ends by itself, and its result is interesting.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <xxhash.h>

#include "bugreport/outline.h"
#include "bugreport/reduction.h"

namespace squire::bugreport {
namespace {

class MoodyOracle final : public Oracle {
public:
    MoodyOracle(std::uint8_t mood, std::uint64_t first) : mood_(mood % 7 + 1), first_(first) {}
    Result<bool> interesting(const Input& candidate, unsigned /*worker*/) override {
        return hash(candidate) == first_ || hash(candidate) % mood_ == 0;
    }
    [[nodiscard]] std::string key() const override { return "moody"; }
    [[nodiscard]] bool keeps_place() const override { return mood_ == 3; }
    static std::uint64_t hash(const Input& input) { return XXH3_64bits(input.file().text().data(), input.file().text().size()); }

private:
    std::uint64_t mood_, first_;
};

void check(std::string_view path, std::string_view text) {
    const Outline outline = outline_of(path, text);
    for (std::uint32_t i = 1; i < outline.size(); ++i) {
        const OutlineNode &node = outline[i], &parent = outline[node.parent];
        if (node.begin >= node.end || node.begin < parent.begin || node.end > parent.end || node.parent >= i) std::abort();
    }
}

} // namespace
} // namespace squire::bugreport

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire::bugreport;
    constexpr std::string_view kPaths[] = {"a.py",   "b.js",  "c.java",     "d.go",       "e.rb", "f.xml",
                                           "g.json", "h.yml", "Dockerfile", "Cargo.lock", "i.c"};
    if (size < 3 || size > 400) return 0;
    const std::string_view path = kPaths[data[0] % std::size(kPaths)];
    const std::string text(reinterpret_cast<const char*>(data) + 3, size - 3); // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
    check(path, text);
    const std::size_t begin = data[1] % (text.size() + 1);
    const Input input{.files = {make_file(std::string(path), text)},
                      .place = {.file = 0, .begin = begin, .end = std::min(begin + 4, text.size())}};
    MoodyOracle oracle(data[2], MoodyOracle::hash(input));
    const auto reduced = reduce(input, oracle, {.workers = 1 + data[2] % 2U});
    if (!reduced || !reduced->confirmed || reduced->best.place.end > reduced->best.file().text().size()) std::abort();
    check(reduced->best.file().path, reduced->best.file().text());
    return 0;
}
