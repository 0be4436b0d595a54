// SPDX-License-Identifier: MIT
// Files of testdata/taint call source(), sink(…) and clean(…); comments say which sinks are reached, as in tests of rules.
#include "sast/taint.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>
#include <span>

#include <gtest/gtest.h>

#include "base/file.h"
#include "sast/annotation.h"
#include "syntax/languages.h"

namespace squire::sast {
namespace {

using syntax::kNoNode;
using syntax::NodeId;

std::uint32_t line_of(std::string_view text, std::uint32_t offset) {
    return 1 + static_cast<std::uint32_t>(std::count(text.begin(), text.begin() + offset, '\n'));
}

// Calls of the function by its name.
std::vector<NodeId> calls(const syntax::Tree& tree, std::string_view name) {
    std::vector<NodeId> found;
    for (NodeId id = 0; id < tree.nodes().size(); ++id) {
        if (tree[id].kind != syntax::kCallKind) continue;
        const NodeId function = tree.child(id, syntax::kFunctionField);
        if (function != kNoNode && tree.text(function) == name) found.push_back(id);
    }
    return found;
}

Match place(const syntax::Tree& tree, NodeId id) { return {.begin = tree[id].begin, .end = tree[id].end, .node = id}; }

struct Outcome {
    std::set<std::uint32_t> lines;
    TaintResult result;
};

Outcome flows(std::string_view text, const syntax::Language& language, rules::Taint taint = {}, const rules::SastOptions& options = {}) {
    auto tree = syntax::Tree::parse(syntax::grammar_of(language), text);
    EXPECT_TRUE(tree);
    const SourceFile file(std::move(*tree));
    taint.sources.resize(1);
    taint.sinks.resize(1);
    taint.sanitizers.resize(1);
    TaintMatches matches{.sources = {{}}, .sinks = {{}}, .sanitizers = {{}}};
    for (const NodeId id : calls(file.tree(), "source")) matches.sources[0].push_back(place(file.tree(), id));
    for (const NodeId id : calls(file.tree(), "clean")) matches.sanitizers[0].push_back(place(file.tree(), id));
    for (const NodeId id : calls(file.tree(), "sink")) {
        for (const NodeId argument : file.tree().children(file.tree().child(id, syntax::kArgumentsField)))
            matches.sinks[0].push_back(place(file.tree(), argument));
    }
    Budget budget(std::chrono::seconds(20));
    Outcome outcome;
    outcome.result = find_flows(taint, options, matches, Metavariables(), file, budget);
    EXPECT_FALSE(budget.spent());
    for (const TaintFinding& finding : outcome.result.findings) outcome.lines.insert(line_of(text, finding.match.begin));
    return outcome;
}

class Taint : public ::testing::TestWithParam<std::string> {};

TEST_P(Taint, ReachesTheSinksThatTheFileSays) {
    const auto path = std::filesystem::path(SQUIRE_TESTDATA) / "taint" / GetParam();
    const auto text = read_file(path);
    ASSERT_TRUE(text);
    const syntax::Language* const language = syntax::language_of_path(path.string());
    ASSERT_NE(language, nullptr);
    const Outcome outcome = flows(*text, *language);
    std::set<std::uint32_t> said;
    for (const Annotation& annotation : read_annotations(*text)) {
        const bool reached = outcome.lines.contains(annotation.line);
        said.insert(annotation.line);
        if (annotation.kind == Annotation::Kind::expected)
            EXPECT_TRUE(reached) << path << ":" << annotation.line << " is not reached";
        else
            EXPECT_FALSE(reached) << path << ":" << annotation.line << " is reached";
    }
    for (const std::uint32_t line : outcome.lines)
        EXPECT_TRUE(said.contains(line)) << path << ":" << line << " is reached, and the file does not say so";
    EXPECT_FALSE(said.empty());
    for (const TaintFinding& finding : outcome.result.findings) {
        ASSERT_GE(finding.steps.size(), 1U);
        EXPECT_TRUE(text->substr(finding.steps.front().begin).starts_with("source(")) << path;
        EXPECT_EQ(finding.steps.back().begin, finding.match.begin);
    }
}

std::vector<std::string> files() {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(SQUIRE_TESTDATA) / "taint"))
        found.push_back(entry.path().filename().string());
    std::ranges::sort(found);
    return found;
}

INSTANTIATE_TEST_SUITE_P(Files, Taint, ::testing::ValuesIn(files()), [](const auto& info) {
    std::string name = info.param;
    std::ranges::replace(name, '.', '_');
    return name;
});

SourceFile python_file(std::string_view text) {
    return SourceFile(std::move(*syntax::Tree::parse(syntax::grammar_of(*syntax::language_named("python")), text)));
}

// From the calls of source() to all of each sink, which `flows` looks for in the arguments.
TaintResult flows_to(const SourceFile& file, std::span<const NodeId> sinks) {
    rules::Taint taint;
    taint.sources.resize(1);
    taint.sinks.resize(1);
    TaintMatches matches{.sources = {{}}, .sinks = {{}}};
    for (const NodeId id : calls(file.tree(), "source")) matches.sources[0].push_back(place(file.tree(), id));
    for (const NodeId id : sinks) matches.sinks[0].push_back(place(file.tree(), id));
    Budget budget(std::chrono::seconds(20));
    return find_flows(taint, {}, matches, Metavariables(), file, budget);
}

// The block is as long as the call that is all of it.
TEST(TaintMarks, AreOnTheOneStatementOfABlock) {
    const std::string text = "def f(x):\n    if x:\n        sink(source())\n";
    const SourceFile file = python_file(text);
    const TaintResult result = flows_to(file, calls(file.tree(), "sink"));
    ASSERT_EQ(result.findings.size(), 1U);
    EXPECT_EQ(line_of(text, result.findings[0].match.begin), 3U);
}

// "a[b] = c", where all of "a[b]" is the sink.
TEST(TaintMarks, AreOnTheLeftOfAnAssignment) {
    const std::string text = "a[source()] = 1\nb[1] = source()\nc[1] = 2\n";
    const SourceFile file = python_file(text);
    const auto sinks = file.of_kind(file.tree().grammar().kind_named("subscript"));
    ASSERT_EQ(sinks.size(), 3U);
    std::set<std::uint32_t> lines;
    for (const TaintFinding& finding : flows_to(file, sinks).findings) lines.insert(line_of(text, finding.match.begin));
    EXPECT_EQ(lines, (std::set<std::uint32_t>{1, 2}));
}

TEST(TaintLimits, DeepNestingIsFollowedAsFarAsItIsSafeAndCounted) {
    std::string text = "x = source()\nsink(x)\ny = ";
    for (int i = 0; i < 20'000; ++i) text += "(1 + ";
    text += "x";
    for (int i = 0; i < 20'000; ++i) text += ")";
    const Outcome outcome = flows(text + "\n", *syntax::language_named("python"));
    EXPECT_EQ(outcome.lines, (std::set<std::uint32_t>{2}));
    EXPECT_GT(outcome.result.too_deep, 0U);
}

TEST(TaintLimits, ManyVariablesInManyLoopsEnd) {
    std::string text = "def f(p):\n  v0 = source()\n";
    std::string indent = "  ";
    for (int i = 0; i < 12; ++i) {
        text += indent + "for i in p:\n";
        indent += "  ";
        for (int j = 0; j < 10; ++j) text += indent + "v" + std::to_string(10 * i + j + 1) + " = v" + std::to_string(10 * i + j) + "\n";
    }
    text += "  sink(v120)\n";
    auto tree = syntax::Tree::parse(syntax::grammar_of(*syntax::language_named("python")), text);
    ASSERT_TRUE(tree);
    EXPECT_FALSE(flows(text, *syntax::language_named("python")).lines.empty());
}

} // namespace
} // namespace squire::sast
