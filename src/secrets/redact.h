// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace squire::secrets {

/// A secret as it may be shown: what tells its kind to who knows it (at most four characters, and never more than a quarter of it), then asterisks, always
/// eight, so that its length is not shown either.
[[nodiscard]] std::string redact(std::string_view secret);

struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// Bytes [begin, end) of `text`, with the part of every span that lies in them replaced by its redaction. Spans in any order, overlapping or not.
[[nodiscard]] std::string redact_spans(std::string_view text, std::uint32_t begin, std::uint32_t end, std::span<const Span> spans);

} // namespace squire::secrets
