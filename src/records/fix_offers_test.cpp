// SPDX-License-Identifier: MIT
#include "records/fix_offers.h"

#include <gtest/gtest.h>

namespace squire::records {
namespace {

class FixedClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return *parse_time("2026-01-01T00:00:00Z"); }
};

KeptOffer sample(const std::string& branch, const std::string& proposal) {
    return {.offer = {.kind = fix::ChangeClass::dependency,
                      .base = "main",
                      .branch = branch,
                      .title = "Update left",
                      .commit_message = "Update left\n",
                      .description = "## What\n\né <!-- x -->\n",
                      .proposals = {proposal},
                      .findings = {"aa", "bb"},
                      .paths = {"a.lock"},
                      .verdict = fix::Verdict::verified_without_tests,
                      .path_shown = true,
                      .text_match = true},
            .commit = std::string(40, '1')};
}

TEST(FixOffers, AreReadAsTheyWereWritten) {
    for (const bool is_private : {true, false}) {
        KeptOffer kept = sample("fix/left", "0123456789ab");
        kept.offer.is_private = is_private;
        const auto read = read_offer(write_offer(kept));
        ASSERT_TRUE(read) << describe(read.error());
        EXPECT_EQ(*read, kept);
    }
    KeptOffer bytes = sample("fix/left", "0123456789ab");
    bytes.offer.paths = {"caf\xe9"};
    ASSERT_TRUE(read_offer(write_offer(bytes)));
    for (const std::string_view bad : {"", "[]", "{}", "{\"format\": \"squire offer\"}", "{\"format\": \"squire offer\", \"class\": \"source\"}",
                                       "{\"format\": \"squire offer\", \"class\": 1, \"verdict\": \"verified\"}"})
        EXPECT_EQ(read_offer(bad).error().kind, ErrorKind::malformed) << bad;
    EXPECT_TRUE(read_offer(R"({"format": "squire offer", "class": "source", "verdict": "failed", "findings": [1, "a"], "paths": {}})"));
}

TEST(FixOffers, AreFoundByBranchAndId) {
    const FixedClock clock;
    auto store = store::Store::in_memory(clock);
    ASSERT_TRUE(store);
    const KeptOffer first = sample("fix/left", "0123456789ab"), second = sample("fix/right", "ba9876543210");
    ASSERT_TRUE(keep_offer(*store, first, "bob"));
    ASSERT_TRUE(keep_offer(*store, second, "bob"));
    ASSERT_TRUE(keep_offer(*store, second, "bob")); // the same once more is no entry
    EXPECT_EQ(store->ledger({.verbs = {"fix.offer"}})->size(), 2U);
    EXPECT_EQ(find_offer(*store, "fix/left").value(), first);
    EXPECT_EQ(find_offer(*store, second.offer.id()).value(), second);
    EXPECT_EQ(find_offer(*store, second.offer.id().substr(0, 6)).value(), second);
    EXPECT_EQ(find_offer(*store, second.offer.id().substr(0, 3)).error().kind, ErrorKind::not_found);
    EXPECT_EQ(find_offer(*store, "fix/none").error().kind, ErrorKind::not_found);

    KeptOffer amended = first;
    amended.commit = std::string(40, '2');
    ASSERT_TRUE(keep_offer(*store, amended, "bob"));
    EXPECT_EQ(find_offer(*store, "fix/left").value(), amended);
    EXPECT_TRUE(store->verify());
}

} // namespace
} // namespace squire::records
