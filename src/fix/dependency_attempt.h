// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "advisories/index.h"
#include "base/result.h"
#include "fix/dependency_copy.h"
#include "fix/dependency_job.h"
#include "fix/dependency_proposals.h"
#include "fix/dependency_run.h"
#include "fix/dependency_state.h"

namespace squire::fix {

/// How far the upgrade of one package has come.
struct Progressed {
    DependencyCopy::State reached; // the files that are kept
    PackageState now;              // what the scan says of them
    std::vector<std::string> made_by;
    std::vector<std::string> notes; // for a reviewer
};

/// One place, as the scan of the untouched tree has it.
struct AttemptTarget {
    std::string file;
    std::string package;
    std::string version;
    dependencies::Ecosystem ecosystem = dependencies::Ecosystem::other;
    std::optional<bool> direct;
    std::string to;
    std::vector<std::string> weaknesses; // ids of those that the upgrade is to answer
};

/// Upgrades one place after another in a copy: by the file's package manager, else by our own edit. A way counts only where the scan afterwards says
/// that findings of the place went, none came, and nothing went back to an older version.
class Attempts {
public:
    Attempts(DependencyCopy& copy, const advisories::Index& index, const UpgradeOptions& options)
        : copy_(copy), index_(index), options_(options), runs_(copy, options) {}

    /// What the copy holds, scanned.
    [[nodiscard]] Result<PackageState> read() const;

    /// Goes on from `so_far`, which it changes only for the better. A refusal where findings of the place stay.
    [[nodiscard]] Result<std::optional<UpgradeRefusal>> upgrade(const AttemptTarget& wanted, Progressed& so_far);

private:
    struct Judged {
        std::optional<UpgradeRefusal> refusal; // then the rest says nothing
        DependencyCopy::State state;
        std::optional<PackageState> after;
        std::size_t stay = 0; // of the target's findings that the way could answer
    };
    [[nodiscard]] Result<Judged> judge(const AttemptTarget& target, const Progressed& so_far, const Manager* manager);
    [[nodiscard]] Result<std::optional<UpgradeRefusal>> by_manager(const AttemptTarget& target, const Manager& manager,
                                                                   const dependencies::PackageFile& file, std::size_t package,
                                                                   Progressed& so_far);
    [[nodiscard]] Result<std::optional<UpgradeRefusal>> by_hand(const AttemptTarget& target, const dependencies::PackageFile& file,
                                                                std::size_t package, Progressed& so_far);
    void keep(Judged&& judged, Progressed& so_far) const;

    DependencyCopy& copy_;
    const advisories::Index& index_;
    const UpgradeOptions& options_;
    ManagerRuns runs_;
};

} // namespace squire::fix
