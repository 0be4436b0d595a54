// SPDX-License-Identifier: MIT
#include "store/text_key.h"

#include <algorithm>

#include "base/hash.h"

namespace squire::store {

std::int64_t text_key(std::string_view text) {
    const Sha256 hash = sha256(text);
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < 8; ++i) key = key << 8U | hash.at(i);
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(key >> 1U));
}

std::int64_t head_of_id(std::string_view id) {
    constexpr std::size_t kDigits = 15; // 60 bits: still positive
    std::int64_t head = 0;
    for (std::size_t i = 0; i < kDigits; ++i) {
        const char c = i < id.size() ? id[i] : '0';
        const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 0;
        head = head * 16 + digit;
    }
    return head;
}

} // namespace squire::store
