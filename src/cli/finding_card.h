// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/command.h"
#include "cli/workspace_session.h"
#include "finding/vulnerability.h"
#include "workspace/excerpt.h"

namespace squire::cli {

/// Takes secrets out of texts, by the rules that scans in this workspace use. Making it costs some hundredths of a second.
[[nodiscard]] Result<workspace::Redact> make_redaction(const workspace::Workspace& workspace);

/// The same outside a workspace, by Squire's rules and those of the project in this folder.
[[nodiscard]] Result<workspace::Redact> make_redaction(const std::filesystem::path& project,
                                                       const std::optional<std::filesystem::path>& rules = {});

/// All there is to know about a vulnerability, for a person who has to decide: what and where, the code with the place marked, the way of the
/// data, what it means, what to do, who saw it. `redact` empty: without code.
[[nodiscard]] std::string finding_card(const WorkspaceSession& session, const finding::Vulnerability& vulnerability,
                                       const std::vector<store::Event>& history, const workspace::Redact& redact,
                                       const Environment& environment);

/// "2026-01-01  appeared   squire-secrets, at 1234567", one line an event.
[[nodiscard]] std::string history_lines(const std::vector<store::Event>& history, const Environment& environment);

} // namespace squire::cli
