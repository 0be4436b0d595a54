// SPDX-License-Identifier: MIT
#include "secrets/archive.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace squire::secrets {
namespace {

using namespace std::string_view_literals;

struct Member {
    std::string name;
    std::string bytes;
    decltype(AE_IFREG) type = AE_IFREG;
    std::string link{}; // the target; of a regular member, a hard link
};

/// An archive as libarchive writes it, the same each time.
std::string make(int format, int filter, const std::vector<Member>& members, const char* options = nullptr) {
    const std::unique_ptr<archive, int (*)(archive*)> writer(archive_write_new(), archive_write_free);
    auto* raw = writer.get();
    std::string bytes;
    EXPECT_EQ(format == ARCHIVE_FORMAT_AR_GNU ? archive_write_set_format_ar_svr4(raw) : archive_write_set_format(raw, format), ARCHIVE_OK);
    EXPECT_EQ(archive_write_add_filter(raw, filter), ARCHIVE_OK);
    if (filter == ARCHIVE_FILTER_GZIP) {
        EXPECT_EQ(archive_write_set_options(raw, "!timestamp"), ARCHIVE_OK);
    }
    if (options != nullptr) {
        EXPECT_EQ(archive_write_set_options(raw, options), ARCHIVE_OK);
    }
    archive_write_set_bytes_in_last_block(raw, 1);
    const auto append = [](archive*, void* out, const void* piece, std::size_t size) {
        static_cast<std::string*>(out)->append(static_cast<const char*>(piece), size);
        return static_cast<la_ssize_t>(size);
    };
    EXPECT_EQ(archive_write_open(raw, &bytes, nullptr, append, nullptr), ARCHIVE_OK);
    for (const auto& member : members) {
        const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(), archive_entry_free);
        archive_entry_set_pathname(entry.get(), member.name.c_str());
        archive_entry_set_filetype(entry.get(), member.type);
        archive_entry_set_perm(entry.get(), 0644);
        archive_entry_set_mtime(entry.get(), 0, 0);
        if (member.type == AE_IFLNK) archive_entry_set_symlink(entry.get(), member.link.c_str());
        if (member.type == AE_IFREG && !member.link.empty()) archive_entry_set_hardlink(entry.get(), member.link.c_str());
        archive_entry_set_size(entry.get(), static_cast<la_int64_t>(member.bytes.size()));
        EXPECT_GE(archive_write_header(raw, entry.get()), ARCHIVE_WARN) << archive_error_string(raw);
        EXPECT_EQ(archive_write_data(raw, member.bytes.data(), member.bytes.size()), static_cast<la_ssize_t>(member.bytes.size()));
    }
    EXPECT_EQ(archive_write_close(raw), ARCHIVE_OK) << archive_error_string(raw);
    return bytes;
}

std::string zip(const std::vector<Member>& members, const char* options = nullptr) {
    return make(ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, members, options);
}
std::string tar(const std::vector<Member>& members, int filter = ARCHIVE_FILTER_NONE) {
    return make(ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, filter, members);
}
std::string compress(std::string_view bytes, int filter = ARCHIVE_FILTER_GZIP) {
    return make(ARCHIVE_FORMAT_RAW, filter, {{"data", std::string(bytes)}});
}

/// What was seen and what was said: "path=bytes" and "path: message" lines. Long bytes are counted.
std::string seen(std::string_view path, std::string_view bytes, const ArchiveLimits& limits = {}, const Cancellation* cancellation = nullptr) {
    std::string lines;
    Problems problems;
    const auto show = [&](std::string_view member, std::string_view content) {
        lines += content.size() < 40 ? fmt::format("{}={}\n", member, content) : fmt::format("{}: {} bytes\n", member, content.size());
    };
    read_archive(path, bytes, limits, show, problems, cancellation);
    for (const auto& problem : problems.list()) {
        EXPECT_EQ(problem.weight, Weight::incomplete);
        lines += describe(problem.error) + "\n";
    }
    return lines;
}

const std::vector<Member> kTwo = {{"a.txt", "first"}, {"folder/b.env", "second"}};

TEST(Archive, ShowsTheMembersOfEveryFormat) {
    struct Case {
        std::string_view path;
        std::string bytes;
    };
    const Case cases[] = {
        {"x.zip", zip(kTwo)},
        {"x.jar", zip(kTwo, "zip:compression=store")},
        {"x.tar", tar(kTwo)},
        {"x.tar.gz", tar(kTwo, ARCHIVE_FILTER_GZIP)},
        {"x.tar.bz2", tar(kTwo, ARCHIVE_FILTER_BZIP2)},
        {"x.tar.xz", tar(kTwo, ARCHIVE_FILTER_XZ)},
        {"x.tar.zst", tar(kTwo, ARCHIVE_FILTER_ZSTD)},
        {"ustar", make(ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE, kTwo)},
        {"gnutar", make(ARCHIVE_FORMAT_TAR_GNUTAR, ARCHIVE_FILTER_NONE, kTwo)},
        {"v7.tar", make(ARCHIVE_FORMAT_TAR, ARCHIVE_FILTER_NONE, kTwo)},
        {"x.cpio", make(ARCHIVE_FORMAT_CPIO_SVR4_NOCRC, ARCHIVE_FILTER_NONE, kTwo)},
        {"odc.cpio", make(ARCHIVE_FORMAT_CPIO_POSIX, ARCHIVE_FILTER_NONE, kTwo)},
    };
    for (const auto& [path, bytes] : cases) {
        EXPECT_TRUE(looks_like_archive(path, bytes)) << path;
        EXPECT_EQ(seen(path, bytes), fmt::format("{0}!a.txt=first\n{0}!folder/b.env=second\n", path));
    }
    const auto deb =
        make(ARCHIVE_FORMAT_AR_GNU, ARCHIVE_FILTER_NONE, {{"debian-binary", "2.0\n"}, {"data.tar.xz", tar(kTwo, ARCHIVE_FILTER_XZ)}});
    EXPECT_EQ(seen("x.deb", deb), "x.deb!debian-binary=2.0\n\nx.deb!data.tar.xz!a.txt=first\nx.deb!data.tar.xz!folder/b.env=second\n");
}

TEST(Archive, OpensCompressedCpioInTwoSteps) { // a name in it may claim to be 4 GB long, which a compressed stream can be
    EXPECT_EQ(seen("x.cpio.gz", make(ARCHIVE_FORMAT_CPIO_POSIX, ARCHIVE_FILTER_GZIP, kTwo)), "x.cpio.gz!x.cpio!a.txt=first\n"
                                                                                             "x.cpio.gz!x.cpio!folder/b.env=second\n");
    auto lying = make(ARCHIVE_FORMAT_CPIO_SVR4_NOCRC, ARCHIVE_FILTER_NONE, kTwo);
    lying.replace(94, 8, "EEEEEEEE"); // the length of the first name
    EXPECT_EQ(seen("x.gz", compress(lying)).find("x.gz!x: the archive is damaged"), 0U);
}

/// A package with empty headers around a payload.
std::string rpm(std::string_view payload) {
    const std::string header("\x8e\xad\xe8\x01\0\0\0\0\0\0\0\0\0\0\0\0", 16);
    return "\xed\xab\xee\xdb" + std::string(92, '\0') + header + header + std::string(payload);
}

TEST(Archive, OpensPackages) {
    const auto cpio = make(ARCHIVE_FORMAT_CPIO_SVR4_NOCRC, ARCHIVE_FILTER_ZSTD, kTwo);
    EXPECT_EQ(seen("x.rpm", rpm(cpio)), "x.rpm!payload!a.txt=first\nx.rpm!payload!folder/b.env=second\n");
    const auto damaged = "x.rpm: the package is damaged, or packed in a way that is not known\n";
    EXPECT_EQ(seen("x.rpm", rpm("")), damaged);
    EXPECT_EQ(seen("x.rpm", rpm(cpio).substr(0, 110)), damaged);
    EXPECT_EQ(seen("x.rpm", rpm(rpm(cpio))), damaged);
    auto lying = rpm(cpio);
    lying[96 + 8] = '\xff';
    EXPECT_EQ(seen("x.rpm", lying), damaged);
}

TEST(Archive, NamesTheMemberOfABareStream) {
    for (const auto& [path, name] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
             {"logs/x.log.gz", "x.log"}, {"x.gz", "x"}, {".gz", ".gz"}, {"picture.svgz", "picture.svgz"}, {"noname", "noname"}}) {
        EXPECT_EQ(seen(path, compress("hello")), fmt::format("{}!{}=hello\n", path, name));
    }
    EXPECT_EQ(seen("x.xz", compress("hello", ARCHIVE_FILTER_XZ)), "x.xz!x=hello\n");
    EXPECT_EQ(seen("x.bz2", compress("hello", ARCHIVE_FILTER_BZIP2)), "x.bz2!x=hello\n");
    EXPECT_EQ(seen("x.zst", compress("hello", ARCHIVE_FILTER_ZSTD)), "x.zst!x=hello\n");
    EXPECT_EQ(seen("x.gz", compress("")), "");
}

TEST(Archive, LooksLikeNothingElse) {
    for (const std::string_view text :
         {""sv, "PK"sv, "BZh9 is how it begins"sv, "BZh"sv, "070701 was a number"sv, "070707"sv, "# !<arch>"sv, "\x1f\x8b"sv}) {
        EXPECT_FALSE(looks_like_archive("x", text)) << text;
        EXPECT_EQ(seen("x", text), "");
    }
    EXPECT_FALSE(looks_like_archive("x.tar", std::string(1024, '\0')));
    EXPECT_FALSE(looks_like_archive("x.zip", std::string(1024, 'x')));
}

TEST(Archive, OpensArchivesInArchives) {
    const auto inner = zip({{"key", "secret"}});
    EXPECT_EQ(seen("a.tar", tar({{"b.zip", inner}, {"c", "plain"}})), "a.tar!b.zip!key=secret\na.tar!c=plain\n");
    EXPECT_EQ(seen("a.gz", compress(compress("x"))), "a.gz!a!a=x\n");
    EXPECT_EQ(seen("a.tar", tar({{"b.zip", inner}, {"c", "plain"}}), {.depth = 1}),
              "a.tar!c=plain\na.tar!b.zip: the member is an archive, more than 1 deep\n");
}

TEST(Archive, KeepsNamesAsTheyStand) {
    EXPECT_EQ(seen("a.tar", tar({{"../../etc/passwd", "1"},
                                 {"/root/key", "2"},
                                 {"a\xff"
                                  "b",
                                  "3"},
                                 {"gr\xc3\xbc\xc3\x9f", "4"}})),
              "a.tar!../../etc/passwd=1\na.tar!/root/key=2\na.tar!a\xef\xbf\xbd"
              "b=3\na.tar!gr\xc3\xbc\xc3\x9f=4\n");
    EXPECT_EQ(seen("a.zip", zip({{"gr\xc3\xbc\xc3\x9f", "4"}})), "a.zip!gr\xc3\xbc\xc3\x9f=4\n");
    const auto lines = seen("a.tar", tar({{std::string(100'000, 'n'), "1"}}));
    EXPECT_EQ(lines, "a.tar!" + std::string(1024 - 3, 'n') + "\xe2\x80\xa6=1\n");
}

TEST(Archive, PassesOverWhatIsNoFile) {
    EXPECT_EQ(seen("a.tar", tar({{"folder/", "", AE_IFDIR},
                                 {"link", "", AE_IFLNK, "/etc/passwd"},
                                 {"pipe", "", AE_IFIFO},
                                 {"a", "1"},
                                 {"hard", "", AE_IFREG, "a"},
                                 {"empty", ""}})),
              "a.tar!a=1\n");
}

TEST(Archive, NamesWhatIsEncryptedOrNotOpened) {
    auto bytes = zip({{"a", "1"}, {"b", "2"}});
    for (auto at = bytes.find("PK\x03\x04"); at != std::string::npos; at = bytes.find("PK\x03\x04", at + 1)) bytes[at + 6] |= 1;
    for (auto at = bytes.find("PK\x01\x02"); at != std::string::npos; at = bytes.find("PK\x01\x02", at + 1)) bytes[at + 8] |= 1;
    EXPECT_EQ(seen("x.zip", bytes), "x.zip!a: the member is encrypted\nx.zip!b: the member is encrypted\n");
    const auto seven = make(ARCHIVE_FORMAT_7ZIP, ARCHIVE_FILTER_NONE, kTwo);
    EXPECT_EQ(seen("x.7z", seven), "x.7z: 7-Zip archives are not opened (unpack it and scan the folder)\n");
    EXPECT_EQ(seen("x.rar", "Rar!\x1a\x07\x01"), "x.rar: RAR archives are not opened (unpack it and scan the folder)\n");
}

TEST(Archive, SaysWhatIsDamaged) {
    const std::string noise = [] {
        std::string text;
        for (unsigned value = 1; text.size() < 30'000; value = value * 1103515245 + 12345) text += static_cast<char>(value >> 16);
        return text;
    }();
    for (const auto& [path, bytes] :
         std::initializer_list<std::pair<std::string_view, std::string>>{{"x.zip", zip({{"a", noise}})},
                                                                         {"x.tar", tar({{"a", noise}})},
                                                                         {"x.tgz", tar({{"a", noise}}, ARCHIVE_FILTER_GZIP)},
                                                                         {"x.xz", compress(noise, ARCHIVE_FILTER_XZ)},
                                                                         {"x.zst", compress(noise, ARCHIVE_FILTER_ZSTD)}}) {
        EXPECT_NE(seen(path, bytes.substr(0, bytes.size() / 2)).find(" is damaged: "), std::string::npos) << path;
        for (std::size_t size = 0; size < bytes.size(); size = size * 3 / 2 + 1) (void)seen(path, bytes.substr(0, size));
    }
    EXPECT_NE(seen("x.zip", "PK\x03\x04 and nothing more").find("x.zip: the archive is damaged"), std::string::npos);
    // Lengths that lie: in the directory at the end they are not believed, before the member there is nothing else to believe.
    auto lying = zip({{"a", "12345"}, {"b", "2"}}, "zip:compression=store");
    for (auto at = lying.find("PK\x01\x02"); at != std::string::npos; at = lying.find("PK\x01\x02", at + 1))
        lying[at + 27] = lying[at + 23] = '\x7f';
    EXPECT_EQ(seen("x.zip", lying), "x.zip!a=12345\nx.zip!b=2\n");
    lying[21] = lying[25] = '\x7f';
    EXPECT_NE(seen("x.zip", lying).find(" is damaged: "), std::string::npos) << seen("x.zip", lying);
}

TEST(Archive, StopsAtABomb) {
    const std::string page(16 << 20, 'x');
    const auto stopped = "the rest of the archive is left out: it unpacks to more than 200 times its size\n";
    EXPECT_EQ(seen("x.gz", compress(page)), fmt::format("x.gz!x: {}", stopped));
    EXPECT_EQ(seen("x.bz2", compress(page, ARCHIVE_FILTER_BZIP2)), fmt::format("x.bz2!x: {}", stopped));
    EXPECT_EQ(seen("x.xz", compress(page, ARCHIVE_FILTER_XZ)), fmt::format("x.xz!x: {}", stopped));
    EXPECT_EQ(seen("x.zst", compress(page, ARCHIVE_FILTER_ZSTD)), fmt::format("x.zst!x: {}", stopped));
    // One in the other, as 42.zip is: each opens to many, and the deepest are bombs. What stands beside is looked at.
    std::vector<Member> bombs(16, {"bomb.zip", zip({{"page", page}})});
    for (std::size_t index = 0; index < bombs.size(); ++index) bombs[index].name = fmt::format("{:02}.zip", index);
    bombs.push_back({"key", "secret"});
    const auto lines = seen("42.zip", zip(bombs, "zip:compression=store"));
    EXPECT_EQ(lines.substr(0, lines.find('\n')), "42.zip!key=secret");
    EXPECT_EQ(static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n')), bombs.size());
}

TEST(Archive, KeepsEveryLimit) {
    const std::string page(1000, 'x');
    std::vector<Member> pages;
    for (int index = 0; index < 8; ++index) pages.push_back({fmt::format("{}", index), page});
    const auto bytes = tar(pages);
    EXPECT_EQ(seen("a.tar", bytes, {.members = 2}), "a.tar!0: 1000 bytes\na.tar!1: 1000 bytes\n"
                                                    "a.tar!2: the rest of the archive is left out: it has more than 2 members\n");
    EXPECT_EQ(seen("a.tar", bytes, {.total_bytes = 2500}), "a.tar!0: 1000 bytes\na.tar!1: 1000 bytes\n"
                                                           "a.tar!2: the rest of the archive is left out: it unpacks to more than 2500 bytes\n");
    EXPECT_EQ(seen("a.tar", tar({{"long", page}, {"short", "1"}}), {.member_bytes = 999}),
              "a.tar!short=1\na.tar!long: the member is longer than 999 bytes\n");
    EXPECT_EQ(
        seen("a.tar", bytes, {.time = std::chrono::milliseconds(0)}).find("a.tar: the rest of the archive is left out: it took longer than"),
        0U);
    // All archives in an archive share them.
    EXPECT_EQ(seen("b.zip", zip({{"a.tar", bytes}, {"c.tar", bytes}}, "zip:compression=store"), {.members = 2}),
              "b.zip!a.tar!0: 1000 bytes\nb.zip!a.tar!1: the rest of the archive is left out: it has more than 2 members\n");
    Cancellation cancellation;
    cancellation.request();
    EXPECT_EQ(seen("a.tar", bytes, {}, &cancellation), "");
}

TEST(Archive, BoundsManyMembers) {
    std::vector<Member> members;
    for (int index = 0; index < 30'000; ++index) members.push_back({fmt::format("{}", index), ""});
    EXPECT_EQ(seen("a.zip", zip(members)), "a.zip!20000: the rest of the archive is left out: it has more than 20000 members\n");
}

} // namespace
} // namespace squire::secrets
