// SPDX-License-Identifier: MIT
#include "fix/proposal.h"

#include <set>

#include <gtest/gtest.h>

namespace squire::fix {
namespace {

Proposal upgrade() {
    return {.kind = ChangeClass::dependency,
            .what = "update left from 1.0.0 to 1.0.1",
            .findings = {"a1", "b2"},
            .changes = {{.path = "package.json", .before = "1.0.0", .after = "1.0.1"}}};
}

TEST(ProposalId, IsOfClassFindingsAndChanges) {
    const std::string id = upgrade().id();
    EXPECT_EQ(id.size(), 12U);

    Proposal other_words = upgrade();
    other_words.what = "bump left";
    other_words.changes[0].before = "1.0.0 "; // what stood there before does not make it another proposal
    EXPECT_EQ(other_words.id(), id);

    std::set<std::string> ids{id};
    Proposal other = upgrade();
    other.kind = ChangeClass::source;
    ids.insert(other.id());
    other = upgrade();
    other.findings = {"a1b2"};
    ids.insert(other.id());
    other = upgrade();
    other.changes[0].after = "1.0.2";
    ids.insert(other.id());
    other = upgrade();
    other.changes[0].path = "other/package.json";
    ids.insert(other.id());
    other = upgrade();
    other.findings = {"a1", "b2", "package.json"}; // a field does not run into the next
    other.changes.clear();
    ids.insert(other.id());
    EXPECT_EQ(ids.size(), 6U);
}

TEST(ProposalWords, AreThereForEachValue) {
    EXPECT_EQ(to_string(ChangeClass::secret), "secret");
    EXPECT_EQ(to_string(Reason::needs_person), "needs_person");
    EXPECT_EQ(parse_change_class("secret"), ChangeClass::secret);
    EXPECT_EQ(parse_change_class("dependency"), ChangeClass::dependency);
    EXPECT_EQ(parse_change_class(""), std::nullopt);
}

} // namespace
} // namespace squire::fix
