// SPDX-License-Identifier: MIT
#include "bugreport/reduction.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "bugreport/outline.h"
#include "bugreport/predicate_oracle_test.h"

namespace squire::bugreport {
namespace {

constexpr std::string_view kPython = R"(import os
import sys

# The billing of one customer.
class Invoice:
    def __init__(self, customer, lines):
        self.customer = customer
        self.lines = lines

    def total(self, rate):
        # what is to be paid
        result = 0
        for line in self.lines:
            if line.active:
                result += line.price * rate
        return result


def run(command):
    if command.startswith("safe"):
        os.system("echo " + command)
    return sys.argv
)";

bool has(const Input& candidate, std::string_view what) { return candidate.file().text().contains(what); }

TEST(Reduction, KeepsWhatTheOracleAsksFor) {
    PredicateOracle oracle([](const Input& candidate) { return has(candidate, "os.system("); });
    const auto reduced = reduce(one_file("billing/invoice.py", std::string(kPython)), oracle, {});
    ASSERT_TRUE(reduced) << describe(reduced.error());
    EXPECT_EQ(reduced->best.file().text(), "os.system(");
    EXPECT_EQ(reduced->best.file().path, "a.py");
    EXPECT_EQ(reduced->end, End::done);
    EXPECT_TRUE(reduced->minimal);
    EXPECT_TRUE(reduced->confirmed);
    EXPECT_EQ(reduced->bytes_before, kPython.size());
    EXPECT_EQ(reduced->bytes_after, 10U);
}

TEST(Reduction, PutsTheLineEndThatAStatementNeeds) {
    PredicateOracle oracle([](const Input& candidate) { return candidate.file().text().contains("a.B()\n"); });
    const auto reduced = reduce(one_file("a.go", "package p\n\nfunc f() {\n\t_ = a.B()\n}\n"), oracle, {});
    ASSERT_TRUE(reduced) << describe(reduced.error());
    EXPECT_EQ(reduced->best.file().text(), "a.B()\n");
}

TEST(Reduction, RefusesWhatDoesNotReproduce) {
    PredicateOracle oracle([](const Input&) { return false; });
    const auto reduced = reduce(one_file("a.py", std::string(kPython)), oracle, {});
    ASSERT_FALSE(reduced);
    EXPECT_EQ(reduced.error().kind, ErrorKind::not_found);
    EXPECT_EQ(oracle.asked(), 1U);
}

TEST(Reduction, IsTheSameForAnyNumberOfWorkers) {
    const auto predicate = [](const Input& candidate) {
        const std::string_view text = candidate.file().text();
        return text.contains("for") && text.contains("return") && text.find("class") < text.find("lines");
    };
    std::optional<Reduction> first;
    for (const unsigned workers : {1U, 2U, 3U, 8U}) {
        PredicateOracle oracle(predicate);
        auto reduced = reduce(one_file("a.py", std::string(kPython), "self.lines"), oracle, {.workers = workers});
        ASSERT_TRUE(reduced);
        if (!first) {
            first = std::move(*reduced);
            continue;
        }
        EXPECT_EQ(reduced->best.file().text(), first->best.file().text()) << workers;
        EXPECT_EQ(reduced->tries, first->tries) << workers;
    }
}

// Random predicates over small texts: by brute force, no node of the result's tree can be taken away.
TEST(Reduction, IsMinimalOverNodes) {
    std::mt19937 random(7);
    const std::vector<std::string> words{"import", "os",     "self", "customer", "lines",     "result", "for", "line", "if",
                                         "rate",   "return", "run",  "command",  "\"echo \"", "sys",    "+=",  "."};
    for (int round = 0; round < 60; ++round) {
        std::vector<std::string> asked;
        for (int i = 0; i < 3; ++i) asked.push_back(words[random() % words.size()]);
        const bool ordered = random() % 2 == 0;
        const std::size_t odd = random() % 3; // a wish that is not monotone
        const auto predicate = [&](const Input& candidate) {
            const std::string_view text = candidate.file().text();
            std::size_t at = 0;
            for (const std::string& word : asked) {
                const std::size_t found = text.find(word, ordered ? at : 0);
                if (found == std::string_view::npos) return false;
                at = found;
            }
            const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n'));
            return odd == 0 || lines % (odd + 1) == 1;
        };
        std::string text(kPython);
        if (!predicate(one_file("a.py", text))) continue;
        PredicateOracle oracle(predicate);
        const auto reduced = reduce(one_file("a.py", text), oracle, {.workers = random() % 2 == 0 ? 1U : 2U});
        ASSERT_TRUE(reduced);
        ASSERT_TRUE(reduced->minimal);
        ASSERT_TRUE(predicate(reduced->best));
        const Outline outline = outline_of("a.py", reduced->best.file().text());
        for (std::uint32_t node = 1; node < outline.size(); ++node)
            for (const Edit& edit : deletions_of(outline, node))
                EXPECT_FALSE(predicate(with_edits(reduced->best, 0, std::span(&edit, 1))))
                    << reduced->best.file().text() << "\nwithout " << edit.begin << " to " << edit.end;
    }
}

TEST(Reduction, TakesFoldersAndFilesAway) {
    Input input{.files = {make_file("src/web/login.py", "login()"), make_file("src/web/logout.py", "x"), make_file("docs/a.md", "x"),
                          make_file("docs/b.md", "y"), make_file("src/model/user.py", "class User: pass"), make_file("README", "x")},
                .place = {.file = 0, .begin = 0, .end = 5}};
    PredicateOracle oracle([](const Input& candidate) {
        return has(candidate, "login") && std::ranges::any_of(candidate.files, [](const File& file) { return file.text().contains("User"); });
    });
    const auto reduced = reduce(input, oracle, {.rename = false});
    ASSERT_TRUE(reduced);
    ASSERT_EQ(reduced->best.files.size(), 2U);
    EXPECT_EQ(reduced->best.files[0].text(), "login");
    EXPECT_EQ(reduced->best.files[1].text(), "User");
    EXPECT_EQ(reduced->best.files[1].path, "src/model/user.py");
    EXPECT_EQ(reduced->files_before, 6U);
}

TEST(Reduction, EndsWithTheBestSoFar) {
    Cancellation cancellation;
    int left = 12;
    PredicateOracle oracle([&](const Input& candidate) {
        if (--left == 0) cancellation.request();
        return has(candidate, "os.system(");
    });
    const auto reduced = reduce(one_file("a.py", std::string(kPython)), oracle, {.cancellation = &cancellation});
    ASSERT_TRUE(reduced);
    EXPECT_EQ(reduced->end, End::cancelled);
    EXPECT_FALSE(reduced->minimal);
    EXPECT_TRUE(has(reduced->best, "os.system("));
    EXPECT_LT(reduced->bytes_after, reduced->bytes_before);
}

TEST(Reduction, LeavesAPlaceThatIsToStay) {
    PredicateOracle oracle([](const Input& candidate) { return has(candidate, "system"); }, true);
    const auto reduced = reduce(one_file("a.py", std::string(kPython), "os.system(\"echo \""), oracle, {});
    ASSERT_TRUE(reduced);
    EXPECT_TRUE(has(reduced->best, "os.system(\"echo \"")) << reduced->best.file().text();
}

TEST(Reduction, WhatNeedNotHaveOneNameHasTwo) {
    // Reported whatever the index is called: "a[b]" after "a.b = f()".
    PredicateOracle any_index([](const Input& candidate) {
        const std::string_view text = candidate.file().text();
        const std::size_t set = text.find("=f()"), read = text.rfind('[');
        return set != std::string_view::npos && set >= 3 && text[set - 2] == '.' && read != std::string_view::npos && read > set &&
               text[read - 1] == text[set - 3] && text.size() > read + 2 && text[read + 2] == ']';
    });
    const auto reduced = reduce(one_file("a.js", "order.total=f();\norder[total]\n", "order[total]"), any_index, {});
    ASSERT_FALSE(reduced); // names of one letter are what it asks for
    const auto apart = reduce(one_file("a.js", "x=1;a.b=f();\na[b]\n", "a[b]"), any_index, {});
    ASSERT_TRUE(apart) << describe(apart.error());
    const std::string_view text = apart->best.file().text();
    EXPECT_EQ(text.size(), 11U) << text;
    EXPECT_NE(text[2], text[text.find('[') + 1]) << text; // not the same name
    EXPECT_EQ(text.front(), text[text.find('[') - 1]) << text; // the same
    EXPECT_TRUE(apart->minimal && apart->confirmed);
}

TEST(Reduction, BracketsMayLeaveABlank) {
    PredicateOracle imports([](const Input& candidate) {
        const std::string_view text = candidate.file().text();
        return text.contains("import b") || text.contains("import(b");
    });
    const auto reduced = reduce(one_file("a.py", "from m import(b)\n", "b"), imports, {});
    ASSERT_TRUE(reduced);
    EXPECT_EQ(reduced->best.file().text(), "import b");
}

} // namespace
} // namespace squire::bugreport
