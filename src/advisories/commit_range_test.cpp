// SPDX-License-Identifier: MIT
#include "advisories/commit_range.h"

#include <map>
#include <vector>

#include <gtest/gtest.h>

#include "base/text.h"

namespace squire::advisories {
namespace {

using Kind = OsvEvent::Kind;

// A history with a branch that is merged: a ─ b ─ c ─ d ─ e ─ f, and c ─ p ─ q ─ e.
const std::map<std::string, std::string, std::less<>> kPast = {{"a", "a"},    {"b", "ab"},    {"c", "abc"},     {"d", "abcd"},
                                                               {"p", "abcp"}, {"q", "abcpq"}, {"e", "abcdpqe"}, {"f", "abcdpqef"}};

std::optional<bool> comes_from(std::string_view later, std::string_view earlier) { return kPast.find(later)->second.contains(earlier); }
std::optional<bool> only_the_same(std::string_view later, std::string_view earlier) {
    return later == earlier ? std::optional(true) : std::nullopt;
}

// "i:a f:c" → introduced a, fixed c.
std::vector<OsvEvent> events_of(std::string_view text) {
    std::vector<OsvEvent> events;
    for (const std::string_view part : split(text, ' ')) {
        const Kind kind = part[0] == 'i' ? Kind::introduced : part[0] == 'f' ? Kind::fixed : part[0] == 'l' ? Kind::last_affected : Kind::limit;
        events.push_back({kind, std::string(part.substr(2))});
    }
    return events;
}

TEST(CommitRange, FollowsTheHistory) {
    struct Row {
        const char* events;
        const char* affected; // of a b c d p q e f
        const char* why;
    };
    const Row rows[] = {
        {"i:0", "abcdpqef", "from the start, never repaired"},
        {"i:b f:d", "bcpq", "the branch does not have the fix; what it is merged into does"},
        {"i:b f:q", "bcdp", "repaired on the branch, and by the merge"},
        {"i:p", "pqef", "comes in by the merge"},
        {"i:0 f:b i:d", "adef", "repaired, and there again on one side"},
        {"i:0 f:b i:d f:f", "ade", "repaired twice"},
        {"i:b l:c", "bc", "the last one is affected itself, what follows is not"},
        {"i:0 l:d", "abcdpq", "what does not come from the last one is affected still"},
        {"i:b m:d", "bc", "only what comes before the limit"},
        {"i:b m:d m:q", "bcp", "before any of the limits"},
        {"i:b m:*", "bcdpqef", "a limit that is none"},
        {"f:b", "", "a fix of nothing"},
        {"i:e f:b", "ef", "a fix that comes before is none"},
    };
    for (const Row& row : rows) {
        const auto events = events_of(row.events);
        std::string affected;
        for (const std::string_view commit : {"a", "b", "c", "d", "p", "q", "e", "f"}) {
            const auto is = is_affected(events, commit, comes_from);
            ASSERT_TRUE(is.has_value()) << row.events << " at " << commit;
            if (*is) affected += commit;
        }
        EXPECT_EQ(affected, row.affected) << row.events << ": " << row.why;
    }
}

TEST(CommitRange, SaysWhatHangsOnAnUnknownOrder) {
    struct Row {
        const char* events;
        std::optional<bool> affected; // of c
    };
    const Row rows[] = {{"i:0", true},     {"i:0 f:c", false},    {"i:0 f:d", std::nullopt},
                        {"i:c", true},     {"i:b", std::nullopt}, {"i:b f:d", std::nullopt},
                        {"i:0 l:c", true}, {"i:0 m:c", false},    {"i:0 m:d", std::nullopt}};
    for (const Row& row : rows) EXPECT_EQ(is_affected(events_of(row.events), "c", only_the_same), row.affected) << row.events;
}

TEST(CommitRange, NamesTheFirstFixThatIsNotThere) {
    EXPECT_EQ(fixed_in(events_of("i:0 f:b i:c f:e"), "d", comes_from), "e");
    EXPECT_EQ(fixed_in(events_of("i:0 f:b"), "d", comes_from), "");
    EXPECT_EQ(describe(events_of("i:0 f:0123456789abcdef m:*")), "from the start, before 0123456789ab");
}

TEST(CommitRange, ARepositoryHasOneName) {
    const std::pair<const char*, const char*> rows[] = {
        {"https://github.com/Acme/Anvil.git", "github.com/acme/anvil"},
        {"git+https://user:secret@github.com/acme/anvil?tag=v1#0123", "github.com/acme/anvil"},
        {"git@github.com:acme/anvil.git", "github.com/acme/anvil"},
        {"ssh://git@github.com:22/acme/anvil/", "github.com/acme/anvil"},
        {"git://www.acme.example/anvil", "acme.example/anvil"},
        {"github.com/acme/anvil", "github.com/acme/anvil"},
        {"https://gitlab.example/group/sub/anvil", "gitlab.example/group/sub/anvil"},
        {"../anvil.git", ""},
        {"/srv/git/anvil", ""},
        {"file:///srv/git/anvil", ""},
        {"https://", ""},
        {"https://host/", ""},
        {"anvil", ""},
        {"", ""},
    };
    for (const auto& [url, name] : rows) {
        EXPECT_EQ(canonical_repository(url), name) << url;
        EXPECT_EQ(canonical_repository(canonical_repository(url)), name) << "of its own name: " << url;
    }
}

} // namespace
} // namespace squire::advisories
