// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"

namespace squire::tracking {

/// All by which what one scanner said can be known again in what it says later, or in what another scanner says.
struct Trace {
    finding::ReportType type = finding::ReportType::sast;
    std::string witness; // who saw it in what: "squire-secrets", "squire-secrets history". Its next complete look decides whether this is gone.
    std::string tool; // the scanner alone, "squire-secrets"
    std::string rule; // "type:value" of the first identifier, lower case
    std::string fingerprint; // empty where it says no more than the line: after an edit above, another weakness stands there
    /// The fingerprint holds the very secret: another one in the same file is another weakness, however alike their lines are.
    bool by_value = false;
    std::vector<std::string> signatures; // "algorithm:value", without those that only say the line
    std::vector<std::string> names; // of the weakness in the world, "cve:cve-2021-1234", sorted; without CWE and the like
    std::vector<std::string> classes; // of weaknesses: "cwe:89", sorted
    std::vector<std::string> families; // that these are of, sorted: two scanners may call one weakness by its general and its special number
    std::string file; // empty where the type of report knows none
    std::uint32_t line = 0; // from 1; 0: not known
    std::uint32_t end_line = 0;
    std::uint32_t column = 0; // bytes, from 1; 0: not known
    std::uint32_t end_column = 0;
    std::string scope; // enclosing names
    std::string content; // of the place's text, secrets redacted, blanks counting once; empty where it is not known
    std::string
        subject; // what is weak where that is no place in a text: "npm lodash", "registry/app openssl", "GET /login user", a crash's state
    std::string version; // of the package
    friend bool operator==(const Trace&, const Trace&) = default;
};

/// `witness` and `tool` as in Trace.
[[nodiscard]] Trace trace_of(const finding::Finding& finding, std::string_view witness, std::string_view tool);

/// Whether the fingerprint is what readers make of rule and place where a report brings none.
[[nodiscard]] bool has_place_fingerprint(const finding::Finding& finding);

/// An identifier as Trace::rule has it.
[[nodiscard]] std::string key_of(const finding::Identifier& identifier);

/// The algorithm of a signature that stands for the text of the place where a report does not bring that text: a keyed hash, because a line may
/// hold a secret.
inline constexpr std::string_view kTextSignature = "squire_text";

/// The place's text as it enters such a hash, and as Trace::content has it: blanks count once, and there is a bound.
[[nodiscard]] std::string comparable_text(std::string_view text);

/// A container image without what changes with each build: its digest, and its tag unless that is a version ("app:1.2.3"), as GitLab compares
/// images.
[[nodiscard]] std::string lasting_image_name(std::string_view image);

} // namespace squire::tracking
