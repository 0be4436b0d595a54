// SPDX-License-Identifier: MIT
// Each folder in testdata/yaml holds an input.yml, and in expected.txt what is read from it: one line a node, with the place, the bytes of its
// range and, where they differ, its value.
#include <filesystem>
#include <map>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/text.h"
#include "testing/golden.h"
#include "yaml/yaml.h"

namespace squire::yaml {
namespace {

std::string_view style_name(const Node& node) {
    if (node.kind == NodeKind::alias) return "alias";
    switch (node.style) {
    case NodeStyle::block: return node.kind == NodeKind::mapping ? "mapping" : "sequence";
    case NodeStyle::flow: return node.kind == NodeKind::mapping ? "flow mapping" : "flow sequence";
    case NodeStyle::plain: return "plain";
    case NodeStyle::single_quoted: return "single-quoted";
    case NodeStyle::double_quoted: return "double-quoted";
    case NodeStyle::literal: return "literal";
    case NodeStyle::folded: return "folded";
    }
    return "";
}

void print(const YamlFile& file, const Node& node, std::string_view role, std::size_t depth, std::string& to) {
    const Place at = file.place(node.range.begin);
    const Place end = file.place(node.range.end);
    to += fmt::format("{:{}}{}{} {}:{}-{}:{}", "", 2 * depth, role, style_name(node), at.line, at.column, end.line, end.column);
    if (!node.tag.empty()) to += " " + node.tag;
    if (!node.anchor.empty()) to += " &" + node.anchor;
    if (node.kind == NodeKind::alias) to += " *" + node.text + (file.target(node) == nullptr ? " to nothing" : "");
    if (node.kind == NodeKind::scalar) {
        const std::string_view written = file.text(node.range);
        to += " [" + printable(written) + "]";
        if (written != node.text) to += " is [" + printable(node.text) + "]";
    }
    to += '\n';
    for (const Node& item : node.items) print(file, item, "- ", depth + 1, to);
    for (const Entry& entry : node.entries) {
        print(file, entry.key, entry.repeats ? "repeated key " : entry.is_merge() ? "merge key " : "key ", depth + 1, to);
        print(file, entry.value, "value ", depth + 2, to);
    }
}

std::string print(const YamlFile& file) {
    std::string text = file.byte_order_mark ? "byte-order mark\n" : "";
    for (const YamlDocument& document : file.documents) {
        const Place at = file.place(document.range.begin);
        const Place end = file.place(document.range.end);
        text += fmt::format("document {}:{}-{}:{}\n", at.line, at.column, end.line, end.column);
        print(file, document.root, "", 1, text);
    }
    for (const Piece& piece : file.pieces)
        if (piece.kind == PieceKind::comment)
            text += "comment " + file.place_name(piece.range.begin) + " " + printable(file.text(piece.range)) + "\n";
    for (const Error& fault : file.faults) text += "fault " + describe(fault) + "\n";
    return text;
}

void expect_tiled(const YamlFile& file) {
    std::string joined;
    std::size_t at = 0;
    for (const Piece& piece : file.pieces) {
        EXPECT_EQ(piece.range.begin, at);
        EXPECT_GT(piece.range.size(), 0U);
        at = piece.range.end;
        joined += file.text(piece.range);
    }
    EXPECT_EQ(joined, file.bytes);
}

TEST(Yaml, ReadsEachFolder) {
    int folders = 0;
    for (const auto& folder : std::filesystem::directory_iterator(SQUIRE_TESTDATA "/yaml")) {
        ++folders;
        SCOPED_TRACE(folder.path().filename());
        auto bytes = read_file(folder.path() / "input.yml");
        ASSERT_TRUE(bytes) << describe(bytes.error());
        const auto file = read_yaml(*bytes, "input.yml");
        testing::expect_golden(folder.path() / "expected.txt", file ? print(*file) : "error " + describe(file.error()) + "\n");
        if (file) expect_tiled(*file);
    }
    EXPECT_GE(folders, 12);
}

TEST(Yaml, RefusesWhatIsNoYamlWithItsPlace) {
    struct Case {
        std::string text;
        std::string_view message;
    };
    const Case cases[] = {
        {"a: [b,\n", "f.yml:2:1: this is not YAML"},
        {"a: b\n c: d\n", "f.yml:1:4: this is not YAML"},
        {"a:\n\tb: c\n", "f.yml:2:"},
        {"a: 'b\n", "f.yml:1:5: this is not YAML"},
        {"a: \"\\q\"\n", "f.yml:1:"},
        {"<!DOCTYPE html>\n<html lang=\"en\">\n<p>a: b: c</p>", "f.yml:"},
        {"{a: b", "f.yml:1:"},
        {"a: b\n- c\n", "f.yml:2:1: this is not YAML"},
        {"a: &b\n- *c d\n", "f.yml:2:"},
        {"a: b\nc: \xFFx", "f.yml:2:4: a byte that is not UTF-8 (save the file as UTF-8)"},
        {"\xFF\xFE"
         "a",
         "f.yml:1:1: this is UTF-16, and YAML is read as UTF-8 (save the file as UTF-8)"},
        {std::string("a: b\nc\0", 7), "f.yml:2:2: a NUL byte: this is no text (name a YAML file)"},
        {"a: \x01", "f.yml:1:4: a control character"},
        {"a: b\n? c:\t:", "f.yml:2:5: a tab between two indicators, beside a key with '?' (put a space there)"},
        {"-\n  ? -\t:\n", "f.yml:2:6: a tab between two indicators"},
        {std::string(10'000, '['), "f.yml:1:129: nested more than 128 deep (flatten it: GitLab, too, takes no more than 100)"},
        {std::string(10'000, '{'), "f.yml:1:"},
        {std::string(10U << 20U, '#'),
         "f.yml:1:1: 10485760 bytes are more than the 4194304 that are read (split the file: GitLab takes no more than 2 MB)"},
    };
    for (const auto& [text, message] : cases) {
        const auto read = read_yaml(text, "f.yml");
        ASSERT_FALSE(read) << text.substr(0, 80);
        EXPECT_TRUE(describe(read.error()).starts_with(message)) << text.substr(0, 80) << "\n" << describe(read.error());
        EXPECT_FALSE(read.error().hint.empty()) << text.substr(0, 80);
    }
    std::string deep;
    for (int depth = 0; depth < 10'000; ++depth) deep += std::string(static_cast<std::size_t>(depth % 400), ' ') + "a:\n";
    EXPECT_FALSE(read_yaml(deep, "f.yml"));
    EXPECT_FALSE(read_yaml(std::string(4'000, '-')
                               .replace(1, 3'998,
                                        [] {
                                            std::string dashes;
                                            while (dashes.size() < 3'998) dashes += " -";
                                            return dashes;
                                        }()),
                           "f.yml"));
}

TEST(Yaml, ABombStaysAsSmallAsItsText) {
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int level = 1; level < 40; ++level) {
        bomb += fmt::format("a{0}: &a{0} [", level);
        for (int alias = 0; alias < 9; ++alias) bomb += fmt::format("{}*a{}", alias == 0 ? "" : ", ", level - 1);
        bomb += "]\n";
    }
    const auto read = read_yaml(bomb, "f.yml");
    ASSERT_TRUE(read) << describe(read.error());
    EXPECT_EQ(read->documents.front().root.entries.size(), 40U);
    EXPECT_TRUE(read->faults.empty());
    expect_tiled(*read);
}

TEST(Yaml, ReadsAQuoteWrittenTwice) {
    for (const std::string_view text : {"''''", "''''''''", "'a'''", "'''a'", "''"}) {
        const auto read = read_yaml("a: " + std::string(text) + " # b\n", "f.yml");
        ASSERT_TRUE(read) << text << ": " << describe(read.error());
        EXPECT_EQ(read->text(read->documents.front().root.entries.front().value.range), text);
    }
}

TEST(Yaml, TakesManyFaultsOnOneLineInBoundedTime) { // were each of them placed, this would take minutes
    std::string text = "{";
    while (text.size() < 200'000) text += "a: b, ";
    const auto read = read_yaml(text + "}", "f.yml");
    ASSERT_TRUE(read) << describe(read.error());
    EXPECT_EQ(read->faults.size(), kFaultLimit);
}

TEST(Yaml, FindsTheLastOfARepeatedKeyAndWhatAnAliasMeans) {
    const auto read = read_yaml("a: &x 1\nb: *x\na: &x 2\nc: *x\n", "f.yml");
    ASSERT_TRUE(read) << describe(read.error());
    const Node& root = read->documents.front().root;
    EXPECT_EQ(root.find("a")->value.text, "2");
    EXPECT_EQ(read->target(root.find("b")->value)->text, "1");
    EXPECT_EQ(read->target(root.find("c")->value)->text, "2");
    EXPECT_EQ(root.find("d"), nullptr);
}

} // namespace
} // namespace squire::yaml
