// SPDX-License-Identifier: MIT
#include "workspace/settings.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace squire::workspace {
namespace {

constexpr std::string_view kSuppression = "[[suppressions]]\nrule = \"r\"\npath = \"a.c\"\nreason = \"why\"\nexpires = \"2027-12-31\"\n";

TEST(Settings, AreInTheTemplateWithTheirDefaults) {
    const auto read = read_settings(settings_template("shop", "https://example.org/shop.git", "main"), "squire.toml");
    ASSERT_TRUE(read) << describe(read.error());
    const Settings defaults;
    EXPECT_EQ(read->project_name, "shop");
    EXPECT_EQ(read->project_source, "https://example.org/shop.git");
    EXPECT_EQ(read->project_branch, "main");
    EXPECT_EQ(read->person_name, defaults.person_name);
    EXPECT_EQ(read->person_mail, defaults.person_mail);
    EXPECT_EQ(read->extent, defaults.extent);
    EXPECT_EQ(read->only, defaults.only);
    EXPECT_EQ(read->rules, defaults.rules);
    EXPECT_EQ(read->largest_file, defaults.largest_file);
    EXPECT_EQ(read->gitignore, defaults.gitignore);
    EXPECT_EQ(read->fail_on, defaults.fail_on);
    EXPECT_EQ(read->order, defaults.order);
    EXPECT_EQ(read->limit, defaults.limit);
    EXPECT_EQ(read->fix_test, defaults.fix_test);
    EXPECT_EQ(read->fix_test_network, defaults.fix_test_network);
    EXPECT_EQ(read->fix_test_minutes, defaults.fix_test_minutes);
    EXPECT_EQ(read->fix_test_memory, defaults.fix_test_memory);
    EXPECT_EQ(read->fix_test_reads, defaults.fix_test_reads);
    EXPECT_TRUE(read->suppressions.empty());
}

// The suppression in the template's comment is right, too.
TEST(Settings, ShowASuppressionThatWorks) {
    std::string text = settings_template("", "", "");
    const std::size_t begin = text.find("# [[suppressions]]");
    ASSERT_NE(begin, std::string::npos);
    std::string example = text.substr(begin);
    for (std::size_t at = 0; at != std::string::npos && at < example.size(); at = example.find("\n#", at))
        example.replace(at, at == 0 ? 2 : 3, at == 0 ? "" : "\n");
    const auto read = read_settings(example, "squire.toml");
    ASSERT_TRUE(read) << describe(read.error());
    ASSERT_EQ(read->suppressions.size(), 1U);
    EXPECT_EQ(read->suppressions[0].path, "doc/example.env");
}

TEST(Settings, KeepWhatTheyAreGiven) {
    const std::string hostile = "a\"b\\c\n\x01[x]\xff";
    const auto read = read_settings(settings_template(hostile, "", ""), "squire.toml");
    ASSERT_TRUE(read) << describe(read.error());
    EXPECT_EQ(read->project_name, "a\"b\\c\n\x01[x]\xEF\xBF\xBD");
}

struct Wrong {
    std::string text, place, message, hint;
};

TEST(Settings, SayWhatIsWrong) {
    const std::vector<Wrong> cases = {
        {"[scam]\n", "squire.toml:1:2", "settings: unknown key 'scam'", "did you mean 'scan'?"},
        {"[scan]\nextend = \"tree\"\n", "squire.toml:2:1", "scan: unknown key 'extend'", "did you mean 'extent'?"},
        {"[scan]\nextent = \"trees\"\n", "squire.toml:2:10", "scan: 'extent' cannot be 'trees'", "did you mean 'tree'?"},
        {"[scan]\nextent = 1\n", "squire.toml:2:10", "scan: 'extent' must be a string", ""},
        {"[scan]\nfail_on = \"worst\"\n", "squire.toml:2:11", "scan: 'fail_on' cannot be 'worst'", "one of: info, low, medium, high, critical"},
        {"[scan]\nlargest_file = 0\n", "squire.toml:2:1", "scan: 'largest_file' must be from 1 to 4000", ""},
        {"[scan]\nlargest_file = -1\n", "squire.toml:2:16", "scan: 'largest_file' must be a whole number that is not negative", ""},
        {"[findings]\norder = \"x\"\n", "squire.toml:2:9", "findings: 'order' cannot be 'x'", "one of: severity, newest, oldest, path"},
        {"\n[[suppressions]]\nrule = \"r\"\npath = \"p\"\nreason = \"why\"\n", "squire.toml:2:1", "suppression: 'expires' is missing",
         "the last day on which it holds, as in \"2027-12-31\": nothing is suppressed for ever"},
        {"[[suppressions]]\nrule = \"r\"\npath = \"p\"\nexpires = \"2027-12-31\"\n", "squire.toml:1:1", "suppression: 'reason' is missing",
         "it names one rule and one file, and says why"},
        {"[[suppressions]]\nrule = \"r\"\npath = \"p\"\nreason = \"why\"\nexpires = \"2027-02-30\"\n", "squire.toml:5:11",
         "suppression: 'expires' must be a day", "as in \"2027-12-31\", in quotes"},
        {"[scan\n", "squire.toml:1:6", "", ""},
    };
    for (const Wrong& each : cases) {
        const auto read = read_settings(each.text, "squire.toml");
        ASSERT_FALSE(read) << each.text;
        EXPECT_EQ(read.error().place, each.place) << each.text;
        if (each.message.empty()) continue;
        EXPECT_EQ(read.error().message, each.message) << each.text;
        EXPECT_EQ(read.error().hint, each.hint) << each.text;
    }
    EXPECT_EQ(read_settings("a = 1\n[scan]\nb = 1\n", "f").error().place, "f:1:1") << "the first one in the file";
}

TEST(Suppression, NamesOneRuleInOneFileUntilADay) {
    const auto read = read_settings(kSuppression, "squire.toml");
    ASSERT_TRUE(read) << describe(read.error());
    const Suppression& suppression = read->suppressions.at(0);
    EXPECT_TRUE(suppression.holds(parse_time("2027-12-31T23:59:59Z").value()));
    EXPECT_FALSE(suppression.holds(parse_time("2028-01-01T00:00:00Z").value()));
    const auto finding = [](std::string rule, std::string file) {
        return finding::Finding{.identifiers = {{.type = "t", .name = "", .value = std::move(rule), .url = ""}},
                                .location = finding::CodeLocation{.file = std::move(file), .range = {}, .scope = ""},
                                .fingerprint = "f1"};
    };
    EXPECT_TRUE(suppression.names(finding("r", "a.c")));
    EXPECT_FALSE(suppression.names(finding("r", "b/a.c")));
    EXPECT_FALSE(suppression.names(finding("r2", "a.c")));
    Suppression narrow = suppression;
    narrow.fingerprint = "f2";
    EXPECT_FALSE(narrow.names(finding("r", "a.c")));
    narrow.fingerprint = "f1";
    EXPECT_TRUE(narrow.names(finding("r", "a.c")));
    EXPECT_FALSE(suppression.names({})) << "no identifiers";
}

} // namespace
} // namespace squire::workspace
