// SPDX-License-Identifier: MIT
#include "secrets/variable.h"

#include <algorithm>
#include <array>
#include <span>

namespace squire::secrets {

using namespace std::string_view_literals;

namespace {

bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool upper(char c) { return c >= 'A' && c <= 'Z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool word_char(char c) { return lower(c) || upper(c) || digit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
bool name_char(char c) { return word_char(c) || c == '.' || c == '-' || c == '$' || c == '@'; }
bool quote(char c) { return c == '"' || c == '\'' || c == '`'; }
bool space(char c) { return c == ' ' || c == '\t'; }

bool one_of(std::string_view word, std::span<const std::string_view> words) { return std::ranges::find(words, word) != words.end(); }

/// A text read from its end.
struct Backwards {
    std::string_view text;

    [[nodiscard]] bool empty() const { return text.empty(); }
    [[nodiscard]] char last() const { return text.empty() ? '\0' : text.back(); }
    void drop(std::size_t count = 1) { text.remove_suffix(std::min(count, text.size())); }
    bool take(std::string_view end) {
        if (!text.ends_with(end)) {
            return false;
        }
        drop(end.size());
        return true;
    }
    void spaces() {
        while (space(last())) {
            drop();
        }
    }
    std::string_view take_while(bool (*wanted)(char)) {
        std::size_t length = 0;
        while (length < text.size() && length < 128 && wanted(text[text.size() - 1 - length])) {
            ++length;
        }
        const std::string_view taken = text.substr(text.size() - length);
        drop(length);
        return taken;
    }
};

/// The name that ends here: quoted, in brackets, or bare.
std::string_view name_before(Backwards& rest) {
    rest.spaces();
    bool bracket = rest.take("]");
    rest.spaces();
    rest.take("\\"); // an escaped quote: JSON inside a string
    if (quote(rest.last())) {
        const char mark = rest.last();
        rest.drop();
        if (rest.last() == '\\') {
            rest.drop();
        }
        const std::size_t open = rest.text.rfind(mark);
        if (open == std::string_view::npos || rest.text.size() - open > 128) {
            return {};
        }
        std::string_view name = rest.text.substr(open + 1);
        rest.drop(name.size() + 1);
        return name;
    }
    if (bracket && rest.last() == '[') { // char password[] =
        rest.drop();
        rest.spaces();
    }
    std::string_view name = rest.take_while(name_char);
    while (!name.empty() && (name.front() == '-' || name.front() == '.' || name.front() == '$' || name.front() == '@')) {
        name.remove_prefix(1);
    }
    return name;
}

/// "password: str = …": a name, a colon and a type before the equals sign. Nothing is taken where it is no such thing.
void skip_type(Backwards& rest) {
    static constexpr std::array kTypes = {"str"sv,  "string"sv,    "String"sv,    "bytes"sv,   "Text"sv,     "text"sv,
                                          "any"sv,  "Any"sv,       "SecretStr"sv, "varchar"sv, "NSString"sv, "Data"sv,
                                          "char"sv, "CharField"sv, "Option"sv,    "Optional"sv};
    Backwards ahead = rest;
    ahead.spaces();
    while (ahead.last() == ']' || ahead.last() == '>' || ahead.last() == '?' || ahead.last() == '!') {
        ahead.drop();
    }
    const std::string_view type = ahead.take_while(word_char);
    if (!one_of(type, kTypes)) {
        return;
    }
    while (ahead.last() == '&' || ahead.last() == '[' || ahead.last() == '<' || ahead.last() == ' ' || ahead.last() == '|') {
        ahead.drop();
    }
    if (ahead.take("'static")) {
        ahead.take("&");
    } else if (ahead.last() != ':') {
        ahead.take_while(word_char); // Optional[str]
    }
    while (ahead.last() == '&' || ahead.last() == ' ') {
        ahead.drop();
    }
    if (ahead.last() == ':') {
        ahead.drop();
        rest = ahead;
    }
}

} // namespace

Assignment find_assignment(std::string_view line, std::size_t value, std::size_t value_end) {
    Assignment found;
    value = std::min(value, line.size());
    value_end = std::clamp(value_end, value, line.size());
    const std::size_t start = value == 0 ? 0 : line.rfind('\n', value - 1) + 1; // npos + 1 is 0
    Backwards rest{line.substr(start, value - start)};
    std::string_view tail = line.substr(value_end);

    if (!tail.empty() && quote(tail.front())) {
        tail.remove_prefix(1);
    }
    while (!tail.empty() && space(tail.front())) {
        tail.remove_prefix(1);
    }
    found.after = tail.empty() || tail.front() == '\n' || tail.front() == '\r' ? '\0' : tail.front();

    // "Bearer …", "base64:…", "Basic …" belong to the value.
    const std::string_view whole = rest.text;
    for (const std::string_view prefix : {"Bearer "sv, "bearer "sv, "Basic "sv, "Token "sv, "token "sv, "base64:"sv}) {
        if (rest.text.ends_with(prefix)) {
            const char mark = rest.text.size() > prefix.size() ? rest.text[rest.text.size() - prefix.size() - 1] : ' ';
            if (quote(mark) || mark == '=' || mark == ':' || mark == ' ') {
                rest.drop(prefix.size());
                found.before = prefix.substr(0, prefix.size() - 1);
                break;
            }
        }
    }
    if (quote(rest.last())) {
        found.quoted = true;
        while (quote(rest.last())) {
            rest.drop(); // also """
        }
        while (rest.last() == '\\' || rest.last() == '@') {
            rest.drop();
        }
        Backwards ahead = rest; // r"…", b"…", L"…", rb"…"
        const std::string_view prefix = ahead.take_while(word_char);
        if (!prefix.empty() && prefix.size() <= 2 && std::ranges::all_of(prefix, [](char c) { return "rRbBuUfFL"sv.contains(c); })) {
            rest = ahead;
        }
    }
    rest.spaces();
    if (!found.quoted && rest.text.empty() && start > 1) { // the text of an element on a line of its own
        const std::string_view above = line.substr(0, start - 1);
        if (above.ends_with('>') || above.ends_with(">\r")) {
            rest.text = above.substr(above.rfind('\n') + 1); // npos + 1 is 0
            while (rest.last() != '>') {
                rest.drop();
            }
        }
    }
    if (rest.text.ends_with("//") && found.before.empty()) { // an address: //registry/:_authToken= is met further left
        return found;
    }

    // XML: <a>value</a>, <a key="Name" value="…">, password="…" (an ordinary equals sign).
    if (!found.quoted && rest.last() == '>' && !rest.text.ends_with("=>") && !rest.text.ends_with("->")) {
        const std::size_t open = rest.text.rfind('<');
        if (open != std::string_view::npos) {
            std::string_view tag = rest.text.substr(open + 1);
            const std::size_t end = std::min(tag.find_first_of(" \t>"), tag.size());
            found.name = tag.substr(0, end);
            found.element = true;
            const std::size_t attribute = tag.find("name=\"");
            if (attribute != std::string_view::npos) { // <string name="password">…, <property name="…">
                std::string_view inner = tag.substr(attribute + 6);
                found.name = inner.substr(0, std::min(inner.find('"'), inner.size()));
            }
        }
        return found;
    }

    bool operator_found = false;
    for (const std::string_view comparison : {"==="sv, "!=="sv, "=="sv, "!="sv, "=~"sv, "<>"sv}) {
        if (rest.take(comparison)) {
            found.compared = true;
            operator_found = true;
            break;
        }
    }
    if (!operator_found) {
        for (const std::string_view sign : {":="sv, "=>"sv, "->"sv, "<-"sv, "||="sv, "+="sv, ".="sv, "?="sv, "::"sv, "||"sv, "??"sv}) {
            if (rest.take(sign)) {
                while (sign == ":=" && rest.last() == ':') { // ::=, :::= of make
                    rest.drop();
                }
                operator_found = true;
                break;
            }
        }
    }
    if (!operator_found && rest.last() == '=') {
        rest.drop();
        operator_found = true;
        skip_type(rest);
    } else if (!operator_found && rest.last() == ':') {
        rest.drop();
        operator_found = true;
    }
    if (operator_found) {
        found.name = name_before(rest);
        if (found.name == "string" && rest.last() == ' ') { // Go: var token string = "…"
            const std::string_view name = name_before(rest);
            found.name = name.empty() ? found.name : name;
        }
        // `<add key="Password" value="…"/>`, `name="password" content="…"`: the attribute beside says what the value is.
        if (found.quoted && (found.name == "value" || found.name == "content" || found.name == "default")) {
            for (const std::string_view key : {"key=\""sv, "name=\""sv, "Key=\""sv, "Name=\""sv, "id=\""sv}) {
                const std::size_t at = whole.rfind(key);
                if (at != std::string_view::npos) {
                    const std::string_view inner = whole.substr(at + key.size());
                    found.name = inner.substr(0, std::min(inner.find('"'), inner.size()));
                    found.element = true;
                    break;
                }
            }
        }
        // A Kubernetes or compose variable: the name stands on the line above.
        if (found.name == "value" && !found.element && start > 1) {
            std::string_view above = line.substr(0, start - 1);
            above = above.substr(above.rfind('\n') + 1);
            const std::size_t at = above.find("name:");
            if (at != std::string_view::npos) {
                above.remove_prefix(at + 5);
                while (!above.empty() && (space(above.front()) || quote(above.front()))) {
                    above.remove_prefix(1);
                }
                std::size_t end = 0;
                while (end < above.size() && name_char(above[end])) {
                    ++end;
                }
                found.name = above.substr(0, end);
            }
        }
        return found;
    }

    if (rest.last() == ',') { // define('A', 'value'), set("a", "value"), Header.Add("X-Token", "value")
        rest.drop();
        found.argument = true;
        rest.spaces();
        if (quote(rest.last())) {
            found.name = name_before(rest);
        }
        return found;
    }
    if (rest.last() == '(') { // setPassword("value"), .password("value")
        rest.drop();
        found.argument = true;
        found.name = name_before(rest);
        return found;
    }
    // A word and a space: "password hunter2" of .netrc and .esmtprc, "--token value", "PASSWORD value" of a Dockerfile's ENV.
    if (rest.text.size() < value - start) {
        found.name = name_before(rest);
    }
    return found;
}

namespace {

constexpr std::size_t kMostWords = 12;

/// The words of a name, lower case, kept in one buffer.
struct Words {
    std::array<char, 160> letters{};
    std::array<std::string_view, kMostWords> words;
    std::size_t count = 0;

    explicit Words(std::string_view name) {
        std::size_t used = 0;
        std::size_t begin = 0;
        const auto close = [&] {
            if (used > begin) {
                if (count == kMostWords) { // keep the last ones: they say what the thing is
                    std::ranges::rotate(words, words.begin() + 1);
                    --count;
                }
                words[count++] = std::string_view(letters.data() + begin, used - begin);
                begin = used;
            }
        };
        if (name.size() > letters.size()) {
            name.remove_prefix(name.size() - letters.size());
        }
        for (std::size_t i = 0; i < name.size(); ++i) {
            const char c = name[i];
            if (!lower(c) && !upper(c)) {
                close(); // digits too: password2, auth0
                continue;
            }
            const char last = i > 0 ? name[i - 1] : '\0';
            const char next = i + 1 < name.size() ? name[i + 1] : '\0';
            if (upper(c) && (lower(last) || (upper(last) && lower(next)))) {
                // "APIKey" is api, key; "PASSWORDs" is left alone.
                if (!(upper(last) && next == 's' && (i + 2 == name.size() || !lower(name[i + 2])))) {
                    close();
                }
            }
            letters[used++] = static_cast<char>(c | 0x20);
        }
        close();
    }

    [[nodiscard]] std::span<const std::string_view> all() const { return {words.data(), count}; }
};

constexpr std::array kPasswordHeads = {"password"sv, "passwd"sv, "passwort"sv, "pwd"sv,        "passphrase"sv, "passcode"sv, "passwrd"sv,
                                       "psw"sv,      "pass"sv,   "pword"sv,    "motdepasse"sv, "contrasena"sv, "senha"sv,    "wachtwoord"sv};
constexpr std::array kTokenHeads = {"token"sv, "secret"sv, "secrets"sv, "credential"sv, "credentials"sv,   "creds"sv,
                                    "cred"sv,  "jwt"sv,    "auth"sv,    "bearer"sv,     "authorization"sv, "pat"sv};
constexpr std::array kKeyCompounds = {"apikey"sv,        "secretkey"sv,  "accesskey"sv, "privatekey"sv, "authkey"sv,
                                      "encryptionkey"sv, "signingkey"sv, "masterkey"sv, "appkey"sv,     "sharedkey"sv,
                                      "accountkey"sv,    "storagekey"sv, "apisecret"sv, "licensekey"sv};
constexpr std::array kTokenCompounds = {"token"sv, "secret"sv};
constexpr std::array kPasswordCompounds = {"password"sv, "passwd"sv, "passphrase"sv, "passwort"sv};
constexpr std::array kPassPrefixes = {"db"sv,   "ftp"sv, "irc"sv,   "my"sv, "sql"sv,   "user"sv, "root"sv, "admin"sv, "smtp"sv,
                                      "mail"sv, "ssh"sv, "redis"sv, "pg"sv, "mysql"sv, "imap"sv, "ldap"sv, "db_"sv,   "login"sv};

/// What makes "key" a secret when it stands right before it.
constexpr std::array kKeyQualifiers = {
    "api"sv,      "secret"sv,      "private"sv,    "access"sv,  "auth"sv,   "authentication"sv, "encryption"sv,
    "encrypt"sv,  "decrypt"sv,     "decryption"sv, "signing"sv, "sign"sv,   "master"sv,         "account"sv,
    "app"sv,      "application"sv, "shared"sv,     "storage"sv, "client"sv, "service"sv,        "server"sv,
    "hmac"sv,     "aes"sv,         "crypto"sv,     "cipher"sv,  "jwt"sv,    "session"sv,        "cookie"sv,
    "admin"sv,    "root"sv,        "license"sv,    "stripe"sv,  "aws"sv,    "license"sv,        "subscription"sv,
    "nonce"sv,    "in"sv,          "webhook"sv,    "deploy"sv,  "ssh"sv,    "rails"sv,          "write"sv,
    "consumer"sv, "token"sv,       "password"sv,   "bot"sv,     "sas"sv,    "wrapping"sv,       "unseal"sv};

/// Words that say nothing about what the value is: they may follow a head.
constexpr std::array kFillers = {"value"sv,     "val"sv,         "str"sv,     "string"sv, "base"sv, "raw"sv,     "plain"sv, "plaintext"sv,
                                 "text"sv,      "b"sv,           "hex"sv,     "old"sv,    "new"sv,  "current"sv, "prod"sv,  "production"sv,
                                 "dev"sv,       "development"sv, "staging"sv, "stage"sv,  "live"sv, "default"sv, "local"sv, "primary"sv,
                                 "secondary"sv, "a"sv,           "x"sv,       "v"sv,      "const"sv};

/// Words that make the whole name mean something else, wherever they stand.
constexpr std::array kDisqualifiers = {
    "public"sv,      "pub"sv,          "foreign"sv,      "cache"sv,        "partition"sv,  "sort"sv,     "i18n"sv,      "translation"sv,
    "locale"sv,      "csrf"sv,         "xsrf"sv,         "authenticity"sv, "dummy"sv,      "fake"sv,     "mock"sv,      "mocked"sv,
    "example"sv,     "sample"sv,       "placeholder"sv,  "invalid"sv,      "wrong"sv,      "bad"sv,      "incorrect"sv, "expected"sv,
    "pagination"sv,  "continuation"sv, "cancellation"sv, "cursor"sv,       "sync"sv,       "lexer"sv,    "parser"sv,    "pad"sv,
    "bos"sv,         "eos"sv,          "sep"sv,          "mask"sv,         "unk"sv,        "special"sv,  "stop"sv,      "cls"sv,
    "eof"sv,         "page"sv,         "lookup"sv,       "hotkey"sv,       "keyboard"sv,   "forgot"sv,   "reset"sv,     "show"sv,
    "hide"sv,        "toggle"sv,       "redacted"sv,     "encrypted"sv,    "hashed"sv,     "digest"sv,   "checksum"sv,  "idempotency"sv,
    "testing"sv,     "label"sv,        "hint"sv,         "error"sv,        "message"sv,    "url"sv,      "uri"sv,       "endpoint"sv,
    "regex"sv,       "pattern"sv,      "expired"sv,      "revoked"sv,      "unexpected"sv, "missing"sv,  "delimiter"sv, "separator"sv,
    "keyword"sv,     "punctuation"sv,  "identifier"sv,   "begin"sv,        "end"sv,        "start"sv,    "close"sv,     "open"sv,
    "xpath"sv,       "selector"sv,     "disable"sv,      "enable"sv,       "enabled"sv,    "disabled"sv, "no"sv,        "has"sv,
    "is"sv,          "use"sv,          "require"sv,      "requires"sv,     "required"sv,   "with"sv,     "without"sv,   "skip"sv,
    "ask"sv,         "prompt"sv,       "confirm"sv,      "sqlstate"sv,     "test"sv,       "tests"sv,    "bypass"sv,    "title"sv,
    "description"sv, "feature"sv,      "grant"sv,        "concurrency"sv,  "row"sv,        "fixture"sv,  "stub"sv};

bool ends_with_any(std::string_view word, std::span<const std::string_view> ends) {
    return std::ranges::any_of(ends, [word](std::string_view end) { return word.size() >= end.size() && word.ends_with(end); });
}

Purpose purpose_of_head(std::string_view head, std::string_view before, bool alone) {
    if (head == "key") {
        return one_of(before, kKeyQualifiers) ? Purpose::key : Purpose::other;
    }
    if (one_of(head, kPasswordHeads)) {
        return Purpose::password;
    }
    if (one_of(head, kTokenHeads)) {
        return Purpose::token;
    }
    if (head == "salt" || head == "seed" || head == "nonce" || head == "pepper") {
        return Purpose::salt;
    }
    if (ends_with_any(head, kKeyCompounds)) {
        return Purpose::key;
    }
    if (ends_with_any(head, kPasswordCompounds)) {
        return Purpose::password;
    }
    if (ends_with_any(head, kTokenCompounds)) {
        return Purpose::token;
    }
    if (head.ends_with("pass") && one_of(head.substr(0, head.size() - 4), kPassPrefixes)) {
        return Purpose::password;
    }
    if (head == "id" && before == "secret") { // Vault's AppRole
        return Purpose::token;
    }
    return alone ? Purpose::nothing : Purpose::other;
}

} // namespace

Purpose purpose_of(std::string_view name) {
    const Words words{name};
    std::span<const std::string_view> all = words.all();
    if (all.empty()) {
        return Purpose::nothing;
    }
    bool mentions = false; // somewhere in the name there is a secret's word
    for (const std::string_view word : all) {
        mentions |= one_of(word, kPasswordHeads) || one_of(word, kTokenHeads) || word == "key" || ends_with_any(word, kKeyCompounds) ||
                    ends_with_any(word, kPasswordCompounds);
    }
    while (all.size() > 1 && one_of(all.back(), kFillers)) {
        all = all.first(all.size() - 1);
    }
    const std::string_view before = all.size() > 1 ? all[all.size() - 2] : std::string_view{};
    if (all.back() == "pass" && !before.empty() && !one_of(before, kPassPrefixes)) { // firstPass, shadow_pass: one run of several
        static constexpr std::array kRuns = {
            "first"sv, "second"sv, "third"sv,  "last"sv,  "next"sv, "single"sv,  "two"sv,      "one"sv,    "multi"sv,  "render"sv,    "shadow"sv,
            "post"sv,  "pre"sv,    "depth"sv,  "color"sv, "blur"sv, "forward"sv, "compute"sv,  "final"sv,  "filter"sv, "optimizer"sv, "opt"sv,
            "did"sv,   "must"sv,   "should"sv, "will"sv,  "to"sv,   "by"sv,      "boarding"sv, "season"sv, "proxy"sv,  "through"sv};
        const std::size_t at = name.rfind("Pass");
        const bool camel = at != std::string_view::npos && at > 0 && lower(name[at - 1]);
        if (camel || one_of(before, kRuns)) {
            return Purpose::other;
        }
    }
    const Purpose purpose = purpose_of_head(all.back(), before, !mentions);
    if (purpose == Purpose::nothing || purpose == Purpose::other) {
        return purpose;
    }
    for (const std::string_view word : all) {
        if (one_of(word, kDisqualifiers)) {
            return Purpose::other;
        }
    }
    if ((before == "primary" || before == "next" || before == "website" || before == "site" || before == "publishable") &&
        purpose != Purpose::password) {
        return Purpose::other;
    }
    return purpose;
}

} // namespace squire::secrets
