// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "finding/vulnerability.h"
#include "store/store.h"
#include "workspace/workspace.h"

namespace squire::workspace {

struct CodeLine {
    std::uint32_t number = 0; // from 1
    std::string text;         // secrets redacted; any bytes otherwise
    bool marked = false;      // the finding stands here
    bool redacted = false;    // columns do not fit any more
};

/// Gives the text back with every secret in it redacted.
using Redact = std::function<std::string(std::string_view)>;

/// The lines of a place in a file of a commit, and `context` lines around it; never more than 40. `not_found` where the file or line is not
/// there; `unsupported` where a secret of several lines is near, which cannot be taken out and leave the lines where they are.
[[nodiscard]] Result<std::vector<CodeLine>> excerpt_of(const Workspace& workspace, std::string_view commit, const std::string& file,
                                                       const finding::Range& range, std::uint32_t context, const Redact& redact);

/// The commit in which the finding that stands for the vulnerability was seen where it says; empty where that is not known.
[[nodiscard]] std::string commit_of(const finding::Vulnerability& vulnerability, const std::vector<store::Event>& history);

} // namespace squire::workspace
