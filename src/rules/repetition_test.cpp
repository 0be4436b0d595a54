// SPDX-License-Identifier: MIT
#include "rules/repetition.h"

#include <gtest/gtest.h>

namespace squire::rules {
namespace {

TEST(Repetition, NamesWhatIsWideAndUnbounded) {
    struct Case {
        std::string_view regex;
        std::vector<std::string> found;
    };
    const Case cases[] = {
        {"", {}},
        {"a.*b.+c.{3,}?", {".*", ".+", ".{3,}"}},
        {"[a-z]+[a-f0-9]+[0-9A-Z_]*", {"[a-z]+", "[0-9A-Z_]*"}},
        {"[^\\s]+[\\s\"']*[\\w.-]+", {"[^\\s]+", "[\\w.-]+"}},
        {"[[:alnum:]]+[[:space:]]*", {"[[:alnum:]]+"}},
        {"\\w+\\S*\\s*\\d+\\.*\\W{2,}", {"\\w+", "\\S*", "\\W{2,}"}},
        {"[a-z]{20,200}.{0,20}.?[]a-z]+", {"[]a-z]+"}},
        {"\\Q.*\\E.x{3", {}},
        {"\\Q.*", {}},
        {"[.*", {}},
        {"\\", {}},
        {".{,3}.{a,}", {}},
    };
    for (const auto& [regex, found] : cases) EXPECT_EQ(unbounded_wide_repetitions(regex), found) << regex;
}

} // namespace
} // namespace squire::rules
