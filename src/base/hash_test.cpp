// SPDX-License-Identifier: MIT
#include "base/hash.h"

#include <string>

#include <gtest/gtest.h>

namespace squire {
namespace {

// FIPS 180-4, RFC 4231 (case 2), and the check value of CRC-32.
TEST(Hash, GivesKnownVectors) {
    EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(to_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(to_hex(sha1("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(to_hex(sha1("")), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(to_hex(hmac_sha256("", "")), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
    EXPECT_EQ(crc32("123456789"), 0xCBF43926U);
    EXPECT_EQ(crc32(""), 0U);
}

// Python: uuid5(UUID(bytes=sha1(NAMESPACE_DNS.bytes + b"squire").digest()[:16]), "a finding").
TEST(Hash, NamesThingsTheSameEverywhere) {
    EXPECT_EQ(uuid_v5(""), "2c46a622-82ce-59c9-a1b9-1d9f90813f2f");
    EXPECT_EQ(uuid_v5("a finding"), "d5f53f88-9ff4-5b3e-8688-590f9b1c1ee1");
}

} // namespace
} // namespace squire
