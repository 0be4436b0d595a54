// SPDX-License-Identifier: MIT
#include "fix/style.h"

#include <gtest/gtest.h>

namespace squire::fix {
namespace {

std::vector<source::PastCommit> past(const std::vector<std::string>& messages, bool touches = false) {
    std::vector<source::PastCommit> made;
    for (const std::string& message : messages) made.push_back({.message = message, .touches = touches});
    return made;
}

std::string message_for(const std::vector<source::PastCommit>& commits, ChangeClass kind, std::string_view guide = {}) {
    return write_message(learn_style(commits, {}, guide, kind), "update left from 1.0 to 1.1", "It is newer.", "Ada <ada@example.org>");
}

TEST(FixStyle, WritesCommitsAsTheProjectDoes) {
    constexpr auto kUpgrade = ChangeClass::dependency;
    EXPECT_EQ(message_for({}, kUpgrade), "Update left from 1.0 to 1.1\n\nIt is newer.\n");
    EXPECT_EQ(message_for(past({"fix: a", "feat: b", "chore(deps): c", "chore: d"}), kUpgrade),
              "chore(deps): update left from 1.0 to 1.1\n\nIt is newer.\n");
    EXPECT_EQ(message_for(past({"fix: a", "feat: b", "build(webpack): c"}), kUpgrade).substr(0, 14), "build: update ");
    EXPECT_EQ(message_for(past({"fix: a", "feat: b", "docs: c"}), ChangeClass::source).substr(0, 12), "fix: update ");
    EXPECT_EQ(message_for(past({"deps: Update a", "deps: Update b"}, true), kUpgrade).substr(0, 13), "deps: Update ");
    const std::string sign = "\n\nSigned-off-by: B <b@c>\n";
    EXPECT_EQ(message_for(past({"lower a" + sign, "lower b" + sign}), kUpgrade),
              "update left from 1.0 to 1.1\n\nIt is newer.\n\nSigned-off-by: Ada <ada@example.org>\n");
}

TEST(FixStyle, CarriesTheChangelogTrailerWhereItIsTheRule) {
    const auto with = past({"A\n\nChangelog: fixed\n", "B\n\nwhy\n\nChangelog: added\n", "C", "D\n\nChangelog: changed\n"});
    EXPECT_EQ(message_for(with, ChangeClass::source), "Update left from 1.0 to 1.1\n\nIt is newer.\n\nChangelog: fixed\n");
    EXPECT_TRUE(message_for(with, ChangeClass::dependency).ends_with("\n\nChangelog: security\n"));
    EXPECT_FALSE(message_for(past({"A\n\nChangelog: fixed\n", "B"}), ChangeClass::source).contains("Changelog"));
    EXPECT_TRUE(message_for({}, ChangeClass::source, "Add a `Changelog: ` trailer").ends_with("\n\nChangelog: security\n"));
}

TEST(FixStyle, BodiesAreWrappedAndSetNoTraps) {
    const std::string body =
        "#12 is it\n- " + std::string(80, 'x') + " and then some more words that make a line of far more than it may have\n\x1b[2J";
    const std::string message = write_message({}, "s", body, "");
    EXPECT_TRUE(message.starts_with("S\n\n")) << message;
    EXPECT_FALSE(message.contains("\n#")) << message;
    EXPECT_FALSE(message.contains('\x1b'));
    EXPECT_TRUE(message.contains("\n  and then")) << message;
}

TEST(FixStyle, NamesBranchesAsTheProjectDoes) {
    const auto name = [](const std::vector<std::string>& branches, std::string_view subject, ChangeClass kind = ChangeClass::source) {
        return name_branch(learn_style({}, branches, {}, kind), subject, "0123456789ab", branches);
    };
    EXPECT_EQ(name({}, "update left from 1.0 to 1.1"), "update-left-from-1.0-to-1.1");
    EXPECT_EQ(name({"main", "fix/a-b", "fix/c-d", "feature/x"}, "repair it"), "fix/repair-it");
    EXPECT_EQ(name({"bugfix/a_b", "bugfix/c_d", "bugfix/e_f"}, "repair it"), "bugfix/repair_it");
    EXPECT_EQ(name({"fix/a-b", "fix/c-d", "deps/a", "deps/b"}, "update left", ChangeClass::dependency), "deps/update-left");
    EXPECT_EQ(name({"renovate/a", "renovate/b", "renovate/fix-c"}, "repair it"), "repair-it");
    EXPECT_EQ(name({"ada/x", "bob/y"}, "repair it"), "repair-it"); // people's own folders
    EXPECT_EQ(name({"repair-it"}, "repair it"), "repair-it-0123456789ab");
    EXPECT_EQ(name({"repair-it/more"}, "repair it"), "repair-it-0123456789ab");
    EXPECT_EQ(name({}, "../..//.lock ~^:?*[\\"), "lock");
    EXPECT_EQ(name({}, "漢字"), "security-fix");
    EXPECT_EQ(name({}, "update 1.lock"), "update-1");
    EXPECT_LE(name({}, std::string(1'000, 'x')).size(), 60U);
}

} // namespace
} // namespace squire::fix
