// SPDX-License-Identifier: MIT
#include "secrets/randomness.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace squire::secrets {
namespace {

std::string drawn(std::mt19937& random, std::string_view alphabet, std::size_t length) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) {
        text += alphabet[random() % alphabet.size()];
    }
    return text;
}

constexpr std::string_view kBase62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

TEST(Form, IsRecognised) {
    struct Case {
        std::string text;
        Form form;
    };
    for (const auto& [text, form] :
         {Case{"", Form::other}, Case{"20240131", Form::number}, Case{"a1b2c3", Form::hex}, Case{"A1B2C3", Form::hex},
          Case{"a1B2c3", Form::other}, Case{std::string(20, 'a') + std::string(20, '1'), Form::digest},
          Case{"c1a54be7-08d9-4e6e-9a3b-5d0f3f1b7e62", Form::uuid}, Case{"c1a54be7-08d9-4e6e-9a3b-5d0f3f1b7e6g", Form::other},
          Case{"YWJjZA==", Form::base64}, Case{"a/b+cdef", Form::base64}, Case{"token", Form::other}}) {
        EXPECT_EQ(form_of(text), form) << text;
    }
}

TEST(Randomness, PeoplesTextIsNotRandom) {
    for (const std::string_view text : {
             "getUserPassword",
             "password_reset_token",
             "AUTHENTICATION_FAILED",
             "IPasswordHasherFactory",
             "com.acme.security.TokenProvider",
             "AbstractSingletonProxyFactoryBean",
             "content-security-policy",
             "xxxxxxxxxxxxxxxxxxxx",
             "aaaaaaaaaaaaaaaaaaaa",
             "abcdefghijklmnopqrst",
             "1234567890123456",
             "20240131T235959",
             "us-east-1.compute.internal",
             "application/x-www-form-urlencoded",
             "",
             "a",
             "====",
             "the quick brown fox",
             "tokenizer_config",
             "Benutzername",
             "motdepasse",
             "kubernetes.io/service-account-token",
             "gcr.io/google-containers",
         }) {
        EXPECT_LT(random_bits(text), 1) << text;
        EXPECT_LT(randomness(text), 0.6) << text;
    }
}

TEST(Randomness, DrawnTextIs) {
    std::mt19937 random(2);
    struct Alphabet {
        std::string_view digits;
        std::size_t length;
    };
    for (const auto& [digits, length] :
         {Alphabet{"0123456789abcdef", 32}, Alphabet{"0123456789abcdef", 64}, Alphabet{kBase62, 24}, Alphabet{kBase62, 40},
          Alphabet{"abcdefghijklmnopqrstuvwxyz0123456789", 32}, Alphabet{"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 32}}) {
        int missed = 0;
        for (int round = 0; round < 2'000; ++round) {
            missed += random_bits(drawn(random, digits, length)) < 15 ? 1 : 0;
        }
        EXPECT_LE(missed, 12) << digits << " of length " << length;
    }
}

TEST(Randomness, GrowsWithLength) {
    std::mt19937 random(3);
    double shorter = 0, longer = 0;
    for (int round = 0; round < 200; ++round) {
        shorter += random_bits(drawn(random, kBase62, 12));
        longer += random_bits(drawn(random, kBase62, 24));
    }
    EXPECT_GT(longer, shorter * 1.5);
}

TEST(Randomness, AnyBytesAreFine) {
    std::mt19937 random(4);
    for (int round = 0; round < 500; ++round) {
        std::string bytes;
        for (unsigned i = 0; i < random() % 400; ++i) {
            bytes += static_cast<char>(random());
        }
        const double score = randomness(bytes);
        EXPECT_GE(score, 0);
        EXPECT_LE(score, 1);
    }
}

} // namespace
} // namespace squire::secrets
