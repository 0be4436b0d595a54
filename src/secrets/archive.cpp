// SPDX-License-Identifier: MIT
//
// libarchive can guess filters and formats, but it stacks up to 25 filters, and some of them are external programs. Here the first bytes decide: one
// filter at most, and only formats of the list below. A stream in a stream is then a member in a member, and all limits count for it.
//
// Members are always read to their end, never skipped: skipping a compressed member unpacks it too, but unseen by any limit. The archive is handed
// over in small pieces, so that time and cancellation are looked at even while nothing comes out.
#include "secrets/archive.h"

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include "base/text.h"
#include "secrets/byte_class.h"

namespace squire::secrets {

namespace {

using namespace std::string_view_literals;

enum class Kind : std::uint8_t { none, zip, tar, cpio, ar, rpm, gzip, bzip2, xz, zstd, seven_zip, rar };

struct Magic {
    std::string_view bytes;
    Kind kind;
};

constexpr Magic kMagics[] = {
    {"PK\x03\x04"sv, Kind::zip},
    {"PK\x05\x06"sv, Kind::zip},
    {"\x1f\x8b\x08"sv, Kind::gzip},
    {"BZh"sv, Kind::bzip2},
    {"\xfd"
     "7zXZ\0"sv,
     Kind::xz},
    {"\x28\xb5\x2f\xfd"sv, Kind::zstd},
    {"070701"sv, Kind::cpio},
    {"070702"sv, Kind::cpio},
    {"070707"sv, Kind::cpio},
    {"!<arch>\n"sv, Kind::ar},
    {"\xed\xab\xee\xdb"sv, Kind::rpm},
    {"7z\xbc\xaf\x27\x1c"sv, Kind::seven_zip},
    {"Rar!\x1a\x07"sv, Kind::rar},
};

constexpr std::size_t kTarBlock = 512;
constexpr std::uint64_t kFreeBytes = 1U << 20U; // below this the ratio does not matter
constexpr std::size_t kPiece = 4096; // of a compressed archive; 128 MB at the most that a format can make of it
constexpr std::size_t kLongestName = 1024;

/// Magic of three letters, or of digits, is soon written in a text: here more is asked for.
bool goes_on_as(Kind kind, std::string_view bytes) {
    if (kind == Kind::bzip2) { // a digit, and the mark of a block or of the end
        const auto mark = bytes.substr(std::min<std::size_t>(4, bytes.size()));
        return (mark.starts_with("1AY&SY") || mark.starts_with("\x17\x72\x45\x38\x50\x90")) && bytes[3] >= '1' && bytes[3] <= '9';
    }
    if (kind == Kind::cpio) { // a header is all digits
        const std::size_t size = bytes[5] == '7' ? 76 : 110;
        return bytes.size() >= size &&
               std::all_of(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size), [](char c) { return is(c, kHexDigit); });
    }
    return true;
}

Kind kind_of(std::string_view path, std::string_view bytes) {
    for (const auto& magic : kMagics) {
        if (bytes.starts_with(magic.bytes)) return goes_on_as(magic.kind, bytes) ? magic.kind : Kind::none;
    }
    if (bytes.size() < kTarBlock) return Kind::none;
    if (bytes.substr(257, 5) == "ustar") return Kind::tar;
    return path.ends_with(".tar") && bytes.size() % kTarBlock == 0 && bytes[0] != '\0' ? Kind::tar : Kind::none;
}

/// The compressed cpio archive in a package (rpm.org, "RPM v4 package file format"): behind a lead of 96 bytes and two headers, the first of them
/// filled up to eight bytes.
std::optional<std::string_view> rpm_payload(std::string_view bytes) {
    const auto number = [&](std::size_t at) {
        std::uint64_t value = 0;
        for (std::size_t index = 0; index < 4; ++index) value = value << 8U | static_cast<unsigned char>(bytes[at + index]);
        return value;
    };
    std::size_t at = 96;
    for (int header = 0; header < 2; ++header) {
        at = (at + 7) / 8 * 8;
        if (at + 16 > bytes.size() || bytes.substr(at, 3) != "\x8e\xad\xe8") return {};
        const std::uint64_t size = 16 + 16 * number(at + 8) + number(at + 12);
        if (size > bytes.size() - at) return {};
        at += size;
    }
    return bytes.substr(at);
}

/// What a bare compressed stream unpacks to: its file's name without the last suffix.
std::string_view name_of_stream(std::string_view path) {
    const auto name = path.substr(path.find_last_of("/!") + 1);
    for (const auto suffix : {".gz", ".bz2", ".xz", ".zst"}) {
        if (name.size() > std::string_view(suffix).size() && name.ends_with(suffix))
            return name.substr(0, name.size() - std::string_view(suffix).size());
    }
    return name;
}

/// libarchive converts names to the locale's character set; only in a UTF-8 locale do all of them survive.
class Utf8Locale {
public:
    Utf8Locale() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
        if (locale_ != nullptr) previous_ = uselocale(locale_);
    }
    ~Utf8Locale() {
        if (locale_ == nullptr) return;
        uselocale(previous_);
        freelocale(locale_);
    }
    Utf8Locale(const Utf8Locale&) = delete;
    Utf8Locale& operator=(const Utf8Locale&) = delete;

private:
    locale_t locale_;
    locale_t previous_ = nullptr;
};

struct FreeArchive {
    void operator()(archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<archive, FreeArchive>;

/// What all archives in one archive share.
class Walk {
public:
    Walk(const ArchiveLimits& limits, const ShowMember& show, Problems& problems, const Cancellation* cancellation)
        : limits_(limits), show_(show), problems_(problems), cancellation_(cancellation), end_(std::chrono::steady_clock::now() + limits.time) {}

    void open(const std::string& path, std::string_view bytes, unsigned depth);

    /// Whether time is up or the user had enough.
    [[nodiscard]] bool over() {
        if (cancellation_ != nullptr && cancellation_->requested()) stopped_ = true;
        if (!stopped_ && !late_) late_ = std::chrono::steady_clock::now() >= end_;
        return stopped_ || late_;
    }

private:
    /// Reads one archive; no member of an archive that held it is read before.
    struct Level {
        const std::string& path;
        std::string_view bytes;
        unsigned depth;
        std::string_view name; // of the only member of a bare stream
        std::uint64_t unpacked = 0;
    };

    void read(Level level, Kind kind);
    bool take_member(archive* reader, archive_entry* entry, Level& level);
    void pass_on(const std::string& member, std::string_view bytes, unsigned depth);
    [[nodiscard]] std::string member_path(archive_entry* entry, const Level& level) const;

    void left_out(ErrorKind kind, std::string message, const std::string& place, std::string hint = {}) {
        problems_.add(Weight::incomplete, {kind, std::move(message), to_utf8(place), std::move(hint)});
    }
    void stop(std::string reason, const std::string& place) {
        stopped_ = true;
        left_out(ErrorKind::limit, "the rest of the archive is left out: " + std::move(reason), place);
    }
    void stop_late(const std::string& place) {
        if (!stopped_) stop(fmt::format("it took longer than {} ms", limits_.time.count()), place);
    }

    const ArchiveLimits& limits_;
    const ShowMember& show_;
    Problems& problems_;
    const Cancellation* cancellation_;
    std::chrono::steady_clock::time_point end_;
    std::uint64_t total_ = 0;
    unsigned members_ = 0;
    bool late_ = false;
    bool stopped_ = false;
};

/// The archive's bytes, handed to libarchive piece by piece.
struct Input {
    std::string_view bytes;
    std::size_t piece;
    Walk& walk;
    std::size_t at = 0;

    static la_ssize_t read(archive* reader, void* self, const void** piece) {
        auto& input = *static_cast<Input*>(self);
        if (input.walk.over()) {
            archive_set_error(reader, ECANCELED, "stopped");
            return ARCHIVE_FATAL;
        }
        const auto next = input.bytes.substr(input.at, input.piece);
        *piece = next.data();
        input.at += next.size();
        return static_cast<la_ssize_t>(next.size());
    }
    static la_int64_t skip(archive*, void* self, la_int64_t count) {
        auto& input = *static_cast<Input*>(self);
        const auto whole = std::min<std::uint64_t>(static_cast<std::uint64_t>(std::max<la_int64_t>(count, 0)), input.bytes.size() - input.at);
        input.at += whole;
        return static_cast<la_int64_t>(whole);
    }
    static la_int64_t seek(archive*, void* self, la_int64_t offset, int whence) {
        auto& input = *static_cast<Input*>(self);
        const auto size = static_cast<la_int64_t>(input.bytes.size());
        const la_int64_t origin = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? static_cast<la_int64_t>(input.at) : size;
        if (offset < -origin || offset > size - origin) return ARCHIVE_FATAL;
        input.at = static_cast<std::size_t>(origin + offset);
        return origin + offset;
    }
};

/// Whether more central directory entries stand in a zip file than members are allowed: reading them all first would fill memory.
bool has_many_entries(std::string_view zip, unsigned members) {
    unsigned count = 0;
    for (auto at = zip.find("PK\x01\x02"); at != std::string_view::npos; at = zip.find("PK\x01\x02", at + 4)) {
        if (++count > members) return true;
    }
    return false;
}

/// A reader of one kind of archive; null where libarchive was built without what it needs: it would start a program instead.
Reader reader_for(Kind kind, bool many_entries) {
    Reader reader(archive_read_new());
    if (!reader) return reader;
    auto* raw = reader.get();
    const auto filtered = [&](int supported, int filter) {
        if (supported != ARCHIVE_OK || archive_read_append_filter(raw, filter) != ARCHIVE_OK) return false;
        // No cpio: names are as long as it says, up to 4 GB, and a stream can hold so much. Unpacked it is a member, and no longer than one may be.
        return archive_read_support_format_tar(raw) == ARCHIVE_OK && archive_read_support_format_raw(raw) == ARCHIVE_OK &&
               archive_read_support_format_empty(raw) == ARCHIVE_OK;
    };
    bool good = false;
    switch (kind) {
    case Kind::zip:
        good = archive_read_support_format_zip_streamable(raw) == ARCHIVE_OK &&
               (many_entries || archive_read_support_format_zip_seekable(raw) == ARCHIVE_OK);
        break;
    case Kind::tar: good = archive_read_support_format_tar(raw) == ARCHIVE_OK; break;
    case Kind::cpio: good = archive_read_support_format_cpio(raw) == ARCHIVE_OK; break;
    case Kind::ar: good = archive_read_support_format_ar(raw) == ARCHIVE_OK; break;
    case Kind::gzip: good = filtered(archive_read_support_filter_gzip(raw), ARCHIVE_FILTER_GZIP); break;
    case Kind::bzip2: good = filtered(archive_read_support_filter_bzip2(raw), ARCHIVE_FILTER_BZIP2); break;
    case Kind::xz: good = filtered(archive_read_support_filter_xz(raw), ARCHIVE_FILTER_XZ); break;
    case Kind::zstd: good = filtered(archive_read_support_filter_zstd(raw), ARCHIVE_FILTER_ZSTD); break;
    case Kind::rpm:
    case Kind::seven_zip:
    case Kind::rar:
    case Kind::none: break;
    }
    if (!good) reader.reset();
    return reader;
}

// What libarchive says of it, with the colon before it; nothing where it says nothing.
std::string why(archive* reader) {
    const char* text = archive_error_string(reader);
    return text == nullptr ? "" : ": " + printable(text);
}

void Walk::open(const std::string& path, std::string_view bytes, unsigned depth) {
    auto kind = kind_of(path, bytes);
    if (kind == Kind::seven_zip || kind == Kind::rar) {
        left_out(ErrorKind::unsupported, kind == Kind::rar ? "RAR archives are not opened" : "7-Zip archives are not opened", path,
                 "unpack it and scan the folder");
        return;
    }
    if (kind == Kind::rpm) {
        const auto payload = rpm_payload(bytes);
        kind = payload ? kind_of("", *payload) : Kind::none;
        const bool compressed = kind == Kind::gzip || kind == Kind::bzip2 || kind == Kind::xz || kind == Kind::zstd;
        if (!compressed && kind != Kind::cpio) {
            left_out(ErrorKind::malformed, "the package is damaged, or packed in a way that is not known", path);
            return;
        }
        bytes = *payload;
        read({path, bytes, depth, "payload"}, kind);
        return;
    }
    read({path, bytes, depth, name_of_stream(path)}, kind);
}

void Walk::read(Level level, Kind kind) {
    const auto reader = reader_for(kind, kind == Kind::zip && has_many_entries(level.bytes, limits_.members));
    if (!reader) {
        left_out(ErrorKind::unsupported, "this kind of archive cannot be opened here", level.path, "unpack it and scan the folder");
        return;
    }
    const bool compressed = kind != Kind::zip && kind != Kind::tar && kind != Kind::cpio && kind != Kind::ar;
    Input input{level.bytes, compressed ? kPiece : std::size_t{1} << 20U, *this};
    archive_read_set_read_callback(reader.get(), Input::read);
    archive_read_set_skip_callback(reader.get(), Input::skip);
    archive_read_set_seek_callback(reader.get(), Input::seek);
    archive_read_set_callback_data(reader.get(), &input);
    int status = archive_read_open1(reader.get());
    // A stream that breaks off before its first bytes are out passes for an empty one, but for the error.
    if (status == ARCHIVE_OK && archive_errno(reader.get()) != 0) status = ARCHIVE_FATAL;
    for (int retries = 0; status >= ARCHIVE_WARN;) {
        archive_entry* entry = nullptr;
        status = archive_read_next_header(reader.get(), &entry);
        if (status == ARCHIVE_EOF) return;
        if (status == ARCHIVE_RETRY && ++retries < 100) {
            status = ARCHIVE_OK;
            continue;
        }
        if (status < ARCHIVE_WARN) break;
        if (!take_member(reader.get(), entry, level)) return;
    }
    if (over()) return stop_late(level.path);
    left_out(ErrorKind::malformed, "the archive is damaged" + why(reader.get()), level.path);
}

std::string Walk::member_path(archive_entry* entry, const Level& level) const {
    std::string_view name = level.name;
    if (name.empty()) {
        const char* given = archive_entry_pathname(entry);
        if (given == nullptr) given = archive_entry_pathname_utf8(entry);
        if (given != nullptr) name = given;
    }
    return level.path + "!" + (name.empty() ? "(no name)" : shorten(to_utf8(name.substr(0, 4 * kLongestName)), kLongestName));
}

/// False where nothing more is to be read of this archive.
bool Walk::take_member(archive* reader, archive_entry* entry, Level& level) {
    if (archive_format(reader) != ARCHIVE_FORMAT_RAW) level.name = {};
    const auto member = member_path(entry, level);
    if (over()) return stop_late(member), false;
    if (++members_ > limits_.members) return stop(fmt::format("it has more than {} members", limits_.members), member), false;
    const bool is_file = archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == nullptr;
    if (archive_entry_is_data_encrypted(entry) != 0 || archive_entry_is_metadata_encrypted(entry) != 0) {
        left_out(ErrorKind::unsupported, "the member is encrypted", member);
        return true;
    }
    std::string bytes;
    bool too_long = false;
    for (;;) {
        const void* piece = nullptr;
        std::size_t size = 0;
        la_int64_t offset = 0; // holes of sparse files are left out
        const int status = archive_read_data_block(reader, &piece, &size, &offset);
        if (status == ARCHIVE_EOF) break;
        if (over()) return stop_late(member), false;
        if (status < ARCHIVE_WARN || status == ARCHIVE_RETRY) {
            left_out(ErrorKind::malformed, "the member is damaged" + why(reader), member);
            if (status == ARCHIVE_FATAL) return false;
            break; // what came before the damage is looked at
        }
        level.unpacked += size;
        if (level.unpacked > kFreeBytes && level.unpacked / std::max<std::uint64_t>(limits_.ratio, 1) > level.bytes.size()) {
            left_out(ErrorKind::limit,
                     fmt::format("the rest of the archive is left out: it unpacks to more than {} times its size", limits_.ratio), member);
            return false;
        }
        if (!is_file || too_long) continue;
        if (size > limits_.member_bytes - bytes.size()) {
            too_long = true;
            total_ -= bytes.size();
            std::string().swap(bytes);
            left_out(ErrorKind::limit, fmt::format("the member is longer than {} bytes", limits_.member_bytes), member);
            continue;
        }
        if (size > limits_.total_bytes - total_) {
            stop(fmt::format("it unpacks to more than {} bytes", limits_.total_bytes), member);
            return false;
        }
        total_ += size;
        bytes.append(static_cast<const char*>(piece), size);
    }
    if (!bytes.empty()) pass_on(member, bytes, level.depth);
    return !stopped_;
}

void Walk::pass_on(const std::string& member, std::string_view bytes, unsigned depth) {
    if (kind_of(member, bytes) == Kind::none) return show_(member, bytes);
    if (depth < limits_.depth) return open(member, bytes, depth + 1);
    left_out(ErrorKind::limit, fmt::format("the member is an archive, more than {} deep", limits_.depth), member);
}

} // namespace

bool looks_like_archive(std::string_view path, std::string_view bytes) { return kind_of(path, bytes) != Kind::none; }

void read_archive(std::string_view path, std::string_view bytes, const ArchiveLimits& limits, const ShowMember& show, Problems& problems,
                  const Cancellation* cancellation) {
    if (!looks_like_archive(path, bytes)) return;
    const Utf8Locale locale;
    Walk(limits, show, problems, cancellation).open(std::string(path), bytes, 1);
}

} // namespace squire::secrets
