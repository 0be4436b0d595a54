// SPDX-License-Identifier: MIT
#include "secrets/variable.h"

#include <gtest/gtest.h>

#include <string>

namespace squire::secrets {
namespace {

/// A line in which the value stands between «…».
struct Marked {
    std::string line;
    std::size_t value = 0, end = 0;

    explicit Marked(std::string_view text) {
        constexpr std::string_view kOpen = "«", kClose = "»";
        value = text.find(kOpen);
        const std::size_t close = text.find(kClose);
        end = close - kOpen.size();
        line = std::string(text.substr(0, value)) + std::string(text.substr(value + kOpen.size(), close - value - kOpen.size())) +
               std::string(text.substr(close + kClose.size()));
    }
};

TEST(FindAssignment, ReadsManySyntaxes) {
    struct Case {
        std::string_view line, name;
    };
    for (const auto& [line, name] : {
             Case{R"(password = "«v»")", "password"},
             Case{R"(db.user_password = '«v»';)", "db.user_password"},
             Case{R"(  "api_key": "«v»",)", "api_key"},
             Case{R"(  \"api_key\": \"«v»\",)", "api_key"},
             Case{R"(api_key: «v»)", "api_key"},
             Case{R"(- api-key: «v»)", "api-key"},
             Case{R"(export API_TOKEN=«v»)", "API_TOKEN"},
             Case{R"(API_TOKEN="«v»")", "API_TOKEN"},
             Case{R"(run --auth-token=«v»)", "auth-token"},
             Case{R"(run --auth-token «v»)", "auth-token"},
             Case{R"(<password>«v»</password>)", "password"},
             Case{R"(<string name="api_key">«v»</string>)", "api_key"},
             Case{R"(<add key="DbPassword" value="«v»" />)", "DbPassword"},
             Case{R"(<connection user="a" password="«v»"/>)", "password"},
             Case{R"(:secret_token => "«v»")", "secret_token"},
             Case{R"('secret' => '«v»',)", "secret"},
             Case{R"(config['secret_key'] = '«v»')", "secret_key"},
             Case{R"(config["secret_key"]='«v»')", "secret_key"},
             Case{R"($password = '«v»';)", "password"},
             Case{R"(@token = "«v»")", "token"},
             Case{R"(self.token = r"«v»")", "self.token"},
             Case{R"(const char *password = "«v»";)", "password"},
             Case{R"(char password[] = "«v»";)", "password"},
             Case{R"(var s = L"«v»";)", "s"},
             Case{R"(password: str = "«v»")", "password"},
             Case{R"(password: Optional[str] = "«v»")", "password"},
             Case{R"(const TOKEN: &str = "«v»";)", "TOKEN"},
             Case{R"(const TOKEN: &'static str = "«v»";)", "TOKEN"},
             Case{R"(let token: String = "«v»")", "token"},
             Case{R"(token := "«v»")", "token"},
             Case{R"(password ||= "«v»")", "password"},
             Case{R"(setPassword("«v»"))", "setPassword"},
             Case{R"(builder.password("«v»"))", "builder.password"},
             Case{R"(define('AUTH_KEY',   '«v»');)", "AUTH_KEY"},
             Case{R"(os.environ.setdefault("API_KEY", "«v»"))", "API_KEY"},
             Case{R"(machine a login b password «v»)", "password"},
             Case{R"(ENV DB_PASSWORD «v»)", "DB_PASSWORD"},
             Case{R"("Authorization": "Bearer «v»")", "Authorization"},
             Case{R"(APP_KEY=base64:«v»)", "APP_KEY"},
             Case{"- name: DB_PASSWORD\n  value: \"«v»\"", "DB_PASSWORD"},
             Case{"«v»", ""},
             Case{"", ""},
         }) {
        if (line.empty()) {
            EXPECT_EQ(find_assignment("", 0, 0).name, "");
            continue;
        }
        const Marked marked{line};
        EXPECT_EQ(find_assignment(marked.line, marked.value, marked.end).name, name) << line;
    }
}

TEST(FindAssignment, SaysHowTheValueStands) {
    const Marked compared{R"(if password == "«v»":)"};
    EXPECT_TRUE(find_assignment(compared.line, compared.value, compared.end).compared);
    const Marked bare{"token=«v» # why"};
    const Assignment found = find_assignment(bare.line, bare.value, bare.end);
    EXPECT_FALSE(found.quoted);
    EXPECT_EQ(found.after, '#');
    const Marked argument{R"(login("«v»"))"};
    EXPECT_TRUE(find_assignment(argument.line, argument.value, argument.end).argument);
    EXPECT_TRUE(find_assignment(argument.line, argument.value, argument.end).quoted);
    EXPECT_EQ(find_assignment("a=", 100, 200).name, "a"); // offsets beyond the line are brought back
}

TEST(PurposeOf, NamesOfSecrets) {
    struct Case {
        std::string_view name;
        Purpose purpose;
    };
    for (const auto& [name, purpose] : {
             Case{"password", Purpose::password},
             Case{"PASSWORD", Purpose::password},
             Case{"db_password", Purpose::password},
             Case{"dbPassword", Purpose::password},
             Case{"DBPASSWORD", Purpose::password},
             Case{"dbpasswd", Purpose::password},
             Case{"spring.datasource.password", Purpose::password},
             Case{"password2", Purpose::password},
             Case{"passphrase", Purpose::password},
             Case{"IRC_PASS", Purpose::password},
             Case{"ftppass", Purpose::password},
             Case{"admin_pwd", Purpose::password},
             Case{"setPassword", Purpose::password},
             Case{"PASSWORD_PROD", Purpose::password},
             Case{"default_password", Purpose::password},
             Case{"token", Purpose::token},
             Case{"GITHUB_TOKEN", Purpose::token},
             Case{"accessToken", Purpose::token},
             Case{"oauth_token", Purpose::token},
             Case{"client_secret", Purpose::token},
             Case{"clientSecretValue", Purpose::token},
             Case{"AppSecret", Purpose::token},
             Case{"aws_secret", Purpose::token},
             Case{"credentials", Purpose::token},
             Case{"_auth", Purpose::token},
             Case{"Authorization", Purpose::token},
             Case{"api_key", Purpose::key},
             Case{"apiKey", Purpose::key},
             Case{"APIKey", Purpose::key},
             Case{"APIKEY", Purpose::key},
             Case{"X-Api-Key", Purpose::key},
             Case{"myApiKey", Purpose::key},
             Case{"secret_key_base", Purpose::key},
             Case{"SECRET_KEY", Purpose::key},
             Case{"AWS_SECRET_ACCESS_KEY", Purpose::key},
             Case{"private-key", Purpose::key},
             Case{"encryptionKey", Purpose::key},
             Case{"AUTH_SALT", Purpose::salt},
         }) {
        EXPECT_EQ(purpose_of(name), purpose) << name;
    }
}

TEST(PurposeOf, NamesThatMerelyContainOne) {
    for (const std::string_view name : {
             "token_type",
             "tokenType",
             "password_field",
             "passwordField",
             "secret_name",
             "secretName",
             "public_key",
             "publicKey",
             "key_id",
             "access_key_id",
             "primary_key",
             "foreign_key",
             "cache_key",
             "csrf_token",
             "csrf_token_name",
             "xsrfToken",
             "password_hash",
             "token_url",
             "tokenEndpoint",
             "password_label",
             "password_reset_url",
             "forgot_password",
             "secret_version",
             "token_expiry",
             "password_min_length",
             "token_count",
             "pad_token",
             "eos_token",
             "bos_token",
             "mask_token",
             "unk_token",
             "next_page_token",
             "cancellation_token",
             "continuation_token",
             "sort_key",
             "partition_key",
             "translation_key",
             "api_key_header",
             "api_key_name",
             "passwordConfirmationMessage",
             "invalid_password",
             "wrongPassword",
             "fake_token",
             "example_token",
             "dummySecret",
             "has_password",
             "is_secret",
             "require_password",
             "show_password",
             "auth_url",
             "auth_type",
             "auth_provider",
             "credentials_file",
             "credential_path",
             "secret_arn",
             "secretRef",
             "token_file",
             "key_path",
             "encrypted_password",
             "sshPublicKey",
             "idempotency_key",
         }) {
        EXPECT_EQ(purpose_of(name), Purpose::other) << name;
    }
}

TEST(PurposeOf, NamesOfOtherThings) {
    for (const std::string_view name :
         {"monkey", "keyboard", "tokenizer", "author", "authority", "turkey",  "compass", "passenger", "name",    "user",       "id",
          "url",    "sequence", "",          "1234",   "__",        "passing", "bypass",  "secretary", "hotkeys", "max_tokens", "num_tokens"}) {
        EXPECT_EQ(purpose_of(name), Purpose::nothing) << name;
    }
}

TEST(PurposeOf, EndlessNamesAreFine) {
    EXPECT_EQ(purpose_of(std::string(10'000, 'a') + "_password"), Purpose::password);
    EXPECT_EQ(purpose_of(std::string(10'000, '_')), Purpose::nothing);
}

} // namespace
} // namespace squire::secrets
