// SPDX-License-Identifier: MIT
// Whatever stands in a file: a tree whose nodes lie in their parents and in the text, or an error that says why not.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "syntax/tree.h"

using namespace squire::syntax;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const Language& language = languages()[data[0] % languages().size()];
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto tree = Tree::parse(grammar_of(language), text, {.time = std::chrono::milliseconds(2000)});
    if (!tree) return require(!tree.error().message.empty()), 0;
    require((*tree)[0].size == tree->nodes().size());
    for (NodeId id = 0; id < tree->nodes().size(); ++id) {
        const Node& node = (*tree)[id];
        require(node.begin <= node.end && node.end <= text.size());
        require(id + node.size <= tree->nodes().size());
        if (id > 0) require(node.parent < id && id < tree->after(node.parent));
        require(tree->content(id).size() <= text.size());
    }
    return 0;
}
