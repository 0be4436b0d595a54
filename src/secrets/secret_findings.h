// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "finding/finding.h"
#include "finding/fingerprint.h"
#include "finding/report.h"
#include "rules/gitleaks_ignore.h"
#include "secrets/rule_book.h"
#include "secrets/sightings.h"
#include "source/source.h"

namespace squire::secrets {

struct FindingOptions {
    finding::FingerprintKey key;
    finding::CommitInfo commit;                   // of texts that came with a path
    const rules::GitleaksIgnore* ignore = nullptr; // a project's .gitleaksignore; may be null
};

/// Turns sightings into findings: one for each secret in each file, told by the rule that knows best, at the place where it first appeared.
/// `occurrences` say where the blobs of sightings without a path stand; in order of blob. Sorted by `comes_before`.
[[nodiscard]] std::vector<finding::Finding> make_findings(const std::vector<Sighting>& sightings, const RuleBook& book,
                                                          std::span<const source::Occurrence> occurrences, const FindingOptions& options);

/// What a rule is, for reports.
[[nodiscard]] finding::RuleInfo describe_rule(const rules::SecretRule& rule);

} // namespace squire::secrets
