// SPDX-License-Identifier: MIT
#include "secrets/file_kind.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace squire::secrets {

using namespace std::string_view_literals;

namespace {

constexpr std::array kCode = {"c"sv,      "h"sv,       "cc"sv,   "cpp"sv,    "cxx"sv,   "hpp"sv,  "hh"sv,   "m"sv,     "mm"sv,    "py"sv,
                              "pyx"sv,    "pyi"sv,     "rb"sv,   "erb"sv,    "haml"sv,  "rake"sv, "js"sv,   "mjs"sv,   "cjs"sv,   "jsx"sv,
                              "ts"sv,     "tsx"sv,     "vue"sv,  "svelte"sv, "go"sv,    "rs"sv,   "java"sv, "kt"sv,    "kts"sv,   "scala"sv,
                              "groovy"sv, "gradle"sv,  "cs"sv,   "cshtml"sv, "razor"sv, "fs"sv,   "vb"sv,   "php"sv,   "phtml"sv, "twig"sv,
                              "swift"sv,  "dart"sv,    "ex"sv,   "exs"sv,    "erl"sv,   "hs"sv,   "clj"sv,  "lua"sv,   "pl"sv,    "pm"sv,
                              "r"sv,      "jl"sv,      "ml"sv,   "sol"sv,    "sql"sv,   "tf"sv,   "hcl"sv,  "nix"sv,   "ps1"sv,   "psm1"sv,
                              "proto"sv,  "graphql"sv, "css"sv,  "scss"sv,   "less"sv,  "html"sv, "htm"sv,  "hbs"sv,   "ejs"sv,   "pug"sv,
                              "jinja"sv,  "j2"sv,      "tmpl"sv, "tpl"sv,    "zig"sv,   "nim"sv,  "d"sv,    "ipynb"sv, "json"sv};
constexpr std::array kSettings = {"yml"sv,   "yaml"sv,  "ini"sv,    "cfg"sv,    "conf"sv, "cnf"sv,     "properties"sv, "toml"sv,
                                  "env"sv,   "xml"sv,   "config"sv, "sh"sv,     "bash"sv, "zsh"sv,     "fish"sv,       "bat"sv,
                                  "cmd"sv,   "plist"sv, "csproj"sv, "pubxml"sv, "reg"sv,  "service"sv, "json5"sv,      "settings"sv,
                                  "prefs"sv, "mk"sv,    "tfvars"sv, "rdp"sv,    "ovpn"sv};
constexpr std::array kProse = {"md"sv,  "markdown"sv, "rst"sv, "txt"sv, "adoc"sv, "asciidoc"sv, "org"sv,
                               "tex"sv, "po"sv,       "pot"sv, "mdx"sv, "rdoc"sv, "textile"sv};
constexpr std::array kLockfiles = {"package-lock.json"sv,
                                   "npm-shrinkwrap.json"sv,
                                   "yarn.lock"sv,
                                   "pnpm-lock.yaml"sv,
                                   "bun.lock"sv,
                                   "composer.lock"sv,
                                   "gemfile.lock"sv,
                                   "cargo.lock"sv,
                                   "poetry.lock"sv,
                                   "pipfile.lock"sv,
                                   "uv.lock"sv,
                                   "pdm.lock"sv,
                                   "go.sum"sv,
                                   "mix.lock"sv,
                                   "podfile.lock"sv,
                                   "pubspec.lock"sv,
                                   "flake.lock"sv,
                                   "packages.lock.json"sv,
                                   "gradle.lockfile"sv,
                                   "verification-metadata.xml"sv,
                                   ".terraform.lock.hcl"sv,
                                   "package.resolved"sv,
                                   "deno.lock"sv,
                                   "conan.lock"sv,
                                   "project.assets.json"sv,
                                   "paket.lock"sv,
                                   "gems.locked"sv};
/// One can only mean a place's own secrets, though the values may be for development.
constexpr std::array kCredentials = {".env"sv,
                                     ".npmrc"sv,
                                     ".pypirc"sv,
                                     ".htpasswd"sv,
                                     ".bash_profile"sv,
                                     ".bashrc"sv,
                                     ".zshrc"sv,
                                     ".profile"sv,
                                     "secrets.yml"sv,
                                     "secrets.yaml"sv,
                                     "secrets.json"sv,
                                     "secrets.toml"sv,
                                     "credentials"sv,
                                     ".credentials"sv,
                                     "credentials.json"sv,
                                     "credentials.xml"sv,
                                     "credentials.yml"sv,
                                     ".dockercfg"sv,
                                     ".dockerconfigjson"sv,
                                     "terraform.tfvars"sv,
                                     "local_settings.py"sv,
                                     "servers.xml"sv,
                                     "secret.yml"sv,
                                     "secret.yaml"sv,
                                     "heroku.json"sv};
/// Written by clients for themselves: whatever stands there as a password was typed as one.
constexpr std::array kKeyrings = {".boto"sv,
                                  ".curlrc"sv,
                                  ".esmtprc"sv,
                                  ".fetchmailrc"sv,
                                  ".ftpconfig"sv,
                                  ".git-credentials"sv,
                                  ".mbsyncrc"sv,
                                  ".mpasswd"sv,
                                  ".msmtprc"sv,
                                  ".muttrc"sv,
                                  ".my.cnf"sv,
                                  ".mylogin.cnf"sv,
                                  ".netrc"sv,
                                  ".offlineimaprc"sv,
                                  ".pgpass"sv,
                                  ".remote-sync.json"sv,
                                  ".s3cfg"sv,
                                  ".smbcredentials"sv,
                                  ".tugboat"sv,
                                  ".wgetrc"sv,
                                  "_netrc"sv,
                                  "data-sources.xml"sv,
                                  "dbeaver-data-sources.xml"sv,
                                  "deployment-config.json"sv,
                                  "filezilla.xml"sv,
                                  "logins.json"sv,
                                  "pgpass.conf"sv,
                                  "recentservers.xml"sv,
                                  "robomongo.json"sv,
                                  "sftp-config.json"sv,
                                  "sftp.json"sv,
                                  "sitemanager.xml"sv,
                                  "ventrilo_srv.ini"sv,
                                  "wp-config.php"sv,
                                  "webservers.xml"sv};

template <std::size_t N> bool among(std::string_view text, const std::array<std::string_view, N>& list) {
    return std::ranges::find(list, text) != list.end();
}

struct Name {
    std::array<char, 96> bytes{};
    std::string_view text; // the file's name in lower case

    explicit Name(std::string_view path) {
        std::string_view name = path.substr(path.rfind('/') + 1); // npos + 1 is 0
        if (name.size() > bytes.size()) {
            name.remove_prefix(name.size() - bytes.size());
        }
        for (std::size_t i = 0; i < name.size(); ++i) {
            bytes[i] = name[i] >= 'A' && name[i] <= 'Z' ? static_cast<char>(name[i] | 0x20) : name[i];
        }
        text = {bytes.data(), name.size()};
    }
    Name(const Name&) = delete;
    Name& operator=(const Name&) = delete;
};

bool has_word(std::string_view name, std::span<const std::string_view> words) {
    for (std::size_t start = 0; start < name.size();) {
        const std::size_t end = std::min(name.find_first_of("._-", start), name.size());
        if (std::ranges::find(words, name.substr(start, end - start)) != words.end()) {
            return true;
        }
        start = end + 1;
    }
    return false;
}

bool names_template(std::string_view name) {
    static constexpr std::array kWords = {"example"sv, "sample"sv,  "template"sv, "dist"sv,  "skel"sv, "tmpl"sv, "defaults"sv,
                                          "stub"sv,    "testing"sv, "test"sv,     "tests"sv, "ci"sv,   "tpl"sv,  "fixture"sv};
    return has_word(name, kWords);
}

} // namespace

bool is_template(std::string_view path) { return names_template(Name{path}.text); }

bool is_named_dummy(std::string_view path) {
    static constexpr std::array kWords = {"test"sv,   "tests"sv,     "testing"sv,    "example"sv,  "sample"sv,  "dummy"sv,    "fake"sv,
                                          "mock"sv,   "localhost"sv, "selfsigned"sv, "snakeoil"sv, "demo"sv,    "insecure"sv, "unsecure"sv,
                                          "unsafe"sv, "fixture"sv,   "testkey"sv,    "testcert"sv, "expired"sv, "invalid"sv,  "snakeoilkey"sv};
    return has_word(Name{path}.text, kWords);
}

bool is_pipeline(std::string_view path) {
    static constexpr std::array kPlaces = {".github/"sv,        ".circleci/"sv, ".gitlab-ci"sv, ".gitlab/ci/"sv,         ".travis"sv,
                                           "azure-pipelines"sv, "appveyor"sv,   ".drone"sv,     "bitbucket-pipelines"sv, "Jenkinsfile"sv,
                                           ".buildkite/"sv,     ".woodpecker"sv};
    return std::ranges::any_of(kPlaces, [path](std::string_view place) { return path.contains(place); });
}

FileKind kind_of_file(std::string_view path) {
    const Name name{path};
    if (among(name.text, kLockfiles)) {
        return FileKind::lockfile;
    }
    if (among(name.text, kKeyrings)) {
        return FileKind::keyring;
    }
    if (among(name.text, kCredentials)) {
        return FileKind::credentials;
    }
    const std::size_t dot = name.text.rfind('.');
    const std::string_view ending = dot == std::string_view::npos ? std::string_view{} : name.text.substr(dot + 1);
    if ((name.text.starts_with(".env.") || name.text.ends_with(".env")) && !names_template(name.text)) {
        return FileKind::credentials;
    }
    if (ending == "lock") {
        return FileKind::lockfile;
    }
    if (among(ending, kCode)) {
        return FileKind::code;
    }
    if (among(ending, kSettings) || name.text.starts_with("dockerfile") || name.text.starts_with(".env") || name.text == "makefile") {
        return FileKind::settings;
    }
    if (among(ending, kProse) || name.text.starts_with("readme") || name.text.starts_with("changelog") || name.text.starts_with("license")) {
        return FileKind::prose;
    }
    return FileKind::other;
}

} // namespace squire::secrets
