// SPDX-License-Identifier: MIT
//
// What the rules that found weaknesses in source code would write instead: the files are looked at once more, each rule's edits are laid together
// into one proposal, and each file that comes of it still parses as well as it did.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "finding/report.h"
#include "fix/proposal.h"
#include "sast/rule_book.h"

namespace squire::fix {

/// A file of the tree that the report is about, whole, by its path in it.
using FileReader = std::function<Result<std::string>(std::string_view path)>;

/// For a report of the SAST scanner with these rules. `rules` must outlive the call; what a rule could not look at goes to `problems`.
[[nodiscard]] Proposals propose_source_fixes(const finding::Report& report, const sast::RuleBook& rules, const FileReader& read,
                                             Problems& problems);

/// Why nobody should edit this file: "stands in a file that a program wrote"; empty where one may.
[[nodiscard]] std::string_view why_not_edited(std::string_view path, std::string_view text);

/// The class of a change to this file.
[[nodiscard]] ChangeClass class_of(std::string_view path);

} // namespace squire::fix
