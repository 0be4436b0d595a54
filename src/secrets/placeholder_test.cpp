// SPDX-License-Identifier: MIT
#include "secrets/placeholder.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace squire::secrets {
namespace {

struct Case {
    std::string_view value;
    Ordinary kind;
};

TEST(Placeholder, ObviousOnes) {
    for (const auto& [value, kind] : {
             Case{"xxxxxxxx", Ordinary::masked},
             Case{"XXXXXXXXXXXXXXXX", Ordinary::masked},
             Case{"********", Ordinary::masked},
             Case{"glpat-xxxxxxxxxxxxxxxxxxxx", Ordinary::masked},
             Case{"AKIAXXXXXXXXXXXXXXXX", Ordinary::masked},
             Case{"ghp_0000000000000000000000000000", Ordinary::masked},
             Case{"sk_live_.....", Ordinary::masked},
             Case{"--------", Ordinary::masked},
             Case{"", Ordinary::masked},
             Case{"${VAR}", Ordinary::variable},
             Case{"prefix-${DB_PASSWORD:-x}", Ordinary::variable},
             Case{"{{ var }}", Ordinary::variable},
             Case{"{{.Values.password}}", Ordinary::variable},
             Case{"%(password)s", Ordinary::variable},
             Case{"$PASSWORD", Ordinary::variable},
             Case{"$(cat /run/secret)", Ordinary::variable},
             Case{"#{token}", Ordinary::variable},
             Case{"<your-token>", Ordinary::variable},
             Case{"<password>", Ordinary::variable},
             Case{"[REDACTED]", Ordinary::variable},
             Case{"<%= token %>", Ordinary::variable},
             Case{"%{password}", Ordinary::variable},
             Case{"__PASSWORD__", Ordinary::variable},
             Case{"@@TOKEN@@", Ordinary::variable},
             Case{"changeme", Ordinary::made_up},
             Case{"CHANGE_ME_NOW", Ordinary::made_up},
             Case{"AKIAIOSFODNN7EXAMPLE", Ordinary::made_up},
             Case{"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", Ordinary::made_up},
             Case{"your_api_key_here", Ordinary::made_up},
             Case{"YOUR-SECRET-KEY", Ordinary::made_up},
             Case{"test123", Ordinary::made_up},
             Case{"password1", Ordinary::made_up},
             Case{"secret", Ordinary::made_up},
             Case{"my-secret-token", Ordinary::made_up},
             Case{"dummy_value", Ordinary::made_up},
             Case{"REPLACE_ME", Ordinary::made_up},
             Case{"lorem ipsum dolor", Ordinary::made_up},
             Case{"todo", Ordinary::made_up},
             Case{"null", Ordinary::made_up},
             Case{"Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsu", Ordinary::published},
             Case{"1234567890abcdef", Ordinary::sequence},
             Case{"abcdefghijklmnop", Ordinary::sequence},
             Case{"qwertyuiop", Ordinary::sequence},
             Case{"deadbeef01deadbeef01", Ordinary::sequence},
             Case{"ghp_abcdefghijklmnopqrstuvwxyz0123456789", Ordinary::sequence},
         }) {
        EXPECT_EQ(placeholder_of(value), kind) << value;
    }
}

TEST(Placeholder, OrdinaryText) {
    for (const auto& [value, kind] : {
             Case{"process.env.API_KEY", Ordinary::code},
             Case{"os.environ['TOKEN']", Ordinary::code},
             Case{"ENV['TOKEN']", Ordinary::code},
             Case{"config.get('token')", Ordinary::code},
             Case{"getPassword()", Ordinary::code},
             Case{"user.account.locked", Ordinary::code},
             Case{"Auth::Scheme::BEARER", Ordinary::code},
             Case{"repo->login", Ordinary::code},
             Case{"params[:token]", Ordinary::code},
             Case{"/etc/ssl/private/server.key", Ordinary::path},
             Case{"./config/token.txt", Ordinary::path},
             Case{"C:\\keys\\server.pfx", Ordinary::path},
             Case{"config/production.json", Ordinary::path},
             Case{"https://auth.company.org/oauth/token", Ordinary::address},
             Case{"user@company.org", Ordinary::address},
             Case{"localhost:5432", Ordinary::address},
             Case{"2024-01-31", Ordinary::number},
             Case{"12:30:59", Ordinary::number},
             Case{"v1.20.3", Ordinary::number},
             Case{"83492748", Ordinary::number},
             Case{"0x7F3A99C2", Ordinary::number},
             Case{"c1a54be7-08d9-4e6e-9a3b-5d0f3f1b7e62", Ordinary::uuid},
             Case{"application/json", Ordinary::media_type},
             Case{"#a0b1c2", Ordinary::colour},
             Case{"Please type the login again", Ordinary::prose},
             Case{"Bitte geben Sie etwas ein", Ordinary::prose},
             Case{"^[a-zA-Z0-9]{8,}$", Ordinary::pattern},
             Case{"\\d{4}-\\d{2}", Ordinary::pattern},
             Case{"#login-button", Ordinary::markup},
             Case{"<b>token</b>", Ordinary::markup},
             Case{"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ", Ordinary::public_key},
             Case{"authenticationProvider", Ordinary::words},
             Case{"LOGIN_RETRY_REQUIRED", Ordinary::words},
             Case{"IPasswordHasher", Ordinary::words},
             Case{"access_token_response", Ordinary::words},
             Case{"form-control-input", Ordinary::words},
         }) {
        EXPECT_EQ(ordinary_of(value), kind) << value << " is " << describe(ordinary_of(value));
    }
}

TEST(Placeholder, RandomTextIsNone) {
    std::mt19937 random(1);
    constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    int wrong = 0;
    std::string last;
    for (int round = 0; round < 20'000; ++round) {
        std::string token;
        for (int i = 0; i < 32; ++i) {
            token += kDigits[random() % kDigits.size()];
        }
        if (ordinary_of(token) != Ordinary::no) {
            ++wrong;
            last = token;
        }
    }
    EXPECT_LE(wrong, 2) << last << ": " << describe(ordinary_of(last));
}

TEST(Placeholder, EveryKindHasWords) {
    for (int kind = 1; kind <= static_cast<int>(Ordinary::words); ++kind) {
        EXPECT_FALSE(describe(static_cast<Ordinary>(kind)).empty()) << kind;
    }
}

TEST(SpeaksOfDigest, LooksBesideTheValue) {
    const auto speaks = [](std::string_view line) {
        const std::size_t at = line.find("VALUE");
        return speaks_of_digest(line, at, at + 5);
    };
    for (const std::string_view line :
         {"sha256: VALUE", "\"integrity\": \"VALUE\"", "commit VALUE", "ETag = VALUE", "VALUE # md5", "fileChecksum=VALUE"}) {
        EXPECT_TRUE(speaks(line)) << line;
    }
    for (const std::string_view line : {"token: VALUE", "shadow = VALUE", "VALUE", "hashed_committee: VALUE", "sha1: x\ntoken: VALUE\nmd5: y"}) {
        EXPECT_FALSE(speaks(line)) << line;
    }
}

TEST(IsPiece, OfADigestOrABundle) {
    const std::string bundle(400, 'Q');
    EXPECT_TRUE(is_piece(bundle, 100, 140));
    EXPECT_TRUE(is_piece("integrity sha512-abcdefgh/ABCDEF==", 26, 32));
    EXPECT_FALSE(is_piece("token=ABCDEF", 6, 12));
    EXPECT_FALSE(is_piece("", 0, 0));
    EXPECT_FALSE(is_piece("ab", 5, 9));
}

} // namespace
} // namespace squire::secrets
