// SPDX-License-Identifier: MIT
#include "sast/matcher.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/text.h"

namespace squire::sast {
namespace {

namespace fs = std::filesystem;

std::size_t line_of(std::string_view text, std::size_t at) { return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, at), '\n')); }

std::string numbers(const std::set<std::size_t>& lines) {
    std::string result;
    for (const std::size_t line : lines) result += fmt::format(" {}", line);
    return result;
}

// testdata/patterns/<language>/<case>/: `pattern`, and `target`, in which the line behind each comment with "match:" begins a match and no other does.
TEST(Matcher, FindsTheMarkedLinesAndNoOthers) {
    std::size_t cases = 0;
    for (const fs::directory_entry& language : fs::directory_iterator(fs::path(SQUIRE_TESTDATA) / "patterns"))
        for (const fs::directory_entry& folder : fs::directory_iterator(language.path())) {
            const std::string name = fmt::format("{}/{}", language.path().filename().string(), folder.path().filename().string());
            const syntax::Language* known = syntax::language_named(language.path().filename().string());
            ASSERT_NE(known, nullptr) << name;
            const std::string pattern_text = *read_file(folder.path() / "pattern");
            const std::string target = *read_file(folder.path() / "target");
            Metavariables metavariables;
            const auto pattern = Pattern::compile(pattern_text, *known, metavariables);
            ASSERT_TRUE(pattern) << name << ": " << pattern.error().message;
            auto tree = syntax::Tree::parse(syntax::grammar_of(*known), target);
            ASSERT_TRUE(tree) << name;
            const SourceFile file(std::move(*tree));
            Budget budget(std::chrono::seconds(20));
            std::set<std::size_t> found;
            for (const Match& match : find_matches(*pattern, file, {}, budget)) found.insert(line_of(target, match.begin));
            EXPECT_FALSE(budget.spent()) << name;
            std::set<std::size_t> wanted;
            std::size_t line = 1;
            for (const std::string_view text : split(target, '\n')) {
                ++line;
                if (text.find("match:") != std::string_view::npos) wanted.insert(line);
            }
            EXPECT_EQ(numbers(found), numbers(wanted)) << name << "\n" << dump(*pattern, metavariables) << "---\n" << syntax::dump(file.tree());
            ++cases;
        }
    EXPECT_GT(cases, 20U);
}

} // namespace
} // namespace squire::sast
