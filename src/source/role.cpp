// SPDX-License-Identifier: MIT
#include "source/role.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "base/text.h"

namespace squire::source {

namespace {

using Names = std::initializer_list<std::string_view>;

constexpr auto kLockfiles = std::to_array<std::string_view>({
    // JavaScript
    "package-lock.json",
    "npm-shrinkwrap.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "bun.lock",
    "bun.lockb",
    "deno.lock",
    // Python
    "Pipfile.lock",
    "poetry.lock",
    "pdm.lock",
    "pylock.toml",
    "uv.lock",
    "pixi.lock",
    "conda-lock.yml",
    // Java
    "gradle.lockfile",
    "buildscript-gradle.lockfile",
    "verification-metadata.xml",
    "build.sbt.lock",
    "sbt.lock",
    "maven_install.json",
    // Go, Rust
    "go.sum",
    "modules.txt",
    "go.work.sum",
    "Cargo.lock",
    "Gopkg.lock",
    "glide.lock",
    // .NET
    "packages.config",
    "packages.lock.json",
    "paket.lock",
    "project.assets.json",
    // PHP, Ruby
    "composer.lock",
    "installed.json",
    "Gemfile.lock",
    "gems.locked",
    // others
    "conan.lock",
    "pubspec.lock",
    "mix.lock",
    "rebar.lock",
    "cabal.project.freeze",
    "stack.yaml.lock",
    "renv.lock",
    "Podfile.lock",
    "Package.resolved",
    "Cartfile.resolved",
    "Manifest.toml",
    "manifest.toml",
    "flake.lock",
    ".terraform.lock.hcl",
    "Chart.lock",
    "requirements.lock",
    "cpanfile.snapshot",
    "luarocks.lock",
    "nimble.lock",
    "shard.lock",
    "dub.selections.json",
    "MODULE.bazel.lock",
    "spago.lock",
    "vcpkg-lock.json",
    "Brewfile.lock.json",
});

constexpr auto kManifests = std::to_array<std::string_view>({
    ".gitmodules",
    "package.json",
    "bower.json",
    "deno.json",
    "deno.jsonc",
    "jsr.json",
    "pnpm-workspace.yaml",
    "lerna.json",
    "Pipfile",
    "pyproject.toml",
    "setup.py",
    "setup.cfg",
    "requirements.in",
    "environment.yml",
    "environment.yaml",
    "pixi.toml",
    "meta.yaml",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "settings.gradle",
    "settings.gradle.kts",
    "libs.versions.toml",
    "build.sbt",
    "ivy.xml",
    "build.mill",
    "project.clj",
    "deps.edn",
    "shadow-cljs.edn",
    "go.mod",
    "go.work",
    "Gopkg.toml",
    "glide.yaml",
    "Cargo.toml",
    "Directory.Packages.props",
    "Directory.Build.props",
    "paket.dependencies",
    "nuget.config",
    "composer.json",
    "Gemfile",
    "gems.rb",
    "conanfile.txt",
    "conanfile.py",
    "vcpkg.json",
    "MODULE.bazel",
    "WORKSPACE.bazel",
    "pubspec.yaml",
    "mix.exs",
    "rebar.config",
    "gleam.toml",
    "cabal.project",
    "stack.yaml",
    "package.yaml",
    "DESCRIPTION",
    "Podfile",
    "Package.swift",
    "Cartfile",
    "Project.toml",
    "flake.nix",
    "default.nix",
    "shell.nix",
    "cpanfile",
    "Makefile.PL",
    "Build.PL",
    "dist.ini",
    "META.json",
    "dub.json",
    "dub.sdl",
    "shard.yml",
    "elm.json",
    "dune-project",
    "opam",
    "spago.yaml",
    "build.zig.zon",
    "v.mod",
    "foundry.toml",

    "Brewfile",
});

constexpr auto kPipelines = std::to_array<std::string_view>({
    ".gitlab-ci.yml",
    ".gitlab-ci.yaml",
    ".travis.yml",
    "Jenkinsfile",
    "azure-pipelines.yml",
    "azure-pipelines.yaml",
    "bitbucket-pipelines.yml",
    ".drone.yml",
    ".drone.star",
    "appveyor.yml",
    ".appveyor.yml",
    ".cirrus.yml",
    ".woodpecker.yml",
    ".woodpecker.yaml",
    "wercker.yml",
    "codemagic.yaml",
    "cloudbuild.yaml",
    "cloudbuild.yml",
    "action.yml",
    "action.yaml",
    "buildspec.yml",
    "buildspec.yaml",
    ".build.yml",
    "bitrise.yml",
    "tekton.yaml",
});

constexpr auto kInfrastructure = std::to_array<std::string_view>({
    "terragrunt.hcl",
    "Chart.yaml",
    "Chart.yml",
    "helmfile.yaml",
    "helmfile.yml",
    "kustomization.yaml",
    "kustomization.yml",
    "Kustomization",
    "skaffold.yaml",
    "Pulumi.yaml",
    "Pulumi.yml",
    "serverless.yml",
    "serverless.yaml",
    "cdk.json",
    "Vagrantfile",
    "docker-bake.hcl",
    "cloudformation.yml",
    "cloudformation.yaml",
    "cloudformation.json",
    "samconfig.toml",
    "ansible.cfg",
    "playbook.yml",
    "playbook.yaml",
    "werf.yaml",
    "Tiltfile",
    "fly.toml",
});

const std::unordered_map<std::string_view, Role>& roles_by_name() {
    static const auto kRoles = [] {
        std::unordered_map<std::string_view, Role> made;
        for (const std::string_view name : kLockfiles) made.emplace(name, Role::lockfile);
        for (const std::string_view name : kManifests) made.emplace(name, Role::manifest);
        for (const std::string_view name : kPipelines) made.emplace(name, Role::ci);
        for (const std::string_view name : kInfrastructure) made.emplace(name, Role::infrastructure);
        return made;
    }();
    return kRoles;
}

bool ends_with_any(std::string_view text, Names endings) {
    return std::ranges::any_of(endings, [&](std::string_view ending) { return text.ends_with(ending); });
}

bool is_in_folder(std::string_view path, Names folders) {
    return std::ranges::any_of(folders, [&](std::string_view folder) {
        const std::size_t at = path.find(folder);
        return at != std::string_view::npos && (at == 0 || path[at - 1] == '/');
    });
}

bool is_yaml(std::string_view name) { return ends_with_any(name, {".yml", ".yaml"}); }

bool is_dockerfile(std::string_view name) {
    if (name.ends_with(".dockerfile") || name.ends_with(".containerfile")) return true;
    if (!name.starts_with("dockerfile") && !name.starts_with("containerfile")) return false;
    const std::string_view rest = name.substr(name.find("file") + 4);
    return rest.empty() ||
           ((rest[0] == '.' || rest[0] == '-' || rest[0] == '_') && !ends_with_any(rest, {".md", ".rst", ".go", ".py", ".ts", ".js"}));
}

bool is_api_description(std::string_view name) {
    if (ends_with_any(name, {".proto", ".graphql", ".graphqls", ".gql", ".raml", ".wsdl", ".wadl", ".postman_collection.json", ".smithy"}))
        return true;
    if (!is_yaml(name) && !name.ends_with(".json")) return false;
    const std::string_view stem = name.substr(0, name.rfind('.'));
    for (const std::string_view word : {"openapi", "swagger", "asyncapi"}) {
        const std::size_t at = stem.find(word);
        if (at == std::string_view::npos) continue;
        // The word stands alone: "openapi-v3", "pets.openapi", not "openapigenerator"
        const std::string_view after = stem.substr(at + word.size());
        if (after.empty() || !(after[0] >= 'a' && after[0] <= 'z')) return !after.contains("generator") && !after.contains("config");
    }
    return false;
}

bool is_infrastructure(std::string_view path, std::string_view name) {
    if (ends_with_any(name, {".tf", ".tf.json", ".tfvars", ".tofu", ".bicep", ".nomad", ".pkr.hcl"})) return true;
    if (!is_yaml(name)) return false;
    if (name.starts_with("docker-compose") || name.starts_with("compose.") || name.starts_with("compose-")) return true;
    if (is_in_folder(path, {"k8s/", "kubernetes/", "kustomize/"})) return true;
    return is_in_folder(path, {"charts/", "chart/", "helm/"}) && (path.contains("/templates/") || name.starts_with("values"));
}

} // namespace

Role role_of(std::string_view path) {
    const std::string_view name = path.substr(path.rfind('/') + 1);
    if (const auto found = roles_by_name().find(name); found != roles_by_name().end()) {
        if (name == "modules.txt" && !path.ends_with("vendor/modules.txt")) return Role::none;
        if (name == "installed.json" && !path.ends_with("composer/installed.json")) return Role::none;
        return found->second;
    }
    const std::string lower = to_lower(path);
    const std::string_view whole = lower;
    const std::string_view low = whole.substr(whole.size() - name.size());

    if (low.ends_with(".txt") && (low.starts_with("requirements") || whole.contains("requirements/") || low.ends_with("-requirements.txt") ||
                                  low.ends_with("_requirements.txt"))) {
        return Role::lockfile;
    }
    if (ends_with_any(low, {".deps.json", ".opam.locked", ".gradle.lockfile"})) return Role::lockfile;
    if (low.starts_with("pylock.") && low.ends_with(".toml")) return Role::lockfile;
    if (ends_with_any(low, {".gemspec", ".csproj", ".fsproj", ".vbproj", ".vcxproj", ".nuspec", ".cabal", ".podspec", ".rockspec", ".wrap",
                            ".nimble", ".opam", ".gradle", ".gradle.kts"})) {
        return Role::manifest;
    }
    if (is_yaml(low) &&
        (low.ends_with(".gitlab-ci.yml") || is_in_folder(whole, {".github/workflows/", ".gitlab/ci/", ".gitlab-ci/", ".circleci/",
                                                                 ".woodpecker/", ".buildkite/", ".semaphore/", ".tekton/"}))) {
        return Role::ci;
    }
    if (low == "jenkinsfile" || low.starts_with("jenkinsfile.")) return Role::ci;
    if (is_dockerfile(low)) return Role::dockerfile;
    if (is_api_description(low)) return Role::api_description;
    if (is_infrastructure(whole, low)) return Role::infrastructure;
    return Role::none;
}

} // namespace squire::source
