// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "integrate/commit_style.h"

namespace squire::integrate {
namespace {

std::vector<source::PastCommit> past(const std::vector<std::string>& messages, bool touch) {
    std::vector<source::PastCommit> made;
    for (const std::string& message : messages) made.push_back({.message = message, .touches = touch});
    return made;
}

std::string subject(const std::vector<source::PastCommit>& commits) {
    const std::string message = compose_message(learn_style(commits), "Add scanners", "why", "A <a@b>");
    return message.substr(0, message.find('\n'));
}

TEST(CommitStyle, IsTheProjects) {
    EXPECT_EQ(subject({}), "Add scanners");
    EXPECT_EQ(subject(past({"Fix a thing", "Make it better"}, true)), "Add scanners");
    EXPECT_EQ(subject(past({"fix a thing", "make it better"}, false)), "add scanners");
    EXPECT_EQ(subject(past({"Fix a thing.", "Make it better."}, false)), "Add scanners.");
    EXPECT_EQ(subject(past({"feat: a thing", "fix(x): another", "docs: more"}, false)), "ci: add scanners");
    EXPECT_EQ(subject(past({"gitlab-ci: Cache more", "gitlab-ci: Use a newer image", "Fix it"}, true)), "gitlab-ci: Add scanners");
    EXPECT_EQ(subject(past({"[CI] Cache more", "[CI] Less"}, true)), "[CI] Add scanners");
    EXPECT_EQ(subject(past({"Merge branch 'x'", "Bump y from 1 to 2"}, true)), "Add scanners");
    EXPECT_EQ(subject(past({"src/a.c: repair", "src/b.c: mend", "src/c.c: repair"}, true)), "add scanners"); // no prefix is usual
}

TEST(CommitStyle, SignsOffWhereMostDo) {
    const std::string sign = "\n\nSigned-off-by: B <b@c>\n";
    EXPECT_TRUE(learn_style(past({"a" + sign, "b" + sign, "c"}, false)).sign_off);
    EXPECT_FALSE(learn_style(past({"a" + sign, "b", "c"}, false)).sign_off);
    EXPECT_EQ(compose_message({.sign_off = true}, "S", "body\n", "A <a@b>"), "S\n\nbody\n\nSigned-off-by: A <a@b>\n");
    EXPECT_EQ(compose_message({.sign_off = true}, "S", "body\n", ""), "S\n\nbody\n");
}

} // namespace
} // namespace squire::integrate
