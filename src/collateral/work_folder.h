// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace squire::collateral {

/// A folder for one piece of work, below the system's for temporary files; for its owner alone, and gone at the end of its life.
class WorkFolder {
public:
    WorkFolder();
    ~WorkFolder();
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; } // empty where none could be made

private:
    std::filesystem::path path_;
};

} // namespace squire::collateral
