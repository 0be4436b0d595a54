// SPDX-License-Identifier: MIT
// Drafts about other things than code: secrets, packages, configuration; about how a scanner ends; and about its versions.
#include <gtest/gtest.h>

#include "bugreport/draft.h"
#include "bugreport/draft_files.h"
#include "bugreport/predicate_oracle_test.h"
#include "rules/example_shape.h"
#include "rules/sast_rule_reader.h"
#include "testing/temporary_folder.h"

namespace squire::bugreport {
namespace {

DraftRequest request_of(finding::ReportType type, std::string rule, Input input) {
    DraftRequest request{.kind = BugKind::false_alarm};
    request.finding = {.type = type, .severity = finding::Severity::high, .name = "a finding", .identifiers = {{"rule_id", rule, rule, ""}}};
    request.accused = {.tool = {.id = "squire", .name = "Squire", .version = "1", .vendor = "Squire", .url = ""}, .rule = rule};
    request.input = std::move(input);
    request.why = "it is none";
    request.limits.sandbox = false;
    request.tries = 2;
    return request;
}

// A shell script as a scanner; the file is $1.
ScannerCommand script(const testing::TemporaryFolder& folder, std::string_view name, std::string_view text) {
    return ScannerCommand::parse("sh " + folder.write(name, std::string(text) + "\n").string() + " {}").value();
}

TEST(DraftKinds, ASecretIsShownByAnInventedOne) {
    const std::string token = "acme_" + rules::fill_shape("{alnum:30}", "acme-token", 0).value_or("");
    rules::SecretRules rules;
    rules.rules.push_back({.id = "acme-token", .description = "Acme", .regex = R"(\b(acme_[0-9A-Za-z]{30})\b)", .keywords = {"acme_"}});
    auto request = request_of(finding::ReportType::secret_detection, "acme-token",
                              one_file("deploy/settings.yml", "# of customer 12\ndatabase:\n  token: " + token + "\nport: 5432\n", token));
    request.finding.location = finding::SecretLocation{.file = "deploy/settings.yml",
                                                       .range = {.start_line = 3, .end_line = 3},
                                                       .commit = {.sha = "", .author = "Ada <ada@example.org>", .date = "", .message = ""},
                                                       .blob = {},
                                                       .still_at_head = {}};
    request.accused.secret = SecretQuestion{.rules = rules, .rule = "acme-token"};
    const auto draft = draft_bug(request);
    ASSERT_TRUE(draft) << describe(draft.error());
    EXPECT_EQ(draft->report.fact("example").size(), token.size());
    EXPECT_EQ(draft->report.fact("example"), draft->invented);
    EXPECT_FALSE(draft->report.fact("near_miss").empty());
    const Tracker& tracker = *tracker_named("squire");
    EXPECT_TRUE(completeness_of(draft->report, tracker).ready) << draft_json(*draft, tracker);
    for (const auto& [name, text] : draft_files(*draft, tracker)) {
        for (const std::string_view kept : {std::string_view(token).substr(8, 12), std::string_view("customer"), std::string_view("ada@")})
            EXPECT_FALSE(text.contains(kept)) << name << ": " << text;
    }
}

TEST(DraftKinds, APackageOfALockfile) {
    auto request = request_of(finding::ReportType::dependency_scanning, "CVE-2020-1",
                              one_file("web/package-lock.json",
                                       R"({"name": "shop", "lockfileVersion": 3, "packages": {"": {"name": "shop"},
  "node_modules/anvil": {"version": "1.1.0", "resolved": "https://registry.example/anvil"}, "node_modules/hammer": {"version": "2.0.0"}}})"));
    request.input.place.end = request.input.file().bytes->size();
    request.finding.location =
        finding::DependencyLocation{.file = "web/package-lock.json", .package = "anvil", .version = "1.1.0", .direct = {}};
    request.accused.package = DependencyQuestion{.package = "anvil", .version = "1.1.0", .advisory = {}};
    const auto draft = draft_bug(request);
    ASSERT_TRUE(draft) << describe(draft.error());
    EXPECT_EQ(draft->report.fact("example_path"), "package-lock.json");
    EXPECT_TRUE(draft->report.fact("example").contains("anvil"));
    EXPECT_FALSE(draft->report.fact("example").contains("hammer")) << draft->report.fact("example");
    EXPECT_TRUE(draft->report.fact("raw").contains("\"anvil\"")) << draft->report.fact("raw");
    EXPECT_EQ(draft->report.fact("command"), "squire scan . --only dependencies");
    EXPECT_TRUE(completeness_of(draft->report, *tracker_named("squire")).ready);
}

TEST(DraftKinds, ConfigurationByItsOwnTree) {
    struct Case {
        const char* language;
        const char* pattern;
        const char* path;
        const char* text;
        const char* at;
    };
    for (const Case& each :
         {Case{"dockerfile", "RUN curl ... | sh", "build/Dockerfile",
               "FROM debian:12 AS base\nENV A=1\nRUN apt-get update\nRUN curl https://example.org/install.sh | sh\nCMD [\"shop\"]\n",
               "RUN curl"},
          Case{"yaml", "privileged: true", "deploy/pod.yaml",
               "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: shop\n      securityContext:\n        privileged: true\n",
               "privileged"}}) {
        Problems problems;
        const std::string text = std::string("rules:\n  - id: one\n    languages: [") + each.language +
                                 "]\n    severity: ERROR\n    message: m\n    pattern: '" + each.pattern + "'\n";
        const auto rules = rules::read_sast_rules(text, "r.yaml", problems);
        ASSERT_TRUE(rules && rules->size() == 1) << text;
        auto request = request_of(finding::ReportType::sast, "one", one_file(each.path, each.text, each.at));
        request.accused.own = rules->front();
        request.rule_text = text;
        const auto draft = draft_bug(request);
        ASSERT_TRUE(draft) << each.path << ": " << describe(draft.error());
        EXPECT_TRUE(draft->reduction->minimal && draft->reduction->confirmed) << each.path;
        EXPECT_LE(draft->reduction->bytes_after, 40U) << draft->report.fact("example");
        EXPECT_FALSE(draft->report.fact("example").contains("shop")) << draft->report.fact("example");
        EXPECT_TRUE(completeness_of(draft->report, *tracker_named("squire")).ready) << each.path;
    }
}

const std::string kCrashing = "one\ntwo: crash(here)\nthree other\nfour\n";

TEST(DraftKinds, ACrashOfTheSameFault) {
    const testing::TemporaryFolder folder;
    auto request = request_of(finding::ReportType::sast, "", one_file("src/a.txt", kCrashing));
    request.kind = BugKind::crash;
    request.accused.command =
        script(folder, "s.sh",
               "[ \"$1\" = --version ] && { echo 'scan 3.4.5 (built yesterday)'; exit; }\n"
               "grep -q crash $1 && { printf 'Traceback:\\n  File \"x.py\", line 3, in visit\\nKeyError: %s\\n' $$ >&2; exit 1; }\n"
               "grep -q other $1 && { echo 'TypeError: no' >&2; exit 1; }\necho []");
    const auto draft = draft_bug(request);
    ASSERT_TRUE(draft) << describe(draft.error());
    EXPECT_EQ(draft->report.fact("example"), "crash");
    EXPECT_EQ(draft->report.fact("crash"), "KeyError in visit");
    EXPECT_EQ(draft->report.fact("actual"), "It ends with KeyError in visit, status 1.");
    EXPECT_TRUE(draft->report.fact("log").contains("KeyError"));
    EXPECT_EQ(draft->report.route, Target::engine);
    // A log says which crash it is about.
    request.crash = crash_signature("TypeError: yes");
    const auto other = draft_bug(request);
    ASSERT_FALSE(other);
    EXPECT_TRUE(other.error().message.contains("KeyError in visit, status 1 instead of TypeError")) << other.error().message;
    request.crash.reset();
    request.input = one_file("a.txt", "fine\n");
    const auto none = draft_bug(request);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, ErrorKind::not_found);
    request.accused.command.reset();
    EXPECT_EQ(draft_bug(request).error().kind, ErrorKind::usage);
}

TEST(DraftKinds, ASlowScan) {
    const testing::TemporaryFolder folder;
    auto request = request_of(finding::ReportType::sast, "", one_file("a.txt", "slow\nb\n"));
    request.kind = BugKind::slow;
    request.tries = 1;
    request.limits.time = std::chrono::seconds(1);
    request.accused.command = script(folder, "s.sh", "grep -q slow $1 && sleep 20\necho []");
    const auto draft = draft_bug(request);
    ASSERT_TRUE(draft) << describe(draft.error());
    EXPECT_EQ(draft->report.fact("example"), "slow");
    EXPECT_EQ(draft->report.fact("actual"), "It does not end within 1 seconds.");
    request.input = one_file("a.txt", "quick\n");
    ASSERT_FALSE(draft_bug(request));
    EXPECT_TRUE(draft_bug(request).error().message.contains("ends within 1 seconds"));
}

TEST(DraftKinds, AFlakyScannerIsSaidToBeOneWithItsRate) {
    const testing::TemporaryFolder folder;
    auto request = request_of(finding::ReportType::sast, "one", one_file("a.txt", "eval(x)\n", "eval(x)"));
    request.tries = 4;
    // Each second run, by a counter beside the script, finds it; two may run at a time.
    const std::string counter = folder.write("count", "0").string();
    request.accused.command =
        script(folder, "s.sh",
               "exec 9<" + counter + "; flock 9; n=$(cat " + counter + "); echo $((n + 1)) > " + counter +
                   "\ngrep -q eval $1 && [ $((n % 2)) = 1 ] && printf '[{\"RuleID\": \"one\", \"File\": \"%s\", \"StartLine\": 1, "
                   "\"EndLine\": 1}]' $1 || echo '[]'");
    const auto draft = draft_bug(request);
    ASSERT_TRUE(draft) << describe(draft.error());
    ASSERT_FALSE(draft->remarks.empty());
    EXPECT_EQ(draft->remarks.front(), "Squire is flaky: 2 of 4 runs on the file as it is say so");
}

TEST(DraftKinds, VersionsAreAskedForTheFirstThatIsWrong) {
    const testing::TemporaryFolder folder;
    const auto version = [&](const std::string& number, const std::string& text) {
        return VersionedCommand{number, script(folder, "s" + number + ".sh", text)};
    };
    const std::string wrong =
        "printf '{\"version\": \"%s\", \"errors\": [], \"results\": [' 3.0\n"
        "grep -n eval $1 | cut -d: -f1 | while read -r l; do printf '{\"check_id\": \"one\", \"path\": \"%s\", \"start\": {\"line\": %s, "
        "\"col\": 1}, \"end\": {\"line\": %s, \"col\": 2}, \"extra\": {\"severity\": \"ERROR\", \"message\": \"m\"}}' $1 $l $l; done\n"
        "printf ']}'";
    const std::string right = "printf '{\"version\": \"1\", \"errors\": [], \"results\": []}'";
    auto request = request_of(finding::ReportType::sast, "one", one_file("a.py", "x = 1\neval(x)\n", "eval(x)"));
    request.accused.tool = {.id = "other", .name = "Other", .version = "", .vendor = "", .url = ""};
    request.accused.command = script(folder, "now.sh", wrong);
    request.versions = {version("1.0", right), version("1.5", "echo 'no such option' >&2; exit 2"), version("2.0", wrong)};
    const auto draft = draft_bug(request);
    ASSERT_TRUE(draft) << describe(draft.error());
    EXPECT_EQ(draft->report.fact("scanner_version"), "3.0");
    EXPECT_EQ(draft->report.fact("last_good"), "1.0 (asked: 1.0 right, 1.5 gives no answer, 2.0 wrong, 3.0 wrong)");
    request.versions = {version("1.0", wrong)};
    EXPECT_EQ(draft_bug(request)->report.fact("last_good"), "none of those that were asked (1.0 wrong, 3.0 wrong)");
    request.versions = {version("1.0", wrong), version("4.0", right)};
    const auto repaired = draft_bug(request);
    EXPECT_EQ(repaired->report.fact("last_good"), "4.0, the newest: it is right again (asked: 1.0 wrong, 4.0 right)");
    EXPECT_EQ(repaired->remarks.back(), "4.0, the newest version that was asked, is right");
}

} // namespace
} // namespace squire::bugreport
