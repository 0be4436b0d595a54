// SPDX-License-Identifier: MIT
#include "dependencies/repository_weakness.h"

#include <gtest/gtest.h>

#include "dependencies/advisories_given_test.h"
#include "dependencies/collect.h"
#include "dependencies/vulnerability_findings.h"
#include "source/directory_source.h"
#include "testing/git_repository.h"

namespace squire::dependencies {
namespace {

using advisories::Advisory;
using advisories::OsvEvent;
using Kind = OsvEvent::Kind;

TEST(RepositoryOf, ReadsWhatLocksWrite) {
    struct Row {
        const char* source;
        const char* repository;
        const char* version;
    };
    const std::string commit(40, 'a');
    const Row rows[] = {
        {"git+https://acme.example/x/anvil@v1.2", "acme.example/x/anvil", "v1.2"},
        {"git+https://acme.example/x/anvil.git@", "acme.example/x/anvil", ""},
        {"git+https://user@acme.example/x/anvil", "acme.example/x/anvil", ""},
        {"git+ssh://git@acme.example/x/anvil.git#AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "acme.example/x/anvil", commit.c_str()},
        {"git+https://acme.example/x/anvil?tag=v1.2#aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "acme.example/x/anvil", "v1.2"},
        {"git+https://acme.example/x/anvil?branch=main#aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "acme.example/x/anvil", commit.c_str()},
        {"git+https://acme.example/x/anvil@v1#egg=anvil", "acme.example/x/anvil", "v1"},
        {"git+../anvil@v1", "", ""},
        {"https://acme.example/anvil-1.2.tar.gz", "", ""},
        {"", "", ""},
    };
    for (const Row& row : rows) {
        const auto found = repository_of({.ecosystem = Ecosystem::npm, .name = "anvil", .version = "1", .source = row.source});
        EXPECT_EQ(found ? found->repository : "", row.repository) << row.source;
        EXPECT_EQ(found ? found->version : "", row.version) << row.source;
    }
}

class RepositoryWeaknessTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "no git is installed";
    }

    static Advisory made(std::string id, std::vector<OsvEvent> commits, std::vector<std::string> tags = {}) {
        return {.id = std::move(id),
                .database = "OSV",
                .summary = "Weak",
                .stated = finding::Severity::high,
                .affected = {
                    {.ecosystem = "GIT", .package = "https://acme.example/anvil", .versions = std::move(tags), .commits = std::move(commits)}}};
    }

    [[nodiscard]] advisories::Index index_of(std::vector<Advisory> records) const {
        return dependencies::index_of(folder_.path(), std::move(records));
    }

    testing::TemporaryFolder folder_;
    Cancellation cancellation_;
};

TEST_F(RepositoryWeaknessTest, ASubmoduleIsHeldAgainstItsHistory) {
    testing::GitRepository inner;
    const std::string first = inner.commit();
    const std::string weak = inner.commit();
    const std::string used = inner.commit();
    const std::string repaired = inner.commit();
    inner.git({"checkout", "--quiet", used});
    testing::GitRepository outer;
    outer.git({"-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path().string(), "lib/anvil"});
    outer.write(".gitmodules", "[submodule \"lib/anvil\"]\n\tpath = lib/anvil\n\turl = https://acme.example/Anvil.git ; where it is\n");
    outer.commit();
    const auto index =
        index_of({made("OSV-1", {{Kind::introduced, weak}, {Kind::fixed, repaired}}),
                  made("OSV-2", {{Kind::introduced, first}, {Kind::fixed, weak}}), made("OSV-3", {{Kind::introduced, repaired}})});

    const auto source = source::open_directory(outer.path(), {});
    ASSERT_TRUE(source.has_value());
    Problems problems;
    const auto inventory = collect_packages(**source, {}, problems);
    ASSERT_TRUE(inventory.has_value());
    ASSERT_EQ(inventory->files.size(), 1U);
    ASSERT_EQ(inventory->files[0].packages.size(), 1U);
    const Package& package = inventory->files[0].packages[0];
    EXPECT_EQ(package.name, "acme.example/anvil");
    EXPECT_EQ(package.version, used);
    EXPECT_EQ(package_url(package.ecosystem, package.name, package.version),
              "pkg:generic/anvil@" + used + "?vcs_url=git%2Bhttps:%2F%2Facme.example%2Fanvil");

    std::vector<UndecidedPackage> undecided;
    const auto found = find_vulnerable(*inventory, index, cancellation_, &undecided);
    ASSERT_TRUE(found.has_value());
    EXPECT_TRUE(undecided.empty());
    ASSERT_EQ(found->size(), 1U);
    const Diagnosis& diagnosis = *found->front().diagnosis;
    ASSERT_EQ(diagnosis.weaknesses.size(), 1U);
    EXPECT_EQ(diagnosis.weaknesses[0].id, "OSV-1");
    EXPECT_EQ(diagnosis.weaknesses[0].fixed_in, repaired);
    const auto findings = make_findings(*inventory, *found, {}, nullptr);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].solution, "Move acme.example/anvil from " + used.substr(0, 12) + " to " + repaired.substr(0, 12) +
                                        ", which repairs this one, or to a later commit.");
    ASSERT_TRUE(diagnosis.upgrade.has_value());
    EXPECT_EQ(diagnosis.upgrade->version, repaired);
    EXPECT_EQ(diagnosis.upgrade->leaves.size(), 1U) << "OSV-3 comes in with it";

    std::filesystem::remove_all(outer.path() / "lib/anvil"); // not brought: what hangs on its history cannot be told
    const auto told = find_vulnerable(*inventory, index, cancellation_, &undecided);
    ASSERT_TRUE(told.has_value());
    EXPECT_TRUE(told->empty());
    ASSERT_EQ(undecided.size(), 1U);
    EXPECT_EQ(undecided[0].advisories, 3U);
}

TEST_F(RepositoryWeaknessTest, ATagOfALockIsHeldAgainstListedTags) {
    const auto index = index_of({made("OSV-1", {{Kind::introduced, "0"}, {Kind::fixed, std::string(40, 'b')}}, {"v1.0", "v1.1"})});
    const PackageInventory inventory{
        .files = {{.path = "poetry.lock",
                   .lock = true,
                   .packages = {{.ecosystem = Ecosystem::pypi, .name = "a", .version = "1", .source = "git+https://acme.example/anvil@v1.1"},
                                {.ecosystem = Ecosystem::pypi, .name = "b", .version = "1", .source = "git+https://acme.example/anvil@v1.2"},
                                {.ecosystem = Ecosystem::pypi, .name = "c", .version = "1", .source = "git+https://acme.example/other@v1.1"}}}},
        .submodules = {}};
    const auto found = find_vulnerable(inventory, index, cancellation_);
    ASSERT_TRUE(found.has_value());
    ASSERT_EQ(found->size(), 1U);
    EXPECT_EQ(found->front().package, 0U);
}

} // namespace
} // namespace squire::dependencies
