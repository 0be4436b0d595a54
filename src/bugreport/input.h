// SPDX-License-Identifier: MIT
//
// What a scanner is given, and the place in it that a report is about. Candidates of a reduction are such values too: a place moves with the edits
// that were made around it, so that "the same finding" means the same place and not just the same rule.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "finding/finding.h"

namespace squire::bugreport {

struct File {
    std::string path; // from the project's root, '/' between names
    std::shared_ptr<const std::string> bytes; // shared with every candidate that leaves the file as it is; never null
    [[nodiscard]] std::string_view text() const { return *bytes; }
};

[[nodiscard]] File make_file(std::string path, std::string bytes);

/// Bytes [begin, end) of one of the files.
struct Place {
    std::size_t file = 0;
    std::size_t begin = 0, end = 0;
    friend bool operator==(const Place&, const Place&) = default;
};

struct Input {
    std::vector<File> files;
    Place place;
    [[nodiscard]] const File& file() const { return files[place.file]; } // that of the place
    [[nodiscard]] std::uint64_t bytes() const; // of all files
};

[[nodiscard]] bool same_texts(const Input& a, const Input& b); // paths, bytes and place

/// The bytes that a report's range means in a text; whole lines where it has no columns. An error (not_found) where the text has no such lines.
[[nodiscard]] Result<Place> place_of(std::span<const File> files, std::string_view path, const finding::Range& range);

/// Lines of the place, from 1; columns count bytes.
[[nodiscard]] finding::Range range_of(const Input& input);

/// Bytes [begin, end) replaced by a text.
struct Edit {
    std::size_t begin = 0, end = 0;
    std::string text;
    friend bool operator==(const Edit&, const Edit&) = default;
};

/// The input with one file edited. Edits are in order of the text and do not overlap. The place grows and shrinks with what happens inside it; where
/// an edit covers one of its ends, the end moves to that of the replacement.
[[nodiscard]] Input with_edits(const Input& input, std::size_t file, std::span<const Edit> edits);

/// The input without the files whose flag is set; that of the place stays in any case.
[[nodiscard]] Input without_files(const Input& input, const std::vector<bool>& gone);

} // namespace squire::bugreport
