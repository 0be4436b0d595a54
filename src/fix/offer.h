// SPDX-License-Identifier: MIT
//
// A fix as a maintainer gets to see it: one branch, one commit, one merge request. Nothing here is sent; gate.h says whether it may be.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "finding/finding.h"
#include "fix/proof.h"
#include "fix/proposal.h"
#include "fix/style.h"
#include "integrate/merge_request.h"

namespace squire::fix {

/// How a project wants changes, and who makes this one.
struct Customs {
    integrate::ProjectCustoms files;
    Style style;
    std::vector<std::string> branches; // that there are or were
    std::string base;                  // the branch that changes go to
    std::string author;                // "Name <address>"; empty where git does not know
};

/// Of the commit that is checked out in the repository around `inside`. `changed` is a file that is to be changed.
[[nodiscard]] Result<Customs> learn_customs(const std::filesystem::path& inside, ChangeClass kind, std::string_view changed);

struct Proved {
    Proposal proposal;
    Proof proof;
};

struct Offer {
    ChangeClass kind = ChangeClass::source;
    bool is_private = false;  // for the maintainers' private channel first: a secret, or a flaw whose path from input to sink is shown
    std::string base, branch;
    std::string title;
    std::string commit_message;
    std::string description;             // Markdown; of the merge request, or of the private report
    std::vector<std::string> proposals;  // ids, in order
    std::vector<std::string> findings;   // fingerprints, sorted
    std::vector<std::string> paths;      // of the files that are changed, sorted
    Verdict verdict = Verdict::failed;   // the worst of its proofs
    bool path_shown = false;             // of every finding
    bool text_match = false;             // some finding rests on a matching text alone

    /// 12 hexadecimal digits over the proposals: the same for the same offer.
    [[nodiscard]] std::string id() const;
    friend bool operator==(const Offer&, const Offer&) = default;
};

/// `findings` are those of the report that the proposals are of, others among them do not matter. An error (usage) where there is nothing to offer:
/// proposals of several classes, one that is not at least verified without tests, one that names a finding that is not there. What other people wrote
/// (names, advisories, rules) means nothing in the texts (markdown.h), and nothing says how bad a finding is where its path is not shown. Secrets are
/// not looked for here: proposals and findings have them redacted.
[[nodiscard]] Result<Offer> make_offer(std::span<const Proved> proved, std::span<const finding::Finding> findings, const Customs& customs,
                                       Time now);

/// What a description says of itself in a comment that nobody sees.
struct Metadata {
    ChangeClass kind = ChangeClass::source;
    std::vector<std::string> findings; // sorted
};

/// Nothing where a text has none, or a damaged one.
[[nodiscard]] std::optional<Metadata> read_metadata(std::string_view description);

} // namespace squire::fix
