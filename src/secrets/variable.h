// SPDX-License-Identifier: MIT
//
// The name that a value is given, read backwards from the value: `db.password = "…"`, `"api_key": "…"`, `--token=…`, `<Password>…</Password>`,
// `define('AUTH_KEY', '…')`, `:secret => "…"`, `setPassword("…")`, `const char *password = "…"`; and what that name says about the value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace squire::secrets {

struct Assignment {
    std::string_view name; // points into the line; "db.password"; empty: none found
    bool quoted = false;   // the value stands in quotes
    bool compared = false; // ==, !=, in, matches: the value is what something is compared with
    bool argument = false; // the value is an argument of a call, and `name` the function's or the preceding argument's
    bool element = false;  // the value is the text or an attribute of an XML element
    std::string_view before; // what stands between the operator and the value, without quotes and spaces: "Bearer", "getenv("
    char after = '\0';       // the first character after the value and its quotes; '\0': the line ends there
};

/// The assignment whose value begins at `value` and ends before `value_end` (offsets into `line`).
[[nodiscard]] Assignment find_assignment(std::string_view line, std::size_t value, std::size_t value_end);

/// What a name says its value is.
enum class Purpose : std::uint8_t {
    nothing,  // nothing about secrets
    other,    // it names a secret, yet means something about it: token_type, password_field, public_key
    salt,     // salt, nonce, seed: secret only in some uses
    key,      // api_key, secret_key, encryptionKey, secret_key_base
    token,    // token, auth_token, secret, credential
    password, // password, passphrase, db_pass
};

/// Of a whole name in any spelling: snake_case, kebab-case, camelCase, dotted, ALL_CAPS, run together ("dbpassword").
[[nodiscard]] Purpose purpose_of(std::string_view name);

} // namespace squire::secrets
