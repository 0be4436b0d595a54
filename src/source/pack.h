// SPDX-License-Identifier: MIT
//
// A git pack file, read for one purpose: every object of a kind once, in the order in which deltas build on each other.
//
// Format: git's Documentation/gitformat-pack.txt, pack versions 2 and 3, index version 2, SHA-1.
//
// Why not libgit2 for this: its reader answers "give me object X", so each object of a delta chain is unpacked again for its neighbours unless a
// cache happens to hold it. Walking the delta trees from their roots unpacks each object exactly once, hands the copy instructions on to the
// visitor, and holds only as many texts as a path through the tree needs. Everything that is not an ordinary pack (loose objects, a base in
// another pack, a damaged entry) is left to libgit2.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "source/object_id.h"
#include "source/source.h"

namespace squire::source {

/// A file mapped into memory, read-only. Packs never change once written, so a mapping is safe where one of a working file is not.
class Mapping {
public:
    [[nodiscard]] static Result<Mapping> open(const std::filesystem::path& path);
    Mapping(Mapping&& other) noexcept;
    Mapping& operator=(Mapping&& other) noexcept;
    ~Mapping();
    [[nodiscard]] std::span<const std::uint8_t> bytes() const { return {data_, size_}; }

private:
    Mapping() = default;
    const std::uint8_t* data_ = nullptr;
    std::size_t size_ = 0;
};

enum class ObjectKind : std::uint8_t { none = 0, commit = 1, tree = 2, blob = 3, tag = 4 };

class Pack {
public:
    using Index = std::uint32_t; // an entry, in pack order
    static constexpr Index kNone = ~Index{0};

    /// `index_path` ends in ".idx"; the pack lies beside it. Reads the header of each entry and orders the delta trees; inflates nothing.
    [[nodiscard]] static Result<Pack> open(const std::filesystem::path& index_path);

    [[nodiscard]] std::size_t size() const { return entries_.size(); }
    [[nodiscard]] ObjectId id(Index entry) const;
    [[nodiscard]] bool contains(const ObjectId& id) const { return find(id.bytes.data()) != kNone; }
    [[nodiscard]] ObjectKind kind(Index entry) const { return entries_[entry].kind; }
    [[nodiscard]] const std::string& name() const { return name_; }

    /// The entry's own packed size: a measure of the work it is.
    [[nodiscard]] std::uint64_t packed_size(Index entry) const { return end_of(entry) - entries_[entry].offset; }

    /// Entries that are no delta, of this kind, those with the most packed bytes in their tree first.
    [[nodiscard]] std::vector<Index> roots(ObjectKind kind) const;

    /// Entries whose base is not in this pack, or whose header makes no sense: for another reader.
    [[nodiscard]] std::span<const Index> strays() const { return strays_; }

    /// Entries that are deltas of `entry`, the one with the largest tree below it last.
    [[nodiscard]] std::span<const Index> derived(Index entry) const;

    /// Packed bytes of the whole tree below `entry`, itself included.
    [[nodiscard]] std::uint64_t tree_size(Index entry) const { return tree_size_[entry]; }

    /// Size of the entry's content as its header states it: of the object, or of the delta.
    [[nodiscard]] std::uint64_t stated_size(Index entry) const { return entries_[entry].stated_size; }

    [[nodiscard]] bool is_delta(Index entry) const { return entries_[entry].base != kNone; }

    /// Whether the index is what was written, by its checksum. Where it is not, ids and places in it may be wrong.
    [[nodiscard]] bool index_is_sound() const { return index_is_sound_; }

    /// Whether the entry's packed bytes, header included, are those that the index has the CRC of.
    [[nodiscard]] bool is_sound(Index entry) const;

    /// Inflates the entry's own content, if it is sound. `limit` bounds the stated size.
    [[nodiscard]] Result<void> inflate(Index entry, std::string& out, std::uint64_t limit) const;

private:
    struct Entry {
        std::uint64_t offset = 0; // in the pack
        std::uint64_t stated_size = 0; // what its header says
        Index base = kNone; // kNone: no delta
        std::uint32_t position = 0; // in the index's table of ids
        std::uint16_t header = 0; // bytes before the compressed data
        ObjectKind kind = ObjectKind::none;
    };

    Pack(Mapping index, Mapping pack) : index_(std::move(index)), pack_(std::move(pack)) {}
    Result<void> read_index();
    void read_headers();
    void link();
    [[nodiscard]] std::uint64_t end_of(Index entry) const;
    [[nodiscard]] Index find(const std::uint8_t* id) const;
    [[nodiscard]] Index find_offset(std::uint64_t offset) const;

    std::string name_;
    Mapping index_;
    Mapping pack_;
    const std::uint8_t* ids_ = nullptr; // 20 bytes each, sorted
    const std::uint8_t* checks_ = nullptr; // their CRCs, 4 bytes each
    bool index_is_sound_ = false;
    std::vector<Entry> entries_; // by offset
    std::vector<Index> entry_of_position_;
    std::vector<Index> derived_; // grouped by base
    std::vector<std::uint32_t> first_derived_;
    std::vector<std::uint64_t> tree_size_;
    std::vector<Index> strays_;
};

/// Builds a text from its base and a delta, and says which runs were copied (neighbouring ones joined). An error for a delta that is damaged or does
/// not fit its base; `limit` bounds the result.
[[nodiscard]] Result<void> apply_delta(std::string_view base, std::string_view delta, std::uint64_t limit, std::string& out,
                                       std::vector<CopiedRun>& copies);

/// The size of the text that a delta builds; 0 for a damaged one.
[[nodiscard]] std::uint64_t delta_result_size(std::string_view delta);

} // namespace squire::source
