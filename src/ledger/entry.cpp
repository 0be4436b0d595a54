// SPDX-License-Identifier: MIT
#include "ledger/entry.h"

#include <charconv>

#include <fmt/format.h>

#include "ledger/canonical.h"

namespace squire::ledger {

Sha256 genesis(std::string_view identity) {
    std::string bytes = "squire ledger 1";
    append_field(bytes, identity);
    return sha256(bytes);
}

Sha256 hash_of(const Entry& entry) {
    std::string bytes = "squire ledger entry 1";
    append_field(bytes, entry.sequence);
    append_field(bytes, entry.time.time_since_epoch().count());
    for (const std::string* text : {&entry.actor, &entry.verb, &entry.kind, &entry.object, &entry.evidence})
        append_field(bytes, std::string_view(*text));
    append_field(bytes, to_hex(entry.rows));
    append_field(bytes, to_hex(entry.previous));
    return sha256(bytes);
}

std::string to_string(const Head& head) { return fmt::format("{}:{}", head.sequence, to_hex(head.hash)); }

std::optional<Sha256> parse_hash(std::string_view hex) {
    Sha256 hash{};
    if (hex.size() != hash.size() * 2) return std::nullopt;
    for (std::size_t i = 0; i < hex.size(); ++i) {
        const char digit = hex[i];
        const int value = digit >= '0' && digit <= '9' ? digit - '0' : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
        if (value < 0) return std::nullopt;
        hash[i / 2] = static_cast<std::uint8_t>(hash[i / 2] << 4U | static_cast<unsigned>(value));
    }
    return hash;
}

std::optional<Head> parse_head(std::string_view text) {
    Head head;
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string_view number = text.substr(0, colon);
    const auto [after, error] = std::from_chars(number.data(), number.data() + number.size(), head.sequence);
    if (error != std::errc{} || head.sequence < 0 || after != number.data() + number.size()) return std::nullopt;
    const auto hash = parse_hash(text.substr(colon + 1));
    if (!hash) return std::nullopt;
    head.hash = *hash;
    return head;
}

} // namespace squire::ledger
