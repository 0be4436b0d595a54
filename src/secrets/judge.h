// SPDX-License-Identifier: MIT
//
// Whether a match of a rule is a real secret. Rules find texts that could be; this decides, by the text, the name it is given, and the place.
#pragma once

#include <string>
#include <string_view>

#include "finding/finding.h"
#include "rules/secret_rule.h"
#include "source/inventory.h"

namespace squire::secrets {

struct Candidate {
    const rules::SecretRule& rule;
    std::string_view path;
    std::string_view line;   // the line of the secret, with lines around it or not; at most 4 KiB
    std::string_view match;  // what the rule's regex matched; a part of `line` where the line is not cut off
    std::string_view secret; // a part of `match`
    source::Marks marks;
};

struct Verdict {
    bool report = false;
    finding::Severity severity = finding::Severity::unknown;
    finding::Confidence confidence = finding::Confidence::unknown;
    std::string reason; // why it is not reported, or why severity or confidence is lowered; empty where neither
    bool likely_false_positive = false;
};

/// Pure, and safe from any thread. A rule whose evidence is `shape` is refused only an obvious placeholder, too little entropy or a wrong
/// checksum. A `generic` rule needs all of: a name that says "secret", a value that looks random or like a chosen password in a place where
/// one would stand, and nothing that makes the value ordinary. Tests, examples and documentation lower the severity or refuse.
[[nodiscard]] Verdict judge(const Candidate& candidate);

} // namespace squire::secrets
