// SPDX-License-Identifier: MIT
#include "fix/finding_match.h"

#include <gtest/gtest.h>

namespace squire::fix {
namespace {

using finding::Finding;
using Prints = std::vector<std::string>;

Finding code(std::string fingerprint, std::string evidence, std::string rule = "r") {
    return {.identifiers = {{"semgrep_id", rule, rule, ""}},
            .location = finding::CodeLocation{.file = "a"},
            .evidence = std::move(evidence),
            .fingerprint = std::move(fingerprint)};
}

TEST(FindingMatch, NamedOnesGoAndOthersStay) {
    const std::vector<Finding> before = {code("1", "f(a)"), code("2", "f(b)"), code("3", "g", "other")};
    const FindingMatch match = match_findings(before, std::vector{code("2", "f(b)"), code("3", "g", "other")}, Prints{"1"});
    EXPECT_EQ(match.named_gone, Prints{"1"});
    EXPECT_TRUE(match.named_there.empty() && match.others_gone.empty() && match.appeared.empty());
}

TEST(FindingMatch, SeesThroughMovedLines) {
    // An added line gives "b" the fingerprint that "a" had.
    const FindingMatch match = match_findings(std::vector{code("1", "f(a)"), code("2", "f(b)")}, std::vector{code("1", "f(b)")}, Prints{"1"});
    EXPECT_EQ(match.named_gone, Prints{"1"});
    EXPECT_TRUE(match.named_there.empty() && match.others_gone.empty() && match.appeared.empty());
    // The same text twice.
    const FindingMatch same = match_findings(std::vector{code("1", "f()"), code("2", "f()")}, std::vector{code("3", "f()")}, Prints{"1"});
    EXPECT_EQ(same.named_gone, Prints{"1"});
    EXPECT_TRUE(same.appeared.empty());
}

TEST(FindingMatch, SaysWhatIsLeftAndWhatCame) {
    const FindingMatch match = match_findings(std::vector{code("1", "f(a)"), code("2", "f(b)"), code("3", "x", "other")},
                                              std::vector{code("1", "f(a, 1)"), code("9", "y", "new")}, Prints{"1"});
    EXPECT_EQ(match.named_there, Prints{"1"}); // at its place, with another text
    EXPECT_EQ(match.others_gone, (Prints{"2", "3"}));
    EXPECT_EQ(match.appeared, Prints{"9"});
    EXPECT_EQ(match_findings(std::vector{code("1", "f(a) f(a)"), code("1", "f(a)")}, std::vector{code("1", "f(a)")}, Prints{"1"}).named_gone,
              Prints{});
}

TEST(FindingMatch, KnowsAPackageInAnotherVersion) {
    const auto package = [](std::string fingerprint, std::string version) {
        Finding made = code(std::move(fingerprint), "");
        made.location = finding::DependencyLocation{.file = "lock", .package = "left", .version = std::move(version)};
        return made;
    };
    const FindingMatch match =
        match_findings(std::vector{package("1", "1.0"), package("2", "1.0")}, std::vector{package("3", "1.1")}, Prints{"1"});
    EXPECT_EQ(match.named_gone, Prints{"1"});
    EXPECT_TRUE(match.appeared.empty());
}

} // namespace
} // namespace squire::fix
