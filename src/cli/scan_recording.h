// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cli/command.h"
#include "cli/workspace_session.h"
#include "finding/report.h"
#include "workspace/recording.h"

namespace squire::cli {

/// What a scan does in a workspace beside scanning: its reports are kept and recorded, and what squire.toml suppresses is not shown.
class ScanRecorder {
public:
    /// `revision`: of the commit that was scanned instead of what is checked out; empty: what is checked out.
    ScanRecorder(WorkspaceSession& session, workspace::Looked looked, std::string revision)
        : session_(session), looked_(looked), revision_(std::move(revision)) {}

    /// Records the report of the scanner with this id, whole; then takes out of it what is suppressed.
    [[nodiscard]] Result<void> record(std::string_view scanner, finding::Report& report, const Environment& environment);

    /// Says what was recorded, what was suppressed, and which suppressions are of no use.
    void finish(Environment& environment) const;

private:
    WorkspaceSession& session_;
    workspace::Looked looked_;
    std::string revision_;
    std::vector<std::string> summaries_;
    std::size_t suppressed_ = 0;
    bool whole_ = true; // all that a suppression may name was looked at
};

} // namespace squire::cli
