// SPDX-License-Identifier: MIT
// A script stands for npm: what it does well or badly, and what is said of it. No network is used.
#include "fix/dependency_run.h"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "advisories/collection.h"
#include "advisories/index_builder.h"
#include "base/file.h"
#include "base/sandbox.h"
#include "fix/dependency_proposals.h"
#include "testing/temporary_folder.h"

namespace squire::fix {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kManifest = R"({
  "name": "demo",
  "dependencies": { "anvil": "^1.0.0", "zinc": "2.0.0" }
}
)";

std::string lock(std::string_view anvil, std::string_view zinc = "2.0.0", std::string_view asked = "^1.0.0") {
    return fmt::format(R"({{
  "name": "demo",
  "lockfileVersion": 3,
  "packages": {{
    "": {{ "name": "demo", "dependencies": {{ "anvil": "{2}", "zinc": "2.0.0" }} }},
    "node_modules/anvil": {{ "version": "{0}", "integrity": "sha512-aaaa" }},
    "node_modules/zinc": {{ "version": "{1}", "integrity": "sha512-bbbb" }}
  }}
}}
)",
                       anvil, zinc, asked);
}

class ManagerRunTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (const auto usable = check_sandbox(); !usable) GTEST_SKIP() << describe(usable.error());
        old_path_ = std::getenv("PATH");
        ::setenv("PATH", fmt::format("{}:{}", (bin_.path() / "bin").string(), old_path_).c_str(), 1);
        tree_.write("package.json", kManifest);
        tree_.write("package-lock.json", lock("1.0.0"));
        tree_.write("notes.txt", "1\n");
    }
    void TearDown() override {
        if (!old_path_.empty()) ::setenv("PATH", old_path_.c_str(), 1);
    }

    /// `cases` are of the shell's case over npm's first word; what they do not name does nothing.
    void npm(std::string_view cases) {
        const fs::path script = bin_.write(
            "bin/npm",
            fmt::format(
                "#!/bin/sh\ncase \"$1\" in\n{}\n--version) echo 9.9.9;;\nconfig) echo 'https://me:secret@registry.invalid/';;\n*) ;;\nesac\n",
                cases));
        fs::permissions(script, fs::perms::owner_all);
    }

    Proposals propose(UpgradeOptions options = {}, std::string_view manifest = kManifest) {
        const auto bound = [](std::string version) { return advisories::Bound{std::move(version), false}; };
        const auto weak = [&](std::string id, std::string package, std::optional<advisories::Bound> low, advisories::Bound high) {
            return advisories::Advisory{
                .id = std::move(id),
                .database = "OSV",
                .summary = "Weak",
                .affected = {{.ecosystem = "npm", .package = std::move(package), .intervals = {{std::move(low), std::move(high)}}}}};
        };
        const fs::path file = bin_.path() / "index";
        const auto bytes =
            advisories::build_index(advisories::join({weak("CVE-2025-1", "anvil", std::nullopt, bound("1.0.1")),
                                                      weak("CVE-2025-2", "zinc", advisories::Bound{"2.1.0", true}, bound("2.2.0"))}),
                                    Time{});
        EXPECT_TRUE(write_file(file, bytes).has_value());
        const auto index = advisories::Index::open(file).value();
        Problems problems;
        options.time_limit = std::chrono::seconds(3);
        auto proposals = propose_upgrades(tree_.path(), index, options, problems);
        EXPECT_TRUE(proposals.has_value()) << describe(proposals.error());
        EXPECT_EQ(read_file(tree_.path() / "package.json").value(), manifest) << "the project's own files were touched";
        EXPECT_EQ(read_file(tree_.path() / "package-lock.json").value(), lock("1.0.0"));
        return proposals.value_or(Proposals{});
    }

    // "tool_failed: …" of the one finding.
    static std::string refusal(const Proposals& proposals) {
        if (!proposals.proposals.empty() || proposals.unfixed.size() != 1) return "NO REFUSAL";
        return fmt::format("{}: {}", to_string(proposals.unfixed[0].reason), proposals.unfixed[0].why);
    }

    testing::TemporaryFolder tree_;
    testing::TemporaryFolder bin_;
    std::string old_path_;
};

const UpgradeOptions kOnline{.wanted = {}, .network = true};

TEST_F(ManagerRunTest, LockAloneWhereTheManifestAllowsIt) {
    npm("install) sed -i '/node_modules.anvil/s/1\\.0\\.0/1.0.1/' package-lock.json;;");
    const Proposals proposals = propose(kOnline);
    ASSERT_EQ(proposals.proposals.size(), 1U) << refusal(proposals);
    const Proposal& proposal = proposals.proposals[0];
    EXPECT_EQ(proposal.what, "update anvil from 1.0.0 to 1.0.1");
    EXPECT_EQ(proposal.made_by, "npm 9.9.9");
    ASSERT_EQ(proposal.changes.size(), 1U);
    EXPECT_EQ(proposal.changes[0].path, "package-lock.json");
    EXPECT_EQ(proposal.changes[0].after, lock("1.0.1"));
    EXPECT_TRUE(proposal.risks.empty());
    EXPECT_TRUE(proposals.unfixed.empty());
}

TEST_F(ManagerRunTest, ManifestAndLockTogetherWhereItDoesNot) {
    const std::string pinned = R"({
  "name": "demo",
  "dependencies": { "anvil": "1.0.0", "zinc": "2.0.0" }
}
)";
    tree_.write("package.json", pinned);
    // Writes into the lock what the manifest asks for, exactly.
    npm("install) version=$(sed -n 's/.*\"anvil\": \"\\([^\"]*\\)\".*/\\1/p' package.json)\n"
        "sed -i \"/node_modules.anvil/s/1\\.0\\.0/$version/\" package-lock.json;;");
    const Proposals proposals = propose(kOnline, pinned);
    ASSERT_EQ(proposals.proposals.size(), 1U) << refusal(proposals);
    ASSERT_EQ(proposals.proposals[0].changes.size(), 2U);
    EXPECT_TRUE(proposals.proposals[0].changes[1].after.contains("\"anvil\": \"1.0.1\", \"zinc\": \"2.0.0\""));
}

TEST_F(ManagerRunTest, EverythingThatGoesWrongIsAnAnswer) {
    struct Case {
        std::string_view npm;
        std::string_view refusal;
    };
    const std::vector<Case> cases{
        {"install|update) echo 'npm error code ERESOLVE' >&2; exit 1;;", "peer_conflict: another package asks"},
        {"install|update) echo 'connect ECONNREFUSED 127.0.0.1:1' >&2; exit 1;;", "tool_failed: a registry or repository does not answer"},
        {"install|update) echo 'npm error code ETARGET' >&2; exit 1;;", "tool_failed: the registry does not have that version"},
        {"install|update) printf 'this and\\nthat: try\\nagain.\\n' >&2; exit 17;;",
         "tool_failed: `npm install --package-lock-only --ignore-scripts --lockfile-version=3` ended with status 17: that: try again."},
        {"install|update) echo odd >&2; exit 4;;",
         "tool_failed: `npm install --package-lock-only --ignore-scripts --lockfile-version=3` ended with status 4: odd"},
        {"install|update) printf 'Go on? (y/n) '; read answer || exit 5;;", "tool_failed: `npm install"},
        {"install|update) sleep 60;;",
         "tool_failed: `npm install --package-lock-only --ignore-scripts --lockfile-version=3`: not done after 3 seconds"},
        {"ci) echo 'npm error package.json and package-lock.json are in sync' >&2; exit 1;;",
         "out_of_step: lockfile and manifest do not fit each other"},
        {"install|update) ;;", "tool_failed: anvil stays at 1.0.0 in package-lock.json"},
        {"install|update) sed -i 's/\"1\\.0\\.0\"/\"1.0.1\"/' package-lock.json; echo evil > notes.txt;;",
         "tool_failed: npm also wrote notes.txt"},
        {"install|update) sed -i 's/\"1\\.0\\.0\"/\"1.0.1\"/' package-lock.json; echo evil > hook.sh;;", "tool_failed: npm also wrote hook.sh"},
        {"install|update) rm package.json; ln -s /etc/passwd package.json;;", "tool_failed: package.json: is no file any more"},
        {"install|update) rm notes.txt;;", "tool_failed:"},
        {"install|update) sed -i 's/\"1\\.0\\.0\"/\"1.0.1\"/; s/\"version\": \"2\\.0\\.0\"/\"version\": \"2.1.0\"/' package-lock.json;;",
         "failed_proof: the upgrade in package-lock.json would bring CVE-2025-2 of zinc 2.1.0"},
        {"install|update) sed -i 's/\"1\\.0\\.0\"/\"1.0.1\"/; s/\"version\": \"2\\.0\\.0\"/\"version\": \"1.9.0\"/' package-lock.json;;",
         "failed_proof: it would go back with zinc from 2.0.0 to 1.9.0"},
        {"install|update) echo '{ broken' > package-lock.json;;", "tool_failed: what was written cannot be read: package-lock.json"},
        {"install|update) echo '{ \"lockfileVersion\": 3, \"packages\": {} }' > package-lock.json;;", "failed_proof: anvil, zinc would be gone"},
    };
    for (const Case& each : cases) {
        npm(each.npm);
        const std::string said = refusal(propose(kOnline));
        EXPECT_TRUE(said.starts_with(each.refusal)) << each.npm << "\n" << said;
    }
}

TEST_F(ManagerRunTest, IsNotRunWithoutLeave) {
    npm("*) echo run > /tmp/was-run; exit 1;;");
    EXPECT_EQ(refusal(propose({.wanted = {}, .package_managers = false, .network = true})),
              "tool_missing: package-lock.json is written by npm, which is not to be run");
    EXPECT_EQ(refusal(propose({})),
              "tool_failed: package-lock.json is written by npm, which needs its registry, and the network is not permitted (--network)");
    ::setenv("PATH", (bin_.path() / "empty").c_str(), 1);
    EXPECT_EQ(refusal(propose(kOnline)), "tool_missing: package-lock.json is written by npm, which is not installed");
}

TEST_F(ManagerRunTest, OfAnotherReleaseItWouldWriteAnotherLock) {
    tree_.write("yarn/package.json", kManifest);
    tree_.write("yarn/yarn.lock", "# yarn lockfile v1\n\nanvil@^1.0.0:\n  version \"1.0.0\"\n");
    npm("install) sed -i '/node_modules.anvil/s/1\\.0\\.0/1.0.1/' package-lock.json;;");
    fs::copy_file(bin_.path() / "bin/npm", bin_.path() / "bin/yarn"); // says that it is 9.9.9
    const Proposals proposals = propose(kOnline);
    EXPECT_EQ(proposals.proposals.size(), 1U);
    ASSERT_EQ(proposals.unfixed.size(), 1U);
    EXPECT_EQ(proposals.unfixed[0].reason, Reason::tool_missing);
    EXPECT_EQ(proposals.unfixed[0].why, "yarn/yarn.lock is of another yarn than yarn 9.9.9, which is installed");
}

TEST_F(ManagerRunTest, SaysWhereAToolWritesTheWholeFileAnew) {
    npm("install) sed -i '/node_modules.anvil/s/1\\.0\\.0/1.0.1/; s/^/ /' package-lock.json; yes '' | head -n 30 >> package-lock.json;;");
    const Proposals proposals = propose(kOnline);
    ASSERT_EQ(proposals.proposals.size(), 1U) << refusal(proposals);
    ASSERT_EQ(proposals.proposals[0].risks.size(), 1U);
    EXPECT_TRUE(proposals.proposals[0].risks[0].contains("changed lines of package-lock.json are about packages that do not move"));
}

TEST_F(ManagerRunTest, SeesNoCredentials) {
    const testing::TemporaryFolder home;
    home.write(".npmrc", "//registry.invalid/:_authToken=s3cret\n");
    const std::string old_home = std::getenv("HOME") == nullptr ? "" : std::getenv("HOME");
    ::setenv("HOME", home.path().c_str(), 1);
    ::setenv("NPM_TOKEN", "s3cret", 1);
    npm(fmt::format("install) cat {0}/.npmrc ~/.npmrc >&2; env >&2; echo last $npm_config_registry >&2; exit 1;;", home.path().string()));
    const std::string said = refusal(propose(kOnline));
    ::unsetenv("NPM_TOKEN");
    ::setenv("HOME", old_home.c_str(), 1);
    EXPECT_FALSE(said.contains("s3cret")) << said;
    EXPECT_FALSE(said.contains("me:secret")) << said;
    EXPECT_TRUE(said.contains("last https://registry.invalid/")) << said;
}

TEST(WithoutCredentials, KeepsTheAddress) {
    EXPECT_EQ(without_credentials("https://me:pw@host/a@b"), "https://host/a@b");
    EXPECT_EQ(without_credentials("https://host/a"), "https://host/a");
    EXPECT_EQ(without_credentials("http://token@host"), "http://host");
    EXPECT_EQ(without_credentials("direct"), "direct");
    EXPECT_EQ(without_credentials("https://proxy.invalid,direct"), "https://proxy.invalid,direct");
}

} // namespace
} // namespace squire::fix
