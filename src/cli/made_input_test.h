// SPDX-License-Identifier: MIT
// Inputs of tests that hold secrets. None is written down: each is filled from a shape when the test runs, so that no forge's push protection fires
// on this repository, and whether one comes back in an output can be asked.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "testing/temporary_folder.h"

namespace squire::cli {

class MadeSecrets {
public:
    /// A secret of this shape (rules/example_shape.h); the same for the same two. What a "{b64:…}" encodes is one, too: its longest word.
    [[nodiscard]] std::string make(std::string_view shape, unsigned number = 0);

    /// `text` with each "@@shape@@" or "@@2:shape@@" (another one of that shape) filled in.
    [[nodiscard]] std::string fill(std::string_view text);

    /// What of these secrets can be read in `output`: for each, the first ten bytes in a row that stand in both. Empty: nothing.
    [[nodiscard]] std::vector<std::string> seen_in(std::string_view output) const;

    [[nodiscard]] const std::vector<std::string>& all() const { return secrets_; }

private:
    void remember(std::string_view secret);

    std::vector<std::string> secrets_;
};

/// A folder made from a script, one step a line; testdata/README.md describes it.
class MadeInput {
public:
    /// Throws std::runtime_error, with the line, where the script is wrong.
    MadeInput(std::string_view script, MadeSecrets& secrets);

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    /// `text` without what differs from run to run: the folder's place is "<folder>".
    [[nodiscard]] std::string without_place(std::string text) const;

private:
    testing::TemporaryFolder folder_;
    std::filesystem::path path_;
};

} // namespace squire::cli
