// SPDX-License-Identifier: MIT
#include "secrets/secret_visitor.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "testing/random_edit.h"

namespace squire::secrets {
namespace {

using testing::Random;

rules::SecretRule rule_of(std::string id, std::string regex) {
    rules::SecretRule rule;
    rule.id = std::move(id);
    rule.regex = std::move(regex);
    return rule;
}

RuleBook example_book() {
    rules::SecretRules rules;
    rules.rules = {rule_of("token", "sqt-([0-9a-zA-Z]{16})\\b"), rule_of("login", "login=\"([^\"\\n]{12,40})\""),
                   rule_of("block", "-----BEGIN BLOB-----\\n([a-zA-Z0-9\\n]{20,200})-----END BLOB-----")};
    Problems problems;
    auto book = RuleBook::make(std::move(rules), {}, problems);
    if (!book) throw std::runtime_error(describe(book.error()));
    return std::move(*book);
}

constexpr std::string_view kAlphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

std::string to_base64(std::string_view bytes) {
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i) bits = bits << 8U | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i) text += at + i > bytes.size() ? '=' : kAlphabet[bits >> (18 - 6 * i) & 63U];
    }
    return text;
}

std::string each_byte(std::string_view bytes, std::string_view before) {
    std::string text;
    for (const char c : bytes) text += fmt::format("{}{:02x}", before, static_cast<unsigned char>(c));
    return text;
}

// Lines with and without secrets, plain and in all sorts of encodings, also one in the other.
std::string random_lines(Random& random, std::size_t count) {
    std::string text;
    for (; count > 0; --count) {
        std::string line = random.chance(2) ? "sqt-" + random.text(kAlphanumeric, 16)
                           : random.chance(2)
                               ? "login=\"" + random.text(kAlphanumeric, random.between(10, 30)) + "\""
                               : "-----BEGIN BLOB-----\n" + random.text(kAlphanumeric, random.between(15, 60)) + "\n-----END BLOB-----";
        if (random.chance(3)) line.insert(0, "the value is ").append(" and nothing else.");
        for (std::size_t times = random.below(3); times > 0; --times) {
            switch (random.below(5)) {
            case 0: line = to_base64(line); break;
            case 1: line = each_byte(line, ""); break;
            case 2: line = each_byte(line, "%"); break;
            case 3: line = each_byte(line, "\\x"); break;
            default: {
                const std::string code = to_base64(line);
                line.clear();
                for (std::size_t at = 0; at < code.size(); at += 24) line += code.substr(at, 24) + "\n";
            }
            }
        }
        text += random.chance(4) ? random.text("abc =;", random.below(30)) : "";
        text += line;
        text += random.pick("\n\n\n ;");
    }
    return text;
}

source::ObjectId id_of(std::uint32_t number) {
    source::ObjectId id;
    for (std::size_t i = 0; i < 4; ++i) id.bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
    id.bytes[19] = 1;
    return id;
}

// rule, secret, line, encoding, blob, place in it
using Seen =
    std::tuple<std::uint32_t, std::string, std::string, std::string, std::string, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>;

std::set<Seen> all_of(Sightings sightings) {
    std::set<Seen> seen;
    for (const Sighting& each : sightings.all()) {
        for (const Place& place : each.places) {
            const finding::Range& range = place.range;
            seen.emplace(each.rule, each.secret, each.line, std::string(place.encoding), place.blob.hex(), range.start_line, range.start_column,
                         range.end_line, range.end_column);
        }
    }
    return seen;
}

// What is seen in texts that were derived from others, with what is remembered of these, is what is seen in each on its own.
TEST(SecretVisitor, SeesInDerivedTextsWhatStandsInThem) {
    const RuleBook book = example_book();
    Random random(20260104);
    std::size_t total = 0;
    std::size_t encoded = 0;
    for (int chain = 0; chain < 150; ++chain) {
        Problems problems;
        const Cancellation cancellation;
        const VisitOptions options;
        SecretVisitor derived_visitor(book, options, 1, problems, cancellation);
        SecretVisitor plain_visitor(book, options, 1, problems, cancellation);
        std::string text = random_lines(random, random.between(1, 12));
        std::vector<source::CopiedRun> copies;
        std::unique_ptr<const source::Memory> memory;
        std::vector<std::string> versions;
        for (std::uint32_t version = 0; version < 20; ++version) {
            memory =
                derived_visitor.visit({.blob = id_of(version), .bytes = text, .base = memory.get(), .copies = copies, .has_derived = true}, 0);
            (void)plain_visitor.visit({.blob = id_of(version), .bytes = text}, 0);
            versions.push_back(text);
            auto derived = random_edit(random, text, [&] { return random_lines(random, random.between(1, 2)); }, random.chance(2));
            if (derived.text.size() > 6000) derived = {.text = random_lines(random, 5), .copies = {}};
            text = std::move(derived.text);
            copies = std::move(derived.copies);
        }
        const std::set<Seen> with_memory = all_of(derived_visitor.take());
        const std::set<Seen> alone = all_of(plain_visitor.take());
        if (with_memory != alone) {
            for (const Seen& seen : alone) {
                if (!with_memory.contains(seen))
                    ADD_FAILURE() << "missed: " << std::get<1>(seen) << " (" << std::get<3>(seen) << ") in " << std::get<4>(seen) << " line "
                                  << std::get<5>(seen) << ":" << std::get<6>(seen);
            }
            for (const Seen& seen : with_memory) {
                if (!alone.contains(seen))
                    ADD_FAILURE() << "too much: " << std::get<1>(seen) << " (" << std::get<3>(seen) << ") in " << std::get<4>(seen) << " line "
                                  << std::get<5>(seen) << ":" << std::get<6>(seen);
            }
            FAIL() << "chain " << chain;
        }
        total += alone.size();
        encoded += static_cast<std::size_t>(std::ranges::count_if(alone, [](const Seen& seen) { return !std::get<3>(seen).empty(); }));
        EXPECT_TRUE(problems.list().empty());
    }
    EXPECT_GT(total, 3'000U);
    EXPECT_GT(encoded, 1'000U);
}

TEST(SecretVisitor, SaysWhereASecretStands) {
    const RuleBook book = example_book();
    const std::string secret = "q7Rw2Kd9XpL4mZ8v";
    const std::string token = "sqt-" + secret;
    struct Case {
        std::string text;
        std::string_view encoding;
        finding::Range range;
    };
    const std::string code = to_base64("the token: " + token);
    const Case cases[] = {
        {token, "", {1, 1, 5, 20}},
        {"a\n\n  " + token + "\n", "", {3, 3, 7, 22}},
        {"-----BEGIN BLOB-----\nhT6vPz4j2Kw9Rb\nQ7xTn5\n-----END BLOB-----", "", {2, 3, 1, 7}},
        {"first\nkey: " + code + "\n", "base64", {2, 2, 26, 49}},
        {"k = " + each_byte(token, "%"), "percent-encoding", {1, 1, 17, 64}},
    };
    for (const Case& each : cases) {
        Problems problems;
        const Cancellation cancellation;
        const VisitOptions options;
        SecretVisitor visitor(book, options, 1, problems, cancellation);
        (void)visitor.visit({.path = "config/settings.txt", .bytes = each.text}, 0);
        Sightings seen = visitor.take();
        ASSERT_EQ(seen.all().size(), 1U) << each.text;
        ASSERT_EQ(seen.all().front().places.size(), 1U) << each.text;
        EXPECT_EQ(seen.all().front().places.front().encoding, each.encoding) << each.text;
        const finding::Range& range = seen.all().front().places.front().range;
        EXPECT_EQ(range, each.range) << each.text << ": " << range.start_line << ":" << range.start_column << " to " << range.end_line << ":"
                                     << range.end_column;
        EXPECT_EQ(seen.all().front().evidence.find(secret), std::string::npos);
    }
}

} // namespace
} // namespace squire::secrets
