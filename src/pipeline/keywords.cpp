// SPDX-License-Identifier: MIT
#include "pipeline/keywords.h"

#include <array>

#include "pipeline/pipeline.h"

namespace squire::pipeline {

namespace {

using std::to_array;
using Word = std::string_view;

constexpr auto kTopLevel = to_array<Word>({"after_script", "before_script", "cache", "default", "image", "include", "pages", "services", "spec",
                                           "stages", "types", "variables", "workflow"});
constexpr auto kJob = to_array<Word>({"after_script",
                                      "allow_failure",
                                      "artifacts",
                                      "before_script",
                                      "cache",
                                      "coverage",
                                      "dast_configuration",
                                      "dependencies",
                                      "environment",
                                      "except",
                                      "extends",
                                      "hooks",
                                      "id_tokens",
                                      "identity",
                                      "image",
                                      "inherit",
                                      "inputs",
                                      "interruptible",
                                      "manual_confirmation",
                                      "needs",
                                      "only",
                                      "pages",
                                      "parallel",
                                      "publish",
                                      "release",
                                      "resource_group",
                                      "retry",
                                      "rules",
                                      "run",
                                      "script",
                                      "secrets",
                                      "services",
                                      "stage",
                                      "start_in",
                                      "tags",
                                      "timeout",
                                      "trigger",
                                      "type",
                                      "variables",
                                      "when"});
constexpr auto kWorkflow = to_array<Word>({"auto_cancel", "name", "rules"});
constexpr auto kWorkflowRule = to_array<Word>({"auto_cancel", "changes", "exists", "if", "variables", "when"});
constexpr auto kRule = to_array<Word>({"allow_failure", "changes", "exists", "if", "interruptible", "needs", "start_in", "variables", "when"});
constexpr auto kArtifacts =
    to_array<Word>({"access", "exclude", "expire_in", "expose_as", "name", "paths", "public", "reports", "untracked", "when"});
constexpr auto kReports = to_array<Word>({"accessibility",
                                          "annotations",
                                          "api_fuzzing",
                                          "browser_performance",
                                          "cluster_image_scanning",
                                          "codequality",
                                          "container_scanning",
                                          "coverage_fuzzing",
                                          "coverage_report",
                                          "cyclonedx",
                                          "dast",
                                          "dependency_scanning",
                                          "dotenv",
                                          "junit",
                                          "license_management",
                                          "license_scanning",
                                          "load_performance",
                                          "lsif",
                                          "metrics",
                                          "performance",
                                          "repository_xray",
                                          "requirements",
                                          "requirements_v2",
                                          "sarif",
                                          "sast",
                                          "secret_detection",
                                          "terraform"});
constexpr auto kNeed = to_array<Word>({"artifacts", "job", "optional", "parallel", "pipeline", "project", "ref"});
constexpr auto kVariable = to_array<Word>({"description", "expand", "options", "value"});
constexpr auto kImage = to_array<Word>({"docker", "entrypoint", "kubernetes", "name", "pull_policy", "user"});
constexpr auto kService = to_array<Word>({"alias", "command", "docker", "entrypoint", "kubernetes", "name", "pull_policy", "user", "variables"});
constexpr auto kCache = to_array<Word>({"fallback_keys", "key", "paths", "policy", "unprotect", "untracked", "when"});
constexpr auto kRetry = to_array<Word>({"exit_codes", "max", "when"});
constexpr auto kEnvironment = to_array<Word>({"action", "auto_stop_in", "deployment_tier", "kubernetes", "name", "on_stop", "url"});
constexpr auto kInherit = to_array<Word>({"default", "variables"});
constexpr auto kJobWhen = to_array<Word>({"always", "delayed", "manual", "never", "on_failure", "on_success"});
constexpr auto kWorkflowWhen = to_array<Word>({"always", "never"});

} // namespace

std::span<const std::string_view> keywords(KeyPlace place) {
    switch (place) {
    case KeyPlace::top_level: return kTopLevel;
    case KeyPlace::job: return kJob;
    case KeyPlace::defaults: return default_keywords();
    case KeyPlace::workflow: return kWorkflow;
    case KeyPlace::workflow_rule: return kWorkflowRule;
    case KeyPlace::rule: return kRule;
    case KeyPlace::artifacts: return kArtifacts;
    case KeyPlace::reports: return kReports;
    case KeyPlace::need: return kNeed;
    case KeyPlace::variable: return kVariable;
    case KeyPlace::image: return kImage;
    case KeyPlace::service: return kService;
    case KeyPlace::cache: return kCache;
    case KeyPlace::retry: return kRetry;
    case KeyPlace::environment: return kEnvironment;
    case KeyPlace::inherit: return kInherit;
    }
    return {};
}

std::span<const std::string_view> when_words(KeyPlace place) {
    if (place == KeyPlace::workflow_rule) return kWorkflowWhen;
    return kJobWhen;
}

} // namespace squire::pipeline
