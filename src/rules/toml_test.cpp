// SPDX-License-Identifier: MIT
#include "rules/toml.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace squire::rules {
namespace {

std::string print(const TomlValue& value);

std::string print(const TomlTable& table) {
    std::string text;
    for (const auto& entry : table.entries) text += fmt::format("{}{}={}", text.empty() ? "" : " ", entry.key, print(entry.value));
    return "{" + text + "}";
}

std::string print(const TomlValue& value) {
    struct Printer {
        std::string operator()(const std::string& text) const { return "'" + text + "'"; }
        std::string operator()(std::int64_t number) const { return std::to_string(number); }
        std::string operator()(double number) const { return fmt::format("{}f", number); }
        std::string operator()(bool flag) const { return flag ? "true" : "false"; }
        std::string operator()(TomlDate) const { return "date"; }
        std::string operator()(const TomlTable& table) const { return print(table); }
        std::string operator()(const TomlArray& array) const {
            std::string text;
            for (const auto& element : array) text += (text.empty() ? "" : " ") + print(element);
            return "[" + text + "]";
        }
    };
    return std::visit(Printer{}, value.value);
}

TEST(Toml, ReadsEveryKindOfValue) {
    struct Case {
        std::string_view text, tree;
    };
    static constexpr Case kCases[] = {
        {"", "{}"},
        {"\xef\xbb\xbf# only a comment", "{}"},
        {"a = 1\r\nb = -0x1F", ""},
        {"a = 1 # one\r\n\tb = +1_000", "{a=1 b=1000}"},
        {"a = 0xDEAD_beef\nb=0o17\nc=0b101", "{a=3735928559 b=15 c=5}"},
        {"a = 9223372036854775807\nb=-9223372036854775808", "{a=9223372036854775807 b=-9223372036854775808}"},
        {"a = 1.5\nb = -2e3\nc = 6.02e+0_1\nd=-inf", "{a=1.5f b=-2000f c=60.2f d=-inff}"},
        {"a = true\nb = false", "{a=true b=false}"},
        {"a=1979-05-27\nb=07:32:00.5\nc=1979-05-27 07:32:00Z\nd=2024-02-29T00:00:00-07:00", "{a=date b=date c=date d=date}"},
        {R"(a = "x\t\"\u00e9\U0001F600\\")", "{a='x\t\"\xc3\xa9\xf0\x9f\x98\x80\\'}"},
        {R"(a = 'C:\d+"')", "{a='C:\\d+\"'}"},
        {"a = \"\"\"\none \\\n   \n  two\nthree\"\"\"\"\"", "{a='one two\nthree\"\"'}"},
        {"a = '''\n''x'''", "{a='''x'}"},
        {"a = ''''x''''", "{a=''x''}"},
        {"a = [1, [2, 'b'], # comment\n 3,\n]", "{a=[1 [2 'b'] 3]}"},
        {"a = {b = 1, c.d = 2, e = {}}", "{a={b=1 c={d=2} e={}}}"},
        {"a.b = 1\na.'c d' = 2\n\"\" = 3", "{a={b=1 c d=2} =3}"},
        {"[a.b]\nc=1\n[a]\nd=2", "{a={b={c=1} d=2}}"},
        {"[[a]]\nb=1\n[a.c]\nd=2\n[[a]]\n[[a.e]]\nf=3", "{a=[{b=1 c={d=2}} {e=[{f=3}]}]}"},
        {"1.2 = 3", "{1={2=3}}"},
    };
    for (const auto& [text, tree] : kCases) {
        const auto read = parse_toml(text, "a.toml");
        if (tree.empty()) {
            EXPECT_FALSE(read) << text;
            continue;
        }
        ASSERT_TRUE(read) << text << ": " << describe(read.error());
        EXPECT_EQ(print(*read), tree) << text;
    }
}

TEST(Toml, NamesTheFirstMistakeAndItsPlace) {
    struct Case {
        std::string_view text, message;
    };
    static constexpr Case kCases[] = {
        {"a", "a.toml:1:2: this is not TOML: expected '=', and the file ends"},
        {"a =\nb = 1", "a.toml:1:4: this is not TOML: expected a value, and the line ends"},
        {"a = 1 b = 2", "a.toml:1:7: this is not TOML: expected the end of the line, not 'b'"},
        {"a = 1\n  a = 2", "a.toml:2:3: this is not TOML: 'a' is already defined"},
        {"a = yes", "a.toml:1:5: this is not TOML: 'yes' is not a value: put a text into quotes"},
        {"a = 012", "'012' is not a value"},
        {"a = 1__0", "'1__0' is not a value"},
        {"a = 1.", "'1.' is not a value"},
        {"a = 9223372036854775808", "is not a value"},
        {"a = 2023-02-29", "'2023-02-29' is not a date or a time"},
        {"a = \"\\d\"", "a.toml:1:6: this is not TOML: unknown escape '\\d': in a regex write '''…'''"},
        {"a = \"\\ud800\"", "an escape that is no character"},
        {"a = \"\\u12\"", "needs 4 hexadecimal digits"},
        {"a = \"x\nb = 1", "a.toml:1:5: this is not TOML: a string that is not closed"},
        {"\n\na = '''x\n\n", "a.toml:3:5: this is not TOML: a string that is not closed"},
        {"a = 'x\ty\x01'", "a control character in a string"},
        {"# \x7f", "a control character in a comment"},
        {"a = 1\rb = 2", "expected the end of the line"},
        {"a = [1 2]", "expected ',' or ']', not '2'"},
        {"a = [1,,2]", "expected a value, not ','"},
        {"a = {b = 1,}", "expected a key, not '}'"},
        {"a = {b = 1\n}", "expected ',' or '}', and the line ends"},
        {"[a]\n[b]\n[a]", "a.toml:3:2: this is not TOML: 'a' is already defined"},
        {"a = 1\n[a.b]", "'a' is not a table that can be added to"},
        {"a = {}\n[a.b]", "'a' is not a table that can be added to"},
        {"a = []\n[[a]]", "'a' is already defined"},
        {"[a]\nb.c = 1\n[a.b]", "'b' is already defined"},
        {"[a.b]\n[a]\nb.c = 1", "'b' is already defined, and not by a dotted key"},
        {"[a", "expected ']', and the file ends"},
        {"[[a]", "expected ']]', not ']'"},
        {"[[[a]]]", "expected a key, not '['"},
        {"= 1", "expected a key, not '='"},
        {"a. = 1", "expected a key, not '='"},
        {"'''a''' = 1", "a key cannot be a string of several lines"},
        {"a = 1\nb = '\xff'", "a.toml:2: this is not TOML: not UTF-8"},
        {std::string_view("a\0 = 1", 6), "expected '=', not '\\x00'"},
    };
    for (const auto& [text, message] : kCases) {
        const auto read = parse_toml(text, "a.toml");
        ASSERT_FALSE(read) << text;
        EXPECT_NE(describe(read.error()).find(message), std::string::npos) << describe(read.error());
    }
}

TEST(Toml, KnowsPositions) {
    const auto read = parse_toml("\n[x]\n  key = [ 'é', 2 ]\n", "a.toml").value();
    const auto& table = std::get<TomlTable>(read.entries[0].value.value);
    EXPECT_EQ(table.at.line, 2U);
    const auto& entry = table.entries[0];
    EXPECT_EQ(entry.at.line, 3U);
    EXPECT_EQ(entry.at.column, 3U);
    EXPECT_EQ(entry.value.at.column, 9U);
    EXPECT_EQ(std::get<TomlArray>(entry.value.value)[1].at.column, 17U); // bytes: é has two
}

TEST(Toml, BoundsDepthAndSize) {
    const auto kind = [](const std::string& text) {
        const auto read = parse_toml(text, "a.toml");
        return read ? ErrorKind::internal : read.error().kind;
    };
    std::string key = "a";
    for (int part = 0; part < 100'000; ++part) key += ".a";
    EXPECT_EQ(kind(key + " = 1"), ErrorKind::limit);
    EXPECT_EQ(kind("[" + key + "]"), ErrorKind::limit);
    EXPECT_EQ(kind("a = " + std::string(100'000, '[')), ErrorKind::limit);
    std::string tables;
    for (int depth = 0; depth < 100'000; ++depth) tables += "{a=";
    EXPECT_EQ(kind("a = " + tables), ErrorKind::limit);
    EXPECT_EQ(kind(std::string(kTomlSizeLimit + 1, '#')), ErrorKind::limit);
}

TEST(Toml, TakesManyKeysInLinearTime) { // quadratic, this would take minutes
    std::string text;
    for (int index = 0; index < 200'000; ++index) text += fmt::format("k{} = 1\n", index);
    const auto read = parse_toml(text, "a.toml");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->entries.size(), 200'000U);
    EXPECT_FALSE(parse_toml(text + "k77777 = 1\n", "a.toml"));
}

} // namespace
} // namespace squire::rules
