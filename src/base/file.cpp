// SPDX-License-Identifier: MIT
#include "base/file.h"

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace squire {
namespace {

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return fd_; }

private:
    int fd_;
};

std::unexpected<Error> system_error(ErrorKind kind, const std::filesystem::path& path) {
    const int code = errno;
    return fail(code == ENOENT ? ErrorKind::not_found : kind, std::strerror(code), path.string());
}

} // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t limit) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.get() < 0) return system_error(ErrorKind::unreadable, path);
    struct stat status{};
    if (::fstat(file.get(), &status) != 0) return system_error(ErrorKind::unreadable, path);
    if (!S_ISREG(status.st_mode)) return fail(ErrorKind::unsupported, "not a regular file", path.string());
    if (static_cast<std::uint64_t>(status.st_size) > limit) {
        return fail(ErrorKind::limit, fmt::format("{} bytes, more than the limit of {}", status.st_size, limit), path.string());
    }
    std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const ssize_t got = ::read(file.get(), bytes.data() + filled, bytes.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return system_error(ErrorKind::unreadable, path);
        if (got == 0) break; // it shrank while it was read
        filled += static_cast<std::size_t>(got);
    }
    bytes.resize(filled);
    return bytes;
}

namespace {

constexpr std::string_view kUnfinished = ".squire-write-"; // how files are called until they are whole

} // namespace

Result<void> write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::error_code error;
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
    if (error) return fail(ErrorKind::io, fmt::format("the folder cannot be made: {}", error.message()), path.parent_path().string());
    std::string beside = (path.parent_path() / (std::string(kUnfinished) + "XXXXXX")).string();
    const Descriptor file(::mkostemp(beside.data(), O_CLOEXEC));
    const auto not_written = [&] {
        return fail(ErrorKind::io, fmt::format("the file cannot be written: {}", std::strerror(errno)), path.string());
    };
    if (file.get() < 0) return not_written();
    const auto give_up = [&]() {
        const auto failure = not_written();
        ::unlink(beside.c_str());
        return failure;
    };
    while (!bytes.empty()) {
        const ssize_t put = ::write(file.get(), bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return give_up();
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    if (::fchmod(file.get(), 0644) != 0 || ::fsync(file.get()) != 0) return give_up();
    if (::rename(beside.c_str(), path.c_str()) != 0) return give_up();
    return {};
}

void remove_unfinished(const std::filesystem::path& folder) {
    constexpr std::chrono::seconds kOld{2};
    std::error_code ignored;
    for (std::filesystem::directory_iterator each(folder, ignored), end; each != end; each.increment(ignored)) {
        if (!each->path().filename().string().starts_with(kUnfinished) || !each->is_regular_file(ignored)) continue;
        if (std::filesystem::file_time_type::clock::now() - each->last_write_time(ignored) > kOld)
            std::filesystem::remove(each->path(), ignored);
    }
}

std::filesystem::path cache_folder() {
    if (const char* folder = std::getenv("XDG_CACHE_HOME"); folder != nullptr && *folder == '/') return std::filesystem::path(folder) / "squire";
    if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/') return std::filesystem::path(home) / ".cache" / "squire";
    return {};
}

} // namespace squire
