// SPDX-License-Identifier: MIT
#include "advisories/index.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "advisories/ecosystem.h"
#include "advisories/index_format.h"
#include "base/text.h"

namespace squire::advisories {

/// The mapped file, and which of its blocks have been held against their checks.
class Index::File {
public:
    File(std::filesystem::path path, void* memory, std::size_t size) : path(std::move(path)), memory_(memory), size_(size) {}
    ~File() {
        if (memory_ != nullptr) ::munmap(memory_, size_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    [[nodiscard]] std::string_view all() const { return {static_cast<const char*>(memory_), size_}; }

    Result<void> prepare() {
        auto read = decode_header(all());
        if (!read) return std::unexpected(at_file(read.error()));
        header = *read;
        const std::uint64_t checked = header.checks_position - kHeaderSize;
        const std::uint64_t blocks = (checked + kBlockSize - 1) / kBlockSize;
        checks_ = all().substr(header.checks_position);
        if (checks_.size() != blocks * 8 || sha256(checks_) != header.checks_digest) return std::unexpected(damaged());
        seen_ = std::vector<std::atomic<bool>>(blocks);
        return {};
    }

    /// Bytes between header and checks, once they are known to be what was written.
    [[nodiscard]] Result<std::string_view> bytes(std::uint64_t position, std::uint64_t size) const {
        if (position < kHeaderSize || position > header.checks_position || size > header.checks_position - position)
            return std::unexpected(damaged());
        if (size == 0) return std::string_view{};
        for (std::uint64_t block = (position - kHeaderSize) / kBlockSize; block <= (position + size - 1 - kHeaderSize) / kBlockSize; ++block) {
            if (seen_[block].load(std::memory_order_relaxed)) continue; // two threads may both look: the answer is the same
            const std::uint64_t start = kHeaderSize + block * kBlockSize;
            const std::string_view content = all().substr(start, std::min<std::uint64_t>(kBlockSize, header.checks_position - start));
            if (::XXH3_64bits(content.data(), content.size()) != get_fixed(checks_, block * 8, 8)) return std::unexpected(damaged());
            seen_[block].store(true, std::memory_order_relaxed);
        }
        return all().substr(position, size);
    }

    struct Entry {
        std::string_view record;
        std::uint32_t extra = 0;
    };

    [[nodiscard]] Result<Entry> entry(const Directory& directory, std::uint32_t number) const {
        const auto entry = bytes(directory.position + std::uint64_t{number} * kEntrySize, kEntrySize);
        if (!entry) return std::unexpected(entry.error());
        const auto record = bytes(get_fixed(*entry, 0, 8), get_fixed(*entry, 8, 4));
        if (!record) return std::unexpected(record.error());
        return Entry{*record, static_cast<std::uint32_t>(get_fixed(*entry, 12, 4))};
    }

    /// The number of the first record whose first text does not come before `key`; the directory's count where there is none.
    [[nodiscard]] Result<std::uint32_t> lower_bound(const Directory& directory, std::string_view key) const {
        std::uint32_t first = 0;
        std::uint32_t count = directory.count;
        while (count > 0) {
            const std::uint32_t half = count / 2;
            const auto found = entry(directory, first + half);
            if (!found) return std::unexpected(found.error());
            if (ByteReader(found->record).text() < key) {
                first += half + 1;
                count -= half + 1;
            } else {
                count = half;
            }
        }
        return first;
    }

    [[nodiscard]] Error damaged() const {
        return {ErrorKind::malformed, "the index of advisories is damaged: this part of it is not what was written", path.string(),
                "squire advisories update builds it anew"};
    }
    [[nodiscard]] Error at_file(Error error) const {
        error.place = path.string();
        return error;
    }

    std::filesystem::path path;
    IndexHeader header;

private:
    void* memory_;
    std::size_t size_;
    std::string_view checks_;
    mutable std::vector<std::atomic<bool>> seen_;
};

namespace {

std::uint32_t number_from(ByteReader& in) { return static_cast<std::uint32_t>(std::min<std::uint64_t>(in.number(), UINT32_MAX)); }

} // namespace

Index::Index(std::unique_ptr<File> file) : file_(std::move(file)) {}
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;
Index::~Index() = default;

Result<Index> Index::open(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        if (errno == ENOENT)
            return fail(ErrorKind::not_found, "there is no index of advisories yet", file.string(), "squire advisories update fetches them");
        return fail(ErrorKind::unreadable, std::strerror(errno), file.string());
    }
    struct stat status{};
    const bool regular = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    const auto size = static_cast<std::size_t>(regular ? status.st_size : 0);
    void* const memory = size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    const int code = errno;
    ::close(descriptor);
    if (memory == MAP_FAILED) return fail(ErrorKind::unreadable, std::strerror(code), file.string());
    if (memory == nullptr)
        return fail(ErrorKind::malformed, "this is no index of advisories", file.string(), "squire advisories update builds one");
    auto mapped = std::make_unique<File>(file, memory, size);
    if (auto prepared = mapped->prepare(); !prepared) return std::unexpected(prepared.error());
    return Index(std::move(mapped));
}

IndexStatus Index::status() const {
    const IndexHeader& header = file_->header;
    return {.file = file_->path,
            .bytes = header.file_size,
            .built = header.built,
            .newest = header.newest,
            .advisories = header.advisories.count,
            .packages = header.packages.count,
            .withdrawn = header.withdrawn};
}

namespace {

// Calls `take` with each entry of a package's record.
template <class Take> bool each_entry(std::string_view record, Take take) {
    ByteReader in(record);
    (void)in.text();
    for (std::size_t left = in.count(); left > 0 && in.good(); --left) {
        const std::uint32_t advisory = number_from(in);
        const std::uint32_t group = number_from(in);
        take(advisory, group, in.text());
    }
    return in.good();
}

} // namespace

Result<std::vector<IndexEntry>> Index::entries(std::string_view ecosystem, std::string_view package) const {
    const std::string key = package_key(ecosystem, package);
    const auto number = file_->lower_bound(file_->header.packages, key);
    if (!number) return std::unexpected(number.error());
    std::vector<IndexEntry> entries;
    if (*number == file_->header.packages.count) return entries;
    const auto found = file_->entry(file_->header.packages, *number);
    if (!found) return std::unexpected(found.error());
    if (ByteReader(found->record).text() != key) return entries;
    const bool whole = each_entry(found->record, [&](std::uint32_t advisory, std::uint32_t group, std::string_view body) {
        ByteReader in(body);
        IndexEntry entry{advisory, group, decode_affected(in)};
        entry.affected.ecosystem = canonical_ecosystem(ecosystem);
        entry.affected.package = canonical_package(ecosystem, package);
        entries.push_back(std::move(entry));
    });
    if (!whole) return std::unexpected(file_->damaged());
    return entries;
}

Result<std::vector<IndexEntry>> Index::affecting(std::string_view ecosystem, std::string_view package, std::string_view version) const {
    const std::string key = package_key(ecosystem, package);
    const auto number = file_->lower_bound(file_->header.packages, key);
    if (!number) return std::unexpected(number.error());
    std::vector<IndexEntry> entries;
    if (*number == file_->header.packages.count) return entries;
    const auto found = file_->entry(file_->header.packages, *number);
    if (!found) return std::unexpected(found.error());
    if (ByteReader(found->record).text() != key) return entries;
    const EcosystemInfo* info = find_ecosystem(ecosystem);
    const VersionOrder order = info == nullptr ? VersionOrder::semver : info->order;
    const bool whole = each_entry(found->record, [&](std::uint32_t advisory, std::uint32_t group, std::string_view body) {
        ByteReader test(body);
        if (!skip_affected(test, order, version)) return;
        ByteReader in(body);
        IndexEntry entry{advisory, group, decode_affected(in)};
        entry.affected.ecosystem = canonical_ecosystem(ecosystem);
        entry.affected.package = canonical_package(ecosystem, package);
        entries.push_back(std::move(entry));
    });
    if (!whole) return std::unexpected(file_->damaged());
    return entries;
}

Result<std::vector<std::pair<std::string, std::uint32_t>>> Index::ecosystems() const {
    std::vector<std::pair<std::string, std::uint32_t>> ecosystems;
    for (std::uint32_t number = 0; number < file_->header.packages.count; ++number) {
        const auto found = file_->entry(file_->header.packages, number);
        if (!found) return std::unexpected(found.error());
        const std::string_view key = ByteReader(found->record).text();
        const std::string_view name = key.substr(0, key.find('\0'));
        if (ecosystems.empty() || ecosystems.back().first != name) ecosystems.emplace_back(name, 0);
        ++ecosystems.back().second;
    }
    return ecosystems;
}

Result<Advisory> Index::advisory(std::uint32_t number) const {
    if (number >= file_->header.advisories.count) return std::unexpected(file_->damaged()); // an entry that leads nowhere
    const auto found = file_->entry(file_->header.advisories, number);
    if (!found) return std::unexpected(found.error());
    ByteReader in(found->record);
    Advisory advisory = decode_advisory(in);
    if (!in.good()) return std::unexpected(file_->damaged());
    return advisory;
}

Result<std::vector<std::uint32_t>> Index::group(std::uint32_t group) const {
    std::vector<std::uint32_t> members;
    const Directory& directory = file_->header.advisories;
    const auto entries = file_->bytes(directory.position, std::uint64_t{directory.count} * kEntrySize);
    if (!entries) return std::unexpected(entries.error());
    for (std::uint32_t number = 0; number < directory.count; ++number) {
        if (get_fixed(*entries, number * kEntrySize + 12, 4) == group) members.push_back(number);
    }
    return members;
}

Result<std::vector<std::uint32_t>> Index::find(std::string_view id) const {
    const std::string wanted = canonical_id(id);
    const auto number = file_->lower_bound(file_->header.ids, wanted);
    if (!number) return std::unexpected(number.error());
    if (*number == file_->header.ids.count) return std::vector<std::uint32_t>{};
    const auto found = file_->entry(file_->header.ids, *number);
    if (!found) return std::unexpected(found.error());
    ByteReader in(found->record);
    if (in.text() != wanted) return std::vector<std::uint32_t>{};
    const std::uint32_t first = number_from(in);
    if (first >= file_->header.advisories.count) return std::unexpected(file_->damaged());
    const auto entry = file_->entry(file_->header.advisories, first);
    if (!entry) return std::unexpected(entry.error());
    auto members = group(entry->extra);
    if (!members) return members;
    // The record whose own id was asked for before those that only know it as an alias.
    for (std::size_t i = 0; i < members->size(); ++i) {
        const auto each = advisory((*members)[i]);
        if (!each) return std::unexpected(each.error());
        if (each->id == wanted)
            std::rotate(members->begin(), members->begin() + static_cast<std::ptrdiff_t>(i),
                        members->begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
    return members;
}

Result<std::vector<std::uint32_t>> Index::search(std::string_view text, std::size_t most) const {
    const std::string wanted = to_lower(text);
    std::vector<std::uint32_t> found;
    for (std::uint32_t number = 0; number < file_->header.advisories.count && found.size() < most; ++number) {
        const auto each = advisory(number);
        if (!each) return std::unexpected(each.error());
        const bool has = contains_ignoring_case(each->id, wanted) || contains_ignoring_case(each->summary, wanted) ||
                         std::ranges::any_of(each->aliases, [&](const std::string& id) { return contains_ignoring_case(id, wanted); }) ||
                         std::ranges::any_of(each->affected, [&](const Affected& one) { return contains_ignoring_case(one.package, wanted); });
        if (has) found.push_back(number);
    }
    return found;
}

std::filesystem::path default_index_file() {
    const auto folder = [](const char* variable) {
        const char* value = std::getenv(variable);
        return value != nullptr && *value == '/' ? std::filesystem::path(value) : std::filesystem::path();
    };
    if (const auto data = folder("XDG_DATA_HOME"); !data.empty()) return data / "squire" / "advisories.index";
    if (const auto home = folder("HOME"); !home.empty()) return home / ".local" / "share" / "squire" / "advisories.index";
    return {};
}

int age_in_days(const IndexStatus& status, Time now) {
    return static_cast<int>(std::max<std::int64_t>(std::chrono::duration_cast<std::chrono::days>(now - status.built).count(), 0));
}

} // namespace squire::advisories
