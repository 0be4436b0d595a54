// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/project_files.h"
#include "source/project_commit.h"

namespace squire::integrate {

/// The files of one commit.
class CommitFiles final : public pipeline::ProjectFiles {
public:
    explicit CommitFiles(source::ProjectCommit commit) : commit_(std::move(commit)) {}
    [[nodiscard]] Result<std::string> read(std::string_view path) const override;
    [[nodiscard]] const std::vector<std::string>& paths() const override; // at most 500,000
    [[nodiscard]] const source::ProjectCommit& commit() const { return commit_; }

private:
    source::ProjectCommit commit_;
    mutable std::optional<std::vector<std::string>> paths_;
};

} // namespace squire::integrate
