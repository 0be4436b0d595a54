// SPDX-License-Identifier: MIT
#include "secrets/judge.h"

#include <gtest/gtest.h>

#include <ostream>
#include <random>
#include <string>
#include <vector>

#include "rules/checksum.h"

namespace squire::secrets {
namespace {

using finding::Confidence;
using finding::Severity;
using rules::SecretRule;
using source::Mark;

SecretRule generic_rule() {
    return {.id = "generic-secret-assignment",
            .entropy = 2.8,
            .severity = Severity::medium,
            .confidence = Confidence::low,
            .evidence = SecretRule::Evidence::generic};
}

SecretRule shape_rule() {
    return {.id = "acme-token", .severity = Severity::critical, .confidence = Confidence::high, .evidence = SecretRule::Evidence::shape};
}

SecretRule named_rule() {
    SecretRule rule = generic_rule();
    rule.id = "acme-api-key";
    rule.severity = Severity::high;
    rule.entropy = 2;
    return rule;
}

source::Marks marked(std::initializer_list<Mark> wanted) {
    source::Marks marks;
    for (const Mark mark : wanted) {
        marks.set(mark);
    }
    return marks;
}

/// Judges a line whose secret stands between «…».
Verdict judge_line(const SecretRule& rule, std::string_view path, std::string_view text, source::Marks marks = {}) {
    constexpr std::string_view kOpen = "«", kClose = "»";
    const std::size_t open = text.find(kOpen), close = text.find(kClose);
    std::string line(text.substr(0, open));
    const std::size_t length = close - open - kOpen.size();
    line += text.substr(open + kOpen.size(), length);
    line += text.substr(close + kClose.size());
    return judge(
        {.rule = rule, .path = path, .line = line, .match = line, .secret = std::string_view(line).substr(open, length), .marks = marks});
}

// What each service's users see as noise: the kinds of text that other scanners' generic rules report (see the names of the groups), in
// lines of our own. None may be reported.
struct Line {
    std::string_view path, line;
};

constexpr Line kFalseAlarms[] = {
    // plain identifiers
    {"src/a.js", R"(const tokenName = "«authenticationToken»";)"},
    {"src/a.js", R"(const token = "«userSessionIdentifier»";)"},
    {"src/a.js", R"(token: "«currentAccessToken»",)"},
    {"src/a.ts", R"(secret: '«clientSecretFieldName»')"},
    {"src/a.py", R"(password = "«password_confirmation»")"},
    {"src/a.py", R"(api_key = "«settings_api_key_name»")"},
    {"src/a.go", R"(Secret: "«kubernetes-dashboard-certs»",)"},
    {"src/a.go", R"(const tokenKey = "«vault-agent-injector»")"},
    {"src/a.rb", R"(:token => "«remember_token_digest»")"},
    {"src/a.rb", R"(secret = "«session_store_cookie»")"},
    {"src/A.java", R"(String credential = "«basicCredentialProvider»";)"},
    {"src/a.rs", R"(const TOKEN: &str = "«x-amz-security-token»";)"},
    {"src/a.py", R"(SECRET = "«django-insecure-fallback»")"},
    // C# and Java type and interface names
    {"src/A.cs", R"(services.AddToken("«IAuthenticationTokenProvider»");)"},
    {"src/A.cs", R"(var password = "«IPasswordHasherService»";)"},
    {"src/A.cs", R"(string secret = "«AbstractSecretManagerFactory»";)"},
    {"src/A.cs", R"(Token = "«Microsoft.IdentityModel.Tokens»")"},
    {"src/A.java", R"(String token = "«org.acme.security.TokenFilter»";)"},
    {"src/A.java", R"(password = "«UsernamePasswordAuthenticationFilter»")"},
    {"src/A.kt", R"(val secret = "«SecretKeyFactorySpi»")"},
    {"src/A.cs", R"(public const string ApiKey = "«ApiKeyAuthenticationHandler»";)"},
    {"src/A.cs", R"(Password = "«PasswordBoxBehavior2»")"},
    // public_key, monkey, keyboard and other names that merely contain a word
    {"src/a.py", R"(public_key = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.py", R"(monkey = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.py", R"(keyboard = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.py", R"(author = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.py", R"(turkey = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.py", R"(tokenizer = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.py", R"(primary_key = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.py", R"(cache_key = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.py", R"(key_id = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.py", R"(token_url = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.py", R"(csrf_token = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.py", R"(password_hash = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.py", R"(secret_name = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.py", R"(credentials_file = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.py", R"(next_page_token = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.py", R"(sshPublicKey: "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.py", R"(encrypted_password = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.py", R"(idempotencyKey = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.py", R"(expected_token = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.py", R"(invalid_password = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.py", R"(fake_api_key = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.rb", R"(authenticity_token: "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"src/a.js", R"(websiteToken: '«kX92mPq7vB4nZt6wY1cR8sLd»')"},
    {"src/a.cs", R"(var hwScaleFilterFirstPass = "«vpp_qsv=w=Zx81:h=kq02»";)"},
    {"src/a.c", R"(shadow_pass = "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    // masked and placeholder values
    {"config/a.yml", "api_key: «XXXXXXXXXXXXXXXXXXXX»"},
    {"config/a.yml", "password: «xxxxxxxx»"},
    {"config/a.yml", "password: «************»"},
    {"config/a.yml", "token: «xoxb-XXXX-XXXX-XXXXXXXX»"},
    {"config/a.yml", "token: «kX92mPq7vB4nZt6wY1cR8s...»"},
    {"a.json", R"("/creating-a-strong-password":"«/en/acme-server@3.0/auth»")"},
    {"config/a.yml", "token: «0000000000000000»"},
    {"config/a.yml", "secret: «your-secret-here»"},
    {"config/a.yml", "secret: «<your-client-secret>»"},
    {"config/a.yml", "secret: «REPLACE_WITH_SECRET»"},
    {"config/a.yml", "password: «changeme123»"},
    {"config/a.yml", "password: «ChangeMe!»"},
    {"config/a.yml", "api_key: «insert_api_key_here»"},
    {"config/a.yml", "token: «my-very-secret-token»"},
    {"config/a.yml", "access_key: «AKIAIOSFODNN7EXAMPLE»"},
    {"config/a.yml", "secret_key: «wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»"},
    {"config/a.yml", "password: «example-password»"},
    {"config/a.yml", "password: «dummyPassword1»"},
    {"config/a.yml", "password: «p4ssw0rd»"},
    {"config/a.yml", "secret: «S3cr3t123!»"},
    {"config/a.properties", "vaultpassword=«if_you_see_this_please_use_K8S_and_Vault»"},
    {"config/a.yml", "token: «1234567890abcdef1234567890abcdef»"},
    {"config/a.yml", "token: «abcdefghijklmnopqrstuvwxyz»"},
    {"config/a.yml", "password: «qwertyuiop»"},
    {"config/a.yml", "password: «test-password-123»"},
    {"config/a.yml", "secret: «notasecret»"},
    {"config/a.yml", "secret: «supersecret»"},
    {"config/a.yml", "token: «deadbeefdeadbeefdeadbeef»"},
    {"config/a.yml", "password: «lorem-ipsum-dolor»"},
    {"config/a.yml", "password: «REDACTED_BY_ADMIN»"},
    // variables, templates, expressions
    {"config/a.yml", "password: «${DB_PASSWORD}»"},
    {"config/a.yml", "password: «{{ .Values.db.password }}»"},
    {"config/a.yml", "password: «$POSTGRES_PASSWORD»"},
    {"config/a.yml", "password: «%(db_password)s»"},
    {"config/a.yml", "token: «$(cat /run/secrets/token)»"},
    {"config/a.yml", "token: «<%= ENV['TOKEN'] %>»"},
    {"config/a.yml", "token: «@@API_TOKEN@@»"},
    {"config/a.yml", "token: «__API_TOKEN__»"},
    {"src/a.js", "const token = «process.env.GITHUB_TOKEN»"},
    {"src/a.py", "password = «os.environ['DB_PASSWORD']»"},
    {"src/a.rb", "password = «ENV.fetch('DB_PASSWORD')»"},
    {"src/a.php", "'password' => «env('DB_PASSWORD')»,"},
    {"src/a.js", "token: «req.headers.authorization»,"},
    {"src/a.go", "token := «r.Header.Get(headerName)»"},
    {"src/a.py", "token = «generate_token(32)»"},
    {"src/a.py", "password=«self.cleaned_data»,"},
    {"src/a.ts", "password = «formGroup.controls.password.value»"},
    {"src/a.rs", "let secret = «SecretString::from(value)»;"},
    {"src/a.java", "String password = «getPasswordFromVault9()»;"},
    {"src/a.js", "const secret = «a1b2c3d4e5f6g7h8i9j0k1l2»;"}, // a name: no quotes in code
    {"src/a.py", R"(token = "«user.profile.access_token»")"},
    {"src/a.php", R"($password = "«$config->password»";)"},
    {"src/a.sh", R"(PASSWORD="«$1»")"},
    {"src/a.js", R"(token = '«' + prefix + '»')"},
    {"src/a.py", R"(password = "«{password}»")"},
    {"src/a.cs", R"(var token = $"«{header}.{payload}»";)"},
    // messages, translations, labels
    {"locales/de.yml", R"(password: "«Passwort vergessen oder falsch»")"},
    {"locales/en.json", R"("password": "«Please enter a valid password»",)"},
    {"locales/en.json", R"("token": "«The token has expired»",)"},
    {"locales/fr.json", R"("password": "«Mot de passe oublié»",)"},
    {"locales/es.json", R"("password": "«Contraseña»",)"},
    {"locales/ja.json", R"("password": "«パスワードを入力»",)"},
    {"locales/ru.json", R"("password": "«Введите пароль»",)"},
    {"src/a.vue", R"(<input password="«form.fields.password»">)"},
    {"src/a.ts", R"(secret: t('«settings.secret.label»'))"},
    {"src/a.php", R"('password' => '«required|string|min:8»',)"},
    {"src/a.php", R"('token' => '«auth.failed_token_mismatch»',)"},
    {"src/a.html", R"(<label password="«form-control mb-3»">)"},
    {"src/a.ts", R"(password: '«Must contain 8 characters, 1 digit»')"},
    // language models and parsers
    {"src/a.py", R"(token = "«<|endoftext|>»")"},
    {"src/a.py", R"(pad_token = "«[PAD_TOKEN_FOR_BATCH]»")"},
    {"src/a.py", R"(token = "«unk_token_placeholder»")"},
    {"src/a.c", R"(token = "«T_DOUBLE_COLON_OPERATOR»";)"},
    {"src/a.go", R"(token = "«token.LBRACE»")"},
    {"tokenizer_config.json", R"("bos_token": "«<s>begin_of_text</s>»",)"},
    {"src/a.py", R"(eos_token = "«Zx81Kq02LmNa77PqRs5T»")"},
    {"src/a.py", R"(max_tokens = "«4096tokens»")"},
    // addresses, paths, dates, versions, media types, colours, patterns, markup
    {"config/a.yml", "token: «https://auth.acme.org/oauth2/token»"},
    {"config/a.yml", "secret: «/run/secrets/database_password»"},
    {"config/a.yml", "credentials: «./keys/service-account.json»"},
    {"config/a.yml", "private_key: «~/.ssh/id_ed25519»"},
    {"config/a.yml", "private_key: «certs/server.key»"},
    {"config/a.yml", "secret: «projects/acme/secrets/db/versions/latest»"},
    {"config/a.yml", "token: «2024-01-31T12:00:00Z»"},
    {"config/a.yml", "token: «20240131120000»"},
    {"config/a.yml", "token: «v1.20.3-alpha.1»"},
    {"config/a.yml", "token: «application/vnd.api+json»"},
    {"config/a.yml", "token: «#a0b1c2d3»"},
    {"config/a.yml", "password: «admin@acme.org»"},
    {"config/a.yml", "password: «localhost:8200»"},
    {"src/a.js", R"(password = "«^(?=.*[A-Z])(?=.*[0-9]).{8,}$»")"},
    {"src/a.js", R"(token: '«[a-zA-Z0-9_-]{20,}»')"},
    {"src/a.js", R"(token = "«<span>Token</span>»")"},
    {"src/a.js", R"(password = "«#login-form__password»")"},
    {"src/a.js", R"(password = "«.password-input»")"},
    {"src/a.js", R"(secret = "«%s:%s@%s»")"},
    {"src/a.py", R"(token = "«Bearer {}»")"},
    {"src/a.css", R"(token: "«btn btn-primary btn-lg»";)"},
    {"src/a.js", R"(token: "«ghp_oxd2e1k5su9x4k6j73mdknvgtuydba0hfkwz»")"}, // a checksum that does not hold
    // digests, ids, keys that are public
    {"config/a.yml", "token: «9c1185a5c5e9fc54612808977ee8f548b2258d31» # sha1 of the release"},
    {"config/a.yml", "secret: «c1a54be7-08d9-4e6e-9a3b-5d0f3f1b7e62»"},
    {"config/a.yml", "auth: «ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKx92mPq7vB4nZt6wY1cR8sLdTq0aHjEu3fGiKoWxZy5»"},
    {"config/a.yml", "secret: «LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJxRENDQVU2Z0F3SUJBZ0lV»"},
    {"config/a.yml", R"(token: "sha512-«9zXk2LmQ7vB4nTt6wY1cR8sLdPq0aHjEu3fGiKoWxZy5»==")"},
    {"config/a.yml", "fingerprint_token: «9c1185a5c5e9fc54612808977ee8f548b2258d31» etag"},
    {"package-lock.json", R"("token": "«kX92mPq7vB4nZt6wY1cR8sLd»")"},
    {"yarn.lock", "token «kX92mPq7vB4nZt6wY1cR8sLd»"},
    // base64 of nothing secret
    {"config/a.yml", "auth: «dXNlcjpwYXNzd29yZA==»"},       // user:password
    {"config/a.yml", "auth: «YWRtaW46YWRtaW4=»"},           // admin:admin
    {"config/a.yml", "password: «Y2hhbmdlbWU=»"},           // changeme
    {"config/a.yml", "password: «cGFzc3dvcmQ=»"},           // password
    {"config/a.yml", "secret: «dGhpcyBpcyBub3QgYSBzZWNyZXQ=»"}, // this is not a secret
    // passwords that no one would use, and settings about passwords
    {"config/a.yml", "password: «password»"},
    {"config/a.yml", "password: «postgres»"},
    {"config/a.yml", "password: «required»"},
    {"config/a.yml", "password: «md5-scram-sha-256»"},
    {"config/a.yml", "password: «optional»"},
    {"config/a.yml", "password: «disabled»"},
    {"config/a.yml", "passwd: «files systemd»"},
    {"src/a.py", R"(password = "«bcrypt_sha256»")"},
    {"src/a.ts", R"(type Password = "«weak» | strong")"},
    {"src/a.sql", R"(password = '«varchar(255)»')"},
    {"src/a.js", R"(if (token === "«undefined»"))"},
    {"src/a.js", R"(password: "«current-password»")"},
    {"src/a.js", R"(autocomplete.password = "«new-password»")"},
    // comments of source code
    {"src/a.rb", R"(#   User.new(password: '«tRk4w00PqmZb2»'))"},
    {"src/a.js", R"(// password: "«Zx81!kq02»")"},
    {"src/a.java", R"( * password = "«Zx81!kq02»")"},
    {"docker-compose.yml", R"(#   SA_PASSWORD: "«Zx81!kq02»")"},
    // databases that last as long as one job
    {".github/workflows/test.yml", "SA_PASSWORD: «Zx81!kq02»"},
    {".gitlab-ci.yml", "POSTGRES_PASSWORD: «Zx81!kq02»"},
};

TEST(Judge, KnowsFalseAlarms) {
    const SecretRule rule = generic_rule();
    EXPECT_GE(std::size(kFalseAlarms), 150U);
    for (const auto& [path, line] : kFalseAlarms) {
        const Verdict verdict = judge_line(rule, path, line);
        EXPECT_FALSE(verdict.report) << path << ": " << line << " (" << verdict.reason << ")";
        EXPECT_TRUE(verdict.report || !verdict.reason.empty()) << path << ": " << line;
    }
}

// True secrets are never literal: drawn with a fixed seed.
class Drawn {
public:
    explicit Drawn(unsigned seed) : random_(seed) {}

    std::string of(std::string_view alphabet, std::size_t length) {
        std::string text;
        for (std::size_t i = 0; i < length; ++i) {
            text += alphabet[random_() % alphabet.size()];
        }
        return text;
    }

    /// A password as people make them: a name that is no English word, digits, a sign.
    std::string password() {
        constexpr std::string_view kConsonants = "bdfgklmnprstvz", kVowels = "aeiou", kSigns = "!#*+?&";
        std::string text;
        for (int i = 0; i < 3; ++i) {
            text += kConsonants[random_() % kConsonants.size()];
            text += kVowels[random_() % kVowels.size()];
        }
        text[0] = static_cast<char>(text[0] - 0x20);
        text += std::to_string(13 + random_() % 70);
        return text + kSigns[random_() % kSigns.size()];
    }

private:
    std::mt19937 random_;
};

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kAlnum = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kLowerNum = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kBase64 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/";
constexpr std::string_view kUrl = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

struct Leak {
    std::string_view path, before, after;
    std::string_view alphabet; // empty: a password that a person chose
    std::size_t length = 0;
};

constexpr Leak kLeaks[] = {
    {"src/a.py", R"(API_KEY = ")", R"(")", kHex, 32},
    {"src/a.py", R"(SECRET_KEY = ')", R"(')", kAlnum, 50},
    {"src/a.py", R"(client = Client(api_key=")", R"("))", kAlnum, 32},
    {"src/a.py", R"(self.auth_token: str = ")", R"(")", kHex, 40},
    {"src/a.js", R"(const token = ')", R"(';)", kAlnum, 40},
    {"src/a.js", R"(  apiKey: ")", R"(",)", kAlnum, 39},
    {"src/a.js", "  clientSecret: `", "`,", kUrl, 43},
    {"src/a.ts", R"(export const ACCESS_TOKEN = ")", R"(";)", kHex, 64},
    {"src/a.go", R"(token := ")", R"(")", kAlnum, 32},
    {"src/a.go", R"(	APISecret: ")", R"(",)", kAlnum, 40},
    {"src/A.java", R"(private static final String SECRET = ")", R"(";)", kBase64, 44},
    {"src/A.java", R"(config.setPassword(")", R"(");)", kAlnum, 24},
    {"src/A.cs", R"(public const string ApiKey = ")", R"(";)", kHex, 32},
    {"src/A.cs", R"(    "AccountKey": ")", R"(")", kBase64, 88},
    {"src/a.rb", R"(config.secret_key = ')", R"(')", kHex, 128},
    {"src/a.rb", R"(  :api_token => ")", R"(",)", kAlnum, 32},
    {"src/a.php", R"($apiKey = ')", R"(';)", kLowerNum, 32},
    {"src/a.php", R"(define('SECRET_KEY', ')", R"(');)", kAlnum, 48},
    {"src/a.php", R"('client_secret' => ')", R"(',)", kAlnum, 40},
    {"src/a.rs", R"(const API_TOKEN: &str = ")", R"(";)", kAlnum, 32},
    {"src/a.swift", R"(let apiKey: String = ")", R"(")", kAlnum, 32},
    {"src/a.kt", R"(val secret = ")", R"(")", kHex, 48},
    {"src/a.cpp", R"(static const char *auth_token = ")", R"(";)", kHex, 40},
    {"src/a.tf", R"(  secret_key = ")", R"(")", kBase64, 40},
    {"src/a.json", R"(  "api_key": ")", R"(",)", kHex, 32},
    {"src/a.json", R"(  "refresh_token": ")", R"(",)", kUrl, 64},
    {"config/a.yml", "api_key: ", "", kHex, 32},
    {"config/a.yml", "  secret_key_base: ", "", kHex, 128},
    {"config/a.yml", R"(  oauth_token: ")", R"(")", kHex, 40},
    {"config/a.yml", "access_key: ", " # production", kAlnum, 40},
    {"config/a.ini", "token = ", "", kAlnum, 20},
    {"config/a.toml", R"(private_key = ")", R"(")", kBase64, 64},
    {"config/a.properties", "app.encryption.key=", "", kAlnum, 32},
    {"config/a.properties", "spring.datasource.password=", "", kAlnum, 20},
    {"deploy.sh", "export API_TOKEN=", "", kAlnum, 32},
    {"deploy.sh", R"(export AWS_SECRET_ACCESS_KEY=")", R"(")", kBase64, 40},
    {"Dockerfile", "ENV AUTH_TOKEN=", "", kHex, 40},
    {"Dockerfile", "ENV API_KEY ", "", kHex, 32},
    {".env", "JWT_SECRET=", "", kAlnum, 32},
    {".env", "APP_KEY=base64:", "", kBase64, 43},
    {".env", "DB_PASSWORD=", "", kAlnum, 16},
    {"a.xml", R"(<apiKey>)", "</apiKey>", kHex, 32},
    {"a.xml", R"(<add key="ClientSecret" value=")", R"(" />)", kAlnum, 40},
    {"a.xml", R"(<string name="api_key">)", "</string>", kAlnum, 39},
    {"k8s.yml", "- name: API_TOKEN\n  value: ", "", kAlnum, 32},
    {"src/a.py", R"(headers = {"Authorization": "Bearer )", R"("})", kUrl, 48},
    {"src/a.js", R"(if (token === ")", R"(") {)", kAlnum, 40},
    {"src/a.py", R"(db_password = ")", R"(")", "", 0},
    {"src/a.js", R"(  password: ')", R"(',)", "", 0},
    {"src/A.java", R"(String dbPassword = ")", R"(";)", "", 0},
    {"src/a.php", R"($dbpasswd = ')", R"(';)", "", 0},
    {"src/a.php", R"('password' => ')", R"(',)", "", 0},
    {"config/a.yml", "  password: ", "", "", 0},
    {"config/a.ini", "AdminPassword=", "", "", 0},
    {"config/a.properties", "mail.password=", "", "", 0},
    {"deploy.sh", "export MYSQL_PASSWORD=", "", "", 0},
    {".env", "MAIL_PASSWORD=", "", "", 0},
    {".netrc", "machine host.acme.org login deploy password ", "", "", 0},
    {"a.xml", "<password>", "</password>", "", 0},
    {"sftp-config.json", R"(    "password": ")", R"(",)", "", 0},
    {"src/a.go", R"(var apiToken string = ")", R"(")", kAlnum, 32},
    {"src/a.php", R"($apiToken .= ")", R"(";)", kAlnum, 32},
    {"src/A.java", R"(System.setProperty("ACME_TOKEN", ")", R"(");)", kAlnum, 32},
    {"Makefile", R"(API_TOKEN ::= ")", R"(")", kAlnum, 32},
    {"Makefile", R"(API_TOKEN ?= ")", R"(")", kHex, 32},
    {"a.xml", "<acmeToken>\n    ", "\n</acmeToken>", kHex, 32},
};

TEST(Judge, ReportsTrueSecrets) {
    const SecretRule rule = generic_rule();
    std::size_t tried = 0;
    for (unsigned seed = 0; seed < 4; ++seed) {
        Drawn drawn(seed * 7919 + 1);
        for (const Leak& leak : kLeaks) {
            const std::string secret = leak.alphabet.empty() ? drawn.password() : drawn.of(leak.alphabet, leak.length);
            const std::string line = std::string(leak.before) + "«" + secret + "»" + std::string(leak.after);
            const Verdict verdict = judge_line(rule, leak.path, line);
            EXPECT_TRUE(verdict.report) << leak.path << ": " << line << " (" << verdict.reason << ")";
            EXPECT_EQ(verdict.severity, leak.alphabet.empty() ? Severity::low : Severity::medium) << line;
            EXPECT_FALSE(verdict.likely_false_positive) << line;
            ++tried;
        }
    }
    EXPECT_GE(tried, 80U);
}

TEST(Judge, PlacesLowerOrRefuseGenericFindings) {
    Drawn drawn(11);
    const std::string secret = drawn.of(kAlnum, 40);
    const std::string line = R"(token = "«)" + secret + R"(»")";
    for (const Mark mark : {Mark::test, Mark::binary, Mark::minified, Mark::generated}) {
        EXPECT_FALSE(judge_line(generic_rule(), "src/a.py", line, marked({mark})).report) << static_cast<int>(mark);
    }
    for (const Mark mark : {Mark::example, Mark::documentation}) {
        const Verdict verdict = judge_line(generic_rule(), "src/a.py", line, marked({mark}));
        EXPECT_TRUE(verdict.report);
        EXPECT_EQ(verdict.severity, Severity::info);
        EXPECT_TRUE(verdict.likely_false_positive);
    }
    EXPECT_EQ(judge_line(generic_rule(), "src/a.py", line, marked({Mark::vendored})).severity, Severity::low);
    EXPECT_EQ(judge_line(generic_rule(), ".env.example", "TOKEN=«" + secret + "»").severity, Severity::info);
    const std::string chosen = "password: «" + drawn.password() + "»";
    for (const Mark mark : {Mark::test, Mark::example, Mark::documentation, Mark::vendored}) {
        EXPECT_FALSE(judge_line(generic_rule(), "config/a.yml", chosen, marked({mark})).report) << chosen;
    }
    EXPECT_FALSE(judge_line(generic_rule(), ".env.example", chosen).report) << chosen;
}

TEST(Judge, KeyringsHoldWhatWasTyped) {
    const SecretRule rule = generic_rule();
    for (const auto& [path, line] :
         {Line{"home/.esmtprc", R"(password "«password»")"}, Line{".ftpconfig", R"("passphrase": "«swordfish»",)"},
          Line{"a/dbeaver-data-sources.xml", R"(<connection user="user" password="«password»"/>)"},
          Line{"sftp-config.json", R"("password": "«hunter22»",)"}, Line{"wp-config.php", R"(define('DB_PASSWORD', '«admin»');)"}}) {
        const Verdict verdict = judge_line(rule, path, line);
        EXPECT_TRUE(verdict.report) << line << " (" << verdict.reason << ")";
        EXPECT_EQ(verdict.severity, Severity::low) << line;
        EXPECT_FALSE(judge_line(rule, path, line, marked({Mark::test})).report) << line;
        EXPECT_FALSE(judge_line(rule, "config/a.yml", line).report) << line;
    }
    for (const std::string_view line : {"password = «your_password»", "password = «changeme»", "password = «$MAIL_PASSWORD»",
                                        "password = «********»", "token = «authentication»"}) {
        EXPECT_FALSE(judge_line(rule, ".my.cnf", line).report) << line;
    }
    SecretRule shape = shape_rule(); // looks into such files only
    shape.path = R"(\.git-credentials$)";
    EXPECT_TRUE(judge_line(shape, ".git-credentials", "https://deploy:«password!»@forge.acme.org").report);
    EXPECT_FALSE(judge_line(shape_rule(), "src/a.py", "https://deploy:«password!»@forge.acme.org").report);
}

TEST(Judge, FilesByNameAlone) {
    SecretRule rule = shape_rule();
    rule.path = R"(\.jks$)";
    rule.confidence = Confidence::medium;
    const auto judged = [&](std::string_view path, source::Marks marks) {
        return judge({.rule = rule, .path = path, .line = {}, .match = {}, .secret = {}, .marks = marks});
    };
    EXPECT_EQ(judged("app.jks", {}).severity, Severity::critical);
    EXPECT_EQ(judged("test/app.jks", marked({Mark::test})).severity, Severity::medium);
    EXPECT_TRUE(judged("test/app.jks", marked({Mark::test})).likely_false_positive);
    rule.tags = {"key"};
    EXPECT_EQ(judged("dummy-keystore.jks", {}).severity, Severity::medium);
    EXPECT_TRUE(judged("dummy-keystore.jks", {}).likely_false_positive);
}

TEST(Judge, AnExampleIsNotMoreThanItsRule) {
    SecretRule rule = shape_rule();
    Drawn drawn(12);
    const std::string line = "x acme_«" + drawn.of(kAlnum, 32) + "»";
    EXPECT_EQ(judge_line(rule, "src/a.py", line).severity, Severity::critical);
    EXPECT_EQ(judge_line(rule, "src/a.py", line).reason, "");
    const Verdict in_test = judge_line(rule, "src/a.py", line, marked({Mark::test}));
    EXPECT_EQ(in_test.severity, Severity::high);
    EXPECT_FALSE(in_test.likely_false_positive);
    const Verdict in_docs = judge_line(rule, "docs/a.md", line, marked({Mark::documentation}));
    EXPECT_EQ(in_docs.severity, Severity::high);
    EXPECT_TRUE(in_docs.likely_false_positive);
    rule.tags = {"key"}; // anyone makes a private key for a test
    EXPECT_EQ(judge_line(rule, "src/a.py", line, marked({Mark::test})).severity, Severity::medium);
    EXPECT_TRUE(judge_line(rule, "src/a.py", line, marked({Mark::test})).likely_false_positive);
    EXPECT_EQ(judge_line(rule, "docs/a.md", line, marked({Mark::documentation})).severity, Severity::medium);
    EXPECT_EQ(judge_line(rule, "certs/localhost.key", line).severity, Severity::medium);
    EXPECT_TRUE(judge_line(rule, "certs/localhost.key", line).likely_false_positive);
    rule.tags = {};
    rule.confidence = Confidence::medium; // a service's name beside it: test data as a rule
    EXPECT_EQ(judge_line(rule, "src/a.py", line, marked({Mark::test})).severity, Severity::medium);
    EXPECT_TRUE(judge_line(rule, "src/a.py", line, marked({Mark::test})).likely_false_positive);
    rule.severity = Severity::info;
    EXPECT_EQ(judge_line(rule, "src/a.py", line, marked({Mark::test})).severity, Severity::info);
}

TEST(Judge, ShapesAreRefusedOnlyWhenObvious) {
    const SecretRule rule = shape_rule();
    for (const std::string_view line : {
             "«acme_xxxxxxxxxxxxxxxxxxxxxxxx»",
             "«acme_AAAAAAAAAAAAAAAAAAAAAAAA»",
             "«acme_0123456789abcdef01234567»",
             "«acme_your_token_goes_here_123»",
             "«AKIAIOSFODNN7EXAMPLE»",
             "«acme_************************»",
             "«acme_abcdefghijklmnopqrstuvwx»",
             "«acme_aaa_bbbcccddd1111eeee22»",
             "«acme_<token>»",
             "«acme_${ACME_TOKEN}»",
             "«acme_this_is_not_a_real_token»",
             "«postgres://app:password@db.acme.org/app»",
             "«postgres://postgres:postgres@localhost/app»",
             "«redis://user:${REDIS_PASSWORD}@cache:6379»",
         }) {
        EXPECT_FALSE(judge_line(rule, "src/a.py", line).report) << line;
    }
    Drawn drawn(13);
    for (int round = 0; round < 200; ++round) {
        for (const std::string& secret :
             {"acme_" + drawn.of(kAlnum, 24), drawn.of(kHex, 32), "acme-" + drawn.of(kUrl, 20), drawn.of(kBase64, 64)}) {
            const Verdict verdict = judge_line(rule, "src/a.py", "x = \"«" + secret + "»\"");
            EXPECT_TRUE(verdict.report) << secret << " (" << verdict.reason << ")";
        }
    }
}

TEST(Judge, AsksForTheRulesEntropy) {
    SecretRule rule = shape_rule();
    rule.entropy = 3;
    EXPECT_EQ(judge_line(rule, "a", "«acme_zqzqzkzqkqzkqzzq»").reason, "too little entropy");
}

TEST(Judge, VerifiesChecksums) {
    SecretRule rule = shape_rule();
    rule.checksum = SecretRule::Checksum::crc32_base62;
    Drawn drawn(14);
    for (int round = 0; round < 50; ++round) {
        const std::string body = drawn.of(kAlnum, 30);
        const std::string good = "acme_" + body + rules::crc32_base62(body);
        EXPECT_TRUE(judge_line(rule, "a", "«" + good + "»").report) << good;
        const std::string bad = "acme_" + body + rules::crc32_base62(good);
        EXPECT_EQ(judge_line(rule, "a", "«" + bad + "»").reason, "the checksum inside is wrong") << bad;
    }
}

TEST(Judge, RulesThatNameAServiceNeedNoName) {
    Drawn drawn(15);
    const SecretRule rule = named_rule();
    for (const std::string& line :
         std::vector<std::string>{"acme_ai_key=«" + drawn.of(kHex, 32) + "»", "acme(«" + drawn.of(kAlnum, 32) + "»)",
                                  "acmeAdminKey: «c1a54be7-08d9-4e6e-9a3b-5d0f3f1b7e62»", "mysql -u root -p«" + drawn.password() + "» app"}) {
        EXPECT_TRUE(judge_line(rule, "src/a.py", line).report) << line << " (" << judge_line(rule, "src/a.py", line).reason << ")";
    }
    for (const std::string_view line :
         {"acme_key=«your_api_key_goes_here»", "acme_key=«acme_service_account_name»", "acme_key=«xxxxxxxxxxxxxxxxxxxx»"}) {
        EXPECT_FALSE(judge_line(rule, "src/a.py", line).report) << line;
    }
}

TEST(Judge, PasswordsInAddresses) {
    SecretRule rule = named_rule();
    rule.id = "postgres-url-password";
    Drawn drawn(16);
    const std::string password = drawn.password();
    EXPECT_TRUE(judge_line(rule, "src/a.py", "url = 'postgres://app:«" + password + "»@db.acme.org/app'").report);
    EXPECT_FALSE(judge_line(rule, "src/a.py", "url = 'postgres://app:«" + password + "»@localhost/app'").report);
    EXPECT_TRUE(judge_line(rule, "src/a.py", "url = 'postgres://app:«" + drawn.of(kAlnum, 24) + "»@localhost/app'").report);
    for (const std::string_view line : {"postgres://postgres:«postgres»@db.acme.org/app", "postgres://app:«password»@db.acme.org/app",
                                        "postgres://app:«changeme»@db.acme.org", "postgres://user:«secret123»@db.acme.org"}) {
        EXPECT_FALSE(judge_line(rule, "src/a.py", line).report) << line;
    }
}

TEST(Judge, AnythingIsSafe) {
    std::mt19937 random(17);
    const SecretRule generic = generic_rule(), shape = shape_rule(), named = named_rule();
    for (int round = 0; round < 3'000; ++round) {
        std::string line;
        for (unsigned i = 0; i < random() % 200; ++i) {
            line += "ab=:\"'<>${}()[],.@/\\ \n0Z\xff"[random() % 24];
        }
        const std::size_t at = line.empty() ? 0 : random() % line.size();
        const std::string_view secret = std::string_view(line).substr(at, random() % 40);
        for (const SecretRule* rule : {&generic, &shape, &named}) {
            const Verdict verdict = judge({.rule = *rule, .path = "a.yml", .line = line, .match = secret, .secret = secret});
            EXPECT_TRUE(verdict.report || !verdict.reason.empty()) << line;
        }
    }
    const std::string elsewhere = "kX92mPq7vB4nZt6wY1cR8sLd"; // decoded text stands in no line
    EXPECT_FALSE(judge({.rule = generic, .path = "a.yml", .line = "token: x", .match = elsewhere, .secret = elsewhere}).report);
}

} // namespace
} // namespace squire::secrets
