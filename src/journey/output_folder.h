// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace squire::journey {

/// SHA-256 in hexadecimal, by path relative to the folder, '/' between names.
using FileDigests = std::map<std::string, std::string, std::less<>>;

/// The folder that results go into. What a person changed there since it was written is theirs: it stays, and the new text is put beside it
/// with ".new" at the end of its name.
class OutputFolder {
public:
    /// `known`: what earlier runs wrote.
    OutputFolder(std::filesystem::path root, FileDigests known) : root_(std::move(root)), known_(std::move(known)) {}

    [[nodiscard]] const std::filesystem::path& root() const { return root_; }

    /// A file whose bytes are there already is left alone.
    [[nodiscard]] Result<void> write(const std::string& path, std::string_view bytes);

    /// Takes away what an earlier run wrote and nobody changed; what a person changed stays.
    void remove(const std::string& path, const std::string& digest);

    /// What was written since the last call, and forgets it; includes files that were left alone.
    [[nodiscard]] FileDigests take_written();

    /// Whether each of these files is there: as it was written, or as a person changed it.
    [[nodiscard]] bool holds(const FileDigests& files) const;

    /// The files that a person changed and that got a ".new" beside them.
    [[nodiscard]] const std::vector<std::string>& kept() const { return kept_; }

private:
    std::filesystem::path root_;
    FileDigests known_;
    FileDigests written_;
    std::vector<std::string> kept_;
};

} // namespace squire::journey
