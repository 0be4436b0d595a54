// SPDX-License-Identifier: MIT
#include "source/role.h"

#include <gtest/gtest.h>

namespace squire::source {
namespace {

TEST(Role, Table) {
    using enum Role;
    struct Row {
        const char* path;
        Role role;
    };
    const Row rows[] = {
        {"package.json", manifest},
        {"a/pom.xml", manifest},
        {"go.mod", manifest},
        {"build.gradle.kts", manifest},
        {"app/app.gradle", manifest},
        {"a.csproj", manifest},
        {"x.gemspec", manifest},
        {"x.cabal", manifest},
        {"subprojects/zlib.wrap", manifest},
        {"CMakeLists.txt", none},
        {"pyproject.toml", manifest},
        {"requirements.in", manifest},
        {"package-lock.json", lockfile},
        {"a/yarn.lock", lockfile},
        {"pnpm-lock.yaml", lockfile},
        {"bun.lock", lockfile},
        {"Pipfile.lock", lockfile},
        {"poetry.lock", lockfile},
        {"pdm.lock", lockfile},
        {"pylock.toml", lockfile},
        {"pylock.dev.toml", lockfile},
        {"uv.lock", lockfile},
        {"requirements.txt", lockfile},
        {"requirements-dev.txt", lockfile},
        {"requirements/base.txt", lockfile},
        {"dev-requirements.txt", lockfile},
        {"gradle.lockfile", lockfile},
        {"buildscript-gradle.lockfile", lockfile},
        {"gradle/verification-metadata.xml", lockfile},
        {"sbt.lock", lockfile},
        {"go.sum", lockfile},
        {"vendor/modules.txt", lockfile},
        {"modules.txt", none},
        {"Cargo.lock", lockfile},
        {"bin/app.deps.json", lockfile},
        {"packages.config", lockfile},
        {"packages.lock.json", lockfile},
        {"obj/project.assets.json", lockfile},
        {"composer.lock", lockfile},
        {"vendor/composer/installed.json", lockfile},
        {"installed.json", none},
        {"Gemfile.lock", lockfile},
        {"gems.locked", lockfile},
        {"conan.lock", lockfile},
        {"pubspec.lock", lockfile},
        {"mix.lock", lockfile},
        {"cabal.project.freeze", lockfile},
        {"stack.yaml.lock", lockfile},
        {"renv.lock", lockfile},
        {"Podfile.lock", lockfile},
        {"Package.resolved", lockfile},
        {"Manifest.toml", lockfile},
        {".gitlab-ci.yml", ci},
        {"templates/a.gitlab-ci.yml", ci},
        {".gitlab/ci/rules.yml", ci},
        {".github/workflows/a.yaml", ci},
        {".github/dependabot.yml", none},
        {"Jenkinsfile", ci},
        {".circleci/config.yml", ci},
        {"Dockerfile", dockerfile},
        {"a/Dockerfile.alpine", dockerfile},
        {"app.Dockerfile", dockerfile},
        {"Containerfile", dockerfile},
        {"Dockerfile.md", none},
        {"dockerfile_parser.go", none},
        {"openapi.yaml", api_description},
        {"docs/openapi_v3.json", api_description},
        {"pets.swagger.json", api_description},
        {"openapi-generator-config.json", none},
        {"openapitools.json", none},
        {"schema.graphql", api_description},
        {"a.proto", api_description},
        {"main.tf", infrastructure},
        {"prod.tfvars", infrastructure},
        {"docker-compose.prod.yml", infrastructure},
        {"compose.yaml", infrastructure},
        {"chart/Chart.yaml", infrastructure},
        {"charts/app/templates/deployment.yaml", infrastructure},
        {"charts/app/values.yaml", infrastructure},
        {"deploy/k8s/app.yml", infrastructure},
        {"kustomization.yaml", infrastructure},
        {"src/main.cpp", none},
        {"values.yaml", none},
        {"notes.txt", none},
        {"", none},
    };
    for (const Row& row : rows) EXPECT_EQ(static_cast<int>(role_of(row.path)), static_cast<int>(row.role)) << row.path;
}

} // namespace
} // namespace squire::source
