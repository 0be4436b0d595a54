// SPDX-License-Identifier: MIT
// A pipeline comes out of somebody else's project: whatever it holds, the reader answers, and what it says of places is true.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "pipeline/yaml.h"

namespace {

using namespace squire::pipeline;

void require(bool holds) {
    if (!holds) std::abort();
}

void check(const Node& node, std::size_t begin, std::size_t end) { // NOLINT(misc-no-recursion): bounded by the reader
    require(begin <= node.begin && node.begin <= node.range.begin && node.range.begin <= node.range.end && node.range.end <= end);
    std::size_t at = node.range.begin;
    for (const Node& item : node.items) {
        check(item, at, node.range.end);
        at = item.range.end;
    }
    for (const Entry& entry : node.entries) {
        check(entry.key, at, node.range.end);
        check(entry.value, entry.key.range.end, node.range.end);
        at = entry.range().end;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto file = read_yaml(text, "fuzz");
    if (!file) {
        require(!file.error().place.empty() && !file.error().hint.empty());
        return 0;
    }
    std::size_t at = 0;
    for (const Piece& piece : file->pieces) {
        require(piece.range.begin == at && piece.range.end > at);
        at = piece.range.end;
    }
    require(at == text.size() && file->bytes == text && !file->documents.empty());
    at = 0;
    for (const YamlDocument& document : file->documents) {
        require(document.range.begin >= at);
        check(document.root, document.range.begin, document.range.end);
        at = document.range.end;
    }
    return 0;
}
