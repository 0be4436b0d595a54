// SPDX-License-Identifier: MIT
// One program whose every text is hostile, and the ways by which its texts leave; mails are tried in courier.
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/command.h"
#include "cli/squire_process_test.h"
#include "testing/temporary_folder.h"

namespace squire::cli {
namespace {

// A formula, a table cell's end, HTML, an address that runs, an image, a control sequence, a right-to-left override.
const std::string kHostile = "=1+1 | x | <script>alert(1)</script> [a](javascript:x) ![b](https://example.org/t.png) `c` \x1b[31m \u202e end";

class HostileTexts : public ::testing::Test {
protected:
    void SetUp() override {
        does({"program", "init", kHostile, "--coordinator", "grace", "--contact", kHostile, "--ask", kHostile});
        does({"program", "person", "add", "ada", "--name", kHostile, "--bio", kHostile, "--roles", "mentor", "--email", "ada@example.org",
              "--as", "grace"});
        does({"program", "person", "add", "bob", "--name", kHostile, "--roles", "intern", "--as", "grace"});
        does({"program", "person", "agree", "ada", "--manager", kHostile, "--manager-agreed", "2026-01-01", "--as", "ada"});
        does({"program", "person", "agree", "bob", "--manager", kHostile, "--manager-agreed", "2026-01-01", "--as", "bob"});
        does({"program", "slot", "offer", "--period", "2026-03-01/2026-06-30", "--mentors", "ada", "--focus", "sast", "--capacity", "1",
              "--track", "security-scanning", "--as", "ada"});
        does({"program", "slot", "open", "slot-1", "--as", "ada"});
        does({"program", "apply", "--slot", "slot-1", "--chats", "2026-02-03T15:00:00Z", "--as", "bob"});
        does({"program", "submit", "application-1", "--interests", kHostile, "--skills", kHostile, "--available", "2026-03-02/2026-04-30",
              "--percent", "50", "--as", "bob"});
        does({"program", "project", "propose", "--name", kHostile, "--url", "https://example.org/p", "--maintainers", "ada", "--as", "bob"});
        does({"program", "review", "application-1", "--as", "ada"});
        does({"program", "accept", "application-1", "--as", "ada"});
        does({"internship", "start", "--application", "application-1", "--start", "2026-03-02", "--as", "ada"});
        does({"internship", "kickoff", "internship-1", "--interests", kHostile, "--skills", kHostile, "--availability", kHostile, "--kickoff-on",
              "2026-03-02", "--as", "bob"});
        does({"internship", "goal", "propose", "--internship", "internship-1", "--kind", "share", "--text", kHostile, "--measure", kHostile,
              "--evidence", "contribution.merge purpose=share", "--target", "1", "--as", "bob"});
    }

    Outcome run(std::vector<std::string> arguments) const { return run_squire({.arguments = std::move(arguments), .folder = folder_.path()}); }

    std::string does(std::vector<std::string> arguments) const {
        const std::string words = fmt::format("{}", fmt::join(arguments, " ")).substr(0, 60);
        const Outcome outcome = run(std::move(arguments));
        EXPECT_EQ(outcome.status, kClean) << words << ": " << outcome.err;
        expect_plain(outcome.out, words);
        expect_plain(outcome.err, words);
        return outcome.out;
    }

    static void expect_plain(const std::string& text, const std::string& where) {
        EXPECT_TRUE(is_utf8(text)) << where;
        EXPECT_EQ(text.find('\x1b'), std::string::npos) << where << ": " << printable(text);
        EXPECT_EQ(text.find("\u202e"), std::string::npos) << where << ": " << printable(text);
    }

    testing::TemporaryFolder folder_;
};

TEST_F(HostileTexts, ReachNoTerminal) {
    EXPECT_NE(does({"program", "person", "list", "--as", "grace"}).find("=1+1 | x"), std::string::npos);
    EXPECT_NE(does({"program", "project", "list", "--as", "grace"}).find("=1+1 | x"), std::string::npos);
    EXPECT_NE(does({"program", "person", "show", "ada", "--as", "grace"}).find("\\x1b[31m"), std::string::npos);
    EXPECT_NE(does({"program", "application", "show", "application-1", "--as", "ada"}).find("\\u202e"), std::string::npos);
    EXPECT_NE(does({"internship", "show", "internship-1", "--as", "ada"}).find("\\x1b[31m"), std::string::npos);
    EXPECT_NE(does({"status"}).find("\\x1b[31m"), std::string::npos);
    EXPECT_NE(does({"status", "--as", "bob", "--all"}).find("goal-1"), std::string::npos);
}

TEST_F(HostileTexts, AreNoFormulas) {
    for (const char* kind : {"person", "project", "application"}) {
        const std::string csv = does({"program", "export", "--format", "csv", "--kind", kind, "--as", "grace"});
        EXPECT_NE(csv.find("'=1+1"), std::string::npos) << csv;
        EXPECT_EQ(csv.find(",=1+1"), std::string::npos) << csv;
        EXPECT_EQ(csv.find(",\"=1+1"), std::string::npos) << csv;
    }
}

// JSON carries the text itself, for programs.
TEST_F(HostileTexts, AreWholeInJson) {
    const Outcome outcome = run({"program", "person", "list", "--format", "json", "--as", "grace"});
    const auto people = nlohmann::json::parse(outcome.out, nullptr, false);
    ASSERT_TRUE(people.is_array()) << outcome.out;
    int found = 0;
    for (const auto& person : people) found += person["fields"].value("name", "") == kHostile ? 1 : 0;
    EXPECT_EQ(found, 2);
    EXPECT_TRUE(nlohmann::json::accept(run({"program", "export", "--as", "grace"}).out));
    EXPECT_TRUE(nlohmann::json::accept(run({"status", "--format", "json"}).out));
    EXPECT_EQ(outcome.out.find('\x1b'), std::string::npos) << "JSON escapes it";
}

TEST_F(HostileTexts, BeginNothingInCalendarsAndFeeds) {
    const std::string calendar = does({"program", "export", "--format", "ics", "--as", "ada"});
    EXPECT_NE(calendar.find("BEGIN:VEVENT"), std::string::npos);
    const std::string feed = does({"program", "export", "--format", "atom"});
    EXPECT_NE(feed.find("&lt;script&gt;"), std::string::npos) << feed;
    EXPECT_EQ(feed.find("<script"), std::string::npos) << feed;
}

TEST_F(HostileTexts, StayTextOnThePage) {
    // Where to ask is Markdown of the coordinators; the contact is a text like the others.
    const std::string markdown = does({"program", "page", "render"});
    EXPECT_NE(markdown.find("and =1+1 \\| x \\| \\<script\\>"), std::string::npos) << markdown;
    const std::string html = does({"program", "page", "render", "--format", "html"});
    for (const char* bad : {"<script", "href=\"javascript"}) EXPECT_EQ(html.find(bad), std::string::npos) << bad << "\n" << html;
    EXPECT_NE(html.find("img-src data:"), std::string::npos);
    const std::string letter = does({"program", "letter", "application-1", "--as", "bob"});
    EXPECT_NE(letter.find("alert(1)"), std::string::npos) << letter;
}

} // namespace
} // namespace squire::cli
