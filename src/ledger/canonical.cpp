// SPDX-License-Identifier: MIT
#include "ledger/canonical.h"

#include <array>
#include <charconv>

namespace squire::ledger {
namespace {

void append_number(std::string& bytes, std::int64_t number) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    bytes.append(digits.data(), end);
}

} // namespace

void append_field(std::string& bytes, const Value& field) {
    if (const auto* number = std::get_if<std::int64_t>(&field)) {
        bytes += 'i';
        append_number(bytes, *number);
        bytes += ';';
    } else if (const auto* text = std::get_if<std::string_view>(&field)) {
        bytes += 't';
        append_number(bytes, static_cast<std::int64_t>(text->size()));
        bytes += ':';
        bytes += *text;
    } else {
        bytes += 'n';
    }
}

void RowsDigest::add(std::string_view table, std::span<const Value> columns) {
    row_.clear();
    append_field(row_, table);
    for (const Value& column : columns) append_field(row_, column);
    const Sha256 hash = sha256(row_);
    hashes_.append(hash.begin(), hash.end());
}

Sha256 RowsDigest::finish() const { return sha256(hashes_); }

} // namespace squire::ledger
