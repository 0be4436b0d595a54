// SPDX-License-Identifier: MIT
//
// What GitLab's own templates and components contain, as far as a pipeline is concerned: jobs, stages, rules, variables, reports. Data in
// rules/pipeline/, written from their documentation, in the form of a pipeline.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace squire::pipeline {

struct Template {
    std::string_view name; // the one under which it is written down: "Jobs/SAST.gitlab-ci.yml"
    std::string_view text; // lives as long as the program
    bool partial = false;  // GitLab's has more jobs than are known here
};

/// By any of its names: "Security/SAST.gitlab-ci.yml" is "Jobs/SAST.gitlab-ci.yml".
[[nodiscard]] std::optional<Template> find_template(std::string_view name);

/// By its address: "$CI_SERVER_FQDN/components/sast/sast@1.2.0", "gitlab.com/components/secret-detection/secret-detection@~latest".
[[nodiscard]] std::optional<Template> find_component(std::string_view address);

/// All names of templates that are known, for a message that proposes one.
[[nodiscard]] std::vector<std::string_view> template_names();

} // namespace squire::pipeline
