// SPDX-License-Identifier: MIT
#include "source/file_reader.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace squire::source {

namespace {

constexpr std::size_t kFirst = 256U << 10U; // most files fit, so that one read shows their end
constexpr std::size_t kKept = 16U << 20U;   // more memory than this goes back after use

std::unexpected<Error> too_long(std::uint64_t size, std::uint64_t limit) {
    return fail(ErrorKind::limit, fmt::format("not looked at: {} bytes, more than the limit of {}", size, limit));
}

} // namespace

bool FileReader::reserve(std::size_t size) {
    if (size <= capacity_) return true;
    auto* grown = static_cast<char*>(std::realloc(memory_.get(), size)); // NOLINT: see memory_
    if (grown == nullptr) return false;
    // realloc has freed the old memory already.
    [[maybe_unused]] char* const freed = memory_.release();
    memory_.reset(grown);
    capacity_ = size;
    return true;
}

Result<std::string_view> FileReader::read(int file, std::uint64_t limit) {
    struct stat status{};
    if (::fstat(file, &status) != 0) return fail(ErrorKind::unreadable, std::strerror(errno));
    if (!S_ISREG(status.st_mode)) return fail(ErrorKind::unsupported, "not a regular file");
    const auto size = static_cast<std::uint64_t>(std::max<off_t>(status.st_size, 0));
    if (size > limit) return too_long(size, limit);
    if (capacity_ > kKept && size < kKept) {
        memory_.reset();
        capacity_ = 0;
    }
    // One byte more than there should be: a read that leaves it empty has come to the end.
    std::uint64_t room = std::max<std::uint64_t>(size + 1, kFirst);
    std::uint64_t filled = 0;
    while (true) {
        if (!reserve(room)) return fail(ErrorKind::limit, "not looked at: out of memory");
        const ssize_t got = ::read(file, memory_.get() + filled, capacity_ - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(ErrorKind::unreadable, std::strerror(errno));
        filled += static_cast<std::uint64_t>(got);
        if (filled > limit) return too_long(filled, limit);
        if (got == 0 || (filled >= size && filled < capacity_)) break;
        if (filled == capacity_) room = filled * 2; // it grows while it is read
    }
    return std::string_view(memory_.get(), filled);
}

Result<std::string_view> FileReader::read_head(int file, std::size_t most) {
    if (!reserve(std::max(most, kFirst))) return fail(ErrorKind::limit, "not looked at: out of memory");
    std::size_t filled = 0;
    while (filled < most) {
        const ssize_t got = ::read(file, memory_.get() + filled, most - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(ErrorKind::unreadable, std::strerror(errno));
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    return std::string_view(memory_.get(), filled);
}

} // namespace squire::source
