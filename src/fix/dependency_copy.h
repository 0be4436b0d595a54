// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "base/scratch_folder.h"
#include "fix/proposal.h"

namespace squire::fix {

struct CopyLimits {
    std::uint64_t bytes = 2ULL << 30U;
    std::uint64_t files = 200'000;
    std::uint64_t largest_changed = 64U << 20U; // bytes of one file that a change may touch
};

enum class CopyExtent : std::uint8_t {
    package_files, // what the dependency scan reads
    everything,    // but git's own folder, and packages that are installed in the tree
};

/// A copy of a folder in which anything may be changed; removed at the end of its life. Links that lead out of the folder, and what is neither file
/// nor folder nor link, are not copied.
class DependencyCopy {
public:
    /// Which files differ from the folder's, by path with their bytes.
    using State = std::map<std::string, std::string, std::less<>>;

    [[nodiscard]] static Result<DependencyCopy> make(const std::filesystem::path& tree, CopyExtent extent, const Cancellation* cancellation,
                                                     const CopyLimits& limits = {});

    [[nodiscard]] const std::filesystem::path& path() const { return root_; }
    /// Around `path`: what stands beside it lasts as long, and is no part of the copy.
    [[nodiscard]] const std::filesystem::path& surroundings() const { return surroundings_.path(); }

    /// What stands in the copy now. An error (unsupported) where a file of the folder is gone or became something else.
    [[nodiscard]] Result<State> state() const;

    /// Makes the copy be so again. What was installed into it goes, too.
    [[nodiscard]] Result<void> restore(const State& state);

    /// From one state to another, in order of path.
    [[nodiscard]] Result<std::vector<FileChange>> changes(const State& from, const State& to) const;

private:
    struct Stamp {
        std::uint64_t size = 0;
        std::filesystem::file_time_type time;
        friend bool operator==(const Stamp&, const Stamp&) = default;
    };
    DependencyCopy(std::filesystem::path tree, ScratchFolder surroundings, CopyLimits limits);
    [[nodiscard]] Result<void> fill(CopyExtent extent, const Cancellation* cancellation);
    [[nodiscard]] Result<std::string> original(const std::string& path) const;

    std::filesystem::path tree_;
    ScratchFolder surroundings_;
    std::filesystem::path root_;
    CopyLimits limits_;
    std::map<std::string, Stamp, std::less<>> files_; // as they were copied
    std::set<std::string, std::less<>> folders_;
    std::set<std::string, std::less<>> links_;
};

} // namespace squire::fix
