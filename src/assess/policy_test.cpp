// SPDX-License-Identifier: MIT
#include "assess/policy.h"

#include <gtest/gtest.h>

namespace squire::assess {
namespace {

TEST(Policy, ReadsWhatIsSaidOfTools) {
    const struct {
        std::string_view text;
        Stance stance;
        std::size_t line;
    } rows[] = {
        {"We do not accept AI-generated code.\n", Stance::refused, 1},
        {"# Rules\n\nPull requests written by an LLM\nwill be closed.\n", Stance::refused, 3},
        {"Please disclose the use of generative AI.\n", Stance::asked, 1},
        {"Copilot\n", Stance::mentioned, 1},
        {"AI tools are fine.\nx\nx\nNo automated pull requests, they will be rejected.\n", Stance::refused, 4},
    };
    for (const auto& row : rows) {
        const auto policy = policy_of(row.text);
        ASSERT_TRUE(policy) << row.text;
        EXPECT_EQ(policy->stance, row.stance) << row.text;
        EXPECT_EQ(policy->line, row.line) << row.text;
    }
}

TEST(Policy, IsSilentWhereNothingIsSaid) {
    for (const std::string_view text :
         {"", "Please write tests.\n", "Our llmvm compiler does not accept this.\n", "The copiloted drone is forbidden.\n"})
        EXPECT_FALSE(policy_of(text)) << text;
}

} // namespace
} // namespace squire::assess
