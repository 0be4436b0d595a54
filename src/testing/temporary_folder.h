// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string_view>

namespace squire::testing {

/// A folder of a test's own, removed with all in it at the end of its life.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    /// Writes a file in it, making folders as needed; returns its whole path.
    std::filesystem::path write(std::string_view name, std::string_view bytes) const;

private:
    std::filesystem::path path_;
};

} // namespace squire::testing
