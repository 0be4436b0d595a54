// SPDX-License-Identifier: MIT
#include "source/pack.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <numeric>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <libdeflate.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"

namespace squire::source {
namespace {

constexpr std::size_t kIdSize = 20;
constexpr unsigned kOffsetDelta = 6;
constexpr unsigned kIdDelta = 7;

std::uint32_t big_endian_32(const std::uint8_t* at) {
    return (std::uint32_t{at[0]} << 24U) | (std::uint32_t{at[1]} << 16U) | (std::uint32_t{at[2]} << 8U) | at[3];
}

std::uint64_t big_endian_64(const std::uint8_t* at) { return (std::uint64_t{big_endian_32(at)} << 32U) | big_endian_32(at + 4); }

struct DecompressorDeleter {
    void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
};

libdeflate_decompressor* decompressor_of_this_thread() {
    thread_local const std::unique_ptr<libdeflate_decompressor, DecompressorDeleter> decompressor(libdeflate_alloc_decompressor());
    return decompressor.get();
}

// A size as a delta's header has it: seven bits a byte, least first. False where it does not end.
bool read_size(std::string_view& bytes, std::uint64_t& size) {
    size = 0;
    for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        size |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if ((byte & 0x80U) == 0) return true;
    }
    return false;
}

// Every byte is written right after, so filling with zeros first would be a second pass over everything git holds.
void resize_unfilled(std::string& text, std::size_t size) {
    text.resize_and_overwrite(size, [size](char*, std::size_t) { return size; }); // libstdc++ 12 passes the capacity, not the size
}

} // namespace

Result<Mapping> Mapping::open(const std::filesystem::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return fail(ErrorKind::unreadable, std::strerror(errno), path.string());
    struct stat status{};
    Mapping mapping;
    if (::fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
        void* data = ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE, fd, 0);
        if (data != MAP_FAILED) {
            mapping.data_ = static_cast<const std::uint8_t*>(data);
            mapping.size_ = static_cast<std::size_t>(status.st_size);
        }
    }
    ::close(fd);
    if (mapping.data_ == nullptr) return fail(ErrorKind::unreadable, "could not be mapped into memory", path.string());
    return mapping;
}

Mapping::Mapping(Mapping&& other) noexcept : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Mapping& Mapping::operator=(Mapping&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
}

Mapping::~Mapping() {
    if (data_ != nullptr) ::munmap(const_cast<std::uint8_t*>(data_), size_);
}

Result<Pack> Pack::open(const std::filesystem::path& index_path) {
    auto index = Mapping::open(index_path);
    if (!index) return std::unexpected(index.error());
    auto pack_path = index_path;
    pack_path.replace_extension(".pack");
    auto mapped = Mapping::open(pack_path);
    if (!mapped) return std::unexpected(mapped.error());
    Pack pack(std::move(*index), std::move(*mapped));
    pack.name_ = pack_path.string();
    if (auto read = pack.read_index(); !read) return std::unexpected(read.error());
    pack.read_headers();
    pack.link();
    return pack;
}

// Index version 2: magic, version, 256 running counts, ids, CRCs, 4-byte offsets, 8-byte offsets, two checksums.
Result<void> Pack::read_index() {
    const auto bytes = index_.bytes();
    const auto malformed = [&](std::string_view what) { return fail(ErrorKind::malformed, std::string(what), name_, "try: git fsck"); };
    constexpr std::size_t kHeader = 8;
    constexpr std::size_t kFanout = std::size_t{256} * 4;
    if (bytes.size() < kHeader + kFanout + 2 * kIdSize || std::memcmp(bytes.data(), "\377tOc", 4) != 0) {
        return malformed("the pack's index is damaged or of version 1");
    }
    if (big_endian_32(bytes.data() + 4) != 2) return malformed("the pack's index has an unknown version");
    const std::uint64_t count = big_endian_32(bytes.data() + kHeader + kFanout - 4);
    if (bytes.size() < kHeader + kFanout + count * (kIdSize + 4 + 4) + 2 * kIdSize) return malformed("the pack's index is cut off");

    const auto pack = pack_.bytes();
    if (pack.size() < 12 + kIdSize || std::memcmp(pack.data(), "PACK", 4) != 0) return malformed("the pack is damaged");
    if (const auto version = big_endian_32(pack.data() + 4); version != 2 && version != 3) return malformed("the pack has an unknown version");
    if (big_endian_32(pack.data() + 8) != count) return malformed("the pack and its index disagree about the number of objects");

    const Sha1 checksum = sha1({reinterpret_cast<const char*>(bytes.data()), bytes.size() - kIdSize});
    index_is_sound_ = std::memcmp(checksum.data(), bytes.data() + bytes.size() - kIdSize, kIdSize) == 0;
    ids_ = bytes.data() + kHeader + kFanout;
    checks_ = ids_ + count * kIdSize;
    const std::uint8_t* small_offsets = ids_ + count * (kIdSize + 4);
    const std::uint8_t* large_offsets = small_offsets + count * 4;
    const std::size_t large_count = static_cast<std::size_t>(bytes.data() + bytes.size() - 2 * kIdSize - large_offsets) / 8;
    entries_.resize(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        std::uint64_t offset = big_endian_32(small_offsets + std::size_t{i} * 4);
        if ((offset & 0x80000000U) != 0) {
            const std::uint64_t row = offset & 0x7FFFFFFFU;
            if (row >= large_count) return malformed("the pack's index points outside itself");
            offset = big_endian_64(large_offsets + row * 8);
        }
        if (offset < 12 || offset >= pack.size() - kIdSize) return malformed("the pack's index points outside the pack");
        entries_[i].offset = offset;
        entries_[i].position = i;
    }
    std::ranges::sort(entries_, {}, &Entry::offset);
    entry_of_position_.resize(count);
    for (Index entry = 0; entry < count; ++entry) entry_of_position_[entries_[entry].position] = entry;
    return {};
}

void Pack::read_headers() {
    const auto pack = pack_.bytes();
    for (Index entry = 0; entry < entries_.size(); ++entry) {
        Entry& each = entries_[entry];
        const std::uint8_t* const begin = pack.data() + each.offset;
        const std::uint8_t* const end = pack.data() + end_of(entry);
        const std::uint8_t* at = begin;
        std::uint8_t byte = *at++;
        const unsigned type = (byte >> 4U) & 7U;
        each.stated_size = byte & 0x0FU;
        unsigned shift = 4;
        while ((byte & 0x80U) != 0 && at < end && shift < 60) {
            byte = *at++;
            each.stated_size |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            shift += 7;
        }
        bool sound = (byte & 0x80U) == 0;
        if (type >= 1 && type <= 4) {
            each.kind = static_cast<ObjectKind>(type);
        } else if (type == kOffsetDelta && at < end) {
            byte = *at++;
            std::uint64_t distance = byte & 0x7FU;
            while ((byte & 0x80U) != 0 && at < end && distance < (std::uint64_t{1} << 56U)) {
                byte = *at++;
                distance = ((distance + 1) << 7U) | (byte & 0x7FU);
            }
            sound = sound && distance <= each.offset;
            if (sound) each.base = find_offset(each.offset - distance);
            sound = sound && each.base != kNone && each.base != entry;
        } else if (type == kIdDelta && end - at >= static_cast<std::ptrdiff_t>(kIdSize)) {
            each.base = find(at);
            at += kIdSize;
            sound = sound && each.base != kNone && each.base != entry;
        } else {
            sound = false;
        }
        each.header = static_cast<std::uint16_t>(at - begin);
        if (!sound) {
            each.base = kNone;
            each.kind = ObjectKind::none;
            strays_.push_back(entry);
        }
    }
}

// Groups the deltas by base, gives each the kind of its root, and sums the packed sizes upwards. Ref deltas may point forward, and a damaged pack may
// even hold a cycle, so the order comes from walking down from the roots; what is never reached is a stray.
void Pack::link() {
    const std::size_t count = entries_.size();
    first_derived_.assign(count + 1, 0);
    for (const Entry& entry : entries_) {
        if (entry.base != kNone) ++first_derived_[entry.base + 1];
    }
    std::partial_sum(first_derived_.begin(), first_derived_.end(), first_derived_.begin());
    derived_.resize(first_derived_.back());
    std::vector<std::uint32_t> next(first_derived_.begin(), first_derived_.end() - 1);
    for (Index entry = 0; entry < count; ++entry) {
        if (entries_[entry].base != kNone) derived_[next[entries_[entry].base]++] = entry;
    }

    std::vector<Index> order;
    order.reserve(count);
    for (Index entry = 0; entry < count; ++entry) {
        if (entries_[entry].kind != ObjectKind::none) order.push_back(entry);
    }
    for (std::size_t i = 0; i < order.size(); ++i) {
        for (const Index below : derived(order[i])) {
            entries_[below].kind = entries_[order[i]].kind;
            order.push_back(below);
        }
    }
    tree_size_.assign(count, 0);
    for (std::size_t i = order.size(); i-- > 0;) {
        const Index entry = order[i];
        tree_size_[entry] += packed_size(entry);
        if (entries_[entry].base != kNone) tree_size_[entries_[entry].base] += tree_size_[entry];
    }
    for (Index entry = 0; entry < count; ++entry) {
        const auto group = std::span(derived_).subspan(first_derived_[entry], first_derived_[entry + 1] - first_derived_[entry]);
        if (group.size() > 1) std::ranges::sort(group, {}, [&](Index below) { return std::pair(tree_size_[below], below); });
        if (entries_[entry].kind == ObjectKind::none && entries_[entry].base != kNone) strays_.push_back(entry);
    }
}

std::span<const Pack::Index> Pack::derived(Index entry) const {
    return std::span(derived_).subspan(first_derived_[entry], first_derived_[entry + 1] - first_derived_[entry]);
}

std::vector<Pack::Index> Pack::roots(ObjectKind kind) const {
    std::vector<Index> found;
    for (Index entry = 0; entry < entries_.size(); ++entry) {
        if (entries_[entry].kind == kind && entries_[entry].base == kNone) found.push_back(entry);
    }
    std::ranges::stable_sort(found, std::greater<>{}, [&](Index entry) { return tree_size_[entry]; });
    return found;
}

ObjectId Pack::id(Index entry) const {
    ObjectId id;
    std::memcpy(id.bytes.data(), ids_ + std::size_t{entries_[entry].position} * kIdSize, kIdSize);
    return id;
}

std::uint64_t Pack::end_of(Index entry) const {
    return entry + 1 < entries_.size() ? entries_[entry + 1].offset : pack_.bytes().size() - kIdSize;
}

Pack::Index Pack::find(const std::uint8_t* id) const {
    const std::uint8_t* fanout = index_.bytes().data() + 8;
    std::size_t low = id[0] == 0 ? 0 : big_endian_32(fanout + (std::size_t{id[0]} - 1) * 4);
    std::size_t high = big_endian_32(fanout + std::size_t{id[0]} * 4);
    if (low > high || high > entries_.size()) return kNone;
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        const int order = std::memcmp(ids_ + middle * kIdSize, id, kIdSize);
        if (order == 0) return entry_of_position_[middle];
        (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
    }
    return kNone;
}

Pack::Index Pack::find_offset(std::uint64_t offset) const {
    const auto found = std::ranges::lower_bound(entries_, offset, {}, &Entry::offset);
    return found != entries_.end() && found->offset == offset ? static_cast<Index>(found - entries_.begin()) : kNone;
}

bool Pack::is_sound(Index entry) const {
    const Entry& each = entries_[entry];
    const std::uint64_t size = std::max(end_of(entry), each.offset) - each.offset;
    return libdeflate_crc32(0, pack_.bytes().data() + each.offset, size) == big_endian_32(checks_ + std::size_t{each.position} * 4);
}

Result<void> Pack::inflate(Index entry, std::string& out, std::uint64_t limit) const {
    const Entry& each = entries_[entry];
    const auto damaged = [&] { return fail(ErrorKind::malformed, "damaged in " + name_, "object " + id(entry).hex(), "try: git fsck"); };
    if (!is_sound(entry)) return damaged();
    if (each.stated_size > limit) {
        return fail(ErrorKind::limit, fmt::format("{} bytes, more than the limit of {}", each.stated_size, limit), "object " + id(entry).hex());
    }
    resize_unfilled(out, each.stated_size);
    const std::uint64_t begin = each.offset + each.header;
    const std::uint64_t end = end_of(entry);
    std::size_t got = 0;
    const auto outcome = begin < end ? libdeflate_zlib_decompress(decompressor_of_this_thread(), pack_.bytes().data() + begin, end - begin,
                                                                  out.data(), out.size(), &got)
                                     : LIBDEFLATE_BAD_DATA;
    if (outcome != LIBDEFLATE_SUCCESS || got != out.size()) return damaged();
    return {};
}

std::uint64_t delta_result_size(std::string_view delta) {
    std::uint64_t base = 0;
    std::uint64_t result = 0;
    return read_size(delta, base) && read_size(delta, result) ? result : 0;
}

Result<void> apply_delta(std::string_view base, std::string_view delta, std::uint64_t limit, std::string& out, std::vector<CopiedRun>& copies) {
    const auto damaged = [] { return fail(ErrorKind::malformed, "a damaged delta"); };
    copies.clear();
    std::uint64_t base_size = 0;
    std::uint64_t result_size = 0;
    if (!read_size(delta, base_size) || !read_size(delta, result_size) || base_size != base.size()) return damaged();
    if (result_size > limit) return fail(ErrorKind::limit, fmt::format("{} bytes, more than the limit of {}", result_size, limit));
    resize_unfilled(out, result_size);
    std::size_t filled = 0;
    const auto* at = reinterpret_cast<const unsigned char*>(delta.data());
    const auto* const end = at + delta.size();
    while (at < end) {
        const unsigned op = *at++;
        if ((op & 0x80U) != 0) {
            std::uint64_t offset = 0;
            std::uint64_t length = 0;
            for (unsigned i = 0; i < 7; ++i) {
                if ((op & (1U << i)) == 0) continue;
                if (at == end) return damaged();
                const std::uint64_t byte = *at++;
                if (i < 4) {
                    offset |= byte << (8 * i);
                } else {
                    length |= byte << (8 * (i - 4));
                }
            }
            if (length == 0) length = 0x10000;
            if (offset > base.size() || length > base.size() - offset || length > out.size() - filled) return damaged();
            std::memcpy(out.data() + filled, base.data() + offset, length);
            if (!copies.empty() && copies.back().offset + copies.back().length == filled &&
                copies.back().base_offset + copies.back().length == offset) {
                copies.back().length += length;
            } else {
                copies.push_back({.base_offset = offset, .offset = filled, .length = length});
            }
            filled += length;
        } else {
            if (op == 0 || op > static_cast<std::size_t>(end - at) || op > out.size() - filled) return damaged();
            std::memcpy(out.data() + filled, at, op);
            at += op;
            filled += op;
        }
    }
    return filled == out.size() ? Result<void>{} : damaged();
}

} // namespace squire::source
