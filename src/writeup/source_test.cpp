// SPDX-License-Identifier: MIT
#include "writeup/source.h"

#include <gtest/gtest.h>

#include "testing/random_regex.h"
#include "writeup/blocks.h"
#include "writeup/made_facts_test.h"

namespace squire::writeup {
namespace {

std::string refreshed(const std::string& text, const Blocks& blocks) {
    const auto source = read_source(text);
    EXPECT_TRUE(source.has_value()) << (source ? "" : describe(source.error())) << "\n" << text;
    return source ? refresh(*source, blocks, false).text : "";
}

// All that is the author's.
std::string words_of(const Source& source) {
    std::string words;
    for (const Piece& piece : source.pieces) {
        if (piece.kind != Piece::Kind::block) words += piece.text;
    }
    return words;
}

TEST(Source, KeepsAllBytes) {
    for (const std::string text : {"", "x", "---\na: b\n---\nx\r\n", "<!-- squire:begin a -->\n<!-- squire:end a -->", "\xff\xfe\n\n\n",
                                   "```\n<!-- squire:begin a -->\n```\n", "~~~~\n<!-- squire:begin a -->\n~~~\n"}) {
        const auto source = read_source(text);
        ASSERT_TRUE(source.has_value()) << text;
        EXPECT_EQ(to_text(*source), text);
    }
}

TEST(Source, NamesWhatIsBroken) {
    const struct {
        const char* text;
        const char* place;
    } cases[] = {{"x\n<!-- squire:begin a -->\n", "2"},
                 {"<!-- squire:begin a -->\n<!-- squire:begin b -->\n<!-- squire:end b -->\n", "2"},
                 {"<!-- squire:end a -->\n", "1"},
                 {"<!-- squire:begin a -->\n<!-- squire:end a -->\n<!-- squire:begin a -->\n<!-- squire:end a -->\n", "3"},
                 {"<!-- squire:begin -->\n", "1"},
                 {"---\na: b\n", "1"}};
    for (const auto& each : cases) {
        const auto source = read_source(each.text);
        ASSERT_FALSE(source.has_value()) << each.text;
        EXPECT_EQ(source.error().place, each.place) << each.text;
        EXPECT_EQ(source.error().kind, ErrorKind::malformed);
    }
    EXPECT_EQ(read_source(std::string(3U << 20U, 'x')).error().kind, ErrorKind::limit);
}

TEST(Source, AnEditedBlockStaysAndIsNamed) {
    const Blocks blocks{{"a", "one\n"}};
    std::string text = refreshed("<!-- squire:begin a -->\n<!-- squire:end a -->\n", blocks);
    EXPECT_EQ(text, marked_block("a", "one\n"));
    text.insert(text.find("one"), "my ");
    const auto edited = refresh(*read_source(text), {{"a", "two\n"}}, false);
    EXPECT_EQ(edited.text, text);
    EXPECT_EQ(edited.edited, std::vector<std::string>{"a"});
    const auto discarded = refresh(*read_source(text), {{"a", "two\n"}}, true);
    EXPECT_EQ(discarded.text, marked_block("a", "two\n"));
    EXPECT_TRUE(discarded.edited.empty());
    EXPECT_EQ(refresh(*read_source(marked_block("zzz", "x\n")), blocks, true).unknown, std::vector<std::string>{"zzz"});
}

TEST(Source, OtherLineEndsAreNoEdit) {
    const std::string text = "a\r\n<!-- squire:begin a -->\r\n<!-- squire:end a -->\r\nb\r\n";
    const std::string once = refreshed(text, {{"a", "one\ntwo\n"}});
    EXPECT_NE(once.find("one\r\ntwo\r\n"), std::string::npos);
    std::string unix_ends;
    for (const char c : once) {
        if (c != '\r') unix_ends += c;
    }
    EXPECT_FALSE(read_source(unix_ends)->pieces[1].edited);
    EXPECT_EQ(refreshed(once, {{"a", "one\ntwo\n"}}), once);
}

TEST(Source, ReadersGetWhatIsForThem) {
    const auto source = read_source("all\n<!-- squire:for maintainers scanners -->\nfew\n<!-- squire:end for -->\nagain\n<!-- squire:ask x "
                                    "-->\n```\n<!-- squire:ask code -->\n```\n");
    ASSERT_TRUE(source.has_value());
    EXPECT_EQ(assemble(*source, {}, Audience::everyone).markdown, "all\nagain\n```\n<!-- squire:ask code -->\n```\n");
    EXPECT_EQ(assemble(*source, {}, Audience::scanners).markdown, "all\nfew\nagain\n```\n<!-- squire:ask code -->\n```\n");
    std::vector<bool> open;
    for (const ProseLine& line : prose_of(*source)) {
        if (!line.is_mark) open.push_back(line.for_everyone);
    }
    EXPECT_EQ(open, (std::vector<bool>{true, false, true}));
}

TEST(Source, TheNewOneIsAFixedPoint) {
    for (const Facts& facts : {made_facts(), Facts()}) {
        const std::string text = new_source(facts);
        EXPECT_EQ(refreshed(text, blocks_of(facts, Audience::everyone, Form::markdown)), text);
    }
}

// Whatever an author does between the blocks, refreshing keeps it byte for byte, and does nothing the second time.
TEST(Source, WordsOutliveRandomEditsAndNewFacts) {
    testing::Random random(7);
    const Blocks blocks = blocks_of(made_facts(), Audience::everyone, Form::markdown);
    std::string text = new_source(Facts());
    for (int round = 0; round < 400; ++round) {
        std::string edited = text;
        const auto parsed = read_source(text);
        ASSERT_TRUE(parsed.has_value());
        // An edit in some piece of words.
        std::size_t at = 0;
        std::vector<std::pair<std::size_t, std::size_t>> places;
        for (const Piece& piece : parsed->pieces) {
            at += piece.begin.size();
            if (piece.kind == Piece::Kind::words) places.emplace_back(at, piece.text.size());
            at += piece.text.size() + piece.end.size();
        }
        const auto [from, size] = random.any_of(places);
        const std::size_t where = from + random.below(size + 1);
        const std::string fresh = random.chance(4) ? "\n" : random.text("ab \n\r\t*#|`~<>!-\xc3\xa9\xff", random.below(40));
        edited.insert(where, fresh);
        const auto source = read_source(edited);
        if (!source) continue; // a mark was cut in two: nothing is written then
        const auto once = refresh(*source, random.chance(2) ? blocks : blocks_of(Facts(), Audience::everyone, Form::markdown), false);
        const auto again = read_source(once.text);
        ASSERT_TRUE(again.has_value());
        ASSERT_EQ(words_of(*again), words_of(*source)) << edited;
        text = once.text;
        const std::string twice = refreshed(text, blocks);
        ASSERT_EQ(refreshed(twice, blocks), twice);
        if (text.size() > 60'000) text = new_source(Facts());
    }
}

} // namespace
} // namespace squire::writeup
