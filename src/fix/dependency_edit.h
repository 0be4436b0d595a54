// SPDX-License-Identifier: MIT
//
// An upgrade by our own hand, in any format that has a reader: of all places where the old version is written, the ones whose change makes the reader
// say the new version of this package and as little else as possible. So properties, catalogues, managed versions and constraints need no code of
// their own, every other byte stays, and nothing is believed that was not read back.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dependencies/package.h"
#include "fix/proposal.h"

namespace squire::fix {

struct VersionEdit {
    std::vector<FileChange> changes;
    std::vector<std::string> also; // what else the same text sets: "org.x:core from 1.2 to 1.3"
};

/// Changes the version of `package`, as `file` of the tree `root` says it, to `to`: in that file, or in one that its reader follows from there (a parent
/// pom, constraints). Nothing is written. Errors (unsupported) say why it cannot be: a lock, checksums, a version that is not written out.
[[nodiscard]] Result<VersionEdit> edit_version(const std::filesystem::path& root, const dependencies::PackageFile& file,
                                               const dependencies::Package& package, std::string_view to);

/// The same for what a manifest asks for: "^1.2.0" becomes "^1.2.1".
[[nodiscard]] Result<VersionEdit> edit_requirement(const std::filesystem::path& root, const dependencies::PackageFile& file,
                                                   const dependencies::Package& package, std::string_view to);

/// Whether it can stand in a file or a command line as a version: what an index says is a stranger's text.
[[nodiscard]] bool is_plain_version(std::string_view version);
/// The same for a package's name.
[[nodiscard]] bool is_plain_name(std::string_view name);

} // namespace squire::fix
