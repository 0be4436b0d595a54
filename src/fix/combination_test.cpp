// SPDX-License-Identifier: MIT
#include "fix/combination.h"

#include <string>

#include <gtest/gtest.h>

namespace squire::fix {
namespace {

Proposal changing(std::string before, std::string after, std::string path = "a") {
    return {.findings = {after}, .changes = {{.path = std::move(path), .before = std::move(before), .after = std::move(after)}}};
}

std::string combined(const std::string& before, const std::vector<std::string>& afters) {
    std::vector<Proposal> proposals;
    for (const std::string& after : afters) proposals.push_back(changing(before, after));
    const Combination made = combine(proposals);
    if (!made.clashing.empty()) return "clash";
    return made.changes.size() == 1 ? made.changes.front().after : "not one file";
}

TEST(Combination, LaysChangesTogether) {
    struct Case {
        std::string before;
        std::vector<std::string> afters;
        std::string wanted;
    };
    const Case cases[] = {
        {"a = 1\nb = 2\n", {"a = 3\nb = 2\n", "a = 1\nb = 4\n"}, "a = 3\nb = 4\n"},                 // adjacent lines
        {"f(a=1, b=2)\n", {"f(a=3, b=2)\n", "f(a=1, b=4)\n"}, "f(a=3, b=4)\n"},                     // of one line
        {"x\ny\n", {"import os\nx\ny\n", "import os\nx\nz\n"}, "import os\nx\nz\n"},               // the same addition
        {"x\ny\nz\n", {"y\nz\n", "x\ny\nw\nz\n"}, "y\nw\nz\n"},                                     // a line gone, one more
        {"a\r\nb", {"c\r\nb", "a\r\nd"}, "c\r\nd"},                                                  // CRLF, no final newline
        {"abc\n", {"x\n", "new\nabc\n"}, "new\nx\n"},                                         // an insertion before what another replaces
        {"a\n", {"b\n"}, "b\n"},
        {"", {"new\n"}, "new\n"},
        {"a = 1\n", {"a = 2\n", "a = 3\n"}, "clash"},
        {"x\n", {"a\nx\n", "b\nx\n"}, "clash"},
        {"f(g(x))\n", {"safe(g(x))\n", "f(safe(x))\n"}, "safe(safe(x))\n"},
    };
    for (const Case& each : cases) EXPECT_EQ(combined(each.before, each.afters), each.wanted) << each.before;
}

TEST(Combination, LeavesOutTheLaterOneWhole) {
    const std::vector<Proposal> proposals = {
        changing("a\n", "b\n"),
        {.what = "other",
         .findings = {"f1", "f2"},
         .changes = {{.path = "a", .before = "a\n", .after = "c\n"}, {.path = "b", .before = "x", .after = "y"}}},
        changing("another\n", "z\n")};
    const Combination made = combine(proposals);
    EXPECT_EQ(made.taken, std::vector<std::string>{proposals[0].id()});
    ASSERT_EQ(made.changes.size(), 1U);
    EXPECT_EQ(made.changes[0].after, "b\n");
    ASSERT_EQ(made.clashing.size(), 3U);
    EXPECT_EQ(made.clashing[0].finding, "f1");
    EXPECT_EQ(made.clashing[0].why, "'other' changes the same place of a as another change of the branch");
    EXPECT_EQ(made.clashing[2].reason, Reason::clashes); // what it changes is another file than that of the first
}

TEST(Combination, OfOneProposalIsItsOwn) {
    std::string before;
    for (int i = 0; i < 300; ++i) before += "line " + std::to_string(i % 7) + "\n";
    std::string after = before;
    after.replace(100, 40, "something\nelse\nand more");
    after.insert(1500, "added\n");
    after.erase(1900, 33);
    EXPECT_EQ(combined(before, {after}), after);
}

} // namespace
} // namespace squire::fix
