// SPDX-License-Identifier: MIT
// Every folder testdata/<format>/<case>/ is a test: the tree below `input`, and in `expected` what is found in it.
#include "dependencies/format.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "dependencies/collect.h"
#include "dependencies/folder_texts_test.h"
#include "source/role.h"
#include "testing/golden.h"

namespace squire::dependencies {
namespace {

namespace fs = std::filesystem;

std::string shown(const Package& package, const PackageFile& file, std::size_t at) {
    std::string out =
        fmt::format("  {}: {} {} {}", package.line, package.name, package.version.empty() ? "-" : package.version, to_string(package.scope));
    out += !package.direct ? " ?" : *package.direct ? " direct" : " indirect";
    if (package.via != kNoPackage) {
        std::vector<std::string> names;
        for (const Package* each : file.chain_to(at)) names.push_back(fmt::format("{}@{}", each->name, each->version));
        out += fmt::format(" path={}", fmt::join(names, ">"));
    }
    const auto add = [&](std::string_view word, std::string_view value) {
        if (!value.empty()) out += fmt::format(" {}={}", word, value);
    };
    add("asked", package.requirement);
    add("licence", package.licence);
    add("source", package.source);
    add("checksum", shorten(package.checksum, 24));
    if (package.ecosystem != info(package.ecosystem).ecosystem) out += " WRONG ECOSYSTEM TABLE";
    out += fmt::format(" [{}]\n", package_url(package.ecosystem, package.name, package.version));
    return out;
}

std::string shown(const PackageInventory& inventory, const Problems& problems) {
    std::string out;
    for (const PackageFile& file : inventory.files) {
        out += fmt::format("{} ({}{})\n", file.path, file.format, file.answered_by.empty() ? "" : ", answered by " + file.answered_by);
        if (!file.project.empty()) out += fmt::format("  project {}\n", file.project);
        if (!file.members.empty()) out += fmt::format("  members {}\n", fmt::join(file.members, " "));
        for (std::size_t at = 0; at < file.packages.size(); ++at) out += shown(file.packages[at], file, at);
    }
    for (const Problem& problem : problems.list())
        out += fmt::format("{}: {}\n",
                           problem.weight == Weight::incomplete ? "incomplete"
                           : problem.weight == Weight::warning  ? "warning"
                                                                : "note",
                           describe(problem.error));
    return out;
}

std::vector<std::string> cases() {
    std::vector<std::string> names;
    for (const auto& format : fs::directory_iterator(SQUIRE_TESTDATA)) {
        const std::string name = format.path().filename().string();
        if (!format.is_directory() || name == "output" || name == "reachability") continue; // of other tests
        for (const auto& each : fs::directory_iterator(format.path()))
            names.push_back(fmt::format("{}/{}", name, each.path().filename().string()));
    }
    std::ranges::sort(names);
    return names;
}

class Formats : public ::testing::TestWithParam<std::string> {};

TEST_P(Formats, FindsWhatIsExpected) {
    const fs::path folder = fs::path(SQUIRE_TESTDATA) / GetParam();
    TextsGiven source(folder / "input");
    Problems problems;
    const auto inventory = collect_packages(source, {}, problems);
    ASSERT_TRUE(inventory.has_value());
    const std::string format = GetParam().substr(0, GetParam().find('/'));
    EXPECT_TRUE(std::ranges::any_of(inventory->files, [&](const PackageFile& file) { return file.format == format; }))
        << "no file of this format";
    testing::expect_golden(folder / "expected", shown(*inventory, problems));
}

INSTANTIATE_TEST_SUITE_P(Dependencies, Formats, ::testing::ValuesIn(cases()), [](const auto& test) {
    std::string name = test.param;
    std::ranges::replace_if(name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
    return name;
});

TEST(FormatList, EveryFormatHasInput) {
    for (const Format& format : all_formats()) EXPECT_TRUE(fs::is_directory(fs::path(SQUIRE_TESTDATA) / format.id)) << format.id;
}

TEST(FormatList, EveryReaderIsListed) {
    std::vector<std::string> missing;
    for (const auto& file : fs::directory_iterator(fs::path(SQUIRE_TESTDATA).parent_path())) {
        if (file.path().extension() != ".cpp" || file.path().stem().string().ends_with("_test")) continue;
        const std::string text = read_file(file.path()).value_or("");
        const std::string signature = fmt::format("void read_{}(const Input& input, Listing& listing)", file.path().stem().string());
        if (!text.contains(signature)) continue;
        const auto listed = std::ranges::find(all_formats(), file.path().stem().string(), &Format::id);
        if (listed == all_formats().end()) missing.push_back(file.path().stem().string());
    }
    EXPECT_EQ(missing, std::vector<std::string>{});
    EXPECT_GT(all_formats().size(), 5U);
}

TEST(FormatList, TheInventoryOfATreeKnowsEveryFile) {
    for (const Format& format : all_formats())
        for (const std::string_view pattern : split(format.files, ' ')) {
            std::string path(pattern);
            for (std::size_t star; (star = path.find('*')) != std::string::npos;) path.replace(star, 1, "x");
            EXPECT_NE(source::role_of("a/" + path), source::Role::none) << format.id << ": " << path;
            EXPECT_EQ(format_of("a/" + path), &format) << path;
        }
}

TEST(FormatList, PatternsMatchTheEndOfAPath) {
    struct Row {
        const char* pattern;
        const char* path;
        bool matches;
    };
    const Row rows[] = {
        {"a.lock", "a.lock", true},
        {"a.lock", "x/a.lock", true},
        {"a.lock", "x/ba.lock", false},
        {"*.lock", "x/a.lock", true},
        {"*.lock", "a.lock/b", false},
        {"vendor/modules.txt", "vendor/modules.txt", true},
        {"vendor/modules.txt", "x/vendor/modules.txt", true},
        {"vendor/modules.txt", "modules.txt", false},
        {"vendor/modules.txt", "xvendor/modules.txt", false},
        {"requirements*.txt", "requirements-dev.txt", true},
        {"requirements*.txt", "requirements.txt.in", false},
        {"*a*b", "xaxxb", true},
        {"*a*b", "ab/ab/x", false},
        {".github/workflows/*.yml", ".github/workflows/ci.yml", true},
        {".github/workflows/*.yml", ".github/workflows/a/ci.yml", false},
    };
    for (const Row& row : rows) EXPECT_EQ(matches_file(row.pattern, row.path), row.matches) << row.pattern << " " << row.path;
}

} // namespace
} // namespace squire::dependencies
