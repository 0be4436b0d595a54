// SPDX-License-Identifier: MIT
//
// Looks into archives that stand in a source tree. They come from strangers: sizes lie, archives hold themselves, a few kilobytes unpack to terabytes.
// So everything is bounded, nothing is written anywhere, and what was left out is said.
//
// Opened: zip (and what is one: jar, whl, docx), tar, cpio, ar and deb, rpm; gzip, bzip2, xz and zstd around one of these or around a single file.
// 7-Zip and RAR are recognised and named, not opened: libarchive's readers of these two allocate what the file asks for.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string_view>

#include "base/problems.h"
#include "base/progress.h"

namespace squire::secrets {

struct ArchiveLimits {
    unsigned depth = 3; // archives in archives: 1 opens the outermost only. A .tar.gz is one
    std::uint64_t member_bytes = 64ULL << 20U; // a longer member is left out
    std::uint64_t total_bytes = 512ULL << 20U; // of all members that are shown or opened in turn
    std::uint64_t ratio = 200; // unpacked to packed, for each archive that unpacks to more than 1 MiB
    unsigned members = 20'000; // in all, empty ones and folders too
    std::chrono::milliseconds time{10'000}; // in all, the time that `show` takes too
};

/// By the first bytes, and for tar of the old kind by the name. Costs a few comparisons.
[[nodiscard]] bool looks_like_archive(std::string_view path, std::string_view bytes);

using ShowMember = std::function<void(std::string_view path, std::string_view bytes)>;

/// Shows every regular member, in the order of the archive, as "outer.zip!folder/name" with its bytes, which are valid during the call only; a member
/// that is an archive is opened in its place ("outer.tar!inner.zip!name"). The member of a bare `x.log.gz` is `x.log`. Member names are UTF-8 of at
/// most 1,024 bytes and otherwise as they stand, with `..` and all. Links, devices and empty members are passed over. What is left out goes to
/// `problems` as incomplete, with the member's path as its place. Holds at most `depth` members in memory. Stops early when cancelled.
void read_archive(std::string_view path, std::string_view bytes, const ArchiveLimits& limits, const ShowMember& show, Problems& problems,
                  const Cancellation* cancellation);

} // namespace squire::secrets
