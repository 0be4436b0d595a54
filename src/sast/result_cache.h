// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "finding/finding.h"

namespace squire::sast {

/// What was found in texts that were looked at before, so that a scan costs what has changed since. One file for each set of rules:
///
///     "squire sast results 1\n"
///     for each text: 32 bytes, the SHA-256 of its path and bytes; 4 bytes, how many scans ago it was last met; 4 bytes, how many of its bytes
///         the grammar could not read, or 0xFFFFFFFF where it was not parsed; 4 bytes, the length of what follows: nothing, or the findings as `formats::write_findings` gives them (numbers with the lowest byte first)
///     32 bytes, the SHA-256 of all before
///
/// A file that is damaged, too large or foreign counts as empty. No file is ever larger than kLargestFile, and no more than kMostFiles are kept: texts
/// that were not met for longest go first.
class ResultCache {
public:
    static constexpr std::uint64_t kLargestFile = 32ULL << 20U;
    static constexpr std::size_t kMostFiles = 16;

    /// `rules`: everything beside the text that decides what is found in it, in any form. This program's own build is added to it, so that another
    /// engine never answers for this one. An empty folder, or empty `rules`: nothing is found here and nothing kept.
    ResultCache(const std::filesystem::path& folder, std::string_view rules);

    using Key = Sha256;
    [[nodiscard]] bool is_on() const { return !file_.empty(); }
    [[nodiscard]] static Key key_of(std::string_view path, std::string_view text);

    struct Result {
        std::vector<finding::Finding> findings;
        std::optional<std::uint32_t> gap_bytes; // that the grammar could not read; nothing where the text was not parsed
        friend bool operator==(const Result&, const Result&) = default;
    };
    /// From any thread.
    [[nodiscard]] std::optional<Result> find(const Key& key) const;

    struct Packed {
        std::string findings;
        std::optional<std::uint32_t> gap_bytes;
    };
    /// Nothing where the findings would not come back from a file as they are: such are not kept.
    [[nodiscard]] static std::optional<Packed> pack(const Result& result);

    /// Writes the file anew where there is something new: first what this scan met, then what earlier ones met. A folder that cannot be written costs
    /// the next scan its time and nothing else.
    void save(const std::vector<Key>& met, const std::vector<std::pair<Key, Packed>>& added) const;

private:
    struct Entry {
        std::uint32_t age = 0; // scans since it was met
        std::uint32_t gap = 0; // as in the file
        std::string_view findings; // in bytes_
    };
    void read();

    std::filesystem::path folder_, file_;
    std::string bytes_;
    std::map<Key, Entry> entries_;
};

} // namespace squire::sast
