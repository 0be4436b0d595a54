// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/text.h"
#include "dependencies/bun_lock.h"
#include "dependencies/cabal_freeze.h"
#include "dependencies/cargo_lock.h"
#include "dependencies/cargo_toml.h"
#include "dependencies/composer_json.h"
#include "dependencies/composer_lock.h"
#include "dependencies/conan_lock.h"
#include "dependencies/conanfile.h"
#include "dependencies/conda_environment.h"
#include "dependencies/conda_lock.h"
#include "dependencies/cpanfile.h"
#include "dependencies/cpanfile_snapshot.h"
#include "dependencies/deno_lock.h"
#include "dependencies/dockerfile.h"
#include "dependencies/format.h"
#include "dependencies/gemfile.h"
#include "dependencies/gemfile_lock.h"
#include "dependencies/gemspec.h"
#include "dependencies/github_workflow.h"
#include "dependencies/gitlab_pipeline.h"
#include "dependencies/gitmodules.h"
#include "dependencies/gleam_manifest.h"
#include "dependencies/gleam_toml.h"
#include "dependencies/go_mod.h"
#include "dependencies/go_sum.h"
#include "dependencies/go_vendor.h"
#include "dependencies/go_work.h"
#include "dependencies/gradle_build.h"
#include "dependencies/gradle_catalogue.h"
#include "dependencies/gradle_lock.h"
#include "dependencies/gradle_verification.h"
#include "dependencies/julia_manifest.h"
#include "dependencies/julia_project.h"
#include "dependencies/luarocks_lock.h"
#include "dependencies/maven_pom.h"
#include "dependencies/mix_exs.h"
#include "dependencies/mix_lock.h"
#include "dependencies/msbuild_project.h"
#include "dependencies/nimble_lock.h"
#include "dependencies/npm_lock.h"
#include "dependencies/nuget_assets.h"
#include "dependencies/nuget_lock.h"
#include "dependencies/opam.h"
#include "dependencies/package_json.h"
#include "dependencies/package_resolved.h"
#include "dependencies/package_swift.h"
#include "dependencies/packages_config.h"
#include "dependencies/paket_dependencies.h"
#include "dependencies/paket_lock.h"
#include "dependencies/pdm_lock.h"
#include "dependencies/pipfile.h"
#include "dependencies/pipfile_lock.h"
#include "dependencies/pixi_lock.h"
#include "dependencies/pnpm_lock.h"
#include "dependencies/podfile.h"
#include "dependencies/podfile_lock.h"
#include "dependencies/poetry_lock.h"
#include "dependencies/pubspec.h"
#include "dependencies/pubspec_lock.h"
#include "dependencies/pylock.h"
#include "dependencies/pyproject.h"
#include "dependencies/rebar_lock.h"
#include "dependencies/renv_lock.h"
#include "dependencies/requirements.h"
#include "dependencies/rockspec.h"
#include "dependencies/sbt_build.h"
#include "dependencies/sbt_lock.h"
#include "dependencies/setup_cfg.h"
#include "dependencies/setup_py.h"
#include "dependencies/stack_lock.h"
#include "dependencies/terraform_lock.h"
#include "dependencies/uv_lock.h"
#include "dependencies/vcpkg.h"
#include "dependencies/yarn_lock.h"

namespace squire::dependencies {
namespace {

using enum Ecosystem;
using enum FormatKind;

constexpr auto kFormats = std::to_array<Format>({
    {"npm_lock", "npm", "JavaScript", "package-lock.json npm-shrinkwrap.json", npm, lock, "npm: lockfile versions 1 to 3", read_npm_lock},
    {"yarn_lock", "yarn", "JavaScript", "yarn.lock", npm, lock, "Yarn 1, and 2 and later (Berry)", read_yarn_lock},
    {"pnpm_lock", "pnpm", "JavaScript", "pnpm-lock.yaml", npm, lock, "pnpm: lockfile versions 5 to 9", read_pnpm_lock},
    {"bun_lock", "bun", "JavaScript", "bun.lock", npm, lock, "Bun's text lockfile", read_bun_lock},
    {"deno_lock", "deno", "JavaScript", "deno.lock", npm, lock, "Deno: versions 2 to 5", read_deno_lock},
    {"requirements", "pip", "Python", "requirements*.txt *-requirements.txt *_requirements.txt requirements/*.txt", pypi, manifest,
     "pip, pip-compile, uv", read_requirements},
    {"pipfile_lock", "pipenv", "Python", "Pipfile.lock", pypi, lock, "Pipenv", read_pipfile_lock},
    {"poetry_lock", "poetry", "Python", "poetry.lock", pypi, lock, "Poetry 1 and 2", read_poetry_lock},
    {"pdm_lock", "pdm", "Python", "pdm.lock", pypi, lock, "PDM", read_pdm_lock},
    {"uv_lock", "uv", "Python", "uv.lock", pypi, lock, "uv", read_uv_lock},
    {"pylock", "pip", "Python", "pylock.toml pylock.*.toml", pypi, lock, "PEP 751: pip, uv, PDM", read_pylock},
    {"conda_lock", "conda", "Python", "conda-lock.yml", conda, lock, "conda-lock", read_conda_lock},
    {"pixi_lock", "pixi", "Python", "pixi.lock", conda, lock, "Pixi: versions 4 to 6", read_pixi_lock},
    {"go_mod", "go", "Go", "go.mod", go, manifest, "Go modules; with go.sum beside it", read_go_mod},
    {"go_sum", "go", "Go", "go.sum", go, manifest, "Go modules without their go.mod", read_go_sum},
    {"go_vendor", "go", "Go", "vendor/modules.txt", go, manifest, "Go modules in a vendor folder", read_go_vendor},
    {"cargo_lock", "cargo", "Rust", "Cargo.lock", crates, lock, "Cargo: versions 1 to 4", read_cargo_lock},
    {"gemfile_lock", "bundler", "Ruby", "Gemfile.lock gems.locked", rubygems, lock, "Bundler", read_gemfile_lock},
    {"composer_lock", "composer", "PHP", "composer.lock composer/installed.json", packagist, lock, "Composer 1 and 2", read_composer_lock},
    {"gradle_lock", "gradle", "Java", "gradle.lockfile buildscript-gradle.lockfile *.gradle.lockfile", maven, lock, "Gradle", read_gradle_lock},
    {"gradle_verification", "gradle", "Java", "verification-metadata.xml", maven, lock, "Gradle's checksums", read_gradle_verification},
    {"sbt_lock", "sbt", "Scala", "build.sbt.lock", maven, lock, "sbt-dependency-lock", read_sbt_lock},
    {"nuget_lock", "nuget", "C#", "packages.lock.json", nuget, lock, "NuGet: versions 1 and 2", read_nuget_lock},
    {"nuget_assets", "nuget", "C#", "project.assets.json *.deps.json", nuget, lock, "a restore or build of .NET", read_nuget_assets},
    {"packages_config", "nuget", "C#", "packages.config", nuget, lock, "NuGet 2", read_packages_config},
    {"paket_lock", "paket", "F#", "paket.lock", nuget, lock, "Paket", read_paket_lock},
    {"conan_lock", "conan", "C++", "conan.lock", conan, lock, "Conan 1 and 2", read_conan_lock},
    {"pubspec_lock", "pub", "Dart", "pubspec.lock", pub, lock, "Dart, Flutter", read_pubspec_lock},
    {"mix_lock", "mix", "Elixir", "mix.lock", hex, lock, "Elixir's Mix", read_mix_lock},
    {"rebar_lock", "rebar3", "Erlang", "rebar.lock", hex, lock, "Erlang's rebar3", read_rebar_lock},
    {"cabal_freeze", "cabal", "Haskell", "cabal.project.freeze", hackage, lock, "Haskell's Cabal", read_cabal_freeze},
    {"stack_lock", "stack", "Haskell", "stack.yaml.lock", hackage, lock, "Haskell's Stack", read_stack_lock},
    {"renv_lock", "renv", "R", "renv.lock", cran, lock, "R's renv", read_renv_lock},
    {"podfile_lock", "cocoapods", "Swift", "Podfile.lock", cocoapods, lock, "CocoaPods", read_podfile_lock},
    {"package_resolved", "swift", "Swift", "Package.resolved", swift, lock, "Swift Package Manager: versions 1 to 3", read_package_resolved},
    {"julia_manifest", "julia", "Julia", "Manifest.toml", julia, lock, "Julia: formats 1 and 2", read_julia_manifest},
    {"luarocks_lock", "luarocks", "Lua", "luarocks.lock", luarocks, lock, "LuaRocks", read_luarocks_lock},
    {"setup_py", "pip", "Python", "setup.py", pypi, manifest, "setuptools", read_setup_py},
    {"setup_cfg", "pip", "Python", "setup.cfg", pypi, manifest, "setuptools", read_setup_cfg},
    {"go_work", "go", "Go", "go.work", go, manifest, "a workspace of Go modules", read_go_work},
    {"podfile", "cocoapods", "Swift", "Podfile", cocoapods, manifest, "CocoaPods", read_podfile},
    {"package_swift", "swift", "Swift", "Package.swift", swift, manifest, "Swift Package Manager", read_package_swift},
    {"cpanfile_snapshot", "carton", "Perl", "cpanfile.snapshot", cpan, lock, "Carton", read_cpanfile_snapshot},
    {"cpanfile", "carton", "Perl", "cpanfile", cpan, manifest, "Carton, cpanm", read_cpanfile},
    {"gleam_manifest", "gleam", "Gleam", "manifest.toml", hex, lock, "Gleam", read_gleam_manifest},
    {"gleam_toml", "gleam", "Gleam", "gleam.toml", hex, manifest, "Gleam", read_gleam_toml},
    {"nimble_lock", "nimble", "Nim", "nimble.lock", nimble, lock, "Nim's Nimble: versions 1 and 2", read_nimble_lock},
    {"gitmodules", "git", "", ".gitmodules", git, manifest, "git submodules; their commits stand in the tree", read_gitmodules},
    {"terraform_lock", "terraform", "HCL", ".terraform.lock.hcl", terraform, lock, "Terraform, OpenTofu", read_terraform_lock},
    {"maven_pom", "maven", "Java", "pom.xml", maven, manifest, "Maven", read_maven_pom},
    {"gradle_catalogue", "gradle", "Java", "libs.versions.toml", maven, manifest, "Gradle's version catalogue", read_gradle_catalogue},
    {"gradle_build", "gradle", "Java", "build.gradle build.gradle.kts", maven, manifest, "Gradle", read_gradle_build},
    {"sbt_build", "sbt", "Scala", "build.sbt", maven, manifest, "sbt", read_sbt_build},
    {"msbuild_project", "nuget", "C#", "*.csproj *.fsproj *.vbproj Directory.Packages.props Directory.Build.props", nuget, manifest,
     ".NET projects", read_msbuild_project},
    {"paket_dependencies", "paket", "F#", "paket.dependencies", nuget, manifest, "Paket", read_paket_dependencies},
    {"conanfile", "conan", "C++", "conanfile.txt", conan, manifest, "Conan", read_conanfile},
    {"vcpkg", "vcpkg", "C++", "vcpkg.json", vcpkg, manifest, "vcpkg", read_vcpkg},
    {"pubspec", "pub", "Dart", "pubspec.yaml", pub, manifest, "Dart, Flutter", read_pubspec},
    {"mix_exs", "mix", "Elixir", "mix.exs", hex, manifest, "Elixir's Mix", read_mix_exs},
    {"julia_project", "julia", "Julia", "Project.toml", julia, manifest, "Julia", read_julia_project},
    {"opam", "opam", "OCaml", "*.opam *.opam.locked opam", opam, manifest, "OCaml's opam", read_opam},
    {"rockspec", "luarocks", "Lua", "*.rockspec", luarocks, manifest, "LuaRocks", read_rockspec},
    {"github_workflow", "github-actions", "", ".github/workflows/*.yml .github/workflows/*.yaml action.yml action.yaml", github_actions,
     manifest, "GitHub Actions", read_github_workflow},
    {"gitlab_pipeline", "gitlab-ci", "", ".gitlab-ci.yml *.gitlab-ci.yml .gitlab/ci/*.yml", container, manifest, "GitLab CI",
     read_gitlab_pipeline},
    {"dockerfile", "docker", "", "Dockerfile Dockerfile.* *.Dockerfile *.dockerfile Containerfile", container, manifest, "Docker, Podman",
     read_dockerfile},
    {"pipfile", "pipenv", "Python", "Pipfile", pypi, manifest, "Pipenv", read_pipfile},
    {"pyproject", "pip", "Python", "pyproject.toml", pypi, manifest, "Python projects; Poetry, PDM and uv", read_pyproject},
    {"conda_environment", "conda", "Python", "environment.yml environment.yaml", conda, manifest, "conda", read_conda_environment},
    {"cargo_toml", "cargo", "Rust", "Cargo.toml", crates, manifest, "Cargo", read_cargo_toml},
    {"gemfile", "bundler", "Ruby", "Gemfile gems.rb", rubygems, manifest, "Bundler", read_gemfile},
    {"gemspec", "bundler", "Ruby", "*.gemspec", rubygems, manifest, "RubyGems", read_gemspec},
    {"composer_json", "composer", "PHP", "composer.json", packagist, manifest, "Composer", read_composer_json},
    {"package_json", "npm", "JavaScript", "package.json", npm, manifest, "npm, Yarn, pnpm, Bun", read_package_json},
});

bool matches_name(std::string_view pattern, std::string_view text) {
    // One star may stand for anything: after a mismatch, the last one takes one byte more.
    std::size_t p = 0, t = 0, star = std::string_view::npos, resumed = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resumed = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos && text[resumed] != '/') {
            p = star + 1;
            t = ++resumed;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

/// Most names are plain ones, and most files of a tree are none of them.
struct Patterns {
    std::unordered_map<std::string_view, const Format*> plain;
    std::vector<std::pair<std::string_view, const Format*>> others;
};

const Patterns& patterns() {
    static const Patterns kPatterns = [] {
        Patterns made;
        for (const Format& format : kFormats)
            for (const std::string_view pattern : split(format.files, ' ')) {
                if (pattern.find_first_of("*/") == std::string_view::npos)
                    made.plain.emplace(pattern, &format);
                else
                    made.others.emplace_back(pattern, &format);
            }
        return made;
    }();
    return kPatterns;
}

} // namespace

std::span<const Format> all_formats() { return kFormats; }

const Format& format_by_id(std::string_view id) { return *std::ranges::find(kFormats, id, &Format::id); }

bool matches_file(std::string_view pattern, std::string_view path) {
    std::size_t start = path.size();
    for (auto folders = std::ranges::count(pattern, '/') + 1; folders > 0; --folders) {
        if (start == 0) return false;
        const std::size_t slash = path.rfind('/', start - 1);
        start = slash == std::string_view::npos ? 0 : slash;
    }
    if (start < path.size() && path[start] == '/') ++start;
    return matches_name(pattern, path.substr(start));
}

const Format* format_of(std::string_view path) {
    const Patterns& all = patterns();
    if (const auto found = all.plain.find(path.substr(path.rfind('/') + 1)); found != all.plain.end()) return found->second;
    for (const auto& [pattern, format] : all.others)
        if (matches_file(pattern, path)) return format;
    return nullptr;
}

PackageFile read_package_file(const Format& format, const Input& input, Problems& problems) {
    Listing listing(format.ecosystem, input.path, problems);
    format.read(input, listing);
    PackageFile file{.path = std::string(input.path), .format = format.id, .lock = format.kind == FormatKind::lock};
    file.marks = source::marks_of_path(input.path);
    listing.finish(file);
    return file;
}

} // namespace squire::dependencies
