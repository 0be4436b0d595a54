// SPDX-License-Identifier: MIT
#include "tracking/matching.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "testing/random_regex.h"

namespace squire::tracking {
namespace {

using finding::ReportType;

// What a scanner of code says; the fingerprint as from the rule, file and scope.
Trace code(std::string_view rule, std::string_view file, std::uint32_t line, std::string_view text, std::string_view scope = "") {
    return {.type = ReportType::sast,
            .witness = "sast alpha",
            .tool = "alpha",
            .rule = std::string(rule),
            .fingerprint = fmt::format("{}|{}|{}|{}", rule, file, scope, text),
            .names = {std::string(rule)},
            .classes = {"cwe:89"},
            .file = std::string(file),
            .line = line,
            .end_line = line,
            .scope = std::string(scope),
            .content = std::string(text)};
}

// Whose fingerprint holds the secret and the file.
Trace secret(std::string_view value, std::string_view file, std::uint32_t line) {
    return {.type = ReportType::secret_detection,
            .witness = "secrets",
            .tool = "squire-secrets",
            .rule = "squire:acme-token",
            .fingerprint = fmt::format("{}@{}", value, file),
            .by_value = true,
            .names = {"squire:acme-token"},
            .classes = {"cwe:798"},
            .file = std::string(file),
            .line = line,
            .end_line = line,
            .column = 9,
            .end_column = 40,
            .content = "TOKEN = acme********"};
}

Trace package(std::string_view advisory, std::string_view name, std::string_view version, std::string_view file = "package-lock.json") {
    return {.type = ReportType::dependency_scanning,
            .witness = "dependencies",
            .tool = "squire-dependencies",
            .rule = std::string(advisory),
            .fingerprint = fmt::format("{}|{}|{}|{}", advisory, name, version, file),
            .names = {std::string(advisory)},
            .file = std::string(file),
            .subject = std::string(name),
            .version = std::string(version)};
}

// A trace without a fingerprint that would help, as reports of foreign tools have that name the line.
Trace weak(Trace trace) {
    trace.fingerprint = fmt::format("{}:{}", trace.file, trace.line);
    trace.by_value = false;
    return trace;
}

Trace by(std::string_view tool, std::string_view rule, Trace trace) {
    trace.tool = tool;
    trace.witness = fmt::format("sast {}", tool);
    trace.rule = rule;
    trace.names = {std::string(rule)};
    trace.fingerprint += tool;
    return trace;
}

std::vector<Known> known_of(const std::vector<Trace>& traces) {
    std::vector<Known> known;
    for (const Trace& each : traces) known.push_back({.id = fmt::format("v{}", known.size()), .sightings = {{.trace = each}}});
    return known;
}

// "0=1 renamed file; 1 new; 2 gone": finding 0 is vulnerability 1 …
std::string told(const std::vector<Trace>& findings, const std::vector<Known>& known, const Coverage& coverage = {.complete = true},
                 const std::vector<Rename>& renames = {}) {
    std::string witness = findings.empty() ? "sast alpha" : findings.front().witness;
    const Matching matching = match(findings, witness, known, coverage, renames);
    std::vector<std::string> parts;
    for (const Match& each : matching.matches) {
        parts.push_back(fmt::format("{}={} {}{}", each.finding, each.known, to_string(each.ground), each.back ? " back" : ""));
    }
    for (const std::size_t each : matching.fresh) parts.push_back(fmt::format("{} new", each));
    for (const std::size_t each : matching.unseen) {
        parts.push_back(fmt::format("{} {}", each, std::ranges::find(matching.gone, each) != matching.gone.end() ? "gone" : "unseen"));
    }
    return fmt::format("{}", fmt::join(parts, "; "));
}

struct Case {
    std::string what;
    std::vector<Trace> before;
    std::vector<Trace> now;
    std::string expected;
    std::vector<Rename> renames = {};
};

void expect_told(const std::vector<Case>& cases) {
    for (const Case& each : cases)
        EXPECT_EQ(told(each.now, known_of(each.before), {.complete = true}, each.renames), each.expected) << each.what;
}

TEST(Matching, FollowsTheSameThing) {
    expect_told({
        {"nothing", {}, {}, ""},
        {"the first scan", {}, {code("r", "a.c", 1, "x(y)")}, "0 new"},
        {"again", {code("r", "a.c", 1, "x(y)")}, {code("r", "a.c", 1, "x(y)")}, "0=0 same place"},
        {"lines above", {code("r", "a.c", 1, "x(y)")}, {code("r", "a.c", 9, "x(y)")}, "0=0 moved lines"},
        {"gone", {code("r", "a.c", 1, "x(y)")}, {}, "0 gone"},
        {"its text edited", {code("r", "a.c", 5, "x(y)")}, {code("r", "a.c", 5, "x(y, z)")}, "0=0 edited line"},
        {"its text edited, and lines above", {code("r", "a.c", 5, "x(y)", "f")}, {code("r", "a.c", 8, "x(y, z)", "f")}, "0=0 same scope"},
        {"its function renamed", {code("r", "a.c", 5, "x(y)", "f")}, {code("r", "a.c", 8, "x(y)", "g")}, "0=0 same text"},
        {"another rule", {code("r", "a.c", 1, "x(y)")}, {code("s", "a.c", 1, "x(y)")}, "0 new; 0 gone"},
        {"renamed", {code("r", "a.c", 5, "x(y)")}, {code("r", "b/c.c", 5, "x(y)")}, "0=0 renamed file", {{"a.c", "b/c.c"}}},
        {"renamed, its function too",
         {code("r", "a.c", 5, "x(y)", "f")},
         {code("r", "b.c", 5, "x(y)", "g")},
         "0=0 renamed file",
         {{"a.c", "b.c"}}},
        {"renamed and edited", {code("r", "a.c", 5, "x(y)", "f")}, {code("r", "b.c", 7, "x(z)", "f")}, "0=0 same scope", {{"a.c", "b.c"}}},
        {"moved, git does not say so", {code("r", "a.c", 5, "x(y) == 1")}, {code("r", "b.c", 9, "x(y) == 1")}, "0=0 moved text"},
        {"renamed, and a new one under the old name",
         {code("r", "a.c", 5, "x(y)")},
         {code("r", "a.c", 5, "other(y)"), code("r", "b.c", 5, "x(y)")},
         "1=0 renamed file; 0 new",
         {{"a.c", "b.c"}}},
        {"two files change names",
         {code("r", "a.c", 5, "x(y)"), code("r", "b.c", 5, "z(y)")},
         {code("r", "a.c", 5, "z(y)"), code("r", "b.c", 5, "x(y)")},
         "0=1 renamed file; 1=0 renamed file",
         {{"a.c", "b.c"}, {"b.c", "a.c"}}},
        {"copied: one stays, one is new",
         {code("r", "a.c", 5, "x(y) == 1")},
         {code("r", "a.c", 5, "x(y) == 1"), code("r", "b.c", 5, "x(y) == 1")},
         "0=0 same place; 1 new"},
        {"a short text elsewhere proves nothing", {code("r", "a.c", 5, "x(y)")}, {code("r", "b.c", 9, "x(y)")}, "0 new; 0 gone"},
        {"two places could be the new one",
         {code("r", "a.c", 5, "x(y) == 1")},
         {code("r", "b.c", 9, "x(y) == 1"), code("r", "c.c", 9, "x(y) == 1")},
         "0 new; 1 new; 0 gone"},
    });
}

TEST(Matching, KeepsWhatIsAlikeApart) {
    const Trace at_10 = code("r", "a.c", 10, "x(y)");
    const Trace at_50 = code("r", "a.c", 50, "x(y)");
    const Trace at_55 = code("r", "a.c", 55, "x(y)");
    expect_told({
        {"twice in a file", {at_10, at_50}, {at_10, at_50}, "0=0 same place; 1=1 same place"},
        {"the first one repaired, lines above", {at_10, at_50}, {at_55}, "0=1 moved lines; 0 gone"},
        {"one more", {at_10}, {at_10, at_50}, "0=0 same place; 1 new"},
        {"the order of the report does not matter", {at_50, at_10}, {at_55, at_10}, "0=0 moved lines; 1=1 same place"},
        {"none of nine becomes another (DefectDojo 5312)",
         {at_10, code("r", "a.c", 11, "x(y)"), code("r", "a.c", 12, "x(y)"), code("r", "a.c", 13, "x(y)")},
         {code("r", "a.c", 20, "x(y)"), code("r", "a.c", 21, "x(y)"), code("r", "a.c", 22, "x(y)"), code("r", "a.c", 23, "x(y)")},
         "0=0 moved lines; 1=1 moved lines; 2=2 moved lines; 3=3 moved lines"},
        {"the same report again closes none of its twins (DefectDojo 12924)", {at_10, at_10}, {at_10, at_10}, "0=0 same place; 1=1 same place"},
    });
}

TEST(Matching, KnowsAnotherSecretWhereItSeesOne) {
    const auto [from, to] = std::pair("a.env", "b.env");
    expect_told({
        {"moved lines", {secret("A", from, 1)}, {secret("A", from, 7)}, "0=0 moved lines"},
        {"replaced by another on the same line", {secret("A", from, 1)}, {secret("B", from, 1)}, "0 new; 0 gone"},
        {"renamed", {secret("A", from, 1)}, {secret("A", to, 1)}, "0=0 renamed file", {{from, to}}},
        {"elsewhere, looking alike", {secret("A", from, 1)}, {secret("B", to, 1)}, "0 new; 0 gone"},
        {"of a tool that hashes lines, moved", {weak(secret("A", from, 1))}, {weak(secret("A", from, 7))}, "0=0 same text"},
    });
    Trace told_by_value = secret("A", from, 1);
    Trace moved = secret("A", to, 4);
    told_by_value.signatures = moved.signatures = {"secret:hash of A"};
    EXPECT_EQ(told({moved}, known_of({told_by_value})), "0=0 same signature");
}

TEST(Matching, FollowsPackages) {
    expect_told({
        {"bumped", {package("cve:1", "lodash", "4.17.1")}, {package("cve:1", "lodash", "4.17.2")}, "0=0 bumped version"},
        {"another advisory", {package("cve:1", "lodash", "1")}, {package("cve:2", "lodash", "1")}, "0 new; 0 gone"},
        {"another package", {package("cve:1", "lodash", "1")}, {package("cve:1", "lodash-es", "1")}, "0 new; 0 gone"},
        {"two versions, one bumped",
         {package("cve:1", "lodash", "3.1"), package("cve:1", "lodash", "4.1")},
         {package("cve:1", "lodash", "3.1"), package("cve:1", "lodash", "4.2")},
         "0=0 same place; 1=1 bumped version"},
        {"the lock file of another tool", {package("cve:1", "lodash", "1")}, {package("cve:1", "lodash", "1", "yarn.lock")}, "0=0 moved text"},
        {"in a second project, too",
         {package("cve:1", "lodash", "1")},
         {package("cve:1", "lodash", "1"), package("cve:1", "lodash", "1", "web/package-lock.json")},
         "0=0 same place; 1 new"},
    });
    Trace renamed = package("ghsa:x", "lodash", "1");
    renamed.names = {"cve:1", "ghsa:x"};
    Trace before = package("cve:1", "lodash", "1");
    EXPECT_EQ(told({renamed}, known_of({before})), "0=0 same target") << "an advisory that got a better id";
}

TEST(Matching, WhatWasGoneComesBackByEvidenceOfItself) {
    const auto gone = [](const std::vector<Trace>& traces) {
        std::vector<Known> known = known_of(traces);
        for (Known& each : known) each.sightings.front().present = false;
        return known;
    };
    const Trace before = code("r", "a.c", 5, "x(y)", "f");
    EXPECT_EQ(told({code("r", "a.c", 9, "x(y)", "f")}, gone({before})), "0=0 moved lines back");
    Trace other_print = code("r", "a.c", 9, "x(y)", "g");
    other_print.fingerprint = "made anew by the scanner's next version";
    EXPECT_EQ(told({other_print}, gone({before})), "0=0 same text back");
    EXPECT_EQ(told({code("r", "b.c", 5, "x(y)", "f")}, gone({before}), {.complete = true}, {{"a.c", "b.c"}}), "0=0 renamed file back");
    EXPECT_EQ(told({code("r", "a.c", 5, "x(y, z)")}, gone({code("r", "a.c", 5, "x(y)")})), "0 new") << "another text where it once stood";
    EXPECT_EQ(told({code("r", "a.c", 8, "x(y, z)", "f")}, gone({before})), "0 new") << "another text in the function where it once was";
    EXPECT_EQ(told({by("beta", "beta:b608", code("", "a.c", 5, "x(y)"))}, gone({by("alpha", "alpha:sql", code("", "a.c", 5, "x(y)"))})), "0 new")
        << "another scanner, of what nobody has seen for long";
}

TEST(Matching, SaysNothingOfWhatWasNotLookedAt) {
    const std::vector<Known> known = known_of({code("r", "src/a.c", 1, "x(y) == 1"), code("s", "lib/b.zip!b.c", 1, "x")});
    const std::vector<Trace> none;
    EXPECT_EQ(told(none, known), "0 gone; 1 gone");
    EXPECT_EQ(told(none, known, {.complete = false}), "") << "a scan that failed (GitLab 536314)";
    EXPECT_EQ(told(none, known, {.complete = true, .roots = {"src/"}}), "0 gone") << "a part of the tree";
    EXPECT_EQ(told(none, known, {.complete = true, .roots = {"sr"}}), "") << "no folder of that name";
    EXPECT_EQ(told(none, known, {.complete = true, .unread = {"lib/b.zip"}}), "0 gone") << "an archive that could not be opened";
    EXPECT_EQ(told(none, known, {.complete = true, .rules = {"s"}}), "1 gone") << "rules that were not asked";
    EXPECT_EQ(told({by("beta", "q", code("q", "z.c", 1, "z"))}, known), "0 new") << "another scanner";
    EXPECT_EQ(told({code("r", "doc/a.c", 1, "x(y) == 1")}, known, {.complete = true, .roots = {"doc"}}), "0 new")
        << "what looks alike in another part is not what was seen elsewhere";
    EXPECT_EQ(told({secret("A", "src/a.c", 1)}, known), "0 new") << "another type of report";
}

TEST(Matching, GivesOneThingTwoWitnesses) {
    const Trace alpha = code("alpha:sql", "a.c", 10, "query(x)");
    const auto beta = [&](std::uint32_t line, std::string_view file = "a.c") {
        return by("beta", "beta:b608", code("", file, line, "query(x)"));
    };
    EXPECT_EQ(told({beta(10)}, known_of({alpha})), "0=0 another scanner");
    EXPECT_EQ(told({beta(12)}, known_of({alpha})), "0 new") << "no line in common";
    EXPECT_EQ(told({beta(10, "b.c")}, known_of({alpha})), "0 new");
    Trace wide = beta(9);
    wide.end_line = 11;
    EXPECT_EQ(told({wide}, known_of({alpha})), "0=0 another scanner") << "a statement of three lines";
    Trace other_class = beta(10);
    other_class.classes = {"cwe:22"};
    EXPECT_EQ(told({other_class}, known_of({alpha})), "0 new");
    Trace general = alpha;
    general.families = {"cwe family 1", "cwe family 2"};
    Trace special = other_class;
    special.families = {"cwe family 2"};
    EXPECT_EQ(told({special}, known_of({general})), "0=0 another scanner") << "the child of a class that the other gives";
    special.families = {"cwe family 3"};
    EXPECT_EQ(told({special}, known_of({general})), "0 new");
    Trace of_alpha = code("alpha:other", "a.c", 10, "query(x)");
    EXPECT_EQ(told({alpha, of_alpha}, known_of({alpha})), "0=0 same place; 1 new") << "one scanner that says two things means two things";
    EXPECT_EQ(told({beta(10), beta(10)}, known_of({alpha})), "0=0 another scanner; 1 new");

    Known both{.id = "v", .sightings = {{.trace = alpha}, {.trace = beta(10)}}};
    EXPECT_EQ(told({}, {both}), "0 unseen") << "beta still sees it";
    both.sightings[1].present = false;
    EXPECT_EQ(told({}, {both}), "0 gone");
    both.sightings[0].present = false;
    EXPECT_EQ(told({}, {both}), "") << "it was gone before";
    EXPECT_EQ(told({beta(10)}, {both}), "0=0 same place back");

    Trace foreign = secret("A", "a.env", 1);
    foreign.tool = "gitleaks";
    foreign.witness = "secrets of gitleaks";
    foreign.rule = "gitleaks:acme";
    foreign.fingerprint = "other";
    foreign.by_value = false;
    EXPECT_EQ(told({foreign}, known_of({secret("A", "a.env", 1)})), "0=0 another scanner");
    foreign.column = 60;
    foreign.end_column = 90;
    EXPECT_EQ(told({foreign}, known_of({secret("A", "a.env", 1)})), "0 new") << "the second secret of that line";
}

TEST(Matching, DoesWithoutTexts) {
    const auto bare = [](std::uint32_t line, std::string_view file = "a.c") { return weak(code("r", file, line, "")); };
    expect_told({
        {"moved lines", {bare(10), bare(50)}, {bare(15), bare(55)}, "0=0 same file; 1=1 same file"},
        {"one repaired", {bare(10), bare(50)}, {bare(55)}, "0=1 same file; 0 gone"},
        {"renamed", {bare(10)}, {bare(12, "b.c")}, "0=0 same file", {{"a.c", "b.c"}}},
        {"moved, git does not say so", {bare(10)}, {bare(12, "b.c")}, "0 new; 0 gone"},
    });
}

// Whatever is given, each side is used once, nothing is lost, and the answer is the same for every order.
TEST(Matching, DependsOnSetsAlone) {
    testing::Random random(7);
    const auto some = [&](std::size_t count) {
        std::vector<Trace> traces;
        for (std::size_t i = 0; i < count; ++i) {
            Trace trace =
                code(fmt::format("r{}", random.below(2)), fmt::format("f{}", random.below(3)), static_cast<std::uint32_t>(random.below(5)),
                     random.chance(4) ? "" : fmt::format("text number {}", random.below(3)), random.chance(2) ? "" : "scope");
            if (random.chance(3)) trace = weak(trace);
            if (random.chance(4)) trace.signatures = {fmt::format("hash:{}", random.below(3)), fmt::format("scope:{}", random.below(3))};
            // Told apart whatever else is alike: only then is there one answer.
            trace.column = static_cast<std::uint32_t>(i + 1);
            traces.push_back(trace);
        }
        return traces;
    };
    for (int round = 0; round < 300; ++round) {
        std::vector<Trace> findings = some(random.below(12));
        std::vector<Known> known = known_of(some(random.below(12)));
        const std::vector<Rename> renames = random.chance(2) ? std::vector<Rename>{{"f0", "f1"}} : std::vector<Rename>{};
        const auto answer = [&] {
            const Matching matching = match(findings, "sast alpha", known, {.complete = true}, renames);
            std::map<std::uint32_t, std::string> by_column;
            std::vector<bool> used(known.size());
            for (const Match& each : matching.matches) {
                EXPECT_FALSE(used[each.known]);
                used[each.known] = true;
                by_column[findings[each.finding].column] = fmt::format("{} {}", known[each.known].id, to_string(each.ground));
            }
            for (const std::size_t each : matching.fresh) by_column[findings[each].column] = "new";
            for (const std::size_t each : matching.gone) {
                EXPECT_FALSE(used[each]);
                used[each] = true;
            }
            EXPECT_EQ(by_column.size(), findings.size());
            EXPECT_EQ(std::ranges::count(used, true), static_cast<std::ptrdiff_t>(known.size()));
            return by_column;
        };
        const auto first = answer();
        for (std::size_t i = findings.size(); i > 1; --i) std::swap(findings[i - 1], findings[random.below(i)]);
        for (std::size_t i = known.size(); i > 1; --i) std::swap(known[i - 1], known[random.below(i)]);
        EXPECT_EQ(answer(), first);
    }
}

// The hostile case for anything that compares each with each: all alike.
TEST(Matching, EndsWhereAllIsAlike) {
    std::vector<Trace> findings;
    std::vector<Trace> before;
    for (std::uint32_t i = 0; i < 20'000; ++i) findings.push_back(by("beta", "b", code("", "a.c", 5, "x")));
    for (std::uint32_t i = 0; i < 40'000; ++i) before.push_back(code("r", "a.c", 5, "x"));
    const Matching matching = match(findings, "sast beta", known_of(before), {.complete = true}, {});
    EXPECT_EQ(matching.matches.size() + matching.fresh.size(), findings.size());
}

} // namespace
} // namespace squire::tracking
