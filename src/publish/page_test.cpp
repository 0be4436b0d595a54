// SPDX-License-Identifier: MIT
// Every folder of testdata/pages is a page: page.md is read, linted, imported and rendered, and what comes out is golden. Pages as they are published are
// tried in the same way where SQUIRE_PAGES names a folder of them.
#include "publish/page.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "publish/page_html.h"
#include "publish/page_import.h"
#include "publish/page_lint.h"
#include "publish/page_render.h"
#include "publish/page_rows.h"
#include "testing/golden.h"
#include "testing/memory_records.h"

namespace squire::publish {
namespace {

namespace fs = std::filesystem;
using program::Kind;

std::vector<std::string> folders() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(fs::path(SQUIRE_TESTDATA) / "pages")) names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
}

// A program with a coordinator, to which pages are imported.
struct Desk {
    Desk() {
        does({.kind = Kind::program,
              .id = "program",
              .move = "init",
              .by = "squire",
              .why = {},
              .data = {{"name", "P"}, {"contact", "Kim (@kim)"}}});
        does({.kind = Kind::person,
              .id = "grace",
              .move = "add",
              .by = "squire",
              .why = {},
              .data = {{"name", "Grace"}, {"roles", "coordinator"}}});
    }
    void does(const program::Deed& deed) {
        const auto done = program::act(program, records, deed, {.now = now});
        EXPECT_TRUE(done.has_value()) << deed.move << " " << deed.id << ": " << (done ? "" : describe(done.error()));
    }
    PageImport takes(std::string_view markdown) {
        const auto page = read_page(markdown);
        EXPECT_TRUE(page.has_value());
        PageImport import = import_page(program, *page, "grace", now);
        for (const program::Deed& deed : import.deeds) does(deed);
        return import;
    }
    std::string renders() { return render_page(program, *read_page(program.find(Kind::page, "page")->text("markdown"))); }

    testing::MemoryRecords records;
    program::Program program{records};
    Time now = *parse_time("2026-01-01T00:00:00Z");
};

// Importing what was rendered does nothing, and rendering it again gives the same bytes.
void expect_fixed_point(Desk& desk, const std::string& name) {
    const std::string rendered = desk.renders();
    for (const program::Deed& deed : import_page(desk.program, *read_page(rendered), "grace", desk.now).deeds) {
        EXPECT_EQ(deed.kind, Kind::page) << name << ": " << deed.move << " " << deed.id << " " << deed.data.dump();
    }
    desk.takes(rendered);
    EXPECT_EQ(desk.renders(), rendered) << name;
    Desk fresh; // and for a program that knows nothing but the page
    fresh.takes(rendered);
    EXPECT_EQ(fresh.renders(), rendered) << name;
}

class Pages : public ::testing::TestWithParam<std::string> {};

TEST_P(Pages, AreReadLintedAndRendered) {
    const fs::path folder = fs::path(SQUIRE_TESTDATA) / "pages" / GetParam();
    const std::string markdown = read_file(folder / "page.md").value_or("");
    Desk desk;
    std::string lint;
    for (const Problem& problem : lint_page(*read_page(markdown), "page.md", desk.now))
        lint += fmt::format("{}{}\n", problem.weight == Weight::note ? "note: " : "", describe(problem.error));
    const PageImport import = desk.takes(markdown);
    std::string understood;
    for (const std::string& line : import.understood) understood += line + "\n";
    const std::string rendered = desk.renders();
    testing::expect_golden(folder / "expected.lint", lint);
    testing::expect_golden(folder / "expected.understood", understood);
    testing::expect_golden(folder / "expected.md", rendered);
    const auto html = page_to_html(rendered);
    ASSERT_TRUE(html.has_value());
    testing::expect_golden(folder / "expected.html", html->substr(html->find("<main")));
    expect_fixed_point(desk, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Publish, Pages, ::testing::ValuesIn(folders()), [](const auto& test) { return test.param; });

TEST(Page, PublishedOnesAreFixedPoints) {
    const char* const folder = std::getenv("SQUIRE_PAGES");
    fs::path shared = fs::path(SQUIRE_SOURCE_DIR) / "../shared";
    std::vector<fs::path> files;
    if (folder != nullptr) {
        for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
    } else if (fs::exists(shared / "handbook-page.md")) {
        files.push_back(shared / "handbook-page.md");
    }
    if (files.empty()) GTEST_SKIP() << "no published page is here; SQUIRE_PAGES names a folder of them";
    for (const fs::path& file : files) {
        const std::string markdown = read_file(file).value_or("");
        Desk desk;
        EXPECT_FALSE(desk.takes(markdown).understood.empty()) << file;
        expect_fixed_point(desk, file.string());
        // Lines that are no table stay, in their order.
        const auto before = read_page(markdown);
        const auto after = read_page(desk.renders());
        const auto prose = [](const Page& page) {
            std::string text;
            for (const std::string_view line : page.lines) {
                if (!line.starts_with('|')) text += line;
            }
            return text;
        };
        EXPECT_EQ(prose(*after), prose(*before)) << file;
    }
}

TEST(Page, RowsKeepWhatStandsInCells) {
    const auto page = read_page("| a | b |\n|-|:-:|\n| x \\| y | `c` |\n| \\\\ |z\n||\n");
    ASSERT_EQ(page->tables.size(), 1U);
    EXPECT_TRUE(page->tables[0].has_separator);
    EXPECT_EQ(page->tables[0].rows[0].cells, (std::vector<std::string>{"x \\| y", "`c`"}));
    EXPECT_EQ(page->tables[0].rows[1].cells, (std::vector<std::string>{"\\\\", "z"}));
    EXPECT_EQ(page->tables[0].rows[2].cells, (std::vector<std::string>{""}));
    EXPECT_EQ(to_row({"x \\| y", "a|b", "", "line\nend\\"}), "| x \\| y | a\\|b | | line end\\ |");
}

TEST(Page, HandlesComeInEveryShape) {
    using Handles = std::vector<std::string>;
    EXPECT_EQ(handles_in("@matt_w / @abe"), (Handles{"matt_w", "abe"}));
    EXPECT_EQ(handles_in("[@ada](https://example.org/ada), @lin."), (Handles{"ada", "lin"}));
    EXPECT_EQ(handles_in("Sam  White"), Handles{"sam-white"});
    EXPECT_EQ(handles_in(""), Handles{});
    EXPECT_EQ(handles_in("@"), Handles{});
    EXPECT_EQ(handles_in("\u00c4\u00df"), Handles{});
}

TEST(Page, IsBounded) {
    EXPECT_FALSE(read_page(std::string((1U << 20U) + 1, 'x')).has_value());
    EXPECT_FALSE(read_page(std::string(30'000, '\n')).has_value());
    for (const char* odd : {"", "#", "##", "|", "---", "---\n---", "```", "<!-- squire:begin x -->",
                            "<!-- squire:begin x -->\n<!-- squire:end x -->", "\xff\xfe|\n"}) {
        EXPECT_TRUE(read_page(odd).has_value()) << odd;
        EXPECT_TRUE(page_to_html(odd).has_value()) << odd;
    }
}

TEST(PageRows, TextsOfStrangersMeanNothing) {
    EXPECT_EQ(plain("a|b <i>*x*</i> [l](u)\n# h \x1b[0m"), "a\\|b \\<i\\>\\*x\\*\\</i\\> \\[l\\](u) \\# h \\\\x1b\\[0m");
    EXPECT_EQ(link("a](javascript:x)", "https://example.org/a)b"), "[a\\](javascript\\:x)](https://example.org/a%29b)");
}

} // namespace
} // namespace squire::publish
