// SPDX-License-Identifier: MIT
// A stored document, read with and without its events.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "program/object.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire::program;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto stored = facts_from_document(Kind::person, "ada", 1, text);
    if (stored) static_cast<void>(stored->is_final());
    const Json document = Json::parse(text, nullptr, false);
    if (!document.is_object()) return 0;
    const auto whole = from_document(Kind::person, "ada", 1, document);
    if (!whole) return 0;
    const std::string written = to_document(*whole).dump(-1, ' ', false, Json::error_handler_t::replace);
    const auto again = from_document(Kind::person, "ada", 1, Json::parse(written));
    const auto facts = facts_from_document(Kind::person, "ada", 1, written);
    if (!again || !facts || facts->state != again->state || facts->fields != again->fields || facts->since != again->since) std::abort();
    return 0;
}
