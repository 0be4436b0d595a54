// SPDX-License-Identifier: MIT
// Each folder in testdata/projects is a project with a .gitlab-ci.yml. In expected.txt stands what the linter says of it, and for each kind of
// pipeline which jobs run and why.
#include <filesystem>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "pipeline/lint.h"
#include "pipeline/pipeline.h"
#include "pipeline/selection.h"
#include "testing/golden.h"

namespace squire::pipeline {
namespace {

namespace fs = std::filesystem;

Result<Pipeline> resolve_text(std::string text, const ProjectFiles& files, const ResolveOptions& options = {}) {
    auto yaml = read_yaml(std::move(text), ".gitlab-ci.yml");
    if (!yaml) return std::unexpected(yaml.error());
    return resolve(std::make_shared<const YamlFile>(std::move(*yaml)), files, options);
}

Result<Pipeline> resolve_text(std::string text) { return resolve_text(std::move(text), TextFiles({})); }

std::string print(const Pipeline& pipeline, const std::vector<Remark>& remarks) {
    std::string text;
    for (const Remark& remark : remarks) {
        const std::string_view gravity = remark.gravity == Gravity::error ? "error" : remark.gravity == Gravity::warning ? "warning" : "note";
        text += fmt::format("{} {}: {} [{}]", pipeline.place_name(remark.origin), gravity, remark.message, remark.rule);
        text += remark.hint.empty() ? "\n" : fmt::format(" ({})\n", remark.hint);
    }
    return text;
}

std::string print(const Selection& selection, const Circumstances& circumstances) {
    std::string text = fmt::format("== {}: {}, {}\n", describe(circumstances), selection.made ? "a pipeline" : "none", selection.reason);
    for (const SelectedJob& job : selection.jobs) {
        const std::string_view verdict = job.verdict == Verdict::runs ? "+" : job.verdict == Verdict::depends ? "?" : "-";
        text += fmt::format("{} {} / {}: {}", verdict, job.job->stage, job.job->name, job.reason);
        if (job.verdict == Verdict::not_run) {
            text += '\n';
            continue;
        }
        text += fmt::format("; {}{}", job.when, job.allow_failure ? ", may fail" : "");
        if (job.has_needs) text += fmt::format("; needs [{}]", fmt::join(job.needs, ", "));
        text += job.instances.size() > 1 ? fmt::format("; {}\n", fmt::join(job.instances, " | ")) : "\n";
    }
    return text;
}

TEST(Resolver, EachProject) {
    int projects = 0;
    for (const auto& folder : fs::directory_iterator(SQUIRE_TESTDATA "/projects")) {
        ++projects;
        SCOPED_TRACE(folder.path().filename());
        const FolderFiles files(folder.path());
        const auto text = files.read(".gitlab-ci.yml");
        ASSERT_TRUE(text) << describe(text.error());
        const auto whole = resolve_text(*text, files);
        std::string printed;
        if (!whole) {
            printed = "error " + describe(whole.error()) + "\n";
        } else {
            printed = print(*whole, lint(*whole));
            for (const Circumstances& circumstances : all_circumstances("main")) {
                const auto pipeline = resolve_text(*text, files, {.circumstances = circumstances});
                ASSERT_TRUE(pipeline) << describe(pipeline.error());
                const Selection selection = select_jobs(*pipeline, files, circumstances);
                printed += print(selection, circumstances) + print(*pipeline, selection.remarks);
            }
        }
        testing::expect_golden(folder.path() / "expected.txt", printed);
    }
    EXPECT_GE(projects, 12);
}

std::string script_of(const Pipeline& pipeline, std::string_view name) {
    const Job* job = pipeline.find_job(name);
    if (job == nullptr || job->body->find("script") == nullptr) return "none";
    std::string text;
    for (const Setting* line : flat_scalars(*job->body->find("script"))) text += line->text + ";";
    return text;
}

TEST(Resolver, ExtendsMergesDeeplyAndReplacesLists) {
    const auto pipeline = resolve_text(".a:\n  script: [x]\n  variables: {A: '1', B: '1'}\n.b:\n  extends: .a\n  variables: {B: '2'}\n"
                                       "c:\n  extends: [.b]\n  script: [y, !reference [.a, script]]\n  variables: {C: '3'}\n");
    ASSERT_TRUE(pipeline) << describe(pipeline.error());
    EXPECT_EQ(script_of(*pipeline, "c"), "y;x;");
    const Setting* variables = pipeline->find_job("c")->body->find("variables");
    ASSERT_NE(variables, nullptr);
    EXPECT_EQ(variables->text_of("A"), "1");
    EXPECT_EQ(variables->text_of("B"), "2");
    EXPECT_EQ(variables->text_of("C"), "3");
}

TEST(Resolver, TakesDefaultsUnlessTheJobSaysOtherwise) {
    const auto pipeline = resolve_text(
        "default: {image: i, tags: [t], retry: 1}\nbefore_script: [b]\n"
        "a: {script: [x]}\nb: {script: [x], image: own, inherit: {default: [tags]}}\nc: {script: [x], inherit: {default: false}}\n");
    ASSERT_TRUE(pipeline) << describe(pipeline.error());
    const auto keys = [&](std::string_view job) {
        std::string text;
        for (const SettingEntry& entry : pipeline->find_job(job)->body->entries) text += entry.key + " ";
        return text;
    };
    EXPECT_EQ(keys("a"), "script before_script image retry tags ");
    EXPECT_EQ(keys("b"), "script image inherit tags ");
    EXPECT_EQ(keys("c"), "script inherit ");
}

TEST(Resolver, AMergeKeyCountsWhereItStands) { // as in GitLab's reader, and not as YAML's own text has it
    const auto pipeline = resolve_text(".a: &a {script: [merged]}\nfirst: {<<: *a, script: [own]}\nlast: {script: [own], <<: *a}\n");
    ASSERT_TRUE(pipeline) << describe(pipeline.error());
    EXPECT_EQ(script_of(*pipeline, "first"), "own;");
    EXPECT_EQ(script_of(*pipeline, "last"), "merged;");
}

std::string bomb(std::string_view open, std::string_view close) {
    std::string text = fmt::format("a0: &a0 {}x, x, x, x, x, x, x, x, x{}\n", open, close);
    for (int level = 1; level < 40; ++level) {
        text += fmt::format("a{0}: &a{0} {1}", level, open);
        for (int alias = 0; alias < 9; ++alias) text += fmt::format("{}*a{}", alias == 0 ? "" : ", ", level - 1);
        text += fmt::format("{}\n", close);
    }
    return text;
}

TEST(Resolver, RefusesWhatIsTooMuch) {
    const auto expect_limit = [](std::string text, std::string_view what) {
        const auto pipeline = resolve_text(std::move(text));
        ASSERT_FALSE(pipeline) << what;
        EXPECT_EQ(pipeline.error().kind, ErrorKind::limit) << what << ": " << describe(pipeline.error());
        EXPECT_FALSE(pipeline.error().place.empty()) << what;
    };
    expect_limit(bomb("[", "]"), "a bomb of lists");
    std::string chain = "a0: &a0 [x]\n";
    for (int level = 1; level < 300; ++level) chain += fmt::format("a{0}: &a{0} [*a{1}]\n", level, level - 1);
    expect_limit(chain, "a chain of aliases");
    std::string references = ".r0: [x, x, x, x, x, x, x, x, x, x]\n";
    for (int level = 1; level < 10; ++level) {
        references += fmt::format(".r{}: [", level);
        for (int each = 0; each < 10; ++each) references += fmt::format("{}!reference [.r{}]", each == 0 ? "" : ", ", level - 1);
        references += "]\n";
    }
    expect_limit(references, "a bomb of references");
    std::string merges = ".m0: &m0 {a: 1}\n";
    for (int level = 1; level < 4'000; ++level) merges += fmt::format(".m{0}: &m{0} {{<<: *m{1}, k{0}: 1}}\n", level, level - 1);
    expect_limit(merges, "a chain of merge keys");
    std::string extends = ".base:\n";
    for (int key = 0; key < 3'000; ++key) extends += fmt::format("  k{}: 1\n", key);
    for (int job = 0; job < 3'000; ++job) extends += fmt::format("j{}: {{extends: .base}}\n", job);
    expect_limit(extends, "many jobs that extend a huge one");
}

TEST(Resolver, IncludesThatNeverEndAreNamed) {
    const TextFiles circle({{"a.yml", "include: b.yml\n"}, {"b.yml", "include: a.yml\njob: {script: [x]}\n"}});
    const auto pipeline = resolve_text("include: a.yml\n", circle);
    ASSERT_TRUE(pipeline) << describe(pipeline.error());
    ASSERT_EQ(pipeline->remarks.size(), 1U);
    EXPECT_EQ(pipeline->remarks[0].rule, "include-cycle");
    EXPECT_EQ(pipeline->place_name(pipeline->remarks[0].origin), "b.yml:1:10");
    EXPECT_NE(pipeline->find_job("job"), nullptr);

    std::map<std::string, std::string, std::less<>> many;
    for (int file = 0; file < 400; ++file) many[fmt::format("ci/{}.yml", file)] = fmt::format("j{}: {{script: [x]}}\n", file);
    const auto all = resolve_text("include: 'ci/*.yml'\n", TextFiles(many));
    ASSERT_TRUE(all) << describe(all.error());
    ASSERT_EQ(all->remarks.size(), 1U);
    EXPECT_EQ(all->remarks[0].rule, "too-many-includes");
    EXPECT_LE(all->files.size(), kIncludeLimit + 1);
}

TEST(Resolver, AThousandJobs) {
    std::string text;
    for (int job = 0; job < 1'000; ++job)
        text += fmt::format("job{0}:\n  script: [x]\n  needs: [job{1}]\n  rules: [{{if: '$A =~ /x{0}/'}}, {{when: on_success}}]\n", job,
                            job == 0 ? 999 : job - 1);
    const auto pipeline = resolve_text(text);
    ASSERT_TRUE(pipeline) << describe(pipeline.error());
    const auto remarks = lint(*pipeline);
    ASSERT_EQ(remarks.size(), 1U);
    EXPECT_EQ(remarks[0].rule, "needs-cycle");
    EXPECT_EQ(select_jobs(*pipeline, TextFiles({}), {}).jobs.size(), 1'000U);
}

TEST(Resolver, ReadsTheProjectAloneAndSaysWhatItLeavesOut) {
    const auto folder = fs::path(SQUIRE_TESTDATA) / "projects" / "includes";
    const FolderFiles files(folder);
    EXPECT_EQ(files.read("../extends/.gitlab-ci.yml").error().kind, ErrorKind::usage);
    EXPECT_EQ(files.read("/etc/passwd").error().kind, ErrorKind::not_found);
    const auto pipeline =
        resolve_text("include: ['../extends/.gitlab-ci.yml', {remote: 'https://me:password@example.com/a.yml'}]\na: {script: [x]}\n", files);
    ASSERT_TRUE(pipeline) << describe(pipeline.error());
    EXPECT_EQ(print(*pipeline, pipeline->remarks), ".gitlab-ci.yml:1:11 error: '../extends/.gitlab-ci.yml' cannot be included: this leads out "
                                                   "of the project [wrong-include] (name a file within the project)\n");
    ASSERT_EQ(pipeline->unread.size(), 1U);
    EXPECT_EQ(pipeline->unread[0].what, "remote https://example.com/a.yml");
}

} // namespace
} // namespace squire::pipeline
