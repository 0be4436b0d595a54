// SPDX-License-Identifier: MIT
// Scanners here are shell scripts that write what a scanner would.
#include "bugreport/draft.h"

#include <filesystem>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/process.h"
#include "bugreport/draft_files.h"
#include "bugreport/rule_text.h"
#include "rules/sast_rule_reader.h"
#include "testing/temporary_folder.h"

namespace squire::bugreport {
namespace {

constexpr std::string_view kRule =
    "rules:\n  - id: first\n    languages: [python]\n    severity: INFO\n    message: m\n    pattern: never()\n"
    "\n  # of the next one\n  - id: shell\n    languages: [python]\n    severity: ERROR\n    message: a shell\n    pattern: os.system($X)\n";

rules::SastRule rule_of(std::string_view text, std::size_t which) {
    Problems problems;
    return rules::read_sast_rules(std::string(text), "r.yaml", problems).value().at(which);
}

// Reports `rule` at each line with "system(" in the file, or in all files of a folder, as Semgrep does; `more` is shell to run before.
std::string scanner(const testing::TemporaryFolder& folder, std::string_view name, std::string_view more = "") {
    const std::string script = fmt::format(R"sh({}
printf '{{"version": "7.1", "errors": [], "results": ['
first=1
grep -rn 'system(' "$1" /dev/null | cut -d: -f1,2 | tr : ' ' | while read -r file line; do
    [ "$first" = 1 ] || printf ','
    first=0
    printf '{{"check_id": "pack.shell", "path": "%s", "start": {{"line": %s, "col": 1}}, "end": {{"line": %s, "col": 2}}, "extra": {{"severity": "ERROR", "message": "m", "metadata": {{}}}}}}' "$file" "$line" "$line"
done
printf ']}}'
)sh",
                                           more);
    return folder.write(name, script).string();
}

DraftRequest request_of() {
    DraftRequest request{.kind = BugKind::false_alarm};
    std::string text = "import os\n\n\ndef f(value):\n    unneeded = 1\n    os.system(value)\n    return unneeded\n";
    const std::size_t begin = text.find("os.system");
    request.input.place = {.file = 0, .begin = begin, .end = begin + 16};
    request.input.files.push_back(make_file("shop/a.py", std::move(text)));
    request.finding.identifiers = {{"rule_id", "shell", "shell", ""}, {"cwe", "CWE-78", "78", ""}};
    request.accused = {
        .tool = {.id = "t", .name = "Squire SAST", .version = "1", .vendor = "Squire", .url = ""}, .rule = "shell", .own = rule_of(kRule, 1)};
    request.why = "the value is a constant";
    request.rule_text = "rules: …";
    return request;
}

// Outside of the sandbox, which does not see the scripts' folder.
ScannerVoice voice_of(const std::string& script) {
    return {.tool = {.id = "other", .name = "Other", .version = {}, .vendor = {}, .url = {}},
            .rule = "shell",
            .own = {},
            .command = ScannerCommand::parse("sh " + script + " {}").value()};
}

TEST(Draft, OfOurOwnRule) {
    const auto draft = draft_bug(request_of());
    ASSERT_TRUE(draft) << describe(draft.error());
    const BugReport& report = draft->report;
    EXPECT_EQ(report.fact("example"), "os.system(a)") << report.fact("example");
    EXPECT_EQ(report.fact("reproduced"), "3 of 3 runs");
    EXPECT_EQ(report.fact("category"), "CWE-78");
    EXPECT_TRUE(report.fact("actual").contains("shell (High)")) << report.fact("actual");
    EXPECT_TRUE(report.fact("raw").contains("\"findings\""));
    EXPECT_FALSE(report.fact("near_miss").empty());
    EXPECT_EQ(report.route, Target::rule);
    EXPECT_TRUE(draft->reduction->confirmed);
    EXPECT_TRUE(completeness_of(report, *tracker_named("squire")).ready);
    const auto files = draft_files(*draft, *tracker_named("squire"));
    EXPECT_EQ(files.front().first, "report.md");
    EXPECT_EQ(draft_bug(request_of())->report.id(), report.id()); // the same every time
}

TEST(Draft, OfACommandWithAWitness) {
    const testing::TemporaryFolder folder;
    DraftRequest request = request_of();
    request.limits.sandbox = false;
    request.accused = voice_of(scanner(folder, "scanner.sh"));
    request.witness = ScannerVoice{
        .tool = {.id = "w", .name = "Squire SAST", .version = "1", .vendor = {}, .url = {}}, .rule = "shell", .own = rule_of(kRule, 0)};
    const auto draft = draft_bug(request);
    ASSERT_TRUE(draft) << describe(draft.error());
    EXPECT_TRUE(draft->report.fact("example").contains("system("));
    EXPECT_LT(draft->report.fact("example").size(), 20U);
    EXPECT_EQ(draft->report.fact("scanner_version"), "7.1"); // as its report says
    EXPECT_EQ(draft->report.route, Target::engine);          // the two read one rule differently
    EXPECT_TRUE(draft->report.fact("raw").contains("\"check_id\": \"pack.shell\"")) << draft->report.fact("raw");
    EXPECT_TRUE(draft->report.fact("command").starts_with("sh "));
    EXPECT_FALSE(draft->report.fact("near_miss").empty()); // the command is asked about many changes in one run
    EXPECT_FALSE(draft->report.fact("near_miss").contains("system(")) << draft->report.fact("near_miss");
}

TEST(Draft, ACommandCanSayWhatIsValid) {
    const testing::TemporaryFolder folder;
    DraftRequest request = request_of();
    request.limits.sandbox = false;
    request.accused = voice_of(scanner(folder, "scanner.sh"));
    request.valid = ScannerCommand::parse("grep -q import {}").value();
    const auto draft = draft_bug(request);
    ASSERT_TRUE(draft) << describe(draft.error());
    EXPECT_TRUE(draft->report.fact("example").contains("import")) << draft->report.fact("example");
    EXPECT_TRUE(draft->report.fact("example").contains("system("));
    request.valid = ScannerCommand::parse("grep -q absent {}").value();
    ASSERT_FALSE(draft_bug(request));
    EXPECT_EQ(draft_bug(request).error().kind, ErrorKind::not_found);
}

TEST(Draft, AnExampleIsValidCodeUnlessAnyTextWillDo) {
    if (find_program("python3").empty()) GTEST_SKIP() << "no python3";
    const testing::TemporaryFolder folder;
    DraftRequest request = request_of();
    request.limits.sandbox = false;
    request.accused = voice_of(scanner(folder, "scanner.sh"));
    request.input.files.front() = make_file("shop/a.py", "async def f(value):\n    await os.system(value)\n");
    request.input.place = {.file = 0, .begin = 24, .end = 46};
    const auto valid = draft_bug(request);
    ASSERT_TRUE(valid) << describe(valid.error());
    EXPECT_TRUE(valid->report.fact("reduction").ends_with("; valid Python")) << valid->report.fact("reduction");
    EXPECT_TRUE(valid->report.fact("example").contains(")")) << valid->report.fact("example");
    request.any_text = true;
    const auto any = draft_bug(request);
    ASSERT_TRUE(any) << describe(any.error());
    EXPECT_FALSE(any->report.fact("reduction").contains("valid"));
    EXPECT_EQ(any->report.fact("example"), "system(");
}

TEST(Draft, AScannerThatLeavesFilesBehindIsSaidTo) {
    const testing::TemporaryFolder folder;
    DraftRequest request = request_of();
    request.limits.sandbox = false;
    request.reduction.time = std::chrono::seconds(5);
    request.accused = voice_of(scanner(folder, "scanner.sh", "echo x > left.txt"));
    const auto draft = draft_bug(request);
    ASSERT_TRUE(draft) << describe(draft.error());
    ASSERT_FALSE(draft->remarks.empty());
    EXPECT_TRUE(draft->remarks.back().contains("left.txt")) << draft->remarks.back();
}

TEST(Draft, ACrash) {
    const testing::TemporaryFolder folder;
    DraftRequest request = request_of();
    request.kind = BugKind::crash;
    request.limits.sandbox = false;
    request.accused =
        voice_of(folder.write("crash.sh", "if grep -q value \"$1\"; then echo broken >&2; kill -SEGV $$; fi\necho '[]'\n").string());
    const auto draft = draft_bug(request);
    ASSERT_TRUE(draft) << describe(draft.error());
    EXPECT_TRUE(draft->report.fact("example").contains("value"));
    EXPECT_TRUE(draft->report.fact("log").contains("broken"));
    EXPECT_EQ(draft->report.route, Target::engine);
    EXPECT_TRUE(draft->report.fact("actual").contains("139")) << draft->report.fact("actual");
}

TEST(Draft, WhatCannotBeDraftedIsSaid) {
    DraftRequest silent = request_of();
    silent.accused.own = rule_of(kRule, 0);
    ASSERT_FALSE(draft_bug(silent));
    EXPECT_EQ(draft_bug(silent).error().kind, ErrorKind::not_found);
    DraftRequest mute = request_of();
    mute.accused.own.reset();
    EXPECT_EQ(draft_bug(mute).error().kind, ErrorKind::unsupported) << describe(draft_bug(mute).error());
    DraftRequest missed = request_of();
    missed.kind = BugKind::missed; // and nobody who sees it
    const auto draft = draft_bug(missed);
    ASSERT_TRUE(draft) << describe(draft.error());
    EXPECT_EQ(draft->report.fact("example"), "");
    EXPECT_FALSE(completeness_of(draft->report, *tracker_named("squire")).ready);
    DraftRequest absent = request_of();
    absent.limits.sandbox = false;
    absent.accused.own.reset();
    absent.accused.command = ScannerCommand::parse("there-is-no-such-scanner {}").value();
    EXPECT_FALSE(draft_bug(absent));
}

TEST(Draft, ARuleAloneIsOneOfItsFile) {
    const std::string alone = rule_alone(kRule, rule_of(kRule, 1));
    EXPECT_EQ(alone, "rules:\n  - id: shell\n    languages: [python]\n    severity: ERROR\n    message: a shell\n    pattern: os.system($X)\n");
    EXPECT_EQ(rule_alone(kRule, rule_of(kRule, 0)),
              "rules:\n  - id: first\n    languages: [python]\n    severity: INFO\n    message: m\n    pattern: never()\n");
    rules::SastRule elsewhere = rule_of(kRule, 1);
    elsewhere.line = 1;
    EXPECT_EQ(rule_alone(kRule, elsewhere), kRule); // what is no rule's place gives the whole
}

TEST(ScannerCommand, IsReadAsTyped) {
    const auto command = ScannerCommand::parse("tool --config 'a b.yaml' \"{}\" --out={}.json");
    ASSERT_TRUE(command);
    EXPECT_EQ(command->words_for("x y.py"), (std::vector<std::string>{"tool", "--config", "a b.yaml", "x y.py", "--out=x y.py.json"}));
    EXPECT_EQ(command->text_for("x.py"), "tool --config 'a b.yaml' x.py --out=x.py.json");
    EXPECT_EQ(command->text_for("it's.py"), "tool --config 'a b.yaml' 'it'\\''s.py' '--out=it'\\''s.py.json'");
    for (const char* bad : {"", "   ", "tool", "tool 'x {}", "tool \"{}"}) EXPECT_FALSE(ScannerCommand::parse(bad)) << bad;
}

TEST(ScannerRun, RefusesPathsThatLeadOut) {
    Input input;
    input.files.push_back(make_file("../a.py", "x"));
    const auto run = run_scanner(ScannerCommand::parse("true {}").value(), input, {},
                                 {.time = std::chrono::seconds(5), .cancellation = nullptr, .sandbox = false});
    ASSERT_FALSE(run);
    EXPECT_EQ(run.error().kind, ErrorKind::unsupported);
}

TEST(ScannerRun, ATimeOutIsAnEnd) {
    Input input;
    input.files.push_back(make_file("a.py", "x"));
    const testing::TemporaryFolder folder;
    const std::string script = folder.write("slow.sh", "sleep 30\n").string();
    const auto run = run_scanner(ScannerCommand::parse("sh " + script + " {}").value(), input, {},
                                 {.time = std::chrono::seconds(1), .cancellation = nullptr, .sandbox = false});
    ASSERT_TRUE(run) << describe(run.error());
    EXPECT_EQ(run->end, RunEnd::timed_out);
}

} // namespace
} // namespace squire::bugreport
