// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "dependencies/vulnerability_findings.h"
#include "finding/vulnerability.h"

namespace squire::dependencies {

/// What was decided of one finding.
struct VexDecision {
    finding::State state = finding::State::needs_triage;
    std::optional<finding::DismissalReason> dismissal; // exactly where it is dismissed
    std::string comment;
};

/// What is said of one weakness of one version of a package.
struct VexEntry {
    std::vector<std::string> ids; // of the weakness, the best known first
    std::string package;          // its package URL
    std::string name, version;    // of the package
    VexDecision decision;
    std::string solution; // the upgrade
};

struct VexContext {
    Time now{};
    std::string_view author;  // empty: "unknown"
    std::string_view product; // an IRI, as a rule the repository's URL; empty: "pkg:generic/project"
};

/// One entry a weakness and version, in order of package, then weakness. `decided` tells what was decided of a finding by its fingerprint. Where several
/// files use the version and the decisions differ, the gravest holds: affected, then not looked into, then harmless.
[[nodiscard]] std::vector<VexEntry> vex_entries(const PackageInventory& inventory, std::span<const VulnerablePackage> vulnerable,
                                                const std::function<VexDecision(const std::string& fingerprint)>& decided);

/// The status of a decision. A risk that is accepted, and a part that will not be updated, are affected: GitLab's words for a weakness that is
/// real and stays. So only false positives, uses in tests and mitigating controls are `not_affected`; what is resolved and yet still found is
/// looked into again.
[[nodiscard]] VexStatus vex_status(const VexDecision& decision);

/// OpenVEX 0.2.0. The same input gives the same bytes.
[[nodiscard]] std::string write_openvex(std::span<const VexEntry> entries, const VexContext& context);

/// CycloneDX 1.6 with nothing but vulnerabilities, their analysis, and the components that they are in.
[[nodiscard]] std::string write_cyclonedx_vex(std::span<const VexEntry> entries, const VexContext& context);

} // namespace squire::dependencies
