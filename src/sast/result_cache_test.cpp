// SPDX-License-Identifier: MIT
#include "sast/result_cache.h"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "rules/sast_rule_reader.h"
#include "sast/sast_scanner.h"
#include "source/open_source.h"
#include "testing/temporary_folder.h"

namespace squire::sast {
namespace {

namespace fs = std::filesystem;

finding::Finding finding_in(std::string file, std::string evidence = "eval(x)") {
    return {.name = "Code is run",
            .identifiers = {{"semgrep_id", "a-rule", "a-rule", ""}},
            .location = finding::CodeLocation{.file = std::move(file), .range = {3, 3, 1, 7}, .scope = "f"},
            .evidence = std::move(evidence),
            .flow = {{finding::FlowStep::Kind::source, "a.py", {1, 1, 1, 2}}},
            .signatures = {{"scope_offset", "a.py|f[0]:2"}},
            .fingerprint = "00ff"};
}

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".results") files.push_back(entry.path());
    return files;
}

TEST(ResultCache, GivesBackWhatWasKept) {
    const testing::TemporaryFolder folder;
    const ResultCache::Result findings{.findings = {finding_in("a.py"), finding_in("ü \"b\".py")}, .gap_bytes = 3};
    const ResultCache::Result nothing{.findings = {}, .gap_bytes = std::nullopt};
    const auto some = ResultCache::key_of("a.py", "text");
    const auto none = ResultCache::key_of("b.py", "text");
    const ResultCache empty(folder.path(), "rules");
    EXPECT_FALSE(empty.find(some));
    empty.save({}, {{some, *ResultCache::pack(findings)}, {none, *ResultCache::pack(nothing)}});
    const ResultCache filled(folder.path(), "rules");
    EXPECT_EQ(filled.find(some), findings);
    EXPECT_EQ(filled.find(none), nothing);
    EXPECT_FALSE(filled.find(ResultCache::key_of("a.py", "Text")));
    EXPECT_FALSE(ResultCache(folder.path(), "other rules").find(some));
    EXPECT_FALSE(ResultCache(fs::path(), "rules").is_on());
    EXPECT_FALSE(ResultCache(folder.path(), "").is_on());
}

TEST(ResultCache, KeepsNothingThatWouldComeBackOtherwise) {
    EXPECT_TRUE(ResultCache::pack({{finding_in("a.py")}, 0}));
    EXPECT_FALSE(ResultCache::pack({{finding_in("a.py", "eval('\xFF')")}, 0}));
}

TEST(ResultCache, DamagedFilesCountAsEmpty) {
    const testing::TemporaryFolder folder;
    const auto key = ResultCache::key_of("a.py", "text");
    ResultCache(folder.path(), "rules").save({}, {{key, *ResultCache::pack({{finding_in("a.py")}, 0})}});
    ASSERT_EQ(files_in(folder.path()).size(), 1U);
    const fs::path file = files_in(folder.path()).front();
    const std::string whole = *read_file(file);
    for (std::size_t at = 0; at < whole.size(); at += 7) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
        ASSERT_TRUE(write_file(file, damaged));
        EXPECT_FALSE(ResultCache(folder.path(), "rules").find(key)) << at;
        ASSERT_TRUE(write_file(file, whole.substr(0, at)));
        EXPECT_FALSE(ResultCache(folder.path(), "rules").find(key)) << at;
    }
    ASSERT_TRUE(write_file(file, whole));
    EXPECT_TRUE(ResultCache(folder.path(), "rules").find(key));
}

TEST(ResultCache, IsBoundedAndForgetsWhatWasNotMetForLongest) {
    const testing::TemporaryFolder folder;
    finding::Finding large = finding_in("a.py");
    large.description = std::string(ResultCache::kLargestFile / 3, 'x');
    const ResultCache::Packed packed = *ResultCache::pack({{large}, 0});
    std::vector<ResultCache::Key> keys;
    for (int i = 0; i < 4; ++i) {
        keys.push_back(ResultCache::key_of("a.py", std::to_string(i)));
        ResultCache(folder.path(), "rules").save({keys.front()}, {{keys.back(), packed}});
    }
    EXPECT_LE(fs::file_size(files_in(folder.path()).front()), ResultCache::kLargestFile);
    const ResultCache cache(folder.path(), "rules");
    EXPECT_TRUE(cache.find(keys[0])); // met each time
    EXPECT_FALSE(cache.find(keys[1]));
    EXPECT_FALSE(cache.find(keys[2]));
    EXPECT_TRUE(cache.find(keys[3]));
    for (std::size_t i = 0; i < ResultCache::kMostFiles + 5; ++i)
        ResultCache(folder.path(), fmt::format("rules {}", i)).save({}, {{keys[0], {}}});
    EXPECT_EQ(files_in(folder.path()).size(), ResultCache::kMostFiles);
}

// --- the scanner with it ---

constexpr const char* kRules = R"(rules:
  - {id: runs, languages: [python], severity: ERROR, message: $X is run, pattern: eval($X)}
  - {id: broken, languages: [python], severity: ERROR, message: m, pattern: "evil(("}
)";

class StandingClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return Time{}; }
};

finding::Report scan(const fs::path& tree, const fs::path& cache, Problems& problems, std::string_view secret = "") {
    const auto rules = rules::read_sast_rules(kRules, "rules.yaml", problems);
    EXPECT_TRUE(rules);
    auto book = RuleBook::make(*rules, {}, problems);
    EXPECT_TRUE(book);
    const auto holds_secret = [&](std::string_view text) { return !secret.empty() && text.contains(secret); };
    const auto scanner = make_sast_scanner(**book, {.cache = cache, .rules_key = "test", .holds_secret = holds_secret});
    auto source = source::open_source({.kind = source::SourceRequest::Kind::directory, .path = tree}, problems);
    EXPECT_TRUE(source);
    const StandingClock clock;
    const Cancellation never;
    NoProgress progress;
    scanner::Context context{
        .clock = clock, .problems = problems, .cancellation = never, .progress = progress, .fingerprint_key = {}, .workers = 2};
    auto report = scanner->scan({**source, nullptr}, context);
    EXPECT_TRUE(report);
    return std::move(*report);
}

TEST(ResultCache, ChangesNothingInAReport) {
    const testing::TemporaryFolder folder;
    const fs::path tree = folder.path() / "tree";
    const fs::path cache = folder.path() / "cache";
    ASSERT_TRUE(write_file(tree / "a.py", "def f(x):\n    eval(x)\n"));
    ASSERT_TRUE(write_file(tree / "b.py", "eval('hush')\n"));
    ASSERT_TRUE(write_file(tree / "c.py", "evil(1)\neval(2)\n")); // which the broken rule would have looked at
    ASSERT_TRUE(write_file(tree / "d.py", "print(1)\n"));
    ASSERT_TRUE(write_file(tree / "gap.py", "def f(:\n    eval(4)\n")); // of which a part is not read, and reported
    const auto compare = [&](std::size_t findings) {
        Problems without_problems;
        Problems with_problems;
        const finding::Report without = scan(tree, {}, without_problems);
        const finding::Report with = scan(tree, cache, with_problems, "hush");
        EXPECT_EQ(with, without);
        EXPECT_EQ(with_problems.list(), without_problems.list());
        EXPECT_TRUE(with_problems.incomplete());
        EXPECT_EQ(with.findings.size(), findings);
    };
    compare(4);
    ASSERT_EQ(files_in(cache).size(), 1U);
    const std::string kept = *read_file(files_in(cache).front());
    EXPECT_TRUE(kept.contains("eval(x)"));
    EXPECT_FALSE(kept.contains("hush"));
    compare(4);
    EXPECT_EQ(*read_file(files_in(cache).front()), kept); // nothing new
    ASSERT_TRUE(write_file(tree / "d.py", "eval(3)\n"));
    compare(5);
    EXPECT_NE(*read_file(files_in(cache).front()), kept);
    ASSERT_TRUE(write_file(tree / "sub/a.py", "def f(x):\n    eval(x)\n")); // the same text in another place
    compare(6);
    fs::remove(tree / "a.py");
    compare(5);
}

} // namespace
} // namespace squire::sast
