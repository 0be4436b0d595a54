// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/circumstances.h"

namespace squire::integrate {

/// One of GitLab's scanners: an entry of rules/pipeline/scanners.yml, which says what each field means.
struct GitlabScanner {
    std::string id;
    std::string title;
    std::string report;
    std::string template_name;
    std::string component; // below "components/"; empty: there is none
    std::string job;
    std::string stage;
    pipeline::Tier tier = pipeline::Tier::free;
    std::string off;
    double start_minutes = 0;
    double minutes_per_megabyte = 0;
    std::vector<std::string> tools;
    std::vector<std::string> hints;
};

/// In the order of the file; they live as long as the program.
[[nodiscard]] std::span<const GitlabScanner> gitlab_scanners();

[[nodiscard]] const GitlabScanner* find_gitlab_scanner(std::string_view id);

} // namespace squire::integrate
