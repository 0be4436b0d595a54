// SPDX-License-Identifier: MIT
// docs/sast-support.md says what of each language is under test: a table made from the names of the test data.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "syntax/languages.h"
#include "testing/golden.h"

namespace squire::sast {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBegin = "<!-- from the test data: support_page_test.cpp -->\n";
constexpr std::string_view kEnd = "<!-- end -->\n";

struct Tested {
    std::set<std::string> patterns, formulas;
    bool taint = false;
};

// "import_alias" to "import alias".
std::string words(const fs::path& path) {
    std::string name = path.stem().string();
    std::ranges::replace(name, '_', ' ');
    return name;
}

std::map<std::string, Tested> tested_by_language() {
    const fs::path data = SQUIRE_TESTDATA;
    std::map<std::string, Tested> all;
    for (const fs::directory_entry& language : fs::directory_iterator(data / "patterns"))
        for (const fs::directory_entry& each : fs::directory_iterator(language.path()))
            all[language.path().filename().string()].patterns.insert(words(each.path()));
    const auto language_of = [](const fs::path& path) { return syntax::language_of_path(path.string()); };
    for (const fs::directory_entry& each : fs::directory_iterator(data / "formulas")) {
        if (each.path().extension() == ".yaml") continue; // the rule beside the target
        if (const syntax::Language* language = language_of(each.path())) all[std::string(language->name)].formulas.insert(words(each.path()));
    }
    for (const fs::directory_entry& each : fs::directory_iterator(data / "taint"))
        if (const syntax::Language* language = language_of(each.path())) all[std::string(language->name)].taint = true;
    return all;
}

std::string table() {
    std::string text = "| language | patterns | formulas | taint |\n| --- | --- | --- | --- |\n";
    for (const auto& [name, tested] : tested_by_language())
        text += fmt::format("| {} | {} | {} | {} |\n", syntax::language_named(name)->title, fmt::join(tested.patterns, ", "),
                            fmt::join(tested.formulas, ", "), tested.taint ? "yes" : "");
    return text;
}

TEST(SupportPage, SaysWhatIsTested) {
    const fs::path file = fs::path(SQUIRE_TESTDATA).parent_path().parent_path().parent_path() / "docs" / "sast-support.md";
    const std::string page = *read_file(file);
    const std::size_t begin = page.find(kBegin);
    const std::size_t end = page.find(kEnd);
    ASSERT_NE(begin, std::string::npos);
    ASSERT_NE(end, std::string::npos);
    ASSERT_LT(begin, end);
    testing::expect_golden(file, page.substr(0, begin + kBegin.size()) + "\n" + table() + "\n" + page.substr(end));
}

TEST(SupportPage, EveryGrammarHasATestOfPatterns) {
    const auto tested = tested_by_language();
    for (const syntax::Language& language : syntax::languages()) {
        const auto found = tested.find(std::string(language.name));
        EXPECT_TRUE(found != tested.end() && !found->second.patterns.empty()) << language.name;
    }
}

} // namespace
} // namespace squire::sast
