// SPDX-License-Identifier: MIT
#include "bugreport/dependency_oracle.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "advisories/collection.h"
#include "advisories/index_builder.h"
#include "base/file.h"
#include "bugreport/near_miss.h"
#include "bugreport/predicate_oracle_test.h"
#include "bugreport/reduction.h"
#include "testing/temporary_folder.h"

namespace squire::bugreport {
namespace {

constexpr std::string_view kNpm = R"({
  "name": "shop",
  "version": "1.0.0",
  "lockfileVersion": 3,
  "packages": {
    "": { "name": "shop", "dependencies": { "anvil": "^1.0.0", "hammer": "2.0.0" } },
    "node_modules/anvil": {
      "version": "1.1.0",
      "resolved": "https://registry.example/anvil/-/anvil-1.1.0.tgz",
      "integrity": "sha512-AAAA"
    },
    "node_modules/hammer": { "version": "2.0.0", "dependencies": { "anvil": "1.1.0" } }
  }
}
)";

constexpr std::string_view kCargo = R"(# This file is generated.
version = 3

[[package]]
name = "shop"
version = "0.1.0"
dependencies = [
 "anvil",
 "hammer",
]

[[package]]
name = "anvil"
version = "1.1.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "00"

[[package]]
name = "hammer"
version = "2.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
)";

std::string reduced(const Input& input, DependencyQuestion question) {
    const auto oracle = make_dependency_oracle(std::move(question), input);
    EXPECT_TRUE(oracle) << describe(oracle.error());
    if (!oracle) return {};
    const auto reduction = reduce(input, **oracle, {.workers = 2});
    EXPECT_TRUE(reduction) << describe(reduction.error());
    if (!reduction) return {};
    EXPECT_TRUE(reduction->minimal && reduction->confirmed);
    return std::string(reduction->best.file().text());
}

advisories::Index index_in(const std::filesystem::path& folder) {
    const advisories::Advisory weak{
        .id = "GHSA-aaaa-aaaa-aaaa",
        .database = "OSV",
        .aliases = {"CVE-2025-1"},
        .affected = {{.ecosystem = "npm", .package = "anvil", .intervals = {{std::nullopt, advisories::Bound{"1.2.0", false}}}}}};
    EXPECT_TRUE(write_file(folder / "index", advisories::build_index(advisories::join({weak}), Time{})));
    auto index = advisories::Index::open(folder / "index");
    EXPECT_TRUE(index);
    return std::move(*index);
}

TEST(DependencyOracle, KeepsThePackageOfALockfile) {
    const std::string npm = reduced(one_file("app/package-lock.json", std::string(kNpm)), {.package = "anvil", .version = "1.1.0"});
    EXPECT_TRUE(npm.contains("node_modules/anvil") && npm.contains("1.1.0")) << npm;
    EXPECT_FALSE(npm.contains("hammer") || npm.contains("shop") || npm.contains("registry")) << npm;
    EXPECT_LT(npm.size(), 80U) << npm;
    const std::string cargo = reduced(one_file("Cargo.lock", std::string(kCargo)), {.package = "anvil", .version = "1.1.0"});
    EXPECT_TRUE(cargo.contains("anvil") && cargo.contains("1.1.0")) << cargo;
    EXPECT_FALSE(cargo.contains("hammer") || cargo.contains("shop")) << cargo;
}

TEST(DependencyOracle, AsksForTheAdvisoryUnderAnyOfItsNames) {
    const testing::TemporaryFolder folder;
    const auto index = index_in(folder.path());
    const Input input = one_file("package-lock.json", std::string(kNpm));
    for (const std::string name : {"CVE-2025-1", "GHSA-aaaa-aaaa-aaaa"}) {
        const auto oracle = make_dependency_oracle({.package = "anvil", .version = "1.1.0", .advisory = name, .index = &index}, input);
        ASSERT_TRUE(oracle);
        EXPECT_TRUE((*oracle)->interesting(input, 0).value_or(false)) << name;
    }
    const auto other = make_dependency_oracle({.package = "anvil", .version = "1.1.0", .advisory = "CVE-2025-2", .index = &index}, input);
    ASSERT_TRUE(other);
    EXPECT_FALSE((*other)->interesting(input, 0).value_or(true));
}

TEST(DependencyOracle, HasANearMissInTheVersion) {
    const testing::TemporaryFolder folder;
    const auto index = index_in(folder.path());
    const Input input = one_file("package-lock.json", R"({"packages":{"node_modules/anvil":{"version":"1.1.0"}}})");
    const auto flipped =
        make_dependency_oracle({.package = "anvil", .version = "1.1.0", .advisory = "CVE-2025-1", .index = &index, .reported = false}, input);
    ASSERT_TRUE(flipped);
    const auto found = find_near_misses(input, **flipped, {});
    ASSERT_TRUE(found) << describe(found.error());
    const auto literal = std::ranges::find(*found, NearMiss::Kind::literal, &NearMiss::kind);
    ASSERT_NE(literal, found->end());
    EXPECT_EQ(literal->changed.file().text(), R"({"packages":{"node_modules/anvil":{"version":""}}})");
}

TEST(DependencyOracle, SaysWhatItCannotAnswer) {
    const auto no_format = make_dependency_oracle({.package = "a", .version = "1"}, one_file("notes.txt", "a 1"));
    ASSERT_FALSE(no_format);
    EXPECT_EQ(no_format.error().kind, ErrorKind::unsupported);
    const auto no_index = make_dependency_oracle({.package = "a", .version = "1", .advisory = "CVE-1"}, one_file("Cargo.lock", ""));
    ASSERT_FALSE(no_index);
    EXPECT_EQ(no_index.error().kind, ErrorKind::usage);
}

} // namespace
} // namespace squire::bugreport
