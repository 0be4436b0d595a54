// SPDX-License-Identifier: MIT
#include "finding/fingerprint.h"

#include <cstdlib>
#include <span>

#include "base/hash.h"

namespace squire::finding {
namespace {

std::string first_half(const Sha256& hash) { return to_hex(std::span(hash).first(16)); }

} // namespace

FingerprintKey FingerprintKey::from_environment() {
    const char* own = std::getenv("SQUIRE_FINGERPRINT_KEY");
    return {own != nullptr && *own != '\0' ? own : "squire secret fingerprint 1"};
}

std::string secret_fingerprint(const FingerprintKey& key, std::string_view secret, std::string_view file) {
    std::string text(secret);
    text += '\0';
    text += file;
    return first_half(hmac_sha256(key.bytes, text));
}

std::string code_fingerprint(std::string_view rule, std::string_view scope_offset) {
    std::string text(rule);
    text += '\0';
    text += scope_offset;
    return first_half(sha256(text));
}

} // namespace squire::finding
