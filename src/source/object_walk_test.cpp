// SPDX-License-Identifier: MIT
#include "source/object_walk.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "testing/git_repository.h"
#include "testing/random_edit.h"

namespace squire::source {
namespace {

namespace fs = std::filesystem;
using testing::GitRepository;
using testing::Random;

using Objects = std::map<std::string, std::string>; // id, bytes

// Git's own answer.
Objects objects_by_git(const GitRepository& repository, std::string_view kind) {
    const std::string all = testing::run_git(repository.path(), {"cat-file", "--batch-all-objects", "--batch"}).output;
    Objects objects;
    std::string_view rest = all;
    while (!rest.empty()) {
        const std::string_view header = rest.substr(0, rest.find('\n'));
        const std::string_view id = header.substr(0, 40);
        const std::size_t last = header.rfind(' ');
        const std::size_t size = std::stoul(std::string(header.substr(last + 1)));
        if (header.substr(41, last - 41) == kind) objects.emplace(id, rest.substr(header.size() + 1, size));
        rest.remove_prefix(header.size() + 1 + size + 1);
    }
    return objects;
}

struct Remembered final : Memory {
    explicit Remembered(std::string_view text) : bytes(text) {}
    std::string bytes;
};

// Keeps every text, and checks what is said of its copies against what was remembered of its base.
class Checker final : public TextVisitor {
public:
    std::unique_ptr<const Memory> visit(const Text& text, unsigned worker) override {
        std::uint64_t copied = 0;
        if (text.base != nullptr) {
            const std::string& base = static_cast<const Remembered*>(text.base)->bytes;
            std::uint64_t done = 0;
            for (const CopiedRun& run : text.copies) {
                EXPECT_GE(run.offset, done);
                done = run.offset + run.length;
                EXPECT_LE(done, text.bytes.size());
                EXPECT_LE(run.base_offset + run.length, base.size());
                EXPECT_EQ(text.bytes.substr(run.offset, run.length), std::string_view(base).substr(run.base_offset, run.length));
                copied += run.length;
            }
        } else {
            EXPECT_TRUE(text.copies.empty());
        }
        EXPECT_TRUE(text.path.empty());
        const std::scoped_lock lock(mutex_);
        workers.insert(worker);
        copied_bytes += copied;
        EXPECT_TRUE(seen.emplace(text.blob.hex(), text.bytes).second) << "shown twice: " << text.blob.hex();
        return std::make_unique<Remembered>(text.bytes); // also where nothing is derived: it may be kept, or not
    }

    Objects seen;
    std::set<unsigned> workers;
    std::uint64_t copied_bytes = 0;

private:
    std::mutex mutex_;
};

struct Walked {
    Objects seen;
    Tally tally;
    std::vector<Problem> problems;
    bool incomplete = false;
    std::uint64_t copied_bytes = 0;
};

Walked walk(const fs::path& path, ObjectKind kind = ObjectKind::blob, unsigned workers = 4, std::uint64_t largest = 256U << 20U) {
    Problems problems;
    const auto store = ObjectStore::open(path, problems);
    if (!store) {
        ADD_FAILURE() << describe(store.error());
        return {};
    }
    Checker checker;
    const Tally tally = walk_objects(*store, kind, "testing", checker, {.workers = workers, .largest_text = largest}, problems);
    EXPECT_EQ(tally.texts, checker.seen.size());
    return {std::move(checker.seen), tally, problems.list(), problems.incomplete(), checker.copied_bytes};
}

void expect_as_git_says(const GitRepository& repository, const char* what) {
    for (const auto& [kind, word] : {std::pair(ObjectKind::blob, "blob"), std::pair(ObjectKind::tree, "tree"),
                                     std::pair(ObjectKind::commit, "commit"), std::pair(ObjectKind::tag, "tag")}) {
        const Objects expected = objects_by_git(repository, word);
        for (const unsigned workers : {1U, 4U}) {
            const Walked walked = walk(repository.path(), kind, workers);
            EXPECT_EQ(walked.seen.size(), expected.size()) << what << ": " << word;
            EXPECT_TRUE(walked.seen == expected) << what << ": " << word;
            EXPECT_TRUE(walked.problems.empty()) << what << ": " << describe(walked.problems.front().error);
            EXPECT_EQ(walked.tally.skipped, 0U) << what;
        }
    }
}

// The `git fast-import` stream of a history of `versions` commits, each of which edits some of a few files.
std::string history_stream(Random& random, int versions, std::size_t files, std::size_t size) {
    constexpr std::string_view kLetters = "abcdefghijklmnop \n";
    std::vector<std::string> texts(files);
    for (std::string& text : texts) text = random.text(kLetters, random.below(size));
    std::string stream;
    for (int version = 0; version < versions; ++version) {
        stream += fmt::format("commit refs/heads/main\ncommitter A <a@example.org> {} +0000\ndata 1\nc\n", 1767225600 + version);
        for (std::size_t i = 0; i < files; ++i) {
            if (version > 0 && random.chance(2)) continue;
            texts[i] = random_edit(random, texts[i], [&] { return random.text(kLetters, random.below(60)); }, true).text;
            if (texts[i].size() > 4 * size) texts[i].resize(size);
            stream += fmt::format("M 100644 inline folder{}/file{}\ndata {}\n{}\n", i % 3, i, texts[i].size(), texts[i]);
        }
    }
    return stream + "done\n";
}

class ObjectWalk : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    }

    // Packed by git's quick way, with deltas as it likes them.
    static void import(const GitRepository& repository, std::uint64_t seed, int versions = 60, std::size_t files = 8, std::size_t size = 3000) {
        Random random(seed);
        repository.git({"fast-import", "--quiet", "--done", "--force"}, history_stream(random, versions, files, size));
    }
};

TEST_F(ObjectWalk, ShowsWhatGitShowsHoweverItIsPacked) {
    struct Case {
        const char* name;
        std::vector<std::string> arguments;
        bool copies; // deltas are to be expected
    };
    const Case cases[] = {
        {"as imported", {}, true},
        {"deep chains", {"repack", "-adfq", "--depth=50", "--window=50"}, true},
        {"deeper still", {"repack", "-adfq", "--depth=500", "--window=20"}, true},
        {"depth 1", {"repack", "-adfq", "--depth=1"}, true},
        {"no deltas", {"repack", "-adfq", "--depth=0", "--window=0"}, false},
        {"deltas by id", {"-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq", "--depth=50"}, true},
        {"uncompressed", {"-c", "core.compression=0", "repack", "-adFq"}, true},
        {"with bitmaps", {"-c", "repack.writeBitmaps=true", "repack", "-adbq"}, true},
        {"index and graph files", {"multi-pack-index", "write"}, true},
        {"loose", {"unpack-objects", "-q"}, false},
    };
    for (const Case& each : cases) {
        const GitRepository repository;
        import(repository, 1);
        if (each.arguments.empty()) {
            expect_as_git_says(repository, each.name);
            continue;
        }
        if (each.arguments.front() == "unpack-objects") {
            const auto& pack = fs::directory_iterator(repository.path() / ".git/objects/pack");
            std::string bytes;
            for (const auto& file : pack) {
                if (file.path().extension() != ".pack") continue;
                std::ifstream in(file.path(), std::ios::binary);
                bytes.assign(std::istreambuf_iterator<char>(in), {});
            }
            fs::remove_all(repository.path() / ".git/objects/pack");
            repository.git(each.arguments, bytes);
        } else {
            repository.git(each.arguments);
            if (each.arguments.front() == "multi-pack-index") repository.git({"commit-graph", "write", "--reachable"});
        }
        expect_as_git_says(repository, each.name);
        const Walked walked = walk(repository.path());
        EXPECT_EQ(walked.copied_bytes > 0, each.copies) << each.name;
    }
}

TEST_F(ObjectWalk, ShowsEachObjectOnceFromSeveralPacksAndLooseFiles) {
    GitRepository repository;
    import(repository, 2, 20);
    repository.git({"reset", "--hard", "--quiet"});
    for (int pack = 0; pack < 4; ++pack) {
        for (int version = 0; version < 5; ++version) {
            repository.write("folder0/file0", fmt::format("{}\nversion {}\n", std::string(500, 'x'), 10 * pack + version));
            repository.commit();
        }
        repository.git({"repack", "-dq"}); // what is loose becomes one more pack
    }
    repository.write("folder0/file0", "loose\n");
    repository.commit();
    expect_as_git_says(repository, "packs that share nothing");

    repository.git({"repack", "-aq"}); // all of it once more, the old packs stay
    expect_as_git_says(repository, "packs that share everything");

    repository.git({"multi-pack-index", "write"});
    expect_as_git_says(repository, "with an index over all packs");

    // Unpacked beside the pack: loose and packed at once.
    const std::string id = repository.id_of("HEAD:folder0/file0");
    (void)repository.git({"tag", "-a", "a-blob", "-m", "a tag on a blob", id});
    repository.git({"update-index", "--add", "--cacheinfo", "160000," + repository.id_of("HEAD") + ",module"});
    repository.git({"commit", "--quiet", "-m", "a submodule"});
    expect_as_git_says(repository, "a tag and a submodule");
}

TEST_F(ObjectWalk, FollowsAlternates) {
    const GitRepository lender;
    import(lender, 3, 20);
    GitRepository borrower;
    std::ofstream(borrower.path() / ".git/objects/info/alternates") << "# a comment\n\n" << (lender.path() / ".git/objects").string() << '\n';
    borrower.write("own", "an own file\n");
    borrower.commit();
    expect_as_git_says(borrower, "borrowed");

    // A circle, and one that is not there.
    std::ofstream(lender.path() / ".git/objects/info/alternates") << (borrower.path() / ".git/objects").string() << '\n';
    EXPECT_EQ(walk(borrower.path()).seen, objects_by_git(borrower, "blob"));
    std::ofstream(lender.path() / ".git/objects/info/alternates") << "/nowhere/objects\n";
    const Walked walked = walk(borrower.path());
    EXPECT_EQ(walked.seen, objects_by_git(borrower, "blob"));
    EXPECT_TRUE(walked.incomplete);
}

TEST_F(ObjectWalk, LeavesOutWhatIsTooLargeAndShowsWhatIsDerivedFromIt) {
    GitRepository repository;
    Random random(4);
    const std::string common = random.text("abcdefghijklmnopqrstuvwxyz\n", 20'000);
    for (int version = 0; version < 6; ++version) {
        repository.write("file", (version % 2 == 0 ? common + common : common.substr(0, 9'000)) + fmt::format("{}", version));
        repository.commit();
    }
    repository.git({"repack", "-adfq"});
    Objects expected = objects_by_git(repository, "blob");
    std::erase_if(expected, [](const auto& each) { return each.second.size() > 30'000; });
    ASSERT_EQ(expected.size(), 3U);
    const Walked walked = walk(repository.path(), ObjectKind::blob, 1, 30'000);
    EXPECT_EQ(walked.seen, expected);
    EXPECT_EQ(walked.tally.skipped, 3U);
    EXPECT_TRUE(walked.incomplete);
}

TEST_F(ObjectWalk, StopsWhenCancelled) {
    const GitRepository repository;
    import(repository, 5);
    Problems problems;
    const auto store = ObjectStore::open(repository.path(), problems);
    ASSERT_TRUE(store);
    Cancellation cancellation;
    class Canceller final : public TextVisitor {
    public:
        explicit Canceller(Cancellation& cancellation) : cancellation_(cancellation) {}
        std::unique_ptr<const Memory> visit(const Text&, unsigned) override {
            if (++count == 10) cancellation_.request();
            return nullptr;
        }
        std::atomic<int> count{0};

    private:
        Cancellation& cancellation_;
    } canceller(cancellation);
    (void)walk_objects(*store, ObjectKind::blob, "testing", canceller, {.workers = 2, .cancellation = &cancellation}, problems);
    EXPECT_LE(canceller.count, 12);
    EXPECT_TRUE(problems.list().empty());
}

TEST_F(ObjectWalk, ReadsAnEmptyRepository) {
    const GitRepository repository;
    expect_as_git_says(repository, "empty");
}

// A pack with one byte changed, of each class. Whatever is shown is right, whatever is not right is named, and nothing ends the program.
TEST_F(ObjectWalk, NamesWhatIsDamagedAndShowsTheRest) {
    const GitRepository repository;
    import(repository, 6, 25, 3, 1500);
    repository.git({"repack", "-adfq", "--depth=10"});
    const Objects expected = objects_by_git(repository, "blob");
    fs::path pack;
    fs::path index;
    for (const auto& file : fs::directory_iterator(repository.path() / ".git/objects/pack")) {
        fs::permissions(file.path(), fs::perms::owner_all);
        if (file.path().extension() == ".pack") pack = file.path();
        if (file.path().extension() == ".idx") index = file.path();
    }
    const auto content = [](const fs::path& path) {
        std::ifstream in(path, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    const std::string whole_pack = content(pack);
    const std::string whole_index = content(index);
    ASSERT_GT(whole_pack.size(), 2000U);

    const auto try_with = [&](const fs::path& file, const std::string& damaged, const std::string& what, bool harmless) {
        fs::remove(file); // a new file, as git makes it
        std::ofstream(file, std::ios::binary) << damaged;
        const Walked walked = walk(repository.path(), ObjectKind::blob, 2);
        for (const auto& [id, bytes] : walked.seen) {
            const auto right = expected.find(id);
            if (right == expected.end()) {
                EXPECT_TRUE(walked.incomplete) << what << ": unknown " << id;
            } else {
                EXPECT_EQ(bytes, right->second) << what << ": " << id;
            }
        }
        EXPECT_TRUE(walked.incomplete || walked.seen == expected) << what << ": " << walked.seen.size() << " of " << expected.size() << " shown";
        EXPECT_TRUE(!harmless || walked.seen == expected) << what;
        return walked.seen.size();
    };
    Random random(7);
    std::size_t shown = 0;
    std::size_t tried = 0;
    const std::size_t trailer = whole_pack.size() - 20;
    for (std::size_t at = 0; at < whole_pack.size(); at += at < 600 ? 1 : random.between(1, 60)) {
        std::string damaged = whole_pack;
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << random.below(8)));
        const std::size_t count = try_with(pack, damaged, fmt::format("byte {} of the pack", at), at >= trailer);
        if (at >= 12) shown += count, ++tried;
    }
    EXPECT_GT(shown, tried * expected.size() / 2); // most of it is shown most of the time
    for (const std::size_t size : {std::size_t{0}, std::size_t{11}, std::size_t{31}, std::size_t{500}, whole_pack.size() - 100, trailer}) {
        try_with(pack, whole_pack.substr(0, size), fmt::format("the pack cut to {}", size), false);
    }
    std::ofstream(pack, std::ios::binary) << whole_pack;

    for (std::size_t at = 0; at < whole_index.size(); at += at < 12 ? 1 : random.between(1, 40)) {
        std::string damaged = whole_index;
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << random.below(8)));
        try_with(index, damaged, fmt::format("byte {} of the index", at), false);
    }
    for (const std::size_t size : {std::size_t{0}, std::size_t{500}, std::size_t{1100}, whole_index.size() - 30}) {
        try_with(index, whole_index.substr(0, size), fmt::format("the index cut to {}", size), false);
    }
}

// A good copy in a later pack takes the place of a damaged one.
TEST_F(ObjectWalk, TakesADamagedObjectFromAnotherPack) {
    const GitRepository repository;
    import(repository, 8, 10, 2, 500);
    repository.git({"repack", "-adfq"});
    const Objects expected = objects_by_git(repository, "blob");
    const fs::path folder = repository.path() / ".git/objects/pack";
    for (const auto& file : fs::directory_iterator(folder)) {
        fs::permissions(file.path(), fs::perms::owner_all);
        fs::copy_file(file.path(), folder / ("pack-0-damaged" + file.path().extension().string()));
    }
    std::fstream pack(folder / "pack-0-damaged.pack", std::ios::in | std::ios::out | std::ios::binary);
    for (int at = 300; at < 3000; at += 400) pack.seekp(at), pack.put('\x55');
    pack.close();
    const Walked walked = walk(repository.path());
    for (const auto& [id, bytes] : walked.seen) EXPECT_EQ(bytes, expected.at(id));
    EXPECT_TRUE(walked.seen == expected || walked.incomplete);
}

} // namespace
} // namespace squire::source
