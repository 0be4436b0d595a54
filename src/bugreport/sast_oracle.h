// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "bugreport/oracle.h"
#include "rules/sast_rule.h"

namespace squire::bugreport {

/// What our own SAST engine has to say of a text.
struct SastQuestion {
    std::vector<rules::SastRule> fires; // each of them, at the place
    std::vector<rules::SastRule> silent; // none of these at the place: a missed weakness, or a second opinion. Not both are empty
    bool parses = true; // no more of the text is unreadable for the grammar than was at first
    bool keeps_trace = false; // the trace of the first rule has as many steps as it had, of the same kinds
    bool anywhere = false; // a rule that fires anywhere in the file will do
};

/// In-process: thousands of questions a second on small texts. `input` says where, and with what trace. Errors: a rule that cannot run for the
/// file's language.
[[nodiscard]] Result<std::unique_ptr<Oracle>> make_sast_oracle(SastQuestion question, const Input& input, unsigned workers);

} // namespace squire::bugreport
