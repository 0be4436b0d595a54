// SPDX-License-Identifier: MIT
#include "advisories/archive_walk.h"

#include <algorithm>
#include <array>
#include <memory>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include "base/text.h"

namespace squire::advisories {
namespace {

constexpr std::size_t kReadBlock = 256U << 10U;

struct FreeArchive {
    void operator()(archive* reader) const { ::archive_read_free(reader); }
};

Error broken(archive* reader, const std::filesystem::path& file) {
    const char* reason = ::archive_error_string(reader);
    return {ErrorKind::malformed, fmt::format("the archive cannot be read on: {}", reason == nullptr ? "no reason is known" : reason),
            file.string(), "was it downloaded whole?"};
}

} // namespace

bool is_archive_name(std::string_view path) {
    constexpr std::array<std::string_view, 10> kEndings{".zip", ".tar",     ".tar.gz", ".tgz",     ".tar.xz",
                                                        ".txz", ".tar.bz2", ".tbz2",   ".tar.zst", ".tzst"};
    const std::string lower = to_lower(path);
    return std::ranges::any_of(kEndings, [&](std::string_view ending) { return lower.ends_with(ending); });
}

Result<void> walk_archive(const std::filesystem::path& file, const ArchiveLimits& limits, const std::function<bool(std::string_view)>& wanted,
                          const std::function<bool(std::string, std::string)>& take, Problems& problems) {
    const std::unique_ptr<archive, FreeArchive> reader(::archive_read_new());
    ::archive_read_support_filter_all(reader.get());
    ::archive_read_support_format_tar(reader.get());
    ::archive_read_support_format_zip_seekable(reader.get()); // by the directory at the end, which a cut-off file does not have
    if (::archive_read_open_filename(reader.get(), file.c_str(), kReadBlock) != ARCHIVE_OK) return std::unexpected(broken(reader.get(), file));
    std::uint64_t members = 0;
    std::uint64_t total = 0;
    for (;;) {
        archive_entry* entry = nullptr;
        const int status = ::archive_read_next_header(reader.get(), &entry);
        if (status == ARCHIVE_EOF) return {};
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return std::unexpected(broken(reader.get(), file));
        if (++members > limits.members)
            return fail(ErrorKind::limit, fmt::format("the archive has more than {} members", limits.members), file.string());
        const char* name = ::archive_entry_pathname(entry);
        if (name == nullptr || ::archive_entry_filetype(entry) != AE_IFREG || !wanted(name)) continue;
        std::string bytes;
        bool too_large = false;
        for (;;) {
            const void* block = nullptr;
            std::size_t size = 0;
            la_int64_t offset = 0;
            const int got = ::archive_read_data_block(reader.get(), &block, &size, &offset);
            if (got == ARCHIVE_EOF) break;
            if (got != ARCHIVE_OK && got != ARCHIVE_WARN) return std::unexpected(broken(reader.get(), file));
            total += size;
            if (total > limits.bytes)
                return fail(ErrorKind::limit, fmt::format("the archive unpacks to more than {} bytes", limits.bytes), file.string());
            too_large = too_large || bytes.size() + size > limits.member_bytes;
            if (!too_large) bytes.append(static_cast<const char*>(block), size);
        }
        if (too_large) {
            problems.add(
                Weight::incomplete,
                {ErrorKind::limit, fmt::format("larger than {} bytes, and left out", limits.member_bytes), file.string() + "!" + name, {}});
        } else if (!take(file.string() + "!" + name, std::move(bytes))) {
            return {};
        }
    }
}

} // namespace squire::advisories
