// SPDX-License-Identifier: MIT
#include "dependencies/package_url.h"

#include <gtest/gtest.h>

namespace squire::dependencies {
namespace {

TEST(PackageUrl, NamesPackages) {
    struct Case {
        std::string_view url;
        Package package;
        bool names;
    };
    const Case cases[] = {
        {"pkg:npm/anvil@1.0.0", {.ecosystem = Ecosystem::npm, .name = "anvil", .version = "1.0.0"}, true},
        {"pkg:npm/anvil", {.ecosystem = Ecosystem::npm, .name = "anvil", .version = "1.0.0"}, true},
        {"PKG:NPM/anvil", {.ecosystem = Ecosystem::npm, .name = "anvil", .version = "1.0.0"}, true},
        {"pkg://npm/anvil", {.ecosystem = Ecosystem::npm, .name = "anvil", .version = "1.0.0"}, true},
        {"pkg:npm/anvil@1.0.1", {.ecosystem = Ecosystem::npm, .name = "anvil", .version = "1.0.0"}, false},
        {"pkg:npm/hammer@1.0.0", {.ecosystem = Ecosystem::npm, .name = "anvil", .version = "1.0.0"}, false},
        {"pkg:pypi/anvil@1.0.0", {.ecosystem = Ecosystem::npm, .name = "anvil", .version = "1.0.0"}, false},
        {"pkg:npm/%40acme/anvil@1.0.0", {.ecosystem = Ecosystem::npm, .name = "@acme/anvil", .version = "1.0.0"}, true},
        {"pkg:npm/@acme/anvil@1.0.0", {.ecosystem = Ecosystem::npm, .name = "@acme/anvil", .version = "1.0.0"}, true},
        {"pkg:npm/@acme/anvil", {.ecosystem = Ecosystem::npm, .name = "@acme/anvil", .version = "1.0.0"}, true},
        {"pkg:pypi/acme-anvil@1.0", {.ecosystem = Ecosystem::pypi, .name = "Acme_Anvil", .version = "1.0"}, true},
        {"pkg:maven/org.acme/anvil@1.0?type=jar", {.ecosystem = Ecosystem::maven, .name = "org.acme:anvil", .version = "1.0"}, true},
        {"pkg:golang/acme.example/Rocket/v2@2.0.0", {.ecosystem = Ecosystem::go, .name = "acme.example/rocket/v2", .version = "v2.0.0"}, true},
        {"pkg:composer/acme/anvil@1.0%2Bx", {.ecosystem = Ecosystem::packagist, .name = "acme/anvil", .version = "1.0+x"}, true},
    };
    for (const Case& each : cases) {
        const auto reference = parse_package_url(each.url);
        ASSERT_TRUE(reference) << each.url;
        EXPECT_EQ(reference->names(each.package), each.names) << each.url;
    }
}

TEST(PackageUrl, NamesWhatWeWrite) {
    for (const EcosystemInfo& ecosystem : all_ecosystems())
        for (const std::string_view name : {"anvil", "@acme/anvil", "org.acme:anvil", "acme.example/a b/c"}) {
            const Package package{.ecosystem = ecosystem.ecosystem, .name = std::string(name), .version = "1.0+a@b"};
            const auto reference = parse_package_url(package_url(package.ecosystem, package.name, package.version));
            ASSERT_TRUE(reference) << ecosystem.name << ' ' << name;
            EXPECT_EQ(reference->version, package.version);
            // A colon separates in Maven's names alone, a slash elsewhere.
            if (ecosystem.ecosystem != Ecosystem::maven || name.contains(':') || !name.contains('/')) {
                EXPECT_TRUE(reference->names(package)) << ecosystem.name << ' ' << name;
            }
        }
}

TEST(PackageUrl, RefusesWhatIsNoWholePackage) {
    const std::string_view cases[] = {"",
                                      "pkg:",
                                      "pkg:npm",
                                      "pkg:npm/",
                                      "pkg:/anvil",
                                      "npm/anvil@1",
                                      "https://acme.example/anvil",
                                      "pkg:npm/anvil@",
                                      "pkg:npm/anvil@%",
                                      "pkg:npm/%zz",
                                      "pkg:golang/acme.example/rocket@1#nose",
                                      "pkg:deb/debian/curl@7?arch=amd64"};
    for (const std::string_view each : cases) EXPECT_FALSE(parse_package_url(each)) << each;
    EXPECT_FALSE(parse_package_url("pkg:npm/" + std::string(100'000, 'a')));
}

} // namespace
} // namespace squire::dependencies
