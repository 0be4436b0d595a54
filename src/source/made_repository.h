// SPDX-License-Identifier: MIT
//
// A repository made from a description: the same to the last object id wherever and whenever it is made.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace squire::source {

struct MadePerson {
    std::string name, mail;
};

/// One commit on top of the one before it.
struct MadeCommit {
    MadePerson author, committer;
    Time time{};
    std::string message;
    std::map<std::string, std::string> files; // whole, by path; what begins with "#!" may be run
    std::vector<std::string> removed;         // paths
};

/// With one branch, `main`, checked out. `folder` must not exist; where this fails, what it made is removed again.
[[nodiscard]] Result<void> make_repository(const std::filesystem::path& folder, std::span<const MadeCommit> commits);

} // namespace squire::source
