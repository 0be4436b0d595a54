// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "assess/facts.h"

namespace squire::assess {

struct Introducer {
    std::string intern; // empty: a gap to be filled in
    std::string mentor; // may be empty
};

/// The draft of a letter to the maintainers, in Markdown, for a person to edit and send: who, why this project, what it costs them, how to say no. Says
/// nothing of credentials that were found: those go to a private channel.
[[nodiscard]] std::string draft_introduction(const Facts& facts, const Introducer& introducer);

} // namespace squire::assess
