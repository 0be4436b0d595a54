// SPDX-License-Identifier: MIT
#include "assess/notable.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace squire::assess {
namespace {

// The folders in which forges look for a project's own papers.
bool is_for_papers(std::string_view folder) {
    static constexpr std::array<std::string_view, 5> kFolders{"", ".gitlab", ".github", "docs", "doc"};
    return std::ranges::find(kFolders, folder) != kFolders.end();
}

template <std::size_t N> bool has(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

} // namespace

Notable notable_of(std::string_view path) {
    static constexpr std::array<std::string_view, 8> kUpdateBots{"renovate.json", "renovate.json5", ".renovaterc",     ".renovaterc.json",
                                                                 "renovate.yml",  "dependabot.yml", "dependabot.yaml", ".pyup.yml"};
    static constexpr std::array<std::string_view, 5> kOtherPipelines{".travis.yml", "jenkinsfile", "azure-pipelines.yml", ".drone.yml",
                                                                     ".cirrus.yml"};
    static constexpr std::array<std::string_view, 17> kBuilds{
        "makefile", "gnumakefile",    "cmakelists.txt",   "meson.build",   "configure.ac", "configure",
        "pom.xml",  "build.gradle",   "build.gradle.kts", "cargo.toml",    "go.mod",       "package.json",
        "setup.py", "pyproject.toml", "rakefile",         "composer.json", "build.sbt"};
    const std::size_t slash = path.rfind('/');
    const std::string_view folder = slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
    const std::string name = to_lower(slash == std::string_view::npos ? path : path.substr(slash + 1));
    const std::string_view stem = std::string_view(name).substr(0, name.find('.', 1));
    if (path == ".gitlab-ci.yml") return Notable::pipeline;
    if (folder == ".gitlab/merge_request_templates" || folder == ".github/PULL_REQUEST_TEMPLATE") return Notable::merge_request_template;
    if (folder == ".github/workflows" || folder == ".circleci") return Notable::other_pipeline;
    if (folder == "LICENSES") return Notable::licence; // REUSE's
    if (!is_for_papers(folder)) return Notable::none;
    if (stem == "security") return Notable::security_policy;
    if (stem == "contributing" || stem == "hacking") return Notable::contributing_guide;
    if (stem == "code_of_conduct" || stem == "code-of-conduct") return Notable::code_of_conduct;
    if (stem == "pull_request_template" || stem == "merge_request_template") return Notable::merge_request_template;
    if (stem == "codeowners") return Notable::owners;
    if (has(kUpdateBots, name)) return Notable::update_bot;
    if (!folder.empty()) return Notable::none;
    if (stem.starts_with("license") || stem.starts_with("licence") || stem.starts_with("copying")) return Notable::licence;
    if (has(kOtherPipelines, name)) return Notable::other_pipeline;
    return has(kBuilds, name) || name.ends_with(".gemspec") || name.ends_with(".sln") ? Notable::build : Notable::none;
}

} // namespace squire::assess
