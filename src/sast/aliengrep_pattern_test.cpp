// SPDX-License-Identifier: MIT
#include "sast/aliengrep_pattern.h"

#include <chrono>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace squire::sast {
namespace {

struct Outcome {
    std::vector<std::string> matches;
    std::vector<std::string> bound; // what the first match binds, by metavariable
    bool limited = false;
};

Outcome find(std::string_view pattern_text, std::string_view text, const rules::SastOptions& options = {}) {
    Metavariables metavariables;
    const auto pattern = AliengrepPattern::compile(pattern_text, options, metavariables);
    EXPECT_TRUE(pattern) << pattern_text;
    Outcome outcome;
    if (!pattern) return outcome;
    Budget budget(std::chrono::seconds(20));
    for (const Match& match : pattern->find(text, 0, static_cast<std::uint32_t>(text.size()), budget)) {
        if (outcome.matches.empty())
            for (const Binding& binding : match.bindings) outcome.bound.emplace_back(text.substr(binding.begin, binding.end - binding.begin));
        outcome.matches.emplace_back(text.substr(match.begin, match.end - match.begin));
    }
    outcome.limited = budget.was_hit(Bound::regex);
    return outcome;
}

TEST(AliengrepPattern, Finds) {
    struct Case {
        std::string_view pattern, text;
        std::vector<std::string> matches;
    };
    for (const Case& one : {
             Case{"begin ... end", "begin find me end. xbegin nope end\nbegin\n 1\nend", {"begin find me end", "begin\n 1\nend"}},
             Case{"USER $U", "USER root\nSUPERUSER a\nUSER  b", {"USER root", "USER  b"}},
             Case{"$V = open();\n...\nclose($V);",
                  "f = open();\nif (x) { close(g); }\nclose(f);",
                  {"f = open();\nif (x) { close(g); }\nclose(f);"}},
             Case{"f(...)", "f(a, (b), [c)]) f(d)", {"f(d)"}},
             Case{"f(... , b)", "f(g(a, b), b)", {"f(g(a, b), b)"}},
             Case{"location ... {\n....\ninternal;\n....\n}",
                  "location /a { if (x) { y; } internal; }\nlocation /b { z; }",
                  {"location /a { if (x) { y; } internal; }"}},
             Case{"proxy_pass $...URL;", "proxy_pass http://$host/a ;", {"proxy_pass http://$host/a ;"}},
             Case{"{{ ... }}", "a {{ b }} c { d }", {"{{ b }}"}},
             Case{"HTTP/1.1 $STATUS\n...", "HTTP/1.1 200 OK\nA: b\n", {"HTTP/1.1 200 OK\nA: b"}},
             Case{"$X == $X", "a == b, c == c, d == dd", {"c == c"}},
             Case{"a $_ $_", "a b c", {"a b c"}},
         })
        EXPECT_EQ(find(one.pattern, one.text).matches, one.matches) << one.pattern;
}

TEST(AliengrepPattern, BindsWordsAndWhatEllipsesTake) {
    EXPECT_EQ(find("proxy_pass $...URL;", "proxy_pass http://$host/a ;").bound, (std::vector<std::string>{"http://$host/a"}));
    EXPECT_EQ(find("key = $X", "key = value").bound, (std::vector<std::string>{"value"}));
}

TEST(AliengrepPattern, DoesWhatOptionsSay) {
    const rules::SastOptions lines{.generic_multiline = false};
    EXPECT_EQ(find("begin ... end", "begin a end\nbegin\nb end", lines).matches, (std::vector<std::string>{"begin a end"}));
    EXPECT_EQ(find("begin .... end", "begin\nb end", lines).matches, (std::vector<std::string>{"begin\nb end"}));
    const rules::SastOptions caseless{.generic_caseless = true};
    EXPECT_EQ(find("content-type: text/html", "Content-Type: text/HTML", caseless).matches.size(), 1U);
    EXPECT_EQ(find("content-type: text/html", "Content-Type: text/HTML").matches.size(), 0U);
    const rules::SastOptions words{.generic_extra_word_characters = "-"};
    EXPECT_EQ(find("a", "a-b a", words).matches.size(), 1U);
    EXPECT_EQ(find("<b> ... </b>", "<b> ( </b>", {.generic_braces = {{"<", ">"}}}).matches.size(), 1U);
}

TEST(AliengrepPattern, RefusesAndIsBounded) {
    Metavariables metavariables;
    for (const std::string& wrong : {std::string(), std::string(" ... "), std::string("$...X ...")})
        EXPECT_FALSE(AliengrepPattern::compile(wrong, {}, metavariables)) << wrong;
    EXPECT_EQ(AliengrepPattern::compile(std::string(100'000, 'a'), {}, metavariables).error().kind, ErrorKind::limit);
    std::string many = "x";
    for (int i = 0; i < 20'000; ++i) many += " a";
    const Outcome outcome = find("x ... a ... a ... a ... a ... b", many + " bb");
    EXPECT_TRUE(outcome.matches.empty());
    EXPECT_TRUE(outcome.limited);
    EXPECT_TRUE(find("a ... b", std::string(100'000, '(')).matches.empty());
}

} // namespace
} // namespace squire::sast
