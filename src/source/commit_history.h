// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "source/object_id.h"

namespace squire::source {

/// All that one commit comes from, in a repository that may not be there. Read when it is first asked, and once. One thread at a time.
class CommitHistory {
public:
    /// `folder`: the root of a working tree, or a bare repository. Never one that lies above it.
    CommitHistory(std::filesystem::path folder, const ObjectId& commit);
    CommitHistory(CommitHistory&&) noexcept;
    CommitHistory& operator=(CommitHistory&&) noexcept;
    ~CommitHistory();

    /// Whether the commit is `earlier` or comes from it. Unset where the repository is not there, or does not hold enough to tell: it is shallow or damaged,
    /// or the commit comes from more than four million others.
    [[nodiscard]] std::optional<bool> comes_from(const ObjectId& earlier);

private:
    struct Read;
    [[nodiscard]] Read& read();

    std::filesystem::path folder_;
    ObjectId commit_;
    std::unique_ptr<Read> read_;
};

} // namespace squire::source
