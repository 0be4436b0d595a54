// SPDX-License-Identifier: MIT
#include "fix/remediation.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "source/project_commit.h"

namespace squire::fix {
namespace {

// git quotes such names and undoes that again; a report's readers do not all.
bool can_be_named(std::string_view path) {
    const auto parts = split(path, '/');
    return std::ranges::none_of(
               path, [](char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F || byte == '"' || byte == '\\'; }) &&
           std::ranges::none_of(parts, [](std::string_view part) { return part.empty() || part == "." || part == ".." || part == ".git"; });
}

} // namespace

Result<std::string> diff_of(std::span<const FileChange> changes) {
    std::string whole;
    for (const FileChange& change : changes) {
        if (!can_be_named(change.path)) return fail(ErrorKind::unsupported, "a diff cannot name this file", change.path);
        auto diff = source::unified_diff(change.before, change.after, change.path, change.is_new);
        if (!diff) return std::unexpected(std::move(diff.error()));
        if (change.is_new) { // git wants to know what to make
            const std::size_t line = diff->find('\n') + 1;
            if (diff->empty())
                *diff = fmt::format("diff --git a/{0} b/{0}\nnew file mode 100644\n", change.path);
            else
                diff->insert(line, "new file mode 100644\n");
        }
        whole += *diff;
    }
    return whole;
}

std::vector<finding::Remediation> remediations_of(std::span<const Proposal> proposals, const HoldsSecret& holds_secret, Problems& problems) {
    std::vector<finding::Remediation> made;
    for (const Proposal& proposal : proposals) {
        if (proposal.kind == ChangeClass::secret || proposal.changes.empty()) continue;
        auto diff = diff_of(proposal.changes);
        if (!diff) {
            problems.add(Weight::warning, std::move(diff.error()));
            continue;
        }
        if (holds_secret(*diff)) {
            problems.add(Weight::warning, {ErrorKind::unsupported, "the report does not show this change, because a secret stands beside it",
                                           proposal.changes.front().path, "revoke the secret first"});
            continue;
        }
        if (diff->empty() || proposal.findings.empty()) continue;
        made.push_back({.findings = proposal.findings, .summary = shorten(printable(proposal.what), 255), .diff = std::move(*diff)});
    }
    return made;
}

} // namespace squire::fix
