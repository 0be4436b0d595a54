// SPDX-License-Identifier: MIT
#include "bugreport/version_search.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace squire::bugreport {
namespace {

// One letter a version, from old to new: '+' wrong, '-' right, '?' no answer.
VersionSearch search(std::string_view said, unsigned& asked) {
    std::vector<VersionedCommand> versions;
    for (std::size_t i = 0; i < said.size(); ++i) versions.push_back({std::to_string(i), ScannerCommand::parse("scan {}").value()});
    asked = 0;
    const auto found = find_first_wrong(versions, [&](const VersionedCommand& each) -> Result<std::optional<bool>> {
        ++asked;
        const char answer = said[std::stoul(each.version)];
        return answer == '?' ? std::nullopt : std::optional(answer == '+');
    });
    EXPECT_TRUE(found);
    return found.value_or(VersionSearch());
}

TEST(VersionSearch, FindsTheFirstWrongOne) {
    struct Case {
        const char* said;
        const char* last_good;
        const char* first_bad;
        bool over = false;
    };
    for (const Case& each :
         {Case{"-+", "0", "1"}, Case{"--+++", "1", "2"}, Case{"----------+", "9", "10"}, Case{"-++++++++++", "0", "1"}, Case{"++++", "", "0"},
          Case{"+", "", "0"}, Case{"---", "2", "", true}, Case{"--++--", "5", "", true}, Case{"?-?+", "1", "3"}, Case{"-????+", "0", "5"},
          Case{"--?+?", "1", "3"}, Case{"???", "", ""}, Case{"", "", ""}, Case{"-?-?+?+", "2", "4"}}) {
        unsigned asked = 0;
        const VersionSearch found = search(each.said, asked);
        EXPECT_EQ(found.last_good, each.last_good) << each.said;
        EXPECT_EQ(found.first_bad, each.first_bad) << each.said;
        EXPECT_EQ(found.is_over, each.over) << each.said;
        EXPECT_LE(asked, std::string_view(each.said).size()) << each.said; // nobody twice
        EXPECT_EQ(found.asked.size(), asked) << each.said;
    }
    unsigned asked = 0;
    (void)search(std::string(64, '-') + std::string(64, '+'), asked);
    EXPECT_LE(asked, 9U);
}

TEST(VersionSearch, SaysWhatItKnows) {
    unsigned asked = 0;
    EXPECT_EQ(search("-+?", asked).words(), "0 (asked: 0 right, 1 wrong, 2 gives no answer)");
    EXPECT_EQ(search("++", asked).words(), "none of those that were asked (0 wrong, 1 wrong)");
    EXPECT_EQ(search("--", asked).words(), "1, the newest: it is right again (asked: 0 right, 1 right)");
    EXPECT_EQ(search("", asked).words(), "");
}

TEST(VersionSearch, AFailureEndsIt) {
    const std::vector<VersionedCommand> versions{{"1", ScannerCommand::parse("scan {}").value()}};
    const auto found =
        find_first_wrong(versions, [](const VersionedCommand&) -> Result<std::optional<bool>> { return fail(ErrorKind::not_found, "gone"); });
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().message, "gone");
}

TEST(VersionedCommand, IsReadAndSorted) {
    std::vector<VersionedCommand> versions;
    for (const char* text : {"1.10.0=new {}", "1.9.2=old {} --x=y", "v1.9=older {}"}) versions.push_back(parse_versioned_command(text).value());
    sort_by_version(versions);
    EXPECT_EQ(versions[0].version, "v1.9");
    EXPECT_EQ(versions[1].command.text_for("a"), "old a --x=y");
    EXPECT_EQ(versions[2].version, "1.10.0");
    for (const char* bad : {"", "1.0", "=scan {}", "1.0=scan", "scan {} --x=1", "1.0='scan {}"})
        EXPECT_FALSE(parse_versioned_command(bad)) << bad;
}

} // namespace
} // namespace squire::bugreport
