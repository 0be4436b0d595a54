// SPDX-License-Identifier: MIT
#include "source/pack.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "testing/git_repository.h"
#include "testing/random_edit.h"
#include "testing/temporary_folder.h"

namespace squire::source {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

std::string size_bytes(std::uint64_t size) {
    std::string bytes;
    for (; size >= 0x80; size >>= 7U) bytes += static_cast<char>(0x80U | (size & 0x7FU));
    return bytes + static_cast<char>(size);
}

struct Applied {
    bool fine = false;
    std::string text;
    std::vector<CopiedRun> copies;
};

Applied build(std::string_view base, std::string_view delta, std::uint64_t limit = 1U << 20U) {
    Applied applied;
    applied.fine = apply_delta(base, delta, limit, applied.text, applied.copies).has_value();
    return applied;
}

TEST(ApplyDelta, BuildsTexts) {
    struct Case {
        std::string_view what;
        std::string base;
        std::string delta; // without the size of the base
        std::string text;
        std::vector<CopiedRun> copies;
    };
    const std::string large(0x30000, 'x');
    const Case cases[] = {
        {"nothing", "", "\x00"s + "", "", {}},
        {"an insertion", "", "\x03\x03"s + "abc", "abc", {}},
        {"a copy", "hello", "\x05\x90\x05"s, "hello", {{0, 0, 5}}},
        {"a copy from an offset", "hello", "\x03\x91\x02\x03"s, "llo", {{2, 0, 3}}},
        {"a copy in two, joined", "hello", "\x05\x90\x02\x91\x02\x03"s, "hello", {{0, 0, 5}}},
        {"the same twice", "ab", "\x04\x90\x02\x90\x02"s, "abab", {{0, 0, 2}, {0, 2, 2}}},
        {"swapped", "abcd", "\x04\x91\x02\x02\x90\x02"s, "cdab", {{2, 0, 2}, {0, 2, 2}}},
        {"around an insertion", "abcd", "\x06\x90\x02\x02XY\x91\x02\x02"s, "abXYcd", {{0, 0, 2}, {2, 4, 2}}},
        {"length 0 is 65536", large, size_bytes(0x10000) + "\x80", large.substr(0, 0x10000), {{0, 0, 0x10000}}},
        {"three bytes of length", large, size_bytes(0x20001) + "\xF0\x01\x00\x02"s, large.substr(0, 0x20001), {{0, 0, 0x20001}}},
        {"zeros that are written out", large, size_bytes(1) + "\x9F\x01\x00\x02\x00\x01"s, "x", {{0x20001, 0, 1}}},
    };
    for (const Case& each : cases) {
        const Applied applied = build(each.base, size_bytes(each.base.size()) + each.delta);
        EXPECT_TRUE(applied.fine) << each.what;
        EXPECT_EQ(applied.text, each.text) << each.what;
        EXPECT_EQ(applied.copies, each.copies) << each.what;
        EXPECT_EQ(delta_result_size(size_bytes(each.base.size()) + each.delta), each.text.size()) << each.what;
    }
}

TEST(ApplyDelta, RefusesDamage) {
    const std::pair<std::string_view, std::string> cases[] = {
        {"nothing at all", ""s},
        {"no result size", "\x05"s},
        {"a size that does not end", std::string(12, '\xFF')},
        {"a base of another size", "\x06\x05\x90\x05"s},
        {"too short a result", "\x05\x06\x90\x05"s},
        {"too long a result by copying", "\x05\x04\x90\x05"s},
        {"too long a result by insertion", "\x05\x02\x03"s + "abc"},
        {"a copy beyond the base", "\x05\x05\x91\x01\x05"s},
        {"a copy from beyond the base", "\x05\x05\x91\x06\x01"s},
        {"a huge offset", "\x05\x01\x9F\xFF\xFF\xFF\xFF\x01"s},
        {"a cut-off copy", "\x05\x05\x91"s},
        {"a cut-off copy in its length", "\x05\x05\x91\x00"s},
        {"a cut-off insertion", "\x05\x05\x05"s + "ab"},
        {"the reserved instruction", "\x05\x01\x00"s},
    };
    for (const auto& [what, delta] : cases) EXPECT_FALSE(build("hello", delta).fine) << what;
    EXPECT_EQ(delta_result_size(""), 0U);
    EXPECT_EQ(delta_result_size("\x05"), 0U);
}

TEST(ApplyDelta, RefusesWhatIsTooLarge) {
    std::string out;
    std::vector<CopiedRun> copies;
    const auto built = apply_delta("hello", "\x05" + size_bytes(std::uint64_t{1} << 62U) + "\x90\x05", 1000, out, copies);
    ASSERT_FALSE(built);
    EXPECT_EQ(built.error().kind, ErrorKind::limit);
}

TEST(ApplyDelta, TakesRandomBytes) {
    testing::Random random(1);
    const std::string base = random.text("abc", 100);
    std::size_t fine = 0;
    for (int i = 0; i < 200'000; ++i) {
        std::string delta(1, static_cast<char>(random.chance(9) ? random.below(256) : base.size()));
        const std::string rest = random.text("\x01\x02\x03\x05\x80\x90\x91\xB0\x93\xFF\x00 a\x10\x20"sv, random.below(12));
        const Applied applied = build(base, delta + rest);
        if (!applied.fine) continue;
        ++fine;
        for (const CopiedRun& run : applied.copies) {
            EXPECT_EQ(applied.text.substr(run.offset, run.length), base.substr(run.base_offset, run.length));
        }
    }
    EXPECT_GT(fine, 200U);
}

TEST(Pack, ListsItsEntries) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    testing::GitRepository repository;
    std::string text = testing::Random(2).text("abcdefgh\n", 4000);
    for (int version = 0; version < 12; ++version) {
        text.insert(300 * static_cast<std::size_t>(version), "changed here");
        repository.write("file", text);
        repository.commit();
    }
    repository.git({"repack", "-adfq", "--depth=3"});
    std::filesystem::path index;
    for (const auto& file : std::filesystem::directory_iterator(repository.path() / ".git/objects/pack")) {
        if (file.path().extension() == ".idx") index = file.path();
    }
    const auto pack = Pack::open(index);
    ASSERT_TRUE(pack) << describe(pack.error());
    EXPECT_EQ(pack->size(), 36U);
    EXPECT_TRUE(pack->strays().empty());
    EXPECT_TRUE(pack->index_is_sound());
    std::size_t deltas = 0;
    std::size_t reached = 0;
    for (Pack::Index entry = 0; entry < pack->size(); ++entry) {
        EXPECT_TRUE(pack->is_sound(entry));
        EXPECT_TRUE(pack->contains(pack->id(entry)));
        EXPECT_EQ(repository.git({"cat-file", "-t", pack->id(entry).hex()}), pack->kind(entry) == ObjectKind::blob     ? "blob"
                                                                             : pack->kind(entry) == ObjectKind::commit ? "commit"
                                                                                                                       : "tree");
        std::uint64_t below = pack->packed_size(entry);
        for (const Pack::Index derived : pack->derived(entry)) {
            EXPECT_TRUE(pack->is_delta(derived));
            EXPECT_EQ(pack->kind(derived), pack->kind(entry));
            below += pack->tree_size(derived);
        }
        EXPECT_EQ(pack->tree_size(entry), below);
        deltas += pack->is_delta(entry) ? 1 : 0;
        std::string content;
        EXPECT_TRUE(pack->inflate(entry, content, 1U << 20U));
        EXPECT_EQ(content.size(), pack->stated_size(entry));
        if (content.size() > 1) {
            const auto refused = pack->inflate(entry, content, content.size() - 1);
            ASSERT_FALSE(refused);
            EXPECT_EQ(refused.error().kind, ErrorKind::limit);
        }
    }
    EXPECT_GT(deltas, 6U);
    for (const ObjectKind kind : {ObjectKind::commit, ObjectKind::tree, ObjectKind::blob, ObjectKind::tag}) reached += pack->roots(kind).size();
    EXPECT_EQ(reached, pack->size() - deltas);
    EXPECT_FALSE(pack->contains(ObjectId{}));
}

TEST(Pack, RefusesWhatIsNoPack) {
    const testing::TemporaryFolder folder;
    const std::pair<std::string, std::string> cases[] = {
        {"", ""},
        {"PACK", "\377tOc"},
        {std::string(2000, '\0'), std::string(2000, '\0')},
        {std::string(2000, '\xFF'), "\377tOc" + std::string(2000, '\xFF')},
        {"PACK" + std::string("\0\0\0\2\0\0\0\0", 8) + std::string(20, '\0'), "\377tOc" + std::string("\0\0\0\3", 4) + std::string(1064, '\0')},
    };
    for (const auto& [pack, index] : cases) {
        const auto path = folder.write("p.idx", index);
        folder.write("p.pack", pack);
        EXPECT_FALSE(Pack::open(path));
    }
    EXPECT_FALSE(Pack::open(folder.path() / "not-there.idx"));
    // One without any objects is fine.
    const auto path = folder.write("p.idx", "\377tOc" + std::string("\0\0\0\2", 4) + std::string(1064, '\0'));
    folder.write("p.pack", "PACK" + std::string("\0\0\0\2\0\0\0\0", 8) + std::string(20, '\0'));
    const auto empty = Pack::open(path);
    ASSERT_TRUE(empty) << describe(empty.error());
    EXPECT_EQ(empty->size(), 0U);
    EXPECT_FALSE(empty->index_is_sound());
}

} // namespace
} // namespace squire::source
