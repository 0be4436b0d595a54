// SPDX-License-Identifier: MIT
#include "writeup/document.h"

#include <filesystem>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "testing/golden.h"
#include "writeup/blocks.h"
#include "writeup/chart.h"
#include "writeup/figures.h"
#include "writeup/made_facts_test.h"
#include "writeup/slides.h"

namespace squire::writeup {
namespace {

namespace fs = std::filesystem;

Source source_for(const Facts& facts) { return *read_source(new_source(facts)); }

Facts silent_facts() {
    Facts facts{.now = day(1), .ledger_entries = 1, .ledger_head = "1:" + std::string(64, 'b')};
    facts.scans = {{.id = std::string(40, '1'),
                    .entry = 1,
                    .scanner = "squire-secrets",
                    .version = "0.1.0",
                    .target = "tree",
                    .commit = std::string(40, '5'),
                    .status = "complete",
                    .ended = day(1)}};
    return facts;
}

TEST(Document, IsAsExpected) {
    const fs::path folder = SQUIRE_TESTDATA;
    for (const auto& [name, facts] : {std::pair("full", made_facts()), {"silent", silent_facts()}, {"empty", Facts()}}) {
        const Source source = source_for(facts);
        testing::expect_golden(folder / name / "source.md", new_source(facts));
        for (const Audience audience : kAudiences)
            testing::expect_golden(folder / name / (std::string(to_string(audience)) + ".md"), to_markdown(source, facts, audience));
        testing::expect_golden(folder / name / "figures.json", to_json(facts, true));
        const std::string html = to_html(source, facts, Audience::everyone, {});
        testing::expect_golden(folder / name / "page.html", html.substr(html.find("<main")));
        const std::string slides = to_slides(source, facts, Audience::everyone, {});
        testing::expect_golden(folder / name / "slides.html",
                               slides.substr(slides.find("<main"), slides.find("<script>") - slides.find("<main")));
        for (const Chart& chart : charts_of(facts, Audience::everyone))
            testing::expect_golden(folder / name / (chart.id + ".svg"), to_drawing(chart));
    }
}

TEST(Document, BeforeAndAfterIsDrawnOnceAScannerLookedAgain) {
    EXPECT_TRUE(chart_before_and_after(made_facts()).table.rows.empty());
    const Chart chart = chart_before_and_after(later_facts());
    testing::expect_golden(fs::path(SQUIRE_TESTDATA) / "later" / "before-and-after.svg", to_drawing(chart));
    EXPECT_EQ(charts_of(later_facts(), Audience::everyone).size(), 5U);
}

TEST(Document, PublicVersionsSayNothingUnderEmbargo) {
    const Facts facts = made_facts();
    const Source source = source_for(facts);
    std::size_t held = 0;
    for (const VulnerabilityFacts& each : facts.vulnerabilities) {
        if (!each.embargo.holds) continue;
        ++held;
        for (const std::string& output : {to_markdown(source, facts, Audience::everyone), to_html(source, facts, Audience::everyone, {}),
                                          to_slides(source, facts, Audience::everyone, {}), new_source(facts)}) {
            for (const std::string& word : {each.name, each.rule, each.place, each.file, each.identifiers.front()})
                EXPECT_EQ(output.find(word), std::string::npos) << word;
        }
        EXPECT_NE(to_markdown(source, facts, Audience::maintainers).find(each.present ? each.place : each.name), std::string::npos)
            << each.place;
        EXPECT_EQ(to_json(facts, true).find(each.place), std::string::npos);
        EXPECT_NE(to_json(facts, false).find(each.place), std::string::npos);
    }
    EXPECT_EQ(held, 4U);
    for (const std::string& output :
         {to_markdown(source, facts, Audience::everyone), to_html(source, facts, Audience::everyone, {}), to_json(facts, true)})
        EXPECT_EQ(output.find("src/hidden.py"), std::string::npos);
    EXPECT_NE(to_markdown(source, facts, Audience::scanners).find("src/hidden.py"), std::string::npos);
}

TEST(Document, TextsOfStrangersStayTexts) {
    for (const std::string& text : hostile_texts()) {
        const Facts facts = hostile_facts(text);
        const auto source = read_source(new_source(facts));
        ASSERT_TRUE(source.has_value()) << text << describe(source.error());
        for (const Audience audience : kAudiences) {
            for (const std::string& output : {to_html(*source, facts, audience, {}), to_slides(*source, facts, audience, {})}) {
                EXPECT_EQ(output.find("<script>alert"), std::string::npos) << text;
                EXPECT_EQ(output.find("<script>1"), std::string::npos) << text;
                EXPECT_EQ(output.find("<img src=x"), std::string::npos) << text;
                EXPECT_EQ(output.find("javascript:alert(1)\""), std::string::npos) << text;
                EXPECT_EQ(output.find("\xe2\x80\xae"), std::string::npos) << text;
                EXPECT_TRUE(is_utf8(output));
                EXPECT_LT(output.size(), 600'000U);
            }
            // The front matter is YAML: whoever shows its title escapes it.
            const std::string whole = to_markdown(*source, facts, audience);
            const std::string markdown = whole.substr(whole.find("\n---\n"));
            EXPECT_EQ(markdown.find("<script"), std::string::npos);
            EXPECT_EQ(markdown.find("{{<"), std::string::npos);
            EXPECT_EQ(markdown.find("\xe2\x80\xae"), std::string::npos);
        }
        for (const Chart& chart : charts_of(facts, Audience::maintainers)) {
            EXPECT_EQ(to_svg_file(chart).find("<script"), std::string::npos);
            EXPECT_LT(to_svg_file(chart).size(), 100'000U);
        }
        EXPECT_TRUE(nlohmann::json::parse(to_json(facts, false), nullptr, false).is_object()) << text;
    }
}

TEST(Document, ImagesComeFromBesideTheSource) {
    const auto source = read_source("## A\n\n![a picture](pics/a.png) and ![another](x.svg)\n\n![one](https://example.org/a.png)\n");
    const Images images = [](std::string_view path) -> std::optional<std::string> {
        if (path == "pics/a.png") return "\x89PNG\r\n\x1a\n";
        if (path == "x.svg") return "<svg onload='alert(1)'/>";
        return {};
    };
    const std::string html = to_html(*source, Facts(), Audience::everyone, images);
    EXPECT_NE(html.find("<img src=\"data:image/png;base64,iVBORw0KGgo=\" alt=\"a picture\">"), std::string::npos) << html;
    EXPECT_NE(html.find("[image: another]"), std::string::npos);
    EXPECT_NE(html.find("[image: one]"), std::string::npos);
    EXPECT_EQ(html.find("onload"), std::string::npos);
}

TEST(Document, AuthorsWordsMakeSlides) {
    Facts facts = made_facts();
    const auto source =
        read_source("## What was found\n\nFirst sentence. Second one.\n\n- a point\n- a **second** one\n\n" + marked_block("found", "x\n"));
    const std::string slides = to_slides(*source, facts, Audience::everyone, {});
    EXPECT_NE(slides.find("<li>a <strong>second</strong> one</li>"), std::string::npos) << slides;
    EXPECT_NE(slides.find("aria-label=\"Slide 2 of 3\""), std::string::npos);
}

} // namespace
} // namespace squire::writeup
