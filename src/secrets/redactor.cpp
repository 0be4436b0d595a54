// SPDX-License-Identifier: MIT
#include "secrets/redactor.h"

#include <cstdint>
#include <vector>

#include "secrets/redact.h"

namespace squire::secrets {

const std::string& Redactor::operator()(std::string_view text) {
    if (const auto known = known_.find(text); known != known_.end()) return known->second;
    std::vector<Span> secrets;
    for (const RuleMatch& match : matcher_.match_bytes({}, text)) secrets.push_back({match.secret_begin, match.secret_end});
    return known_.emplace(text, redact_spans(text, 0, static_cast<std::uint32_t>(text.size()), secrets)).first->second;
}

Problem Redactor::operator()(Problem problem) {
    problem.error.message = (*this)(problem.error.message);
    problem.error.place = (*this)(problem.error.place);
    problem.error.hint = (*this)(problem.error.hint);
    return problem;
}

} // namespace squire::secrets
