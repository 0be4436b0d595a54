// SPDX-License-Identifier: MIT
#include "secrets/decode.h"

#include <gtest/gtest.h>

namespace squire::secrets {
namespace {

using enum Encoding;
using namespace std::string_view_literals;

TEST(Decode, GivesWhatARunStandsFor) {
    struct Case {
        Encoding encoding;
        std::string_view run, decoded;
    };
    static constexpr Case kCases[] = {
        {base64, "", ""},
        {base64, "aGVsbG8gd29ybGQ=", "hello world"},
        {base64, "aGVsbG8gd29ybGQ", "hello world"},
        {base64, "aGVsbG8gd29ybGQh", "hello world!"},
        {base64, "aGVsbG8gd29ybG==", "hello worl"},
        {base64, "aGVsbG8gd29ybGQhX", "hello world!"}, // one digit too many says nothing
        {base64, "Pz8/Pj4+", "?\?\?>>>"},
        {base64, "Pz8_Pj4-", "?\?\?>>>"},
        {base64, "aGVs\r\n  bG8g\n\td29y", "hello wor"},
        {base64, "aGVs\\nbG8g\\r\\nd29y", "hello wor"},
        {base64, "aGV\nsbG\n8=\n", "hello"},
        {hex, "68656c6C6F", "hello"},
        {hex, "6865\n  6c6c", "hell"},
        {byte_list, "0x68, 0X65,0x6c\n 0x6C", "hell"},
        {percent, "a%3Db%26c%", "a=b&c%"},
        {percent, "%zz%e4%BD%a0", "%zz\xe4\xbd\xa0"},
        {percent, "%253D", "%3D"},
        {backslash, R"(\x68\x65\u006c\u006C\n)", "hell\\n"},
        {backslash, R"(\u00e9\u4f60\ud83d\ude00)", "\xc3\xa9\xe4\xbd\xa0\xf0\x9f\x98\x80"},
        {backslash, R"(\ud83d\u0041\ude00)",
         "\xef\xbf\xbd"
         "A\xef\xbf\xbd"},
        {backslash, R"(\x4\u004\)", R"(\x4\u004\)"},
        {backslash, R"(\xff)", "\xff"},
        {utf16_little, "h\0i\0"sv, "hi"},
        {utf16_little, "\xff\xfeh\0\x3d\xd8\x00\xde!"sv, "h\xf0\x9f\x98\x80"},
        {utf16_big, "\xfe\xff\0h\0i"sv, "hi"},
        {utf16_big, "\xd8\x3d\0h\xde\0"sv, "\xef\xbf\xbdh\xef\xbf\xbd"},
    };
    for (const auto& [encoding, run, decoded] : kCases) {
        std::string actual = "what was there before";
        EXPECT_TRUE(decode(run, encoding, actual)) << run;
        EXPECT_EQ(actual, decoded) << run;
    }
}

TEST(Decode, RefusesWhatIsInNoSuchEncoding) {
    struct Case {
        Encoding encoding;
        std::string_view run;
    };
    static constexpr Case kCases[] = {
        {base64, "aGVs bG8.d29y"},
        {base64, "aGVs\xff"},
        {base64, "aGVs=bG8g"},
        {base64, "a.Vs"},
        {hex, "686"},
        {hex, "6g"},
        {hex, "68 zz"},
        {byte_list, "0x4"},
        {byte_list, "0x41;"},
        {byte_list, "41"},
        {byte_list, "0x41, 0"},
    };
    for (const auto& [encoding, run] : kCases) {
        std::string decoded;
        EXPECT_FALSE(decode(run, encoding, decoded)) << run;
    }
}

TEST(Decode, PlacesWholeUnits) {
    struct Case {
        Encoding encoding;
        std::string_view run;
        Region decoded;
        std::string_view place;
    };
    static constexpr Case kCases[] = {
        {base64, "aGVsbG8gd29ybGQ=", {0, 3}, "aGVs"},
        {base64, "aGVsbG8gd29ybGQ=", {2, 4}, "aGVsbG8g"},
        {base64, "aGVsbG8gd29ybGQ=", {9, 11}, "bGQ="},
        {base64, "aGVs\n  bG8g\n  d29y", {3, 7}, "bG8g\n  d29y"},
        {base64, "aGVsbG8g", {6, 9}, ""},
        {base64, "aGVsbG8g", {4, 90}, "bG8g"},
        {hex, "68656c6C6F", {1, 3}, "656c"},
        {byte_list, "0x68, 0x65, 0x6c", {1, 3}, "0x65, 0x6c"},
        {percent, "a%3Db%26c", {1, 4}, "%3Db%26"},
        {backslash, R"(a\u00e9b\x41c)", {2, 5}, R"(\u00e9b\x41)"},
        {utf16_little, "\xff\xfeh\0i\0!\0"sv, {1, 3}, "i\0!\0"sv},
        {utf16_big, "\0h\0i\0!"sv, {0, 1}, "\0h"sv},
    };
    for (const auto& [encoding, run, decoded, place] : kCases) {
        const auto actual = place_in_run(run, encoding, decoded);
        ASSERT_LE(actual.begin, actual.end) << run;
        EXPECT_EQ(run.substr(actual.begin, actual.end - actual.begin), place) << run << ' ' << decoded.begin;
    }
}

} // namespace
} // namespace squire::secrets
