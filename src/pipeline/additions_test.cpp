// SPDX-License-Identifier: MIT
// Each folder in testdata/edit holds an input.yml; in `edit` what is added, one addition a line:
//     include KEY VALUE | stage NAME [AFTER] | variable NAME VALUE | job NAME COMMAND
// and in expected.yml what comes of it, or in expected.txt why it is refused.
#include "pipeline/additions.h"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/text.h"
#include "testing/golden.h"

namespace squire::pipeline {
namespace {

Result<YamlFile> add(const YamlFile& file, const std::string& edit) {
    std::istringstream words(edit);
    std::string what, first, rest;
    words >> what >> first >> std::ws;
    std::getline(words, rest);
    if (what == "include") return add_include(file, Value::mapping({{.key = first, .value = Value::scalar(rest)}}));
    if (what == "stage") return add_stage(file, first, rest);
    if (what == "variable") return add_variable(file, first, rest);
    if (what == "job") {
        return add_top_level(file, first,
                             Value::mapping({{.key = "script", .value = Value::sequence({Value::scalar(rest)})},
                                             {.key = "allow_failure", .value = Value::word("true")}}));
    }
    return fail(ErrorKind::usage, "no such edit: " + what);
}

bool keeps_all_bytes(std::string_view before, std::string_view after) {
    std::size_t kept = 0;
    for (const char byte : after)
        if (kept < before.size() && before[kept] == byte) ++kept;
    return kept == before.size();
}

YamlFile read(const std::filesystem::path& path) {
    auto bytes = read_file(path);
    if (!bytes) throw std::runtime_error(describe(bytes.error()));
    auto file = read_yaml(std::move(*bytes), path.filename().string());
    if (!file) throw std::runtime_error(describe(file.error()));
    return std::move(*file);
}

TEST(Additions, OfEachFolder) {
    int folders = 0;
    for (const auto& folder : std::filesystem::directory_iterator(SQUIRE_TESTDATA "/edit")) {
        ++folders;
        SCOPED_TRACE(folder.path().filename());
        const YamlFile input = read(folder.path() / "input.yml");
        const auto edits = read_file(folder.path() / "edit");
        ASSERT_TRUE(edits) << describe(edits.error());
        std::string refused;
        YamlFile file = input;
        for (const std::string_view edit : split(trim(*edits), '\n')) {
            auto added = add(file, std::string(edit));
            if (!added) {
                refused += fmt::format("{}: {}\n", edit, describe(added.error()));
                continue;
            }
            const auto again = add(*added, std::string(edit));
            ASSERT_TRUE(again) << edit << ": " << describe(again.error());
            EXPECT_EQ(again->bytes, added->bytes) << edit << ": a second run changes something";
            EXPECT_TRUE(keeps_all_bytes(file.bytes, added->bytes)) << edit;
            file = std::move(*added);
        }
        if (file.bytes != input.bytes || refused.empty()) testing::expect_golden(folder.path() / "expected.yml", file.bytes);
        if (!refused.empty()) testing::expect_golden(folder.path() / "expected.txt", refused);
        EXPECT_EQ(refused.empty(), !std::filesystem::exists(folder.path() / "expected.txt"));
    }
    EXPECT_GE(folders, 25);
}

TEST(Additions, TakeTheSecondDocumentWhereTheFirstIsAHeader) {
    const auto with = read_yaml("spec:\n  inputs: {}\n---\na: 1\n", "f.yml");
    const auto without = read_yaml("a: 1\n---\nb: 1\n", "f.yml");
    ASSERT_TRUE(with && without);
    EXPECT_NE(pipeline_document(*with).root.find("a"), nullptr);
    EXPECT_NE(pipeline_document(*without).root.find("a"), nullptr);
}

} // namespace
} // namespace squire::pipeline
