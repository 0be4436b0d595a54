// SPDX-License-Identifier: MIT
#include "document/document.h"

#include <string>

#include <gtest/gtest.h>

namespace squire::document {
namespace {

// The tree on one line: {key: "text", key: word, key: [items]}.
std::string shown(const Node& node) {
    switch (node.kind) {
    case Node::Kind::none: return "none";
    case Node::Kind::text: return '"' + std::string(node.text) + '"';
    case Node::Kind::word: return std::string(node.text);
    case Node::Kind::list:
    case Node::Kind::table: break;
    }
    std::string out;
    for (const Node& item : node) {
        if (!out.empty()) out += ", ";
        if (node.is_table()) out += std::string(item.key) + ": ";
        out += shown(item);
    }
    return node.is_table() ? "{" + out + "}" : "[" + out + "]";
}

TEST(Document, IsTheSameFromJsonYamlAndToml) {
    const std::string wanted = R"({a: "x", b: [1, true], c: {d: "y"}})";
    EXPECT_EQ(shown(read_json_document(R"({"a": "x", "b": [1, true], "c": {"d": "y"}})").root()), wanted);
    EXPECT_EQ(shown(read_yaml_document("a: 'x'\nb: [1, true]\nc:\n  d: \"y\"\n").root()), wanted);
    EXPECT_EQ(shown(read_toml_document("a = \"x\"\nb = [1, true]\n[c]\nd = \"y\"\n").root()), wanted);
}

TEST(Document, KnowsTheLineOfAKey) {
    EXPECT_EQ(read_json_document("{\n\"a\": 1,\n\"b\": 2}").root()["b"].line, 3U);
    EXPECT_EQ(read_yaml_document("a: 1\nb: 2\n").root()["b"].line, 2U);
    EXPECT_EQ(read_toml_document("a = 1\n\nb = 2\n").root()["b"].line, 3U);
}

TEST(Document, SharesWhatAnAliasNames) {
    EXPECT_EQ(shown(read_yaml_document("a: &x [1]\nb: *x\n").root()), "{a: [1], b: [1]}");
    EXPECT_EQ(shown(read_yaml_document("a: *nowhere\n").root()), "{a: none}");
}

TEST(Document, KeepsWhatStoodBeforeAFault) {
    const Document json = read_json_document(R"({"a": 1, "b": )");
    ASSERT_TRUE(json.fault());
    EXPECT_EQ(shown(json.root()["a"]), "1");
    EXPECT_TRUE(read_yaml_document("a: 1\nb: [").fault());
    EXPECT_TRUE(read_toml_document("a = 1\nb = \n").fault());
    EXPECT_TRUE(read_xml_document("<a><b></a>").fault());
}

TEST(Document, ReadsAttributesAndElements) {
    EXPECT_EQ(read_xml_document("<a b='1'><c>x</c></a>").root()["a"]["@b"].text, "1");
    EXPECT_EQ(read_xml_document("<a b='1'><c>x</c></a>").root()["a"]["c"].text, "x");
    // A bomb of entities stays as small as its text, and nothing outside is read.
    const Document bomb = read_xml_document("<!DOCTYPE a [<!ENTITY x 'yyyy'><!ENTITY z SYSTEM 'file:///etc/passwd'>]><a>&x;&z;</a>");
    EXPECT_EQ(bomb.root()["a"].text, "&x;&z;");
}

TEST(Document, RefusesBracketsBeforeTheirParserTakesMemoryForThem) {
    const auto document = read_yaml_document("a: 1\n" + std::string(4'000'000, '['));
    ASSERT_TRUE(document.fault().has_value());
    EXPECT_EQ(document.fault()->kind, ErrorKind::limit);
    EXPECT_EQ(document.fault()->place, "2");
}

TEST(Document, ReadsYamlUpToWhatIsNoUtf8) {
    const auto document = read_yaml_document("a: 1\nb:\n  - x\nc: \xff\nd: 2\n");
    ASSERT_TRUE(document.fault().has_value());
    EXPECT_EQ(document.fault()->place, "4");
    EXPECT_EQ(document.root()["a"].text, "1");
    EXPECT_FALSE(document.root().has("d"));
    for (const std::string_view text : {"%\xff\xff(", "%YAML 1.1\xff\n---\na: 1\n", "\xff", "a: 1\n%\xc3\x28\n", "%TAG ! \xed\xa0\x80\n"})
        EXPECT_TRUE(read_yaml_document(text).fault().has_value()) << text; // and ends
}

TEST(Document, ClosesBracketsWhereTheirLineBegins) {
    const auto document = read_yaml_document("on:\n  push:\n    branches: [\n      main,\n    ]\nx: 1\n");
    EXPECT_FALSE(document.fault().has_value());
    EXPECT_EQ(document.root()["x"].text, "1");
}

TEST(Document, IsBoundedInDepth) {
    EXPECT_EQ(read_json_document(std::string(100'000, '[')).fault()->kind, ErrorKind::limit);
    EXPECT_TRUE(read_yaml_document(std::string(100'000, '[')).fault());
}

} // namespace
} // namespace squire::document
