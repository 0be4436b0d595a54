// SPDX-License-Identifier: MIT
//
// Values that only look like secrets. Two questions, because two kinds of rule ask: a token of a known shape is refused only where it is
// obviously made up; the value of `password = …` also where it is any ordinary text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace squire::secrets {

enum class Ordinary : std::uint8_t {
    no, // nothing against it
    // stands where a secret is put later
    masked,   // xxxxxxxx, ********, AAAA…
    variable, // ${VAR}, {{ var }}, <your-token>, %(x)s, $VAR, %s, #{x}
    made_up,  // changeme, AKIA…EXAMPLE, your_api_key_here, test123
    published, // a key that documentation or a framework gives to everyone: of Azure's emulators, of Stripe's examples
    sequence, // 1234567890, abcdefgh, qwertyuiop
    // ordinary text
    code,       // calls, indexing, os.environ[…], a.b.c, a::b, a->b
    path,       // of a file
    address,    // a URL without credentials, a host name, an e-mail address
    number,     // decimal, hexadecimal with 0x, version, date, time
    uuid,       // an id more often than a secret
    media_type, // text/html
    colour,     // #a0b1c2
    prose,      // several words
    pattern,    // a regular expression or format string
    markup,     // HTML, XML, CSS selectors
    public_key, // public keys and certificates
    words,      // words in snake_case, CamelCase, ALL_CAPS, kebab-case
};

/// Whether a value obviously stands where a secret is put later (masked to sequence); a real random token is so by chance less than once in
/// ten million.
[[nodiscard]] Ordinary placeholder_of(std::string_view value);

/// Whether a value asks to be replaced: changeme, your_password, <…>_here. `example1` and `test123` do not; people use them.
[[nodiscard]] bool asks_to_be_replaced(std::string_view value);

/// Whether a value is any ordinary text, a placeholder included. Right only for values that no shape speaks for.
[[nodiscard]] Ordinary ordinary_of(std::string_view value);

/// Whether a value is the beginning of a public key or certificate, PEM or OpenSSH, also in base64 once more as Kubernetes keeps it.
[[nodiscard]] bool is_public_key(std::string_view value);

/// Whether [value, value_end) of the line is a piece of something longer in the same alphabet: a data: URI, a bundle, a digest of Subresource
/// Integrity ("sha512-…").
[[nodiscard]] bool is_piece(std::string_view line, std::size_t value, std::size_t value_end);

/// "a masked value", for the reason of a verdict.
[[nodiscard]] std::string_view describe(Ordinary kind);

/// Whether the line speaks of a digest, a signature or a revision, so that hexadecimal or base64 in it is no secret: sha256, integrity,
/// checksum, etag, commit, fingerprint. Looks at the line's words outside [value, value_end).
[[nodiscard]] bool speaks_of_digest(std::string_view line, std::size_t value, std::size_t value_end);

} // namespace squire::secrets
