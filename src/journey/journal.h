// SPDX-License-Identifier: MIT
//
// What a run has done, kept in the workspace (.squire/run.json), so that the next one goes on where it stopped.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/result.h"
#include "journey/output_folder.h"

namespace squire::journey {

/// Its name in the workspace's private folder.
inline constexpr const char* kJournalFile = "run.json";

/// A step that was done.
struct DoneStep {
    std::string key; // of all that went into it
    std::string summary;
    double seconds = 0;
    FileDigests files; // that it wrote
};

struct Journal {
    std::string intern; // as named last
    std::string mentor;
    std::map<std::string, DoneStep, std::less<>> steps; // by name
    FileDigests files;                                  // of all steps, also of those that have to be done again

    /// Where there is none, or one that cannot be read, an empty one: everything is done again.
    [[nodiscard]] static Journal read(const std::filesystem::path& file);
    [[nodiscard]] Result<void> write(const std::filesystem::path& file) const;
};

} // namespace squire::journey
