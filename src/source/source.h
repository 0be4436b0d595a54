// SPDX-License-Identifier: MIT
//
// One interface over everything that can be scanned: a directory, a commit, the git index, all of history, standard input.
//
// A source hands out *texts*. In a history most texts are small changes of others: git stores them as copies from a base plus some new bytes.
// The source passes that on (`Text::copies`), together with what the visitor remembered of the base, so that a visitor whose question is
// local needs to look at the new bytes only. Sources that know nothing of this leave both empty.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problems.h"
#include "base/progress.h"
#include "base/result.h"
#include "finding/finding.h"
#include "source/object_id.h"

namespace squire::source {

/// Bytes [offset, offset + length) of a text are bytes [base_offset, base_offset + length) of its base.
struct CopiedRun {
    std::uint64_t base_offset = 0;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    friend bool operator==(const CopiedRun&, const CopiedRun&) = default;
};

/// What a visitor remembers of a text for those derived from it.
struct Memory {
    virtual ~Memory() = default;
};

struct Text {
    std::string_view path;  // relative to the root, '/' between names, as it stands in the tree (not always UTF-8); empty: ask `occurrences`
    ObjectId blob;          // none for a file that is not in git
    std::string_view bytes; // valid during the visit only
    const Memory* base = nullptr;       // what the visitor remembered of the text this one was derived from
    std::span<const CopiedRun> copies;  // in rising `offset`, not overlapping; empty without a base
    bool has_derived = false;           // others are derived from this one, so remembering pays
    bool ignored = false;               // git ignores it; only from a directory that is asked to show such files
};

/// Called from several threads at once, `worker` in [0, workers).
class TextVisitor {
public:
    virtual ~TextVisitor() = default;
    [[nodiscard]] virtual std::unique_ptr<const Memory> visit(const Text& text, unsigned worker) = 0;
};

/// Where a blob stands: one row per path, with the first commit that brought it there.
struct Occurrence {
    ObjectId blob;
    std::string path;
    finding::CommitInfo commit;
    bool at_head = false; // this very blob is at this path in HEAD's tree
};

/// Counts of a reading, for progress, reports and benchmarks.
struct Tally {
    std::uint64_t texts = 0;
    std::uint64_t bytes = 0;
    std::uint64_t skipped = 0; // named in Problems, each or in groups
};

struct ReadOptions {
    unsigned workers = 1;                             // threads, at least 1
    std::uint64_t largest_text = 256ULL << 20U;       // a longer one is skipped, named in Problems as incomplete
    const Cancellation* cancellation = nullptr;       // may be null
    Progress* progress = nullptr;                     // may be null
    /// Which texts are wanted, by path; empty: all. A directory or commit does not read the others; other sources may show them. Called from
    /// several threads.
    std::function<bool(std::string_view path)> wanted;
};

/// Another repository that is part of a tree by one of its commits.
struct Submodule {
    ObjectId commit;
    std::filesystem::path folder; // where its working tree is, if it is there at all
};

using NameFilter = std::function<bool(std::string_view file_name)>;

class Source {
public:
    virtual ~Source() = default;

    /// For people and reports: "directory /a/b", "history of /a/b (3 branches)".
    [[nodiscard]] virtual std::string describe() const = 0;

    /// Shows every text to `visitor`, each once. What cannot be read goes to `problems` and the rest goes on; an error is returned only
    /// where nothing could be read at all. Stops early, without an error, when cancelled.
    [[nodiscard]] virtual Result<Tally> read(TextVisitor& visitor, const ReadOptions& options, Problems& problems) = 0;

    /// Where these blobs stand, and every other one whose file name `by_name` accepts (null: none; called from several threads); only for sources whose
    /// texts come without a path. In order of blob, then path. A blob that no commit reaches has no row.
    [[nodiscard]] virtual Result<std::vector<Occurrence>> occurrences(std::span<const ObjectId> blobs, const NameFilter& by_name,
                                                                      const ReadOptions& options, Problems& problems) {
        (void)blobs, (void)by_name, (void)options, (void)problems;
        return std::vector<Occurrence>{};
    }

    /// The bytes of one blob that `occurrences` named.
    [[nodiscard]] virtual Result<std::string> fetch(const ObjectId& blob, std::uint64_t limit) {
        (void)limit;
        return fail(ErrorKind::unsupported, "this source reads its texts once", "object " + blob.hex());
    }

    /// The commit of another repository that stands at this path; none where none does, or git does not know this tree. Not for several threads at once.
    [[nodiscard]] virtual std::optional<Submodule> submodule(std::string_view path) {
        (void)path;
        return std::nullopt;
    }

    /// The commit that texts with a path belong to; the default, sha "0000000", stands for a tree that is in no commit.
    [[nodiscard]] virtual finding::CommitInfo commit() const { return {.sha = "0000000"}; }
};

} // namespace squire::source
