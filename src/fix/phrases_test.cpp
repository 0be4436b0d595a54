// SPDX-License-Identifier: MIT
#include "fix/phrases.h"

#include <algorithm>
#include <utility>

#include <gtest/gtest.h>

#include "base/text.h"

namespace squire::fix {
namespace {

TEST(Phrases, AreFoundAsWholeWords) {
    for (const auto& [text, alarm] : {std::pair<std::string_view, std::string_view>{"a CRITICAL flaw", "critical"},
                                      {"hypercritical", ""},
                                      {"critical_path", ""},
                                      {"This is critical.", "critical"},
                                      {"(high-severity)", "high-severity"},
                                      {"update left from 1 to 2", ""},
                                      {"a serious problem", "serious"},
                                      {"seriously", ""},
                                      {"a source that a forest", ""},
                                      {"RCE", "rce"},
                                      {"", ""}})
        EXPECT_EQ(first_phrase(text, alarm_words()), alarm) << text;
    for (const auto& [text, placeholder] : {std::pair<std::string_view, std::string_view>{"x = 1 # TODO later", "todo"},
                                            {"mastodon", ""},
                                            {"mail <your.name@example.org>", "<your"},
                                            {"x < yourself", ""},
                                            {"password: changeme", "changeme"},
                                            {"sha512-aTODOb", ""},
                                            {"Lorem ipsum dolor", "lorem ipsum"},
                                            {"<project><name>x</name></project>", ""}, // XML
                                            {"type T = A[number];", ""},
                                            {"Resolves #[issue_number]", "[issue_number]"},
                                            {"<your_name>", "<your_name"}})
        EXPECT_EQ(first_phrase(text, placeholder_words()), placeholder) << text;
}

TEST(Phrases, AreLowerCaseAndSayOneThingOnce) {
    for (const auto* list : {&alarm_words(), &placeholder_words()}) {
        EXPECT_GT(list->size(), 20U);
        for (const std::string_view each : *list) {
            EXPECT_EQ(each, to_lower(trim(each)));
            EXPECT_EQ(std::ranges::count(*list, each), 1) << each;
        }
    }
}

} // namespace
} // namespace squire::fix
