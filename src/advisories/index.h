// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "advisories/advisory.h"
#include "base/clock.h"
#include "base/result.h"

namespace squire::advisories {

/// What one advisory says of the package that was asked for.
struct IndexEntry {
    std::uint32_t advisory = 0; // its number
    std::uint32_t group = 0;    // the same for all advisories of one weakness
    Affected affected;          // with its names
};

struct IndexStatus {
    std::filesystem::path file;
    std::uint64_t bytes = 0;
    Time built{};
    Time newest{}; // when a record was last changed; 1970 where none says so
    std::uint32_t advisories = 0;
    std::uint32_t packages = 0;
    std::uint32_t withdrawn = 0; // left out when it was built
};

/// Where the user's index is unless the command line names another: $XDG_DATA_HOME/squire/advisories.index, else below ~/.local/share. Empty when
/// there is no home.
[[nodiscard]] std::filesystem::path default_index_file();

/// An index is older than it should be after so many days: new advisories come every day.
inline constexpr int kIndexAgeLimitDays = 14;
[[nodiscard]] int age_in_days(const IndexStatus& status, Time now);

/// All advisories that `update` has gathered, mapped into memory. Thread-safe once opened. Every answer can be an error (malformed), because damage shows
/// when it is reached.
class Index {
public:
    [[nodiscard]] static Result<Index> open(const std::filesystem::path& file);
    Index(Index&&) noexcept;
    Index& operator=(Index&&) noexcept;
    ~Index();

    [[nodiscard]] IndexStatus status() const;

    /// Each ecosystem that it has packages of, with their number, in order of name; a distribution's releases are one each.
    [[nodiscard]] Result<std::vector<std::pair<std::string, std::uint32_t>>> ecosystems() const;

    /// All that is known of a package, in any spelling of its name.
    [[nodiscard]] Result<std::vector<IndexEntry>> entries(std::string_view ecosystem, std::string_view package) const;
    /// Only what affects this version.
    [[nodiscard]] Result<std::vector<IndexEntry>> affecting(std::string_view ecosystem, std::string_view package,
                                                            std::string_view version) const;

    [[nodiscard]] Result<Advisory> advisory(std::uint32_t number) const; // `number` below status().advisories
    /// The numbers of all advisories that mean the weakness of this id, the id's own first; none where it is unknown.
    [[nodiscard]] Result<std::vector<std::uint32_t>> find(std::string_view id) const;
    [[nodiscard]] Result<std::vector<std::uint32_t>> group(std::uint32_t group) const;
    /// Those whose id, summary or package has the text, in any case; at most `most`.
    [[nodiscard]] Result<std::vector<std::uint32_t>> search(std::string_view text, std::size_t most) const;

private:
    class File;
    explicit Index(std::unique_ptr<File> file);
    std::unique_ptr<File> file_;
};

} // namespace squire::advisories
