// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "fix/fixing.h"
#include "fix/offer.h"

namespace squire::records {

/// A bundle as it would be sent, and the branch that was made of it.
struct FixDraft {
    fix::Offer offer;
    std::string commit; // of the branch; empty: none was made
    std::string patch;  // redacted where it is private
};

/// One of each bundle, in the words of the project around `repository`; no branch is made.
[[nodiscard]] Result<std::vector<FixDraft>> draft_fixes(const fix::FixOutcome& outcome, const std::filesystem::path& repository, Time now);

/// merge-request.md and commit-message.txt, or private-report.md; change.patch; offer.json: below a folder for the class, by path with their texts.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> draft_files(const FixDraft& draft);

} // namespace squire::records
