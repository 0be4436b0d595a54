// SPDX-License-Identifier: MIT
#include "secrets/encoded_run.h"

#include <algorithm>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace squire::secrets {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kMessage = "user: admin, password: correct horse battery staple, host: database.example.org, port: 5432, "
                                      "options: verbose, retries: 3, timeout: 30 seconds, schema: public";

std::string to_base64(std::string_view bytes) {
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t bits = 0;
        for (std::size_t index = 0; index < 3; ++index)
            bits = bits << 8 | (at + index < bytes.size() ? static_cast<unsigned char>(bytes[at + index]) : 0U);
        for (std::size_t index = 0; index < 4; ++index) text += at + index > bytes.size() ? '=' : kAlphabet[bits >> (18 - 6 * index) & 63];
    }
    return text;
}

std::string each_byte(std::string_view bytes, const char* format) {
    std::string text;
    std::array<char, 16> unit{};
    for (const char c : bytes) text.append(unit.data(), static_cast<std::size_t>(std::snprintf(unit.data(), unit.size(), format, c)));
    return text;
}

std::string to_utf16(std::string_view ascii, bool big) {
    std::string bytes;
    for (const char c : ascii) bytes.append(big ? std::string{'\0', c} : std::string{c, '\0'});
    return bytes;
}

std::string wrap(std::string_view text, std::size_t width, std::string_view line_end) {
    std::string lines;
    for (std::size_t at = 0; at < text.size(); at += width) lines.append(at == 0 ? "" : line_end).append(text.substr(at, width));
    return lines;
}

std::vector<Encoded> find(std::string_view text, Region region) {
    std::vector<Encoded> found;
    find_encoded(text, region, found);
    return found;
}
std::vector<Encoded> find(std::string_view text) { return find(text, {0, static_cast<std::uint32_t>(text.size())}); }

/// What the runs in a text stand for, one after the other.
std::string decoded(std::string_view text) {
    std::string all;
    for (const auto& [where, encoding] : find(text)) {
        std::string bytes;
        EXPECT_TRUE(decode(text.substr(where.begin, where.end - where.begin), encoding, bytes));
        all.append(all.empty() ? "" : "|").append(bytes);
    }
    return all;
}

TEST(EncodedRun, IsFoundInEveryEncoding) {
    const std::string text(kMessage.substr(0, 60));
    const std::string code = to_base64(text);
    const std::string utf16 = to_utf16(text, false);
    for (const std::string& run : {
             code,
             to_base64(text + "?"),
             to_base64(text + "??"),
             "key: " + code + "\nother: value\n",
             "key=" + code,
             "{\"auth\":\"" + code + "\"}",
             "data:text/plain;base64," + code,
             "https://example.org/v1/tokens/" + code + "?x",
             "prefix_" + code,
             "x\\n" + code + "\\n",
             to_base64(to_base64(text)).insert(0, "'") + "'",
             "x = 0x" + each_byte(text, "%02x"),
             "id-" + each_byte(text, "%02X") + "-end",
             "{ " + each_byte(text, "0x%02x, ") + " }",
             "{\n" + wrap(each_byte(text, "0x%02X,"), 60, "\n    ") + "\n}",
             each_byte(text, "%%%02x"),
             "\"" + each_byte(text, "\\x%02x") + "\"",
             "\"" + each_byte(text, "\\u%04x") + "\"",
             utf16,
             "\x01\x02\xff" + utf16 + std::string("\0\0\xff", 3),
             "\x01\x02\xff" + to_utf16(text, true) + "\xff",
             "\xff\xfe" + utf16,
             "\xfe\xff" + to_utf16(text, true),
             to_base64(utf16),
             to_base64("\xff\xfe" + utf16),
         }) {
        auto actual = decoded(run);
        if (actual == code) actual = text;
        if (actual == utf16 || actual == "\xff\xfe" + utf16) actual = text;
        EXPECT_EQ(actual.substr(0, text.size()), text) << run;
    }
}

TEST(EncodedRun, MixesEscapesAndPlainCharacters) {
    EXPECT_EQ(decoded("\"postgres%3A%2F%2Fuser%3Asecret%40host\""), "postgres://user:secret@host");
    EXPECT_EQ(decoded(R"("Server\u003ddb;User\u003dadmin;Password\u003dsecret")"), "Server=db;User=admin;Password=secret");
    EXPECT_EQ(decoded("<a href='https://example.org/?a%3D1%26b%3D2'>"), "https://example.org/?a=1&b=2");
}

TEST(EncodedRun, GoesOnOverLines) {
    const auto code = to_base64(kMessage);
    for (const std::string_view line_end : {"\n", "\r\n", "\n    ", "\n\t", "\\n", "\\r\\n"}) {
        for (const std::size_t width : {40U, 60U, 64U, 76U}) {
            const auto lines = wrap(code, width, line_end);
            EXPECT_EQ(decoded("data: |\n    " + lines + "\nother: value\n"), kMessage) << lines;
            EXPECT_EQ(decoded("'''" + lines + "'''"), kMessage) << lines;
        }
    }
    const std::string armour = "-----BEGIN TEXT-----\n" + wrap(to_base64(kMessage.substr(0, 144)), 64, "\n") + "\n-----END TEXT-----\n";
    EXPECT_EQ(decoded(armour), kMessage.substr(0, 144));
    EXPECT_EQ(decoded(wrap(each_byte(kMessage, "%02x"), 60, "\n")), kMessage);
    // Two runs beside each other are two.
    const auto one = to_base64(kMessage.substr(0, 100));
    EXPECT_EQ(decoded(one + "\n" + one), std::string(kMessage.substr(0, 100)) + "|" + std::string(kMessage.substr(0, 100)));
}

TEST(EncodedRun, IsNothingElse) {
    static constexpr std::string_view kCases[] = {
        "",
        "c2hvcnQgdGV4dA==",
        "AbstractSingletonProxyFactoryBeanConfigurationProvider",
        "SOME_VERY_LONG_CONSTANT_NAME_OF_A_HEADER_FILE_IN_CAPITALS",
        "src/main/java/org/example/application/configuration/internal/Provider",
        "d41d8cd98f00b204e9800998ecf8427e",
        "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "------------------------------------------------------------------",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
        "MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7MhgwVcMy",
        "0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10",
        "0x4142, 0x4344, 0x4546, 0x4748, 0x4142, 0x4344, 0x4546, 0x4748, 0x4142, 0x4344, 0x4546, 0x4748, 0x4142",
        "0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x4b",
        "printf(\"%d %s %02x %5.2f%%\", a, b, c, d)",
        "https://example.org/a%20b/of-some-length",
        "https://zh.example.org/wiki/%E4%BD%A0%E5%A5%BD%E4%B8%96%E7%95%8C_%28a%29%21%22",
        R"([\u0041-\u005a\u0061-\u007a\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02c1\u02c6-\u02d1\u02e0-\u02e4])",
        R"(C:\users\x\utilities\xcopy\new\table)",
        R"("\x90\x90\x41\x42\x43\xcc\xcd\xfe\xe8\xff\x90\x90\x90\x90\x90\x90\x90")",
        "a\0b\0c\0d\0e\0f\0"sv,
        "\xff\xfe\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"sv,
        "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"sv,
    };
    for (const auto text : kCases) EXPECT_EQ(find(text).size(), 0U) << text << "\n-> " << decoded(text);
}

TEST(EncodedRun, DoesNotDependOnWhereItStands) {
    const std::string runs[] = {to_base64("seventeen bytes !"), each_byte("exactly 16 bytes", "%02x"), each_byte("exactly 16 bytes", "0x%02x,"),
                                each_byte("exactly 16 bytes", "%%%02x"), to_utf16("exactly 16 bytes", false)};
    for (const auto& run : runs) {
        for (std::size_t before = 0; before < 40; ++before) {
            for (const std::size_t behind : {0U, 1U, 7U, 40U}) {
                const auto text = std::string(before, '(') + run + std::string(behind, ')');
                const auto found = find(text);
                ASSERT_EQ(found.size(), 1U) << text;
                EXPECT_EQ(found[0].where.begin, before) << text;
            }
        }
    }
}

TEST(EncodedRun, IsWholeWhereOnlyAPartIsAskedFor) {
    const std::string runs[] = {wrap(to_base64(kMessage), 64, "\n    "), each_byte(kMessage, "%02x"),    each_byte(kMessage, "0x%02x, "),
                                each_byte(kMessage, "%%%02x"),           each_byte(kMessage, "\\x%02x"), to_utf16(kMessage, true)};
    for (const auto& run : runs) {
        const auto text = std::string(1000, '\n') + run + std::string(1000, '\n');
        const auto whole = find(text);
        ASSERT_EQ(whole.size(), 1U) << run;
        for (auto at = whole[0].where.begin; at < whole[0].where.end; at += 7) EXPECT_EQ(find(text, {at, at}), whole) << run << ' ' << at;
        EXPECT_TRUE(find(text, {0, 500}).empty());
        std::vector<Region> regions;
        for (std::uint32_t at = 0; at + 3 < text.size(); at += 5) regions.push_back({at, at + 3});
        std::vector<Encoded> found;
        find_encoded(text, regions, found);
        EXPECT_EQ(found, whole) << run;
    }
}

/// A text made of runs, pieces of runs and what separates them, with a seed of its own.
std::string scramble(std::mt19937& random, std::size_t pieces) {
    static const std::string runs[] = {to_base64(kMessage.substr(0, 48)),
                                       to_base64(kMessage.substr(0, 30)),
                                       to_base64(kMessage.substr(0, 40)),
                                       each_byte(kMessage.substr(0, 24), "%02x"),
                                       each_byte(kMessage.substr(0, 18), "0x%02x, "),
                                       each_byte(kMessage.substr(0, 18), "%%%02x"),
                                       each_byte(kMessage.substr(0, 18), "\\u%04x"),
                                       to_utf16(kMessage.substr(0, 20), false)};
    static constexpr std::string_view kBetween[] = {"\n", "\n", "\n  ", "\r\n", "\\n",    "/",  "_",   "=",
                                                    "\"", " ",  "%",    "\\",   "0x41, ", ": ", "name"};
    std::string text;
    for (std::size_t piece = 0; piece < pieces; ++piece) {
        const auto& run = runs[random() % std::size(runs)];
        text += random() % 4 == 0 ? run.substr(random() % run.size(), random() % 20) : run;
        for (auto count = random() % 3; count > 0; --count) text += kBetween[random() % std::size(kBetween)];
    }
    return text;
}

TEST(EncodedRun, IsFoundAgainWhereATextChanged) {
    std::mt19937 random(1);
    for (int round = 0; round < 4000; ++round) {
        const auto base = scramble(random, 6);
        const auto begin = random() % base.size();
        const auto end = begin + std::min<std::size_t>(random() % 30, base.size() - begin);
        const auto put = random() % 3 == 0 ? std::string() : scramble(random, 1);
        const auto text = base.substr(0, begin) + put + base.substr(end);
        const Region changed{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + put.size())};
        const auto before = find(base);
        const auto whole = find(text);
        const auto there = find(text, changed);
        for (const auto& run : there) EXPECT_EQ(std::ranges::count(whole, run), 1) << text << ' ' << changed.begin;
        for (const auto& run : whole) { // found, or known from the base
            if (std::ranges::count(there, run) == 1) continue;
            auto known = run;
            if (run.where.begin >= changed.end) {
                const auto moved = static_cast<std::uint32_t>(end) - changed.end;
                known.where.begin += moved;
                known.where.end += moved;
            } else {
                EXPECT_LE(run.where.end, begin) << text;
            }
            EXPECT_EQ(std::ranges::count(before, known), 1) << base << "\n----\n" << text << "\n---- " << begin << ' ' << run.where.begin;
        }
        if (testing::Test::HasFailure()) return;
    }
}

TEST(EncodedRun, TakesLinearTime) { // quadratic, each of these would take minutes
    constexpr std::size_t kSize = 4'000'000;
    const auto repeat = [](std::string_view unit) {
        std::string text;
        while (text.size() < kSize) text += unit;
        return text;
    };
    for (const std::string_view unit :
         {"a", "%41", "%4", "\\x41", "\\u00e9", "0x41, ", "0x", " ", "a\0", "\0", "/", "a\n", "_aaaaaaaaaaaaaaaaaaaaaaaa"}) {
        const auto text = repeat(unit == "a\0" ? "a\0"sv : unit == "\0" ? "\0"sv : unit);
        std::vector<Region> regions;
        for (std::uint32_t at = 0; at + 20 < text.size(); at += 40) regions.push_back({at, at + 20});
        std::vector<Encoded> found;
        find_encoded(text, regions, found);
        EXPECT_LE(found.size(), 1U) << unit;
    }
    const auto lines = repeat("YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFh\n");
    EXPECT_EQ(find(lines).size(), 1U);
}

} // namespace
} // namespace squire::secrets
