// SPDX-License-Identifier: MIT
#include "assess/notable.h"

#include <gtest/gtest.h>

namespace squire::assess {
namespace {

TEST(Notable, IsKnownByNameAndFolder) {
    const struct {
        std::string_view path;
        Notable kind;
    } rows[] = {
        {"SECURITY.md", Notable::security_policy},
        {"docs/security.rst", Notable::security_policy},
        {".gitlab/CODEOWNERS", Notable::owners},
        {"src/security.cpp", Notable::none},
        {"src/SECURITY.md", Notable::none},
        {"CONTRIBUTING", Notable::contributing_guide},
        {".github/CONTRIBUTING.md", Notable::contributing_guide},
        {"CODE_OF_CONDUCT.md", Notable::code_of_conduct},
        {".gitlab/merge_request_templates/Default.md", Notable::merge_request_template},
        {".github/pull_request_template.md", Notable::merge_request_template},
        {"LICENSE", Notable::licence},
        {"LICENSE.txt", Notable::licence},
        {"COPYING.LESSER", Notable::licence},
        {"LICENSES/MIT.txt", Notable::licence},
        {"lib/LICENSE", Notable::none},
        {"renovate.json", Notable::update_bot},
        {".gitlab/renovate.json", Notable::update_bot},
        {".github/dependabot.yml", Notable::update_bot},
        {".gitlab-ci.yml", Notable::pipeline},
        {"sub/.gitlab-ci.yml", Notable::none},
        {".github/workflows/test.yml", Notable::other_pipeline},
        {"Jenkinsfile", Notable::other_pipeline},
        {"meson.build", Notable::build},
        {"thing.gemspec", Notable::build},
        {"sub/Makefile", Notable::none},
        {"README.md", Notable::none},
        {"", Notable::none},
    };
    for (const auto& row : rows) EXPECT_EQ(notable_of(row.path), row.kind) << row.path;
}

} // namespace
} // namespace squire::assess
