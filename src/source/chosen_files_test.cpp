// SPDX-License-Identifier: MIT
#include "source/chosen_files.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "source/directory_source.h"
#include "testing/temporary_folder.h"

namespace squire::source {
namespace {

class Paths final : public TextVisitor {
public:
    std::unique_ptr<const Memory> visit(const Text& text, unsigned) override {
        seen.insert(std::string(text.path));
        return nullptr;
    }
    std::set<std::string> seen;
};

TEST(ChosenFiles, ShowsThoseAlone) {
    const testing::TemporaryFolder folder;
    for (const char* path : {"a", "b", "c/d", "c/e"}) ASSERT_TRUE(write_file(folder.path() / path, "x\n"));
    auto directory = open_directory(folder.path());
    ASSERT_TRUE(directory);
    const auto chosen = only_files(std::move(*directory), {"a", "c/e", "absent"});
    Paths visitor;
    Problems problems;
    ASSERT_TRUE(chosen->read(visitor, {}, problems));
    EXPECT_EQ(visitor.seen, (std::set<std::string>{"a", "c/e"}));
    visitor.seen.clear();
    const ReadOptions others{.wanted = [](std::string_view path) { return path != "a"; }};
    ASSERT_TRUE(chosen->read(visitor, others, problems));
    EXPECT_EQ(visitor.seen, std::set<std::string>{"c/e"});
}

} // namespace
} // namespace squire::source
