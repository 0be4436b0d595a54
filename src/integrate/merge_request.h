// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "integrate/integrate.h"

namespace squire::integrate {

/// What a project asks of those who send changes, as far as its files say so.
struct ProjectCustoms {
    std::string merge_request_template; // the whole of it; empty: there is none
    std::string template_path;
    std::string contributing_path; // empty: there is none
    std::vector<std::string> wishes; // "a sign-off (DCO) in each commit", from CONTRIBUTING
    bool wants_sign_off = false;     // there, or by a file DCO
    bool wants_issue = false;        // says that an issue comes before every change
};

[[nodiscard]] ProjectCustoms read_customs(const pipeline::ProjectFiles& files);

/// The subject, and the body of the commit.
[[nodiscard]] std::string commit_subject(const Plan& plan);
[[nodiscard]] std::string commit_body(const Plan& plan);

/// The text of the merge request, in Markdown: what, why this project, what will run and how long, how it was tested, how to revert, how to say no. In
/// the frame of the project's template where it has one; its checklist stays, for a person to tick.
[[nodiscard]] std::string write_merge_request(const Plan& plan, const ProjectCustoms& customs);

} // namespace squire::integrate
