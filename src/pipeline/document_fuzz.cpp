// SPDX-License-Identifier: MIT
// A pipeline comes out of somebody else's project: whatever it holds, the reader answers, and what it says of places is true.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "pipeline/additions.h"
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

void keeps_all(const YamlFile& before, const squire::Result<YamlFile>& after) {
    if (!after) return require(!after.error().message.empty());
    std::size_t kept = 0;
    for (const char byte : after->bytes)
        if (kept < before.bytes.size() && before.bytes[kept] == byte) ++kept;
    require(kept == before.bytes.size());
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
    for (const std::string_view value : {"plain", "on"}) {
        keeps_all(*file, add_include(*file, Value::mapping({{.key = "template", .value = Value::scalar(std::string(value))}})));
        keeps_all(*file, add_stage(*file, value, "b"));
        keeps_all(*file, add_variable(*file, "A", value));
        keeps_all(*file, add_top_level(*file, "job", Value::mapping({{.key = "script", .value = Value::sequence({Value::scalar("x")})}})));
    }
    return 0;
}
