// SPDX-License-Identifier: MIT
#include <string>

#include <gtest/gtest.h>

#include "integrate/merge_request.h"
#include "testing/golden.h"

namespace squire::integrate {
namespace {

Plan plan() {
    Plan made{.file = ".gitlab-ci.yml",
              .before = "a",
              .after = "b",
              .default_branch = "main",
              .notes = {"A note."},
              .unread = {"remote x (not fetched)"}};
    made.choices = {{.scanner = find_gitlab_scanner("sast"),
                     .decision = Decision::add,
                     .reason = "12 files (Python)",
                     .suitability = {.suits = true, .reason = "", .analyzers = {{.job = "semgrep-sast", .files = 12}}, .minutes = 3}},
                    {.scanner = find_gitlab_scanner("secret-detection"),
                     .decision = Decision::add,
                     .reason = "20 files",
                     .suitability = {.suits = true, .reason = "", .analyzers = {{.job = "secret_detection", .files = 20}}, .minutes = 1}},
                    {.scanner = find_gitlab_scanner("container-scanning"),
                     .decision = Decision::present,
                     .reason = "template Jobs/Container-Scanning.gitlab-ci.yml"},
                    {.scanner = find_gitlab_scanner("dast"), .decision = Decision::left_out, .reason = "nothing is deployed"}};
    made.comparison.kinds = {{.title = "a push to main",
                              .made_before = true,
                              .made_after = true,
                              .jobs_before = {"unit"},
                              .jobs_added = {"semgrep-sast", "secret_detection"}},
                             {.title = "the tag v1.0.0", .made_before = false, .made_after = false}};
    return made;
}

TEST(MergeRequest, SaysAllThatAMaintainerAsks) {
    testing::expect_golden(SQUIRE_TESTDATA "/merge_request/plain.md", write_merge_request(plan(), {}));
}

TEST(MergeRequest, KeepsTheFrameOfTheProject) {
    const pipeline::TextFiles files(
        {{".gitlab/merge_request_templates/Other.md", "other"},
         {".gitlab/merge_request_templates/Default.md", "<!-- please fill in -->\n## What does this MR do?\n\n<!-- say it -->\n\n## "
                                                        "Testing\n\n## Checklist\n\n- [ ] I have read CONTRIBUTING.md\n- [ ] Changelog\n"},
         {"CONTRIBUTING.md", "Please open an issue first. Each commit needs Signed-off-by.\n"},
         {"vendored/deep/CONTRIBUTING.md", "changelog"}});
    const ProjectCustoms customs = read_customs(files);
    EXPECT_EQ(customs.template_path, ".gitlab/merge_request_templates/Default.md");
    EXPECT_EQ(customs.contributing_path, "CONTRIBUTING.md");
    EXPECT_EQ(customs.wishes.size(), 2U);
    const std::string text = write_merge_request(plan(), customs);
    EXPECT_FALSE(text.contains("<!--"));
    EXPECT_TRUE(text.contains("- [ ] I have read CONTRIBUTING.md"));
    testing::expect_golden(SQUIRE_TESTDATA "/merge_request/framed.md", text);
}

} // namespace
} // namespace squire::integrate
