// SPDX-License-Identifier: MIT
// Every file of testdata/records/ that is not an expectation is read and shown; what it must show stands beside it as <name>.expected.
#include "advisories/record_reader.h"

#include <algorithm>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "advisories/commit_range.h"
#include "base/file.h"
#include "testing/golden.h"

namespace squire::advisories {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> inputs() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(fs::path(SQUIRE_TESTDATA) / "records")) {
        if (entry.path().extension() != ".expected") names.push_back(entry.path().filename().string());
    }
    std::ranges::sort(names);
    return names;
}

std::string day_of(const std::optional<Time>& time) { return time ? to_rfc3339(*time) : "not known"; }

std::string shown(const Advisory& advisory) {
    std::string out = fmt::format("{} of {}{}\n  {}\n  details: {}\n", advisory.id, advisory.database, advisory.withdrawn ? ", withdrawn" : "",
                                  advisory.summary, advisory.details);
    out += fmt::format("  published {}, changed {}\n", day_of(advisory.published), day_of(advisory.modified));
    out += fmt::format("  aliases {}; related {}\n", advisory.aliases, advisory.related);
    out += fmt::format("  {}: vectors {}, stated {}; {}\n", finding::to_string(advisory.severity()), advisory.vectors,
                       finding::to_string(advisory.stated), advisory.cwes);
    for (const Reference& each : advisory.references) out += fmt::format("  {} {}\n", each.type, each.url);
    for (const Affected& each : advisory.affected) {
        out += fmt::format("  {} {}: {} and {}\n", each.ecosystem, each.package, describe(std::span<const Interval>(each.intervals)),
                           each.versions);
        if (!each.commits.empty()) out += fmt::format("    commits {}\n", describe(std::span<const OsvEvent>(each.commits)));
        for (const Symbol& symbol : each.symbols) out += fmt::format("    in '{}': {}\n", symbol.module, symbol.functions);
    }
    return out;
}

class Records : public ::testing::TestWithParam<std::string> {};

TEST_P(Records, AreReadAsExpected) {
    const fs::path file = fs::path(SQUIRE_TESTDATA) / "records" / GetParam();
    const auto bytes = read_file(file);
    ASSERT_TRUE(bytes.has_value());
    ASSERT_TRUE(may_hold_advisories(GetParam()));
    std::vector<Advisory> advisories;
    Problems problems;
    read_record(GetParam(), *bytes, advisories, problems);
    std::string out;
    for (const Advisory& each : advisories) out += shown(each);
    for (const Problem& each : problems.list()) out += describe(each.error) + "\n";
    testing::expect_golden(file.string() + ".expected", out);
}

INSTANTIATE_TEST_SUITE_P(All, Records, ::testing::ValuesIn(inputs()), [](const auto& test) {
    std::string name = test.param;
    std::ranges::replace_if(name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
    return name;
});

TEST(Records, SayWhatIsWrongAndReadTheRest) {
    struct Case {
        std::string_view path;
        std::string_view bytes;
        std::string_view message; // of the first problem
    };
    for (
        const Case& each : std::vector<Case>{
            {"a.json", R"({"id": "GHSA-1", "affected": [)", "a.json:1: expected"},
            {"a.json", R"({"id": "", "affected": []})", "a.json: an advisory without an id"},
            {"a.json",
             R"({"id": "X-1", "affected": [{"package": {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "2.0.0"}, {"fixed": "1.0.0"}]}]}]})",
             "a.json: X-1: a range of 'a' ends before it begins"},
            {"a.yaml", "gem: a\ntitle: b\npatched_versions: ['?']\n", "a.yaml: '?' is no version range"},
            {"a.yaml", "reference: composer://a/b\nbranches: {x: {versions: ['>=']}}\n", "a.yaml: '>=' is no version range"},
            {"a.json", R"({"id": 1, "module_name": "a", "vulnerable_versions": "all of them"})", "a.json: 'all of them' is no version range"},
            {"a.yaml", "packages: []\nreponame: main\n", "a.yaml: a security database that names no release"},
            {"a.md", "```toml\n[advisory]\nid = \"R-1\"\n", "a.md: the advisory's TOML does not end"},
            {"a.md", "```toml\n[advisory\n```\n", "a.md: "},
            {"a.md", "```toml\n[advisory]\npackage = \"a\"\n```\n", "a.md: an advisory without an id or a package"},
            {"CVE-2025-1", "Candidate: CVE-\n", "CVE-2025-1: a record without a CVE"}}) {
        std::vector<Advisory> advisories;
        Problems problems;
        read_record(each.path, each.bytes, advisories, problems);
        ASSERT_FALSE(problems.list().empty()) << each.bytes;
        EXPECT_TRUE(describe(problems.list().front().error).starts_with(each.message)) << describe(problems.list().front().error);
    }
}

TEST(Records, PassOverWhatIsNone) {
    for (const std::string_view text : {"[]", "{}", "null", R"({"name": "a", "version": "1.0.0"})", R"("text")", "[[[[1]]]]"}) {
        std::vector<Advisory> advisories;
        Problems problems;
        read_record("a.json", text, advisories, problems);
        read_record("a.yaml", text, advisories, problems);
        read_record("a.md", text, advisories, problems);
        EXPECT_TRUE(advisories.empty()) << text;
        EXPECT_TRUE(problems.list().empty()) << text;
    }
    EXPECT_FALSE(may_hold_advisories("db/LICENSE"));
    EXPECT_FALSE(may_hold_advisories("db/.github.yml"));
    EXPECT_FALSE(may_hold_advisories("db/image.png"));
}

} // namespace
} // namespace squire::advisories
