// SPDX-License-Identifier: MIT
// The program as people meet it: questions in a terminal, two who act at once, and mail about whatever somebody wrote.
#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/squire_process_test.h"
#include "testing/temporary_folder.h"

namespace squire::cli {
namespace {

using namespace std::chrono_literals;

class ProgramHands : public ::testing::Test {
protected:
    void SetUp() override {
        does({"program", "init", "Security internship", "--coordinator", "grace", "--contact", "c@example.org", "--ask", "here"});
        does({"program", "person", "add", "ada", "--name", "Ada", "--roles", "mentor", "--email", "ada@example.org", "--as", "grace"});
        does({"program", "person", "add", "bob", "--name", "Bob", "--roles", "intern", "--as", "grace"});
        for (const char* who : {"ada", "bob"})
            does({"program", "person", "agree", who, "--manager", "Max", "--manager-agreed", "2026-01-01", "--as", who});
    }

    void offer() const {
        does({"program", "slot", "offer", "--period", "2026-03-01/2026-06-30", "--mentors", "ada", "--focus", "sast", "--capacity", "1",
              "--track", "security-scanning", "--as", "ada"});
        does({"program", "slot", "open", "slot-1", "--as", "ada"});
    }

    void apply(const std::string& interests = "SAST") const {
        does({"program", "apply", "--slot", "slot-1", "--as", "bob"});
        does({"program", "submit", "application-1", "--interests", interests, "--skills", "C", "--available", "2026-03-02/2026-04-30",
              "--percent", "50", "--as", "bob"});
        does({"program", "review", "application-1", "--as", "ada"});
    }

    [[nodiscard]] Invocation invocation(std::vector<std::string> arguments, std::map<std::string, std::string> environment = {}) const {
        return {.arguments = std::move(arguments), .folder = folder_.path(), .environment = std::move(environment)};
    }

    Outcome does(std::vector<std::string> arguments, std::map<std::string, std::string> environment = {}) const {
        const std::string words = fmt::format("{}", fmt::join(arguments, " ")).substr(0, 60);
        Outcome outcome = run_squire(invocation(std::move(arguments), std::move(environment)));
        EXPECT_EQ(outcome.status, kClean) << words << ": " << outcome.err;
        return outcome;
    }

    testing::TemporaryFolder folder_;
};

// --- questions ---

TEST_F(ProgramHands, AreAskedForWhatIsMissing) {
    SquireInTerminal terminal(invocation({"program", "slot", "offer", "--mentors", "ada", "--focus", "sast", "--as", "ada"}));
    const std::string shown = terminal.answer("): ", "March-June 2026\n");
    EXPECT_NE(shown.find("PERIOD"), std::string::npos) << shown;
    EXPECT_EQ(shown.find("mentors"), std::string::npos) << "what was given is not asked for: " << shown;
    const Outcome ended = terminal.end();
    EXPECT_EQ(ended.status, kClean) << ended.out;
    EXPECT_NE(ended.out.find("slot-1 is draft"), std::string::npos) << ended.out;
    const Outcome list = does({"program", "slot", "list", "--format", "json", "--as", "ada"});
    EXPECT_EQ(nlohmann::json::parse(list.out)[0]["fields"]["period"], "March-June 2026");
}

TEST_F(ProgramHands, AnEmptyAnswerGivesUpAndAWrongOneIsSaid) {
    {
        SquireInTerminal terminal(invocation({"program", "slot", "offer", "--mentors", "ada", "--as", "ada"}));
        (void)terminal.answer("): ", "\n");
        const Outcome ended = terminal.end();
        EXPECT_EQ(ended.status, kUsage) << ended.out;
        EXPECT_NE(ended.out.find("period"), std::string::npos) << ended.out;
    }
    {
        SquireInTerminal terminal(invocation({"program", "slot", "offer", "--mentors", "ada", "--as", "ada"}));
        (void)terminal.answer("): ", "some day\n");
        const Outcome ended = terminal.end();
        EXPECT_EQ(ended.status, kUsage) << ended.out;
        EXPECT_NE(ended.out.find("some day"), std::string::npos) << ended.out;
    }
    {
        SquireInTerminal terminal(invocation({"program", "slot", "offer", "--mentors", "ada", "--no-input", "--as", "ada"}));
        const Outcome ended = terminal.end();
        EXPECT_EQ(ended.status, kUsage) << ended.out;
        EXPECT_EQ(ended.out.find("PERIOD): "), std::string::npos) << "nothing is asked: " << ended.out;
    }
    EXPECT_EQ(run_squire(invocation({"program", "slot", "offer", "--mentors", "ada", "--as", "ada"})).status, kUsage)
        << "no terminal, no question";
    EXPECT_EQ(does({"program", "slot", "list", "--all", "--format", "json", "--as", "ada"}).out, "[]\n") << "nothing was made";
}

// --- several at once ---

TEST_F(ProgramHands, OfTwoWhoActAtOnceOneWinsAndTheOtherIsTold) {
    offer();
    apply();
    for (int round = 0; round < 6; ++round) {
        std::array<RunningSquire, 2> processes{
            RunningSquire(invocation({"program", "accept", "application-1", "--as", "ada"})),
            RunningSquire(invocation({"program", "decline", "application-1", "--why", "another time", "--as", "grace"}))};
        int won = 0;
        for (RunningSquire& process : processes) {
            const auto outcome = process.wait(60s);
            ASSERT_TRUE(outcome.has_value());
            if (outcome->status == kClean) {
                ++won;
            } else {
                EXPECT_NE(outcome->err, "") << "the other is told";
                EXPECT_TRUE(outcome->err.contains("quicker") || outcome->err.contains("accepted") || outcome->err.contains("declined"))
                    << outcome->err;
            }
        }
        EXPECT_EQ(won, 1);
        const auto list = nlohmann::json::parse(does({"program", "application", "list", "--all", "--format", "json", "--as", "grace"}).out);
        const std::string state = list[0]["state"];
        EXPECT_TRUE(state == "accepted" || state == "declined") << state;
        does({"program", "application", "undo", "application-1", "--as", state == "accepted" ? "ada" : "grace"});
    }
}

TEST_F(ProgramHands, ManyWhoAddAtOnceAllDo) {
    constexpr int kPeople = 6;
    std::vector<std::unique_ptr<RunningSquire>> processes;
    for (int i = 0; i < kPeople; ++i)
        processes.push_back(std::make_unique<RunningSquire>(
            invocation({"program", "person", "add", fmt::format("guest{}", i), "--name", "Guest", "--roles", "intern", "--as", "grace"})));
    for (const auto& process : processes) {
        const auto outcome = process->wait(60s);
        ASSERT_TRUE(outcome.has_value());
        EXPECT_EQ(outcome->status, kClean) << outcome->err;
    }
    EXPECT_EQ(nlohmann::json::parse(does({"program", "person", "list", "--format", "json", "--as", "grace"}).out).size(), 3U + kPeople);
}

// --- mail ---

// The heads, one a line, and the body decoded.
struct Message {
    std::vector<std::string> heads;
    std::string body;
};

Message read_message(const std::filesystem::path& file) {
    const std::string text = read_file(file).value_or("");
    Message message;
    const std::size_t end = text.find("\r\n\r\n");
    EXPECT_NE(end, std::string::npos);
    for (const std::string_view line : split(std::string_view(text).substr(0, end), '\n')) {
        EXPECT_TRUE(line.ends_with('\r') || line.data() + line.size() == text.data() + end);
        message.heads.emplace_back(trim(line));
    }
    message.body = from_base64(text.substr(end + 4)).value_or("?");
    for (const std::string_view line : split(text, '\n')) EXPECT_LE(line.size(), 998U) << "RFC 5322 2.1.1";
    EXPECT_TRUE(std::ranges::all_of(text, [](unsigned char c) { return c < 0x7f && (c >= 0x20 || c == '\r' || c == '\n'); }))
        << "plain ASCII, no control characters";
    return message;
}

TEST_F(ProgramHands, NothingThatSomebodyWroteBecomesAHeadOfAMail) {
    const std::string hostile = "x Bcc: eve@example.org . MAIL FROM:<eve> \x1b[31m \u202e \u00fc =?utf-8?q?Subject?=";
    const std::string lines = "x\r\nBcc: eve@example.org\r\n\r\n.\r\nMAIL FROM:<eve>\r\n" + hostile;
    offer();
    ASSERT_TRUE(write_file(folder_.path() / "interests.txt", std::string(1'000'000, 'y')));
    apply("file:interests.txt");
    does({"program", "accept", "application-1", "--as", "ada"});
    EXPECT_EQ(run_squire(invocation({"program", "project", "propose", "--name", lines, "--url", "https://example.org/p", "--maintainers", "ada",
                                     "--as", "bob"}))
                  .status,
              kUsage)
        << "a name is one line";
    does({"program", "project", "propose", "--name", hostile, "--url", "https://example.org/p", "--maintainers", "ada", "--as", "bob"});
    does({"internship", "start", "--application", "application-1", "--start", "2026-03-02", "--as", "ada"});
    does({"internship", "kickoff", "internship-1", "--interests", lines, "--skills", lines, "--availability", lines, "--kickoff-on",
          "2026-03-02", "--as", "bob"});
    does({"internship", "goal", "propose", "--internship", "internship-1", "--kind", "share", "--text", hostile, "--measure", hostile,
          "--evidence", "contribution.merge purpose=share", "--target", "1", "--as", "bob"});
    const std::map<std::string, std::string> later{{"SOURCE_DATE_EPOCH", "1775001600"}}; // 2026-04-01
    const Outcome reminded = does({"program", "remind"}, later);
    EXPECT_EQ(reminded.out.find('\x1b'), std::string::npos);
    does({"program", "outbox", "send", "--to-files", (folder_.path() / "mail").string()}, later);
    const std::set<std::string> known{
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"};
    std::size_t about_the_goal = 0;
    std::size_t messages = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path() / "mail")) {
        ++messages;
        const Message message = read_message(entry.path());
        std::set<std::string> names;
        for (const std::string& head : message.heads) {
            if (head.starts_with("=?") || head.empty()) continue; // a folded one goes on
            EXPECT_TRUE(names.insert(head.substr(0, head.find(':'))).second) << "twice: " << head;
        }
        for (const std::string& name : names) EXPECT_TRUE(known.contains(name)) << name;
        if (message.body.contains("goal-1")) ++about_the_goal;
        EXPECT_EQ(message.body.find("\r\nBcc:"), std::string::npos) << "a text of one line stays one";
    }
    EXPECT_GE(messages, 2U);
    EXPECT_GE(about_the_goal, 1U);
}

TEST_F(ProgramHands, AnAddressThatWouldBeMoreThanOneIsRefused) {
    for (const char* bad : {"a@b.example\r\nBcc: eve@example.org", "a@b, eve@example.org", "<a@b>", "ada", "a@b c@d"}) {
        const Outcome outcome = run_squire(invocation({"program", "person", "change", "ada", "--email", bad, "--as", "ada"}));
        if (outcome.status != kClean) continue; // refused at once
        const std::map<std::string, std::string> later{{"SOURCE_DATE_EPOCH", "1775001600"}};
        offer();
        does({"program", "apply", "--slot", "slot-1", "--as", "bob"});
        does({"program", "submit", "application-1", "--interests", "SAST", "--skills", "C", "--available", "2026-03-02/2026-04-30", "--percent",
              "50", "--as", "bob"});
        does({"program", "remind"}, later);
        const Outcome sent = run_squire(invocation({"program", "outbox", "send", "--to-files", (folder_.path() / "mail").string()}, later));
        EXPECT_EQ(sent.status, kIncomplete) << bad << ": " << sent.out;
        EXPECT_NE(sent.out.find("not sent"), std::string::npos) << sent.out;
        return;
    }
}

TEST_F(ProgramHands, AMegabyteIsTakenAndMoreIsNot) {
    const std::string large(1'000'000, 'b');
    ASSERT_TRUE(write_file(folder_.path() / "large.txt", large));
    ASSERT_TRUE(write_file(folder_.path() / "larger.txt", large + large));
    does({"program", "person", "change", "ada", "--bio", "file:large.txt", "--as", "ada"});
    const auto person = nlohmann::json::parse(does({"program", "person", "show", "ada", "--format", "json", "--as", "ada"}).out);
    EXPECT_EQ(person["fields"]["bio"].get<std::string>().size(), large.size());
    EXPECT_LT(does({"program", "person", "show", "ada", "--as", "ada"}).out.size(), 10'000U) << "on the screen it is cut";
    EXPECT_EQ(does({"program", "page", "render", "--format", "html"}).status, kClean);
    const Outcome refused = run_squire(invocation({"program", "person", "change", "ada", "--bio", "file:larger.txt", "--as", "ada"}));
    EXPECT_NE(refused.status, kClean);
    EXPECT_NE(refused.err, "");
}

} // namespace
} // namespace squire::cli
