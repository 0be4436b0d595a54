// SPDX-License-Identifier: MIT
//
// Secret rules as values. The keys are Gitleaks' (github.com/gitleaks/gitleaks, config/config.go); docs/secret-rules.md describes the format and
// the [rules.squire] table. Regexes are kept as text: the secrets scanner compiles them, `load_secret_rules` has checked them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "finding/finding.h"

namespace squire::rules {

/// What must not be reported. With `all_must_match` (Gitleaks' condition AND) every kind of check that is present must agree, else one is enough.
struct Allowlist {
    enum class Target : std::uint8_t { secret, match, line }; // what `regexes` and `stopwords` look at
    std::string description;
    bool all_must_match = false;
    std::vector<std::string> commits; // whole or abbreviated object ids, lower case
    std::vector<std::string> paths; // RE2, searched in the path
    Target target = Target::secret;
    std::vector<std::string> regexes; // RE2, searched in the target
    std::vector<std::string> stopwords; // lower case; contained in the secret, whatever its case
    std::vector<std::string> target_rules; // of a global allowlist: only these rules; empty: all
};

/// A part of a composite rule: the rule reports only where this other rule matches too, within the distance.
struct RequiredRule {
    std::string id;
    std::optional<std::uint32_t> within_lines;
    std::optional<std::uint32_t> within_columns;
};

struct SecretRule {
    std::string id;
    std::string description; // the name people read
    std::string regex; // RE2; empty for a rule about paths only
    std::string path; // RE2; empty: any path
    std::uint32_t secret_group = 0; // 0: the first capture that took part, else the whole match
    double entropy = 0; // least bits a character; 0: not asked
    std::vector<std::string> keywords; // lower case; one must stand in the text; none: any text
    std::vector<std::string> tags;
    bool skip_report = false; // only a part of composite rules
    std::vector<RequiredRule> required;
    std::vector<Allowlist> allowlists;

    // [rules.squire]
    finding::Severity severity = finding::Severity::high;
    finding::Confidence confidence = finding::Confidence::medium;
    std::string means, gain, revoke;
    std::vector<std::string> links;
    std::uint32_t cwe = 798; // Use of Hard-coded Credentials
    enum class Evidence : std::uint8_t { shape, generic };
    Evidence evidence = Evidence::shape;
    enum class Checksum : std::uint8_t { none, crc32_base62 };
    Checksum checksum = Checksum::none;
    std::vector<std::string> matches, rejects; // example shapes

    std::string place; // "file:line" of its definition, for messages
};

struct SecretRules {
    std::string title;
    std::vector<SecretRule> rules; // in the order of definition; a later definition of an id has replaced an earlier one
    std::vector<Allowlist> allowlists; // global
};

} // namespace squire::rules
