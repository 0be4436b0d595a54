// SPDX-License-Identifier: MIT
#include "pipeline/insertion.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace squire::pipeline {
namespace {

struct Case {
    std::string_view before;
    std::vector<Insertion> insertions;
    std::string_view after; // or the beginning of the message
};

YamlFile read(std::string_view text) {
    auto file = read_yaml(std::string(text), "f.yml");
    EXPECT_TRUE(file) << text;
    return file ? std::move(*file) : YamlFile{};
}

TEST(Insertion, PutsTextsInTheirOrder) {
    const Case cases[] = {
        {"a: 1\n", {}, "a: 1\n"},
        {"a: 1\n", {{.at = 5, .text = "c: 3\n"}, {.at = 0, .text = "b: 2\n"}}, "b: 2\na: 1\nc: 3\n"},
        {"a: 1\n", {{.at = 0, .text = "b: 2\n"}, {.at = 0, .text = "c: 3\n"}}, "b: 2\nc: 3\na: 1\n"},
        {"a: b\n", {{.at = 2, .text = "\n  -"}, {.at = 4, .text = "\n  - c"}}, "a:\n  - b\n  - c\n"},
        {"a:\nb:\n", {{.at = 2, .text = "\n  - c"}}, "a:\n  - c\nb:\n"},
        {"a:\n  - x\n  -\n", {{.at = 12, .text = "\n  - c"}}, "a:\n  - x\n  -\n  - c\n"},
        {"a: b", {{.at = 4, .text = "\nc: d"}}, "a: b\nc: d"},
    };
    for (const auto& [before, insertions, after] : cases) {
        const auto done = insert(read(before), insertions);
        ASSERT_TRUE(done) << before << describe(done.error());
        EXPECT_EQ(done->bytes, after);
    }
}

TEST(Insertion, RefusesWhatWouldChangeAnything) {
    const Case cases[] = {
        {"a: b\n", {{.at = 4, .text = "c"}}, "f.yml:1:4: the edit would change what is written here"},
        {"a: b\n", {{.at = 4, .text = "\n  c"}}, "f.yml:1:4: the edit would change what is written here"},
        {"a: b\n", {{.at = 0, .text = "#"}}, "f.yml:1:1: the edit would change what is written here"},
        {"a: b\n", {{.at = 3, .text = "&x "}}, "f.yml:1:4: the edit would change what is written here"},
        {"a: b\n", {{.at = 3, .text = "!x "}}, "f.yml:1:4: the edit would change what is written here"},
        {"a: b\n", {{.at = 0, .text = "a: c\n"}}, "f.yml: the edit would change how the file is read"},
        {"a: b\n", {{.at = 5, .text = "---\n"}}, "f.yml: the edit would change how the file is read"},
        {"a: b\n", {{.at = 5, .text = " c: d\n"}}, "f.yml:1:4: the edit would not be YAML any more"},
        {"a: b\n", {{.at = 0, .text = "c:\n  "}}, "f.yml:1:1: the edit would change what is written here"},
        {"a: |+\n  b\n\n", {{.at = 11, .text = "\nc: d\n"}}, "f.yml:1:4: the edit would change what is written here"},
        {"a: [b, c]\n", {{.at = 5, .text = "d"}}, "f.yml:1:5: the edit would change what is written here"},
        {"- a\n- b\n", {{.at = 4, .text = "  "}}, "f.yml:1:3: the edit would change what is written here"},
    };
    for (const auto& [before, insertions, message] : cases) {
        const auto done = insert(read(before), insertions);
        ASSERT_FALSE(done) << before << "became\n" << done->bytes;
        EXPECT_TRUE(describe(done.error()).starts_with(message)) << before << describe(done.error());
    }
}

} // namespace
} // namespace squire::pipeline
