// SPDX-License-Identifier: MIT
// What a hostile tree can hold, whatever the format: no reader may crash, hang or take more memory than the input is worth.
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "dependencies/collect.h"
#include "dependencies/folder_texts_test.h"
#include "dependencies/format.h"

namespace squire::dependencies {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
    std::string made;
    made.reserve(text.size() * times);
    for (std::size_t at = 0; at < times; ++at) made += text;
    return made;
}

std::string first_name(const Format& format) {
    std::string path(format.files.substr(0, format.files.find(' ')));
    if (const std::size_t star = path.find('*'); star != std::string::npos) path.replace(star, 1, "x");
    return path;
}

TEST(Hostile, EveryReaderTakesAnyBytes) {
    const std::string inputs[] = {
        "",
        std::string("\0\0\0\xff\xfe", 5),
        "\xef\xbb\xbf",
        repeated("[", 100'000),
        repeated("{\"a\":", 50'000),
        repeated("<a>", 50'000),
        repeated("- ", 50'000),
        repeated("a: {", 20'000),
        repeated("(", 100'000),
        repeated("\n", 100'000),
        repeated("\\\n", 100'000),
        "<<<<<<< HEAD\n=======\n>>>>>>> x\n",
        std::string(200'000, 'x'),
        "{\"lockfileVersion\": 3, \"packages\": {\"node_modules/a\": {\"version\": \"1\", \"link\": true, \"resolved\": \"node_modules/a\"}}}",
    };
    for (const Format& format : all_formats())
        for (const std::string& bytes : inputs) {
            Problems problems;
            const PackageFile file =
                read_package_file(format, {first_name(format), bytes, [&](std::string_view) { return std::string_view(bytes); }}, problems);
            EXPECT_LT(file.packages.size(), 200'000U) << format.id;
        }
}

TEST(Hostile, WhatIsCutOffAnywhereIsReadUpToThere) {
    std::string whole =
        R"({"name":"x","lockfileVersion":3,"packages":{"":{"dependencies":{"a":"1"}},"node_modules/a":{"version":"1.0.0","dependencies":{"b":"2"}},"node_modules/b":{"version":"2.0.0"}}})";
    std::size_t before = 0;
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        Problems problems;
        const PackageFile file =
            read_package_file(*format_of("package-lock.json"), {"package-lock.json", std::string_view(whole).substr(0, size), {}}, problems);
        EXPECT_GE(file.packages.size(), before) << size;
        EXPECT_EQ(problems.incomplete(), size < whole.size()) << size;
        before = file.packages.size();
    }
    EXPECT_EQ(before, 2U);
}

TEST(Hostile, OpeningsWithoutEndAreReadOnce) { // once from each would be hours
    for (const auto& [file, piece] : {std::pair("Package.swift", ".package("),
                                      {"Package.swift", ".package(\"\")"},
                                      {"setup.py", "install_requires=["},
                                      {"setup.py", "install_requires=[\"a\"];"}}) {
        Problems problems;
        const std::string text = repeated(piece, 200'000);
        const PackageFile read = read_package_file(*format_of(file), {file, text, {}, {}}, problems);
        EXPECT_LE(read.packages.size(), 1U) << file;
    }
}

TEST(Hostile, CyclesOfPackagesEnd) {
    Problems problems;
    const std::string text = R"([[package]]
name = "root"
version = "0"
dependencies = ["a"]
[[package]]
name = "a"
version = "1"
source = "registry+https://github.com/rust-lang/crates.io-index"
dependencies = ["b", "a"]
[[package]]
name = "b"
version = "1"
source = "registry+https://github.com/rust-lang/crates.io-index"
dependencies = ["a"]
)";
    const PackageFile file = read_package_file(*format_of("Cargo.lock"), {"Cargo.lock", text, {}}, problems);
    ASSERT_EQ(file.packages.size(), 2U);
    EXPECT_EQ(file.chain_to(1).size(), 2U);
    EXPECT_EQ(file.packages[0].dependencies, std::vector<std::uint32_t>{1});
}

TEST(Hostile, AFileThatIsTooLargeIsNamed) {
    TextsGiven source({{"package.json", std::string((8U << 20U) + 1, ' ')}});
    Problems problems;
    const auto inventory = collect_packages(source, {}, problems);
    ASSERT_TRUE(inventory.has_value());
    ASSERT_EQ(problems.list().size(), 1U);
    EXPECT_EQ(problems.list()[0].error.kind, ErrorKind::limit);
    EXPECT_TRUE(problems.incomplete());
}

TEST(Hostile, RequirementsThatIncludeEachOtherEnd) {
    TextsGiven source(
        {{"requirements.txt", "-r a.txt\none==1\n"}, {"a.txt", "-r b.txt\ntwo==2\n"}, {"b.txt", "-r requirements.txt\n-r a.txt\nthree==3\n"}});
    Problems problems;
    const auto inventory = collect_packages(source, {}, problems);
    ASSERT_TRUE(inventory.has_value());
    EXPECT_EQ(inventory->packages(), 3U);
    EXPECT_TRUE(problems.list().empty());
}

TEST(Hostile, InstalledCopiesAreLeftOut) {
    EXPECT_FALSE(is_collected("node_modules/a/package.json"));
    EXPECT_FALSE(is_collected("x/.venv/lib/requirements.txt"));
    EXPECT_TRUE(is_collected("vendor/modules.txt"));
    EXPECT_TRUE(is_collected("a/yarn.lock"));
    EXPECT_FALSE(is_collected("a/readme.md"));
}

} // namespace
} // namespace squire::dependencies
