// SPDX-License-Identifier: MIT
#include "dependencies/ecosystem.h"

#include <string>

#include <gtest/gtest.h>

#include "dependencies/package_checksum.h"

namespace squire::dependencies {
namespace {

TEST(Ecosystem, TableIsInTheOrderOfTheEnumeration) {
    for (std::size_t at = 0; at < all_ecosystems().size(); ++at) {
        EXPECT_EQ(static_cast<std::size_t>(all_ecosystems()[at].ecosystem), at) << all_ecosystems()[at].name;
        EXPECT_EQ(parse_ecosystem(all_ecosystems()[at].name), all_ecosystems()[at].ecosystem);
    }
    EXPECT_EQ(parse_ecosystem("NPM"), Ecosystem::npm);
    EXPECT_EQ(parse_ecosystem("nothing"), std::nullopt);
}

TEST(Ecosystem, PackageUrls) {
    struct Row {
        Ecosystem ecosystem;
        const char* name;
        const char* version;
        const char* url;
    };
    const Row rows[] = {
        {Ecosystem::npm, "@babel/core", "7.0.0", "pkg:npm/%40babel/core@7.0.0"},
        {Ecosystem::pypi, "Zope.Interface", "1.0", "pkg:pypi/zope-interface@1.0"},
        {Ecosystem::maven, "org.acme:thing", "1", "pkg:maven/org.acme/thing@1"},
        {Ecosystem::go, "github.com/A/b", "v1.0.0+incompatible", "pkg:golang/github.com/A/b@v1.0.0%2Bincompatible"},
        {Ecosystem::packagist, "Acme/Site", "", "pkg:composer/acme/site"},
        {Ecosystem::rubygems, "a b", "1?", "pkg:gem/a%20b@1%3F"},
    };
    for (const Row& row : rows) EXPECT_EQ(package_url(row.ecosystem, row.name, row.version), row.url);
}

TEST(Ecosystem, CanonicalNames) {
    EXPECT_EQ(canonical_name(Ecosystem::pypi, "A__b.-C"), "a-b-c");
    EXPECT_EQ(canonical_name(Ecosystem::nuget, "Newtonsoft.Json"), "newtonsoft.json");
    EXPECT_EQ(canonical_name(Ecosystem::npm, "JSONStream"), "JSONStream");
}

TEST(PackageChecksum, ReadsEachWayOfWritingOne) {
    struct Row {
        Ecosystem ecosystem;
        std::string text;
        const char* algorithm; // empty: none
    };
    const std::string hex64(64, 'a');
    const Row rows[] = {
        {Ecosystem::npm, "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==", "SHA-512"},
        {Ecosystem::npm, "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "SHA-1"},
        {Ecosystem::npm, "sha512-short", ""},
        {Ecosystem::npm, "sha512-!!!!", ""},
        {Ecosystem::pypi, "sha256:" + hex64, "SHA-256"},
        {Ecosystem::rubygems, "sha256=" + hex64, "SHA-256"},
        {Ecosystem::crates, hex64, "SHA-256"},
        {Ecosystem::pypi, hex64, ""},
        {Ecosystem::go, "h1:AAAA=", ""},
        {Ecosystem::crates, std::string(64, 'x'), ""},
        {Ecosystem::npm, "", ""},
    };
    for (const Row& row : rows) {
        const auto checksum = checksum_of({.ecosystem = row.ecosystem, .checksum = row.text});
        EXPECT_EQ(checksum ? checksum->algorithm : "", row.algorithm) << row.text;
    }
    EXPECT_EQ(checksum_of({.ecosystem = Ecosystem::npm, .checksum = "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk="})->hexadecimal,
              "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

} // namespace
} // namespace squire::dependencies
