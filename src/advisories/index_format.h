// SPDX-License-Identifier: MIT
//
// The index: all advisories in one file that is only ever read, mapped into memory, so that opening costs the same whatever its size.
//
//     header       of kHeaderSize bytes, see IndexHeader
//     records      one after another, in the encoding of byte_stream.h: packages in the order of their keys, then advisories, then ids
//     directories  of packages, advisories and ids: entries of fixed width that say where the records are, in rising order of key or id
//     checks       XXH3-64 of each block of kBlockSize bytes of all that lies between header and checks
//
// The header's last 32 bytes are the SHA-256 of what is before them, and it holds the SHA-256 of the checks: opening looks at these two, and a block is
// held against its check when it is first needed. A file that was cut off, half written or changed is so refused without reading all of it.
//
// All positions are bytes from the start of the file; numbers have their lowest byte first. A package's key is "ecosystem", NUL, "name", canonical.
// A package's record is its key and what each advisory says about it; an advisory's the whole of it; an id's its text and the advisory's number.
// A change of any of this is a new kIndexVersion: an index of another version is built anew, never converted.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "advisories/advisory.h"
#include "advisories/byte_stream.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/result.h"

namespace squire::advisories {

inline constexpr std::uint32_t kIndexVersion = 2;
inline constexpr std::string_view kIndexMagic = "SQUADVIX";
inline constexpr std::size_t kHeaderSize = 256;
inline constexpr std::size_t kBlockSize = 16384;
inline constexpr std::size_t kEntrySize = 16; // of a directory: position (8), size (4), and of an advisory its group, of an id nothing (4)

struct Directory {
    std::uint64_t position = 0;
    std::uint32_t count = 0;
};

struct IndexHeader {
    std::uint64_t file_size = 0;
    Time built{};
    Time newest{}; // when a record was last changed, as the databases say
    std::uint32_t withdrawn = 0; // records that are not in it for that reason
    Directory packages, advisories, ids;
    std::uint64_t checks_position = 0;
    Sha256 checks_digest{};
};

[[nodiscard]] std::string encode_header(const IndexHeader& header); // kHeaderSize bytes
[[nodiscard]] Result<IndexHeader> decode_header(std::string_view file); // of the whole file; the error has no place

/// What an advisory says of one package, without the names.
void encode_affected(const Affected& affected, ByteWriter& out);
void encode_advisory(const Advisory& advisory, ByteWriter& out);
[[nodiscard]] Affected decode_affected(ByteReader& in);
[[nodiscard]] Advisory decode_advisory(ByteReader& in);

/// The same as decoding and asking whether the version is affected, without making anything. Takes the entry off in any case.
[[nodiscard]] bool skip_affected(ByteReader& in, VersionOrder order, std::string_view version);

[[nodiscard]] std::string package_key(std::string_view ecosystem, std::string_view package);

} // namespace squire::advisories
