// SPDX-License-Identifier: MIT
#include "fix/dependency_edit.h"

#include <gtest/gtest.h>

#include "base/problems.h"
#include "dependencies/format.h"
#include "testing/temporary_folder.h"

namespace squire::fix {
namespace {

using dependencies::PackageFile;

PackageFile read(const std::string& path, std::string_view text) {
    Problems problems;
    return dependencies::read_package_file(*dependencies::format_of(path), {.path = path, .bytes = text, .other = {}}, problems);
}

struct Case {
    std::string path;
    std::string before;
    std::string to;
    std::string after; // empty: refused
};

TEST(VersionEdit, ChangesTheFirstPackageAndNothingElse) {
    const std::vector<Case> cases{
        {"requirements.txt", "anvil==1.2", "1.3", "anvil==1.3"},
        {"requirements.txt", "# 1.2 is old\nanvil==1.2 # since 1.2\nzinc==1.2\n", "1.3", "# 1.2 is old\nanvil==1.3 # since 1.2\nzinc==1.2\n"},
        {"requirements.txt", "anvil==1.2\nanvil-extra==1.2.0\n", "1.2.0", "anvil==1.2.0\nanvil-extra==1.2.0\n"},
        {"requirements.txt", "anvil==1.2;python_version<'3'\nanvil==1.2;python_version=='3.0'\nanvil==1.2;python_version>'3'\n", "1.3",
         "anvil==1.3;python_version<'3'\nanvil==1.3;python_version=='3.0'\nanvil==1.3;python_version>'3'\n"},
        {"requirements.txt", "anvil==1.2;python_version<'3'\nanvil==1.3;python_version>'3'\n", "1.3",
         "anvil==1.3;python_version<'3'\nanvil==1.3;python_version>'3'\n"},
        {"go.mod", "module a\nrequire example.com/anvil v1.2.0+incompatible\n", "1.2.1", "module a\nrequire example.com/anvil v1.2.1\n"},
        {"go.mod", "module a\nrequire (\n\texample.com/anvil v1.2.0\n)\nreplace example.com/anvil => example.com/fork v1.2.0\n", "1.2.1",
         "module a\nrequire (\n\texample.com/anvil v1.2.0\n)\nreplace example.com/anvil => example.com/fork v1.2.1\n"},
        {"requirements.txt", "anvil==1.2 --hash=sha256:00", "1.3", ""}, // only pip-compile knows the hash
        {"requirements.txt", "anvil==1.2", "1.3;evil==1", ""},          // what an index says is no code
        {"requirements.txt", "anvil==1.2", "", ""},
        {"requirements.txt", "anvil==1.2", "-r", ""},
        {"packages.config", "<packages><package id=\"anvil\" version=\"1.2\"/></packages>", "1.3", ""}, // a lock
    };
    for (const Case& each : cases) {
        const testing::TemporaryFolder folder;
        folder.write(each.path, each.before);
        const PackageFile file = read(each.path, each.before);
        ASSERT_FALSE(file.packages.empty()) << each.before;
        const auto edit = edit_version(folder.path(), file, file.packages[0], each.to);
        ASSERT_EQ(edit.has_value(), !each.after.empty()) << each.before << " " << (edit ? "" : edit.error().message);
        if (!edit) continue;
        ASSERT_EQ(edit->changes.size(), 1U);
        EXPECT_EQ(edit->changes[0].before, each.before);
        EXPECT_EQ(edit->changes[0].after, each.after);
        EXPECT_TRUE(edit->also.empty());
    }
}

TEST(VersionEdit, SaysWhatElseAPropertySets) {
    const std::string pom = "<project><properties><v>1.2</v></properties><dependencies>"
                            "<dependency><groupId>a</groupId><artifactId>anvil</artifactId><version>${v}</version></dependency>"
                            "<dependency><groupId>a</groupId><artifactId>tongs</artifactId><version>${v}</version></dependency>"
                            "</dependencies></project>";
    const testing::TemporaryFolder folder;
    folder.write("pom.xml", pom);
    const PackageFile file = read("pom.xml", pom);
    const auto edit = edit_version(folder.path(), file, file.packages[0], "1.3");
    ASSERT_TRUE(edit.has_value()) << edit.error().message;
    EXPECT_EQ(edit->also, std::vector<std::string>{"a:tongs from 1.2 to 1.3"});
}

TEST(VersionEdit, RefusesWhatIsNotWrittenOut) {
    const std::string pom = "<project><properties><a>1.</a><b>2</b></properties><dependencies>"
                            "<dependency><groupId>a</groupId><artifactId>anvil</artifactId><version>${a}${b}</version></dependency>"
                            "</dependencies></project>";
    const testing::TemporaryFolder folder;
    folder.write("pom.xml", pom);
    const PackageFile file = read("pom.xml", pom);
    ASSERT_EQ(file.packages[0].version, "1.2");
    const auto edit = edit_version(folder.path(), file, file.packages[0], "1.3");
    ASSERT_FALSE(edit.has_value());
    EXPECT_EQ(edit.error().kind, ErrorKind::unsupported);
}

TEST(PlainWords, AreNeitherOptionsNorCode) {
    for (const char* good : {"1.2.3", "v1.2.3-0.20200101+incompatible", "1!2.0", "1.0~rc1"}) EXPECT_TRUE(is_plain_version(good)) << good;
    for (const char* bad : {"", "-1", "1 2", "1;2", "1\n", "$(id)", "`id`", "\"1\"", "1'"}) EXPECT_FALSE(is_plain_version(bad)) << bad;
    for (const char* good : {"@babel/core", "org.apache:commons-io", "github.com/a/b", "Foo_Bar", "smith/anvil"})
        EXPECT_TRUE(is_plain_name(good)) << good;
    for (const char* bad : {"", "-rf", "--flag", "a b", "a;b", "../a", "$(id)", "a\nb"}) EXPECT_FALSE(is_plain_name(bad)) << bad;
}

} // namespace
} // namespace squire::fix
