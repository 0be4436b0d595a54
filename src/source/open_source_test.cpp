// SPDX-License-Identifier: MIT
#include "source/open_source.h"

#include <cstdlib>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "testing/collected_texts.h"
#include "testing/git_repository.h"

namespace squire::source {
namespace {

std::string texts_of(const SourceRequest& request) {
    Problems problems;
    const auto source = open_source(request, problems);
    if (!source) return describe(source.error());
    testing::CollectedTexts texts;
    const auto read = (*source)->read(texts, {}, problems);
    if (!read) return describe(read.error());
    std::string all;
    for (const auto& [blob, bytes] : texts.by_blob) {
        if (!blob.none()) all.append(bytes).append(";");
    }
    for (const auto& [path, bytes] : texts.by_path) {
        if (!path.empty()) all.append(path).append("=").append(bytes).append(";");
    }
    return all;
}

TEST(OpenSource, OpensEveryKind) {
    using enum SourceRequest::Kind;
    testing::GitRepository made;
    made.write("a", "one");
    made.commit();
    made.write("a", "two");
    made.git({"add", "a"});
    made.write("a", "three");
    const std::filesystem::path path = made.path();
    EXPECT_EQ(texts_of({.kind = directory, .path = path}), "a=three;");
    EXPECT_EQ(texts_of({.kind = commit, .path = path, .revision = "HEAD"}), "one;a=one;");
    EXPECT_EQ(texts_of({.kind = staged, .path = path}), "two;a=two;");
    EXPECT_EQ(texts_of({.kind = range, .path = path, .revision = "HEAD"}), "");
    EXPECT_EQ(texts_of({.kind = history, .path = path}), "one;two;");
}

TEST(OpenSource, TakesAHooksIndexOnlyForTheHooksRepository) {
    using enum SourceRequest::Kind;
    testing::GitRepository made;
    made.write("a", "text");
    made.git({"add", "a"});
    std::filesystem::rename(made.path() / ".git/index", made.path() / ".git/other-index");
    const std::filesystem::path before = std::filesystem::current_path();
    ASSERT_EQ(::setenv("GIT_INDEX_FILE", ".git/other-index", 1), 0);
    EXPECT_EQ(texts_of({.kind = staged, .path = made.path()}), "");
    std::filesystem::current_path(made.path());
    EXPECT_EQ(texts_of({.kind = staged, .path = "."}), "text;a=text;");
    std::filesystem::current_path(before);
    ::unsetenv("GIT_INDEX_FILE");
}

} // namespace
} // namespace squire::source
