// SPDX-License-Identifier: MIT
#include "sast/name_index.h"

#include <map>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "syntax/languages.h"

namespace squire::sast {
namespace {

syntax::Tree tree_of(std::string_view text) {
    return std::move(*syntax::Tree::parse(syntax::grammar_of(*syntax::language_named("python")), text));
}

TEST(NameIndex, KnowsEachPlaceOfEachName) {
    std::string text;
    for (int i = 0; i < 500; ++i) text += fmt::format("name{} = other{}('text{}')\n", i % 50, i, i % 7);
    const syntax::Tree tree = tree_of(text);
    const NameIndex index(tree);
    std::map<std::uint32_t, std::vector<syntax::NodeId>> wanted;
    for (syntax::NodeId id = 0; id < tree.nodes().size(); ++id)
        if (tree[id].leaf && tree[id].kind != syntax::kTokenKind) wanted[tree[id].hash].push_back(id);
    ASSERT_EQ(wanted.size(), 557U);
    for (const auto& [hash, nodes] : wanted) {
        EXPECT_EQ(index.nodes(hash), nodes);
        EXPECT_EQ(index.count(hash), nodes.size());
    }
    EXPECT_FALSE(index.has(syntax::hash_of("other500")));
    EXPECT_TRUE(index.nodes(syntax::hash_of("other500")).empty());
    EXPECT_FALSE(index.has(syntax::hash_of("="))); // punctuation
}

TEST(NameIndex, IsEmptyOfAnEmptyFile) {
    const syntax::Tree tree = tree_of("");
    EXPECT_FALSE(NameIndex(tree).has(0));
}

} // namespace
} // namespace squire::sast
