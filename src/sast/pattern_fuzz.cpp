// SPDX-License-Identifier: MIT
// A pattern and a target out of somebody else's files, a NUL byte between: compiled or refused with a reason, and matched within the budget; what
// is found lies in the text.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "sast/matcher.h"

using namespace squire;
using namespace squire::sast;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const syntax::Language& language = syntax::languages()[data[0] % syntax::languages().size()];
    const std::string all(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t end = std::min(all.find('\0'), all.size());
    const std::string text = end < all.size() ? all.substr(end + 1) : all;
    Metavariables metavariables;
    const auto pattern = Pattern::compile(std::string_view(all).substr(0, end), language, metavariables);
    if (!pattern) return require(!pattern.error().message.empty()), 0;
    require(!dump(*pattern, metavariables).empty());
    auto tree = syntax::Tree::parse(syntax::grammar_of(language), text, {.time = std::chrono::milliseconds(1000)});
    if (!tree) return 0;
    const SourceFile file(std::move(*tree));
    Budget budget(std::chrono::milliseconds(2000), 2'000'000);
    for (const Match& match : find_matches(*pattern, file, {}, budget)) {
        require(match.begin <= match.end && match.end <= text.size());
        for (const Binding& binding : match.bindings) require(binding.begin <= binding.end && binding.end <= text.size());
    }
    return 0;
}
