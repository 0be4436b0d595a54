// SPDX-License-Identifier: MIT
// The write-up and its slides in Debian's Chromium.
#include <iostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "testing/page_in_browser.h"
#include "writeup/blocks.h"
#include "writeup/document.h"
#include "writeup/made_facts_test.h"
#include "writeup/slides.h"

namespace squire::writeup {
namespace {

// A write-up with words of its author: lists, code, a quotation, a table, an image that is not there, and texts of strangers.
Source source_of(const Facts& facts) {
    std::string text = new_source(facts);
    const std::string heading = "## What was found\n";
    text.insert(text.find(heading) + heading.size(),
                "\nWe looked at **everything** twice. See [the plan](#the-weeks-against-the-plan)[^1].\n\n- a point that is long enough to need "
                "a second "
                "line on a slide, because somebody wrote it as they speak, without a pause or an end in sight\n- `code "
                "with-a-rather-long-name.that_does_not_break/anywhere`\n\n> Somebody "
                "else's words.\n\n```sh\nsquire scan --a-line-of-code that is so long that it does not fit on any screen that people carry in "
                "their pockets\n```\n\n"
                "![none](none.png)\n\n### A heading below\n\n| a | b |\n| --- | --: |\n| x | 1 |\n\n[^1]: A note.\n");
    return *read_source(text);
}

class WriteUpInBrowser : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::browser_is_there()) GTEST_SKIP() << "npm ci --prefix browser was not run";
    }
};

TEST_F(WriteUpInBrowser, APage) {
    const Facts facts = later_facts();
    const testing::PageCheck said =
        testing::check_page(to_html(source_of(facts), facts, Audience::maintainers, {}), "src/writeup/page_scenario.mjs");
    EXPECT_EQ(said.faults, std::vector<std::string>{});
    std::cout << said.measured << '\n';
}

TEST_F(WriteUpInBrowser, SlidesThatFit) {
    const Facts facts = later_facts();
    const testing::PageCheck said =
        testing::check_page(to_slides(source_of(facts), facts, Audience::maintainers, {}), "src/writeup/slides_scenario.mjs");
    EXPECT_EQ(said.faults, std::vector<std::string>{});
    std::cout << said.measured << '\n';
}

TEST_F(WriteUpInBrowser, NothingToSay) {
    const Facts facts;
    EXPECT_EQ(testing::check_page(to_html(*read_source(new_source(facts)), facts, Audience::everyone, {}), {}).faults,
              std::vector<std::string>{});
    EXPECT_EQ(
        testing::check_page(to_slides(*read_source(new_source(facts)), facts, Audience::everyone, {}), "src/writeup/slides_scenario.mjs").faults,
        std::vector<std::string>{});
}

TEST_F(WriteUpInBrowser, TextsOfStrangers) {
    // The longest for the page; for the slides, one that is HTML, Markdown, and turns the direction of what follows.
    const Facts longest = hostile_facts(std::string(100'000, 'W'));
    EXPECT_EQ(testing::check_page(to_html(*read_source(new_source(longest)), longest, Audience::maintainers, {}), {}).faults,
              std::vector<std::string>{});
    const Facts hostile =
        hostile_facts("</title></script><script>alert(1)</script><img src=x onerror=alert(2)> [x](javascript:alert(3)) \u202e| **b**");
    EXPECT_EQ(
        testing::check_page(to_slides(*read_source(new_source(hostile)), hostile, Audience::maintainers, {}), "src/writeup/slides_scenario.mjs")
            .faults,
        std::vector<std::string>{});
}

} // namespace
} // namespace squire::writeup
