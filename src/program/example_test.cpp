// SPDX-License-Identifier: MIT
#include "program/example.h"

#include <gtest/gtest.h>

#include "testing/memory_records.h"

namespace squire::program {
namespace {

TEST(Example, IsAProgramThatKeepsItsOwnRules) {
    testing::MemoryRecords records;
    Program program(records);
    for (const DatedDeed& each : example_program()) {
        const auto done = act(program, records, each.deed, {.now = each.at});
        ASSERT_TRUE(done.has_value()) << each.deed.by << " " << each.deed.move << " " << each.deed.id << ": " << describe(done.error());
        if (each.deed.move == "meet" || each.deed.move == "merge") program.forget(); // the ledger is read again
    }
    EXPECT_EQ(program.find(Kind::internship, "internship-1")->state, "completed");
    EXPECT_EQ(violations(program), std::vector<std::string>{});
}

} // namespace
} // namespace squire::program
