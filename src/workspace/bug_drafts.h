// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "advisories/index.h"
#include "base/clock.h"
#include "base/problems.h"
#include "base/progress.h"
#include "base/result.h"
#include "bugreport/draft.h"
#include "bugreport/enhancement.h"
#include "bugreport/tracker.h"
#include "rules/sast_rule.h"
#include "rules/secret_rule.h"
#include "store/store.h"
#include "workspace/bug_records.h"
#include "workspace/excerpt.h"
#include "workspace/workspace.h"

namespace squire::workspace {

/// The rule of this name, whole or its last step; null: none.
[[nodiscard]] const rules::SastRule* rule_named(const std::vector<rules::SastRule>& rules, std::string_view name);

/// The text of a rule alone, from the file that it was read from, or from Squire's own pack; empty where that cannot be read.
[[nodiscard]] std::string text_of_rule(const rules::SastRule& rule);

/// What our own scanners judge by, as far as it is at hand.
struct OwnRules {
    std::vector<rules::SastRule> sast;
    std::optional<rules::SecretRules> secrets;
    const advisories::Index* index = nullptr; // of a dependency's weakness; outlives what is made with it
};

/// Sets how our own scanner is asked about the finding in this process; nothing where none of ours has the rule. An error (usage) for a weakness of a
/// package where there is no index of advisories.
[[nodiscard]] Result<void> set_own_voice(bugreport::ScannerVoice& voice, const finding::Finding& finding, const OwnRules& rules);

/// The finding's place in its file; for a package all of the file.
[[nodiscard]] Result<bugreport::Place> place_of_finding(const std::vector<bugreport::File>& files, const finding::Finding& finding);

/// What is known in the workspace of a vulnerability that a scanner is wrong about: its finding, the file as it was in the commit, the comment of the
/// dismissal as the reason, our rule where it is one of ours. `unsupported` for what no reduction is for: no code, secret or package of a file.
[[nodiscard]] Result<bugreport::DraftRequest> draft_request(const Workspace& workspace, const store::Store& store,
                                                            const finding::Vulnerability& vulnerability, const OwnRules& rules);

/// What `bugreport::find_enhancement` wants of the rule's files: the rule file and the annotated targets beside it (`rule.py` of `rule.yaml`). Paths in
/// the patch are from `rules`, the folder that the rules were read from; empty, or the file itself: the file's name alone. An error where the rule's
/// file cannot be read: one of Squire's own is in no file.
[[nodiscard]] Result<bugreport::EnhancementRequest> enhancement_request(const rules::SastRule& rule, const std::filesystem::path& rules,
                                                                        const bugreport::Input& alarm);

/// The confirmed findings of a rule, each with its file as it was when it was seen; those whose file is not there any more are left out. At most 50.
[[nodiscard]] std::vector<bugreport::Input> confirmed_findings(const Workspace& workspace, const store::Store& store, std::string_view rule);

/// The draft may not be shown: the fact in which a secret stands. Empty: none does. The one that was invented for the example is none.
[[nodiscard]] std::string secret_in(const bugreport::Draft& draft, const Redact& redact);

/// A draft as the store keeps it.
[[nodiscard]] BugRecord record_of(const bugreport::Draft& draft, const bugreport::Tracker& tracker, std::string vulnerability,
                                  std::string folder);

/// What `draft_false_positives` came to.
struct BugDrafts {
    std::vector<std::pair<std::string, std::string>> files; // by name, from the folder of the bug reports: "1a2b…/report.md", "disagreements.md"
    std::size_t dismissed = 0; // vulnerabilities dismissed as false positives
    std::size_t drafted = 0; // reports, also those of an earlier run
    std::size_t ready = 0; // of them
    std::size_t disagreements = 0;
    [[nodiscard]] std::string summary() const; // "2 drafts of 3 false positives, 1 ready; 4 disagreements"
};

struct BugDraftOptions {
    std::string person; // in whose name drafts are kept
    unsigned workers = 1;
    std::chrono::seconds time_each{20}; // of one reduction
    std::size_t most = 20; // drafts
    const Cancellation* cancellation = nullptr;
    Redact redact; // takes secrets out; not empty
};

/// For the step of a run that reports scanner bugs: a draft for each vulnerability that was dismissed as a false positive, kept in the store, and a listing of
/// where scanners of one type disagree about the project. Deterministic. What cannot be drafted goes to `problems`, and the others go on; an error
/// only where the store or the rules cannot be read. `folder`: of the bug reports, from the workspace's root, as the records name it.
[[nodiscard]] Result<BugDrafts> draft_false_positives(const Workspace& workspace, store::Store& store, std::string_view folder, Time now,
                                                      const BugDraftOptions& options, Problems& problems);

} // namespace squire::workspace
