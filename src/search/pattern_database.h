// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

struct hs_database;
struct hs_scratch;

namespace squire::search {

/// A pattern was found, ending before byte `end`.
struct Hit {
    std::uint32_t pattern = 0; // its position in what the database was built from
    std::uint32_t end = 0;
    friend auto operator<=>(const Hit&, const Hit&) = default;
};

/// How all patterns of a database are looked for.
struct PatternOptions {
    bool ignoring_case = false; // of ASCII letters
    bool once = false;          // a pattern is reported only where it ends first
};

/// Many regexes in one Vectorscan database: one pass over a text tells where any of them ends. Safe to use from several threads.
class PatternDatabase {
public:
    /// Compiling takes a few hundred milliseconds, so the result is kept in `cache` under the hash of what it was made from; a damaged or foreign cache
    /// file is ignored and written anew. An empty path: no cache. An expression that Vectorscan refuses is an error that names it (`place`: its
    /// number).
    [[nodiscard]] static Result<PatternDatabase> build(std::span<const std::string> expressions, PatternOptions options,
                                                       const std::filesystem::path& cache);

    /// What a scanning thread needs for itself.
    class Scratch {
    public:
        explicit Scratch(const PatternDatabase& database);

    private:
        friend class PatternDatabase;
        struct Free {
            void operator()(hs_scratch* scratch) const;
        };
        std::unique_ptr<hs_scratch, Free> scratch_;
    };

    /// Appends the hits in `bytes`, each end moved by `offset`, in the order in which they end.
    void scan(std::string_view bytes, std::uint32_t offset, Scratch& scratch, std::vector<Hit>& hits) const;

private:
    struct Free {
        void operator()(hs_database* database) const;
    };
    std::unique_ptr<hs_database, Free> database_; // null when there are no expressions
};

} // namespace squire::search
