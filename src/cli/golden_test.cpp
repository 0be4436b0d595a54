// SPDX-License-Identifier: MIT
// Every folder in testdata/ is a test of the whole program; testdata/README.md says what is in one.
#include <algorithm>
#include <filesystem>
#include <regex>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/made_input_test.h"
#include "cli/squire_process_test.h"
#include "cli/valid_report_test.h"
#include "testing/git_repository.h"
#include "testing/golden.h"

namespace squire::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> folders() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(SQUIRE_TESTDATA)) {
        if (entry.is_directory()) names.push_back(entry.path().filename().string());
    }
    std::ranges::sort(names);
    return names;
}

std::string text_of(const fs::path& file) {
    if (!fs::exists(file)) return {};
    return read_file(file).value_or("");
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (const std::string_view line : split(text, '\n')) {
        if (!trim(line).empty()) lines.emplace_back(trim(line));
    }
    return lines;
}

// One line of `args`: words, then perhaps "@ folder", "< file" and "> file".
Invocation invocation_of(const std::string& line, const fs::path& folder, const std::vector<std::string>& variables) {
    Invocation invocation{.arguments = {}, .folder = folder};
    std::string* redirected = nullptr;
    std::string input;
    std::string output;
    std::string where;
    for (const std::string_view word : split(line, ' ')) {
        if (word.empty()) continue;
        if (word == "<" || word == ">" || word == "@") {
            redirected = word == "<" ? &input : word == ">" ? &output : &where;
        } else if (redirected != nullptr) {
            *redirected = word;
            redirected = nullptr;
        } else {
            invocation.arguments.emplace_back(word == "''" ? "" : word);
        }
    }
    if (!where.empty()) invocation.folder = folder / where;
    if (!input.empty()) invocation.input = text_of(folder / input);
    if (!output.empty()) invocation.out_to = folder / output;
    for (const std::string& variable : variables) {
        const std::size_t equals = variable.find('=');
        invocation.environment[variable.substr(0, equals)] = variable.substr(equals + 1);
    }
    return invocation;
}

// How long a step took is no part of what is expected.
std::string without_durations(const std::string& text) { return std::regex_replace(text, std::regex(R"( *\d+\.\d s )"), "   N.N s "); }

class Golden : public ::testing::TestWithParam<std::string> {};

TEST_P(Golden, IsAsExpected) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    const fs::path folder = fs::path(SQUIRE_TESTDATA) / GetParam();
    MadeSecrets secrets;
    const MadeInput input(text_of(folder / "make"), secrets);
    std::string out;
    std::string err;
    std::string status;
    for (const std::string& line : lines_of(text_of(folder / "args"))) {
        const Outcome outcome = run_squire(invocation_of(line == "-" ? "" : line, input.path(), lines_of(text_of(folder / "env"))));
        out += outcome.out;
        err += outcome.err;
        status += fmt::format("{}\n", outcome.status);
    }
    for (const std::string& file : lines_of(text_of(folder / "show"))) {
        const auto written = read_file(input.path() / file);
        out += fmt::format("== {}\n{}\n", file, written.has_value() ? *written : describe(written.error()));
        if (!written || !file.starts_with("out/gl-")) continue;
        EXPECT_EQ(faults_of_gitlab_report(*written), std::vector<std::string>{}) << file;
    }
    EXPECT_EQ(secrets.seen_in(out), std::vector<std::string>{}) << "in the output";
    EXPECT_EQ(secrets.seen_in(err), std::vector<std::string>{}) << "in the errors";
    testing::expect_golden(folder / "expected.out", without_durations(input.without_place(out)));
    testing::expect_golden(folder / "expected.err", input.without_place(err));
    testing::expect_golden(folder / "expected.status", status);
}

INSTANTIATE_TEST_SUITE_P(Cli, Golden, ::testing::ValuesIn(folders()), [](const auto& test) {
    std::string name = test.param;
    std::ranges::replace_if(name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
    return name;
});

} // namespace
} // namespace squire::cli
