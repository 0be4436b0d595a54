// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dependencies/package.h"
#include "fix/dependency_copy.h"
#include "fix/dependency_job.h"
#include "fix/dependency_managers.h"
#include "fix/dependency_proposals.h"

namespace squire::fix {

/// One place of one package, to be upgraded by its package manager.
struct ManagerTarget {
    const Manager& manager;
    const dependencies::PackageFile& file;
    const dependencies::Package& package;
    std::string to;
    std::vector<const dependencies::Package*> chain;             // from the project to the package, both included
    std::vector<const dependencies::PackageFile*> manifests; // that the file answers for
};

/// Runs package managers in a copy, each in the sandbox. Answers are refusals; nothing means that it went well.
class ManagerRuns {
public:
    ManagerRuns(DependencyCopy& copy, const UpgradeOptions& options) : copy_(copy), options_(options) {}

    /// Whether it may and can be run for this file: allowed, installed, and lock and manifest fit each other. Asked once for each file.
    [[nodiscard]] std::optional<UpgradeRefusal> ready(const Manager& manager, const dependencies::PackageFile& file);

    /// Takes the way, from what stands in the copy now, along with so many of the nearest parents. `applies` becomes false where the way is none for this target; nothing was done then.
    [[nodiscard]] std::optional<UpgradeRefusal> take(const ManagerWay& way, const ManagerTarget& target, std::size_t parents, bool& applies);

    /// "npm 11.19.1"
    [[nodiscard]] std::string name_of(const Manager& manager);

private:
    using Words = std::vector<std::string>;
    struct Values; // of placeholders

    [[nodiscard]] std::optional<UpgradeRefusal> run(const Manager& manager, const Words& words, const std::filesystem::path& below,
                                                    const Values& values);
    [[nodiscard]] Words environment_of(const Manager& manager, const Values& values);
    [[nodiscard]] std::vector<std::filesystem::path> readable_for(const Manager& manager) const;
    [[nodiscard]] const std::string& setting(const ManagerSetting& setting);
    [[nodiscard]] std::optional<UpgradeRefusal> require(const ManagerTarget& target, const std::string& word);
    [[nodiscard]] std::optional<UpgradeRefusal> pin(const ManagerTarget& target, const ManagerStep& step, const Values& values);
    [[nodiscard]] bool changes_untouched(const ManagerWay& way, const ManagerTarget& target, const Values& values);
    [[nodiscard]] Values values_of(const Manager& manager, const dependencies::PackageFile& file) const;

    DependencyCopy& copy_;
    const UpgradeOptions& options_;
    std::map<std::string, std::optional<UpgradeRefusal>> ready_; // by manager and file
    std::map<std::string, bool> changes_untouched_; // by command and file
    std::map<std::string, std::string> settings_; // by what is asked
    std::map<std::string, std::string> names_; // by manager
};

/// What the user's environment says of addresses goes into the sandbox without the name and password in them.
[[nodiscard]] std::string without_credentials(std::string_view address);

} // namespace squire::fix
