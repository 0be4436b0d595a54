// SPDX-License-Identifier: MIT
#include "records/fix_requests.h"

#include <gtest/gtest.h>

#include "program/story_test.h"

namespace squire::records {
namespace {

using program::Kind;
using program::Story;

/// bob sends one to p1, which consents to merge requests.
void send(Story& story, const std::string& id, const std::string& form, const std::string& url, const std::string& findings) {
    story.deed("bob", Kind::contribution, id, "open",
               {{"internship", "i1"},
                {"project", "p1"},
                {"form", form},
                {"purpose", "fix"},
                {"title", "Fix"},
                {"url", url},
                {"change", "dependency"},
                {"findings", findings}});
}

TEST(FixRequests, AreWhatTheLedgerSaysOfThem) {
    Story story;
    story.run();
    EXPECT_TRUE(dealings_with(story.program, "p1", story.now).no_consent);
    story.consent();
    story.deed("mary", Kind::project, "p1", "consent", {{"consents", "merge-request,private-report"}, {"until", "2026-12-31"}});
    Dealings dealings = dealings_with(story.program, "p1", story.now);
    EXPECT_FALSE(dealings.no_consent);
    EXPECT_EQ(dealings.consented, story.now - std::chrono::minutes(1));
    EXPECT_EQ(dealings.maintainers, std::vector<std::string>{"mary"});
    EXPECT_TRUE(dealings.earlier.empty());

    send(story, "c1", "merge-request", "https://forge.example/p/-/merge_requests/1", "aa,bb");
    send(story, "c2", "private-report", "https://forge.example/p/-/issues/2", "cc");
    send(story, "c3", "report", "https://forge.example/scanner/3", "dd"); // goes to somebody else
    dealings = dealings_with(story.program, "p1", story.now);
    ASSERT_EQ(dealings.earlier.size(), 1U);
    EXPECT_TRUE(dealings.earlier[0].open);
    EXPECT_FALSE(dealings.earlier[0].answered);
    EXPECT_EQ(dealings.earlier[0].kind, fix::ChangeClass::dependency);
    EXPECT_EQ(dealings.earlier[0].findings, (std::vector<std::string>{"aa", "bb"}));
    ASSERT_EQ(dealings.reports.size(), 1U);
    EXPECT_FALSE(dealings.reports[0].agreed);

    story.deed("mary", Kind::contribution, "c1", "answered");
    EXPECT_TRUE(dealings_with(story.program, "p1", story.now).earlier[0].answered);
    story.deed("mary", Kind::contribution, "c1", "close", {}, "not for us");
    story.deed("bob", Kind::contribution, "c2", "merge");
    dealings = dealings_with(story.program, "p1", story.now);
    EXPECT_TRUE(dealings.earlier[0].closed);
    EXPECT_FALSE(dealings.earlier[0].open);
    EXPECT_TRUE(dealings.reports[0].agreed);
}

TEST(FixRequests, WhatWasUndoneWasNotSent) {
    Story story;
    story.run();
    story.consent();
    send(story, "c1", "merge-request", "https://forge.example/1", "aa");
    ASSERT_TRUE(story.undoes("bob", Kind::contribution, "c1"));
    EXPECT_TRUE(dealings_with(story.program, "p1", story.now).earlier.empty());
    EXPECT_FALSE(contribution_at(story.program, "https://forge.example/1"));
}

TEST(FixRequests, PlacesAreKnownHoweverTheyAreWritten) {
    Story story;
    story.run();
    story.consent(); // of https://example.org/p
    for (const char* address :
         {"https://example.org/p", "http://example.org/p.git", "ssh://git@example.org/p.git", "git@example.org:p.git", "example.org/P/"})
        EXPECT_EQ(project_at(story.program, address).value_or("none"), "p1") << address;
    for (const char* address : {"", "https://example.org/q", "https://example.org"}) EXPECT_FALSE(project_at(story.program, address)) << address;
    send(story, "c1", "merge-request", "https://example.org/p/-/merge_requests/1", "aa");
    EXPECT_EQ(contribution_at(story.program, "https://example.org/p/-/merge_requests/1/").value_or("none"), "c1");
    EXPECT_EQ(contribution_at(story.program, "c1").value_or("none"), "c1");
    EXPECT_FALSE(contribution_at(story.program, "https://example.org/p/-/merge_requests/11"));
    EXPECT_EQ(internship_of(story.program, "bob").value_or("none"), "i1");
    EXPECT_EQ(internship_of(story.program, "lin").value_or("none"), "i1");
    EXPECT_FALSE(internship_of(story.program, "eve"));
}

} // namespace
} // namespace squire::records
