// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace squire {

/// A folder of its own, by default among the system's temporary ones; it and all below it are gone at the end of its life.
class ScratchFolder {
public:
    /// "purpose" stands in its name. `parent`: where it is made, for who wants to link files instead of copying them over file systems.
    [[nodiscard]] static Result<ScratchFolder> make(std::string_view purpose, const std::filesystem::path& parent = {});
    ScratchFolder(ScratchFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    ScratchFolder& operator=(ScratchFolder&&) = delete;
    ~ScratchFolder();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; } // absolute, without links

private:
    explicit ScratchFolder(std::filesystem::path path) : path_(std::move(path)) {}
    std::filesystem::path path_;
};

} // namespace squire
