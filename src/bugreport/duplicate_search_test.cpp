// SPDX-License-Identifier: MIT
#include "bugreport/duplicate_search.h"

#include <gtest/gtest.h>

namespace squire::bugreport {
namespace {

TEST(DuplicateSearch, SaysWhatWasFound) {
    DuplicateSearch search{.queries = {"no-eval", "a `b`"}, .date = "2026-01-31", .same = {}, .similar = {}};
    EXPECT_EQ(search.words(), "Open and closed issues on 2026-01-31, for `no-eval`, `` a `b` ``: nothing of the same.");
    search.same = {"https://example.org/1"};
    search.similar = {"https://example.org/2", "http://example.org/3?a=b#c"};
    EXPECT_TRUE(check(search));
    EXPECT_TRUE(search.words().ends_with(
        ": the same is <https://example.org/1>. Near, and not the same: <https://example.org/2>, <http://example.org/3?a=b#c>."));
    EXPECT_EQ(DuplicateSearch{}.words(), "");
}

TEST(DuplicateSearch, RefusesWhatIsNone) {
    const auto with = [](auto change) {
        DuplicateSearch search{.queries = {"x"}, .date = "2026-01-31", .same = {}, .similar = {}};
        change(search);
        return check(search).has_value();
    };
    EXPECT_TRUE(with([](DuplicateSearch&) {}));
    for (const char* address : {"", "example.org/1", "javascript:alert(1)", "https://", "https://a b", "https://a>[x](y)", "https://a\n/close"})
        EXPECT_FALSE(with([&](DuplicateSearch& search) { search.same = {address}; })) << address;
    EXPECT_FALSE(with([](DuplicateSearch& search) { search.date = "yesterday"; }));
    EXPECT_FALSE(with([](DuplicateSearch& search) { search.queries = {" "}; }));
    EXPECT_FALSE(with([](DuplicateSearch& search) {
        search.queries = {};
        search.similar = {"https://example.org/1"};
    }));
}

} // namespace
} // namespace squire::bugreport
