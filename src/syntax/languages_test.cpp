// SPDX-License-Identifier: MIT
#include "syntax/languages.h"

#include <algorithm>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "syntax/grammar.h"

namespace squire::syntax {
namespace {

// Dialects share a row's text; a word counts as known where one of their grammars has it.
TEST(Languages, EveryWordOfARowIsKnownToItsGrammar) {
    std::map<std::string_view, std::set<std::string>> unknown; // by the text that dialects share
    std::set<std::string_view> seen;
    for (const Language& language : languages()) {
        const Grammar grammar(language);
        const std::set<std::string> words(grammar.unknown_words().begin(), grammar.unknown_words().end());
        if (seen.insert(language.transparent).second) {
            unknown[language.transparent] = words;
            continue;
        }
        std::erase_if(unknown[language.transparent], [&](const std::string& word) { return !words.contains(word); });
    }
    ASSERT_FALSE(unknown.empty());
    for (const auto& [row, words] : unknown) EXPECT_TRUE(words.empty()) << "no grammar knows '" << *words.begin() << "' of the row with " << row;
}

TEST(Languages, AreKnownByNamePathAndTitle) {
    EXPECT_EQ(language_named("PY")->name, "python");
    EXPECT_EQ(language_named("c#")->name, "csharp");
    EXPECT_EQ(language_named("klingon"), nullptr);
    EXPECT_EQ(language_named(""), nullptr);
    EXPECT_EQ(language_titled("C++")->name, "cpp");
    EXPECT_EQ(language_of_path("a/b.tf")->name, "terraform");
    EXPECT_EQ(language_of_path("a.py/none"), nullptr);
}

} // namespace
} // namespace squire::syntax
