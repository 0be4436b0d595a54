// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "source/source.h"

namespace squire::source {

/// What of a path is meant, as a command line says it.
struct SourceRequest {
    enum class Kind : std::uint8_t {
        directory,      // the files below it, or itself
        commit,         // the files of `revision`
        history,        // every blob of its repository
        range,          // what the commits since `revision` brought; "a..b" for both ends
        staged,         // what the next commit would bring
        standard_input, // `path` does not matter
    };
    Kind kind = Kind::directory;
    std::filesystem::path path = ".";
    std::string revision;         // of commit and range
    bool honour_gitignore = true; // of a directory
};

/// The one list of sources. For `staged` in a hook, GIT_INDEX_FILE names the index, if `path` is in the repository that the hook runs for.
[[nodiscard]] Result<std::unique_ptr<Source>> open_source(const SourceRequest& request, Problems& problems);

} // namespace squire::source
