// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "bugreport/bug_report.h"

namespace squire::bugreport {

/// Whether a report may have a fact of that name.
[[nodiscard]] bool is_fact(std::string_view name);

/// A template's text (tracker.h): an error for a placeholder that is no fact, and for a section that does not end.
[[nodiscard]] Result<void> check_issue_text(std::string_view text);

/// The text with everything filled in. Needs one that passes the check; lines that are empty several times in a row are there once.
[[nodiscard]] std::string fill_issue_text(std::string_view text, const BugReport& report);

/// The same for a title: plain text on one line.
[[nodiscard]] std::string fill_issue_line(std::string_view text, const BugReport& report);

/// A text of strangers in Markdown, meaning nothing but itself: no markup, HTML, mention, reference or quick action of GitLab's ("/close").
[[nodiscard]] std::string harmless(std::string_view text);

/// Text in a fence that nothing in it can end.
[[nodiscard]] std::string fenced(std::string_view text, std::string_view language);

/// The same on a line: inline code; line ends become blanks.
[[nodiscard]] std::string inline_code(std::string_view text);

} // namespace squire::bugreport
