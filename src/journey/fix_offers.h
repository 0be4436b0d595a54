// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "base/result.h"
#include "finding/finding.h"
#include "fix/offer.h"
#include "journey/step.h"
#include "secrets/redactor.h"
#include "secrets/rule_book.h"
#include "secrets/secret_check.h"

namespace squire::journey {

/// Makes of each proved proposal a branch in the sandbox, a patch, a diff and the text that goes with it: of a merge request, or of a report for the
/// maintainers alone. Records all of it, failed ones too. What was made in an earlier run stays as it is.
class FixOffers {
public:
    FixOffers(Run& run, std::span<const finding::Finding> findings, const secrets::RuleBook& rules)
        : run_(run), findings_(findings), redact_(rules), holds_secret_(rules) {}

    [[nodiscard]] Result<void> take(const fix::Proved& proved);

    /// Findings that get no change, and why: for the record, and as fixes/unfixed.md.
    [[nodiscard]] Result<void> take_unfixed(std::span<const fix::Unfixed> unfixed);

    [[nodiscard]] std::size_t in_public() const { return public_; }
    [[nodiscard]] std::size_t in_private() const { return private_; }

private:
    [[nodiscard]] Result<std::string> commit_of(const fix::Offer& offer, const fix::Proposal& proposal);
    [[nodiscard]] Result<void> write_files(const fix::Offer& offer, const fix::Proposal& proposal, const std::string& commit);
    [[nodiscard]] std::string shown(std::string text, const fix::Proposal& proposal);
    [[nodiscard]] Result<void> record(const fix::Proved& proved, const fix::Offer* offer, const std::string& commit);

    Run& run_;
    std::span<const finding::Finding> findings_;
    secrets::Redactor redact_;
    secrets::SecretCheck holds_secret_;
    std::size_t public_ = 0;
    std::size_t private_ = 0;
};

} // namespace squire::journey
