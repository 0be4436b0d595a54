// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace squire::finding {

/// The key under which secret values are hashed, so that a fingerprint in a baseline or a report cannot be looked up in a table of known
/// secrets. Short secrets could still be guessed by who has the key: a project that publishes baselines sets its own
/// (environment SQUIRE_FINGERPRINT_KEY).
struct FingerprintKey {
    std::string bytes;
    [[nodiscard]] static FingerprintKey from_environment();
};

/// Of a secret: HMAC-SHA-256 over its value and the file, 32 hexadecimal digits. Neither line, commit nor rule enters, so moving the line,
/// rebasing, and renaming a rule leave it as it was; GitLab de-duplicates secrets by the same two things.
[[nodiscard]] std::string secret_fingerprint(const FingerprintKey& key, std::string_view secret, std::string_view file);

/// Of code: rule, file, enclosing scope, and the line's offset in that scope (GitLab's scope_offset: "file|Outer[0]|function[0]:2").
[[nodiscard]] std::string code_fingerprint(std::string_view rule, std::string_view scope_offset);

} // namespace squire::finding
