// SPDX-License-Identifier: MIT
#include "fix/dependency_managers.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "embedded/package_managers.h"

namespace squire::fix {
namespace {

TEST(ManagerTable, IsRight) {
    const auto table = read_manager_table(embedded::package_managers().front().text);
    ASSERT_TRUE(table.has_value()) << describe(table.error());
    EXPECT_GE(table->managers.size(), 10U);
    EXPECT_FALSE(table->signs.empty());
    std::set<std::string> ids;
    for (const Manager& each : table->managers) {
        EXPECT_TRUE(ids.insert(each.id).second) << each.id;
        EXPECT_EQ(each.version.front(), each.program) << each.id;
        // Nobody is asked, and nothing of a package is run.
        for (const std::string& word : each.check) EXPECT_FALSE(word.starts_with("--yes")) << each.id;
        EXPECT_TRUE(
            std::ranges::all_of(each.homes, [](const std::string& home) { return !home.empty() && !home.contains("ssh") && home != "."; }));
    }
}

TEST(ManagerTable, IsReadByFormatAndMark) {
    const ManagerTable& table = manager_table();
    EXPECT_EQ(find_manager(table, "yarn_lock", "# yarn lockfile v1\n")->id, "yarn");
    EXPECT_EQ(find_manager(table, "yarn_lock", "__metadata:\n  version: 6\n")->id, "yarn-berry");
    EXPECT_EQ(find_manager(table, "requirements", "django==1\n"), nullptr);
    EXPECT_EQ(find_manager(table, "requirements", "#    pip-compile a.in\ndjango==1\n")->id, "pip-compile");
    EXPECT_EQ(find_manager(table, "maven_pom", ""), nullptr);
    const Manager& pip = *find_manager(table, "requirements", "pip-compile");
    EXPECT_TRUE(may_change(pip, "requirements/prod.txt", "requirements/prod.txt"));
    EXPECT_FALSE(may_change(pip, "requirements/prod.txt", "requirements/dev.txt"));
    EXPECT_TRUE(may_change(pip, "requirements/prod.txt", "requirements/prod.in"));
}

TEST(ManagerTable, SaysWhereItIsWrong) {
    const std::string good = "[[manager]]\nid='a'\nformat='npm_lock'\nprogram='a'\nversion=['a']\nfiles=['b']\n";
    const std::string way = "[[manager.way]]\nof='any'\nsays='s'\nsteps=[{run=['a']}]\n";
    EXPECT_TRUE(read_manager_table(good + way).has_value());
    for (const std::string& bad :
         {std::string("[[manager"), good, std::string("[[manager]]\nid='a'\n") + way,
          good + "[[manager.way]]\nof='some'\nsays='s'\nsteps=[{run=['a']}]\n",
          good + "[[manager.way]]\nof='any'\nsays='s'\nsteps=[{fly=['a']}]\n", good + "[[manager.way]]\nof='any'\nsays='s'\nsteps=[{run=[]}]\n",
          good + "[[manager.way]]\nof='any'\nsteps=[{run=['a']}]\n", good + way + "[[sign]]\nreason='mood'\ntexts=['a']\n"})
        EXPECT_FALSE(read_manager_table(bad).has_value()) << bad;
}

} // namespace
} // namespace squire::fix
