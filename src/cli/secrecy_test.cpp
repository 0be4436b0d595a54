// SPDX-License-Identifier: MIT
// No output of any kind shows a secret, wherever it stood.
#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/made_input_test.h"
#include "cli/squire_process_test.h"
#include "cli/valid_report_test.h"
#include "testing/git_repository.h"

namespace squire::cli {
namespace {

namespace fs = std::filesystem;

// Two rules that see overlapping bytes, one that sees a longer secret, and the built-in ones.
constexpr std::string_view kScript = R"(git init --quiet
file .gitleaks.toml
    [[rules]]
    id = "acme-token"
    description = "Acme token"
    regex = '''\b(acme_[0-9A-Za-z]{24})'''
    keywords = ["acme_"]
    [[rules]]
    id = "overlap-token"
    description = "A token that begins within Acme's"
    regex = '''[0-9A-Za-z]{10}(:[0-9a-f]{32})'''
    [[rules]]
    id = "overlap-whole"
    description = "Both at once"
    regex = '''pair=([0-9A-Za-z_]{29}:[0-9a-f]{8})'''
    [[rules]]
    id = "broken"
    regex = '''@@9:acme_{alnum:24}@@([0-9'''
file .gitleaksignore
    @@10:acme_{alnum:24}@@ is no fingerprint: at all
file plain.py
    TOKEN = "@@acme_{alnum:24}@@"
    TWO = ["@@1:acme_{alnum:24}@@", "@@glpat-{base64url:20}@@"]
    AGAIN = "@@2:acme_{alnum:24}@@" # once more: x@@2:acme_{alnum:24}@@
    ALLOWED = "@@3:acme_{alnum:24}@@", "@@4:acme_{alnum:24}@@" # gitleaks:allow
file overlap.txt
    pair=@@5:acme_{alnum:24}@@@@:{hex:32}@@
file encoded.txt
    @@{b64:acme_{alnum:24} in base64}@@
    plain @@6:acme_{alnum:24}@@ beside @@{b64:the token acme_{alnum:24} in base64}@@
    twice @@{b64:{b64:acme_{alnum:24} in base64, twice}}@@
file key.pem
    -----BEGIN RSA PRIVATE KEY-----
    @@MIIEpAIBAAKCAQEA{base64:48}@@
    @@1:{base64:64}@@
    @@2:{base64:64}@@
    @@3:{base64:64}@@
    @@4:{base64:64}@@
    -----END RSA PRIVATE KEY-----
file names/@@7:acme_{alnum:24}@@.txt
    inside: @@8:acme_{alnum:24}@@
file names/@@glpat-{base64url:20}@@/unreadable.txt
    nothing
file prose.md
    export DATABASE_URL=postgres://app:@@{alnum:20}@@@db.internal.net:5432/app
    curl -H "Authorization: Bearer @@1:{alnum:40}@@" https://api.internal.net
    password = "@@{alnum:9}!{alnum:9}@@"
commit Add the token @@11:acme_{alnum:24}@@ for now
remove plain.py
file later.txt
    @@12:acme_{alnum:24}@@
commit Revert @@1:glpat-{base64url:20}@@
)";

// A tar of one file, by hand (POSIX.1-1988, ustar).
std::string tar_of(std::string_view name, std::string_view bytes) {
    std::string header(512, '\0');
    const auto put = [&](std::size_t at, std::string_view text) { header.replace(at, text.size(), text); };
    put(0, name);
    put(100, "0000644");
    put(108, "0000000");
    put(116, "0000000");
    put(124, fmt::format("{:011o}", bytes.size()));
    put(136, "00000000000");
    put(148, "        ");
    put(156, "0");
    put(257, "ustar");
    put(263, "00");
    unsigned sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    put(148, fmt::format("{:06o}", sum));
    header[154] = '\0';
    std::string archive = header + std::string(bytes);
    archive.resize((archive.size() + 511) / 512 * 512 + 1024);
    return archive;
}

std::string utf16(std::string_view text) {
    std::string wide = "\xff\xfe";
    for (const char c : text) wide += {c, '\0'};
    return wide;
}

class Secrecy : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
        const auto write = [&](std::string_view name, std::string_view bytes) { ASSERT_TRUE(write_file(input_.path() / name, bytes)); };
        write("packed.tar", tar_of("inner/settings.ini", "key=" + secrets_.make("acme_{alnum:24}", 20) + "\n"));
        write("named.tar", tar_of("inner/" + secrets_.make("acme_{alnum:24}", 21), "key=" + secrets_.make("acme_{alnum:24}", 22) + "\n"));
        write("broken.tar", tar_of("inner/" + secrets_.make("acme_{alnum:24}", 23), std::string(4096, 'x')).substr(0, 1500));
        write("wide.txt", utf16("key=" + secrets_.make("acme_{alnum:24}", 24) + "\r\n"));
        std::string dense;
        for (unsigned i = 100; i < 160; ++i) dense += secrets_.make("acme_{alnum:24}", i) + (i % 3 == 0 ? "\n" : ",");
        write("dense.txt", dense);
        for (const auto& entry : fs::recursive_directory_iterator(input_.path())) {
            if (entry.path().filename() == "unreadable.txt") fs::permissions(entry.path(), fs::perms::none);
        }
    }

    // Runs it and looks at every byte that comes out, into the streams and into `out`.
    Outcome run(const std::vector<std::string>& arguments, const std::string& input = {}, bool as_nobody = false) {
        const Invocation invocation{.arguments = arguments, .folder = input_.path(), .input = input, .drop_privileges = as_nobody};
        Outcome outcome = run_squire(invocation);
        EXPECT_EQ(secrets_.seen_in(outcome.out), std::vector<std::string>{})
            << "in the output of squire " << fmt::format("{}", fmt::join(arguments, " "));
        EXPECT_EQ(secrets_.seen_in(outcome.err), std::vector<std::string>{})
            << "in the errors of squire " << fmt::format("{}", fmt::join(arguments, " "));
        return outcome;
    }

    MadeSecrets secrets_;
    MadeInput input_{kScript, secrets_};
};

TEST_F(Secrecy, NoFormatShowsASecret) {
    for (const char* extent : {"--no-gitignore", "--history", "--commit=HEAD~1", "--since=HEAD~1"}) {
        const bool is_history = std::string_view(extent) == "--history"; // it has everything; the others are asked for the fullest format
        for (const char* format : is_history ? std::vector{"table", "json", "gitlab", "sarif"} : std::vector{"json"}) {
            const bool is_gitlab = std::string_view(format) == "gitlab"; // which holds one scanner's report
            const Outcome outcome = run({"scan", extent, "--all", "--format", format, is_gitlab ? "--only=secrets" : "--no-cache"});
            EXPECT_TRUE(outcome.status == 1 || outcome.status == 3) << extent << " " << format << ": " << outcome.status << "\n" << outcome.err;
            EXPECT_NE(outcome.out.find("acme-token"), std::string::npos) << extent << " " << format;
            if (is_gitlab) {
                EXPECT_EQ(faults_of_gitlab_report(outcome.out), std::vector<std::string>{}) << extent;
            }
        }
    }
}

TEST_F(Secrecy, NoReportFileShowsASecret) {
    const fs::path folder = fs::temp_directory_path() / fmt::format("squire-secrecy-{}", ::getpid());
    fs::create_directories(folder);
    fs::permissions(folder, fs::perms::all);
    for (const char* extent : {"--no-gitignore", "--history"}) (void)run({"scan", extent, "--output", (folder / extent).string()});
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const auto text = read_file(entry.path());
        ASSERT_TRUE(text.has_value());
        EXPECT_EQ(secrets_.seen_in(*text), std::vector<std::string>{}) << "in " << entry.path();
        ++files;
    }
    EXPECT_EQ(files, 6U);
    fs::remove_all(folder);
}

TEST_F(Secrecy, EverySecretIsFoundAllTheSame) {
    const Outcome outcome = run({"scan", "--all"});
    for (const char* place : {"packed.tar!inner/settings.ini:1", "named.tar!inner/acme********", "wide.txt:1", "key.pem:2", "encoded.txt:1",
                              "encoded.txt:2", "encoded.txt:3", "overlap.txt:1", "names/acme********.txt:1"}) {
        EXPECT_NE(outcome.out.find(place), std::string::npos) << place << " is not reported in\n" << outcome.out << outcome.err;
    }
}

TEST_F(Secrecy, AMessageAboutAFileDoesNotShowWhatItsNameHolds) {
    const Outcome outcome = run({"scan"}, "", true);
    EXPECT_EQ(outcome.status, 3);
    EXPECT_NE(outcome.err.find("names/glpa********/unreadable.txt"), std::string::npos) << outcome.err;
}

TEST_F(Secrecy, StandardInput) {
    const Outcome outcome = run({"scan", "--stdin"}, "token " + secrets_.make("glpat-{base64url:20}", 40) + "\n");
    EXPECT_EQ(outcome.status, 1) << outcome.err;
}

TEST_F(Secrecy, ABaselineThatIsNoReportIsNotQuoted) {
    for (const std::string& text : {"[{\"Secret\": \"" + secrets_.make("acme_{alnum:24}", 50) + "\"}]",
                                    "{\"" + secrets_.make("acme_{alnum:24}", 51) + "\": ", secrets_.make("acme_{alnum:24}", 52)}) {
        ASSERT_TRUE(write_file(input_.path() / "baseline.json", text));
        EXPECT_EQ(run({"scan", "--baseline", "baseline.json"}).status, 2);
    }
}

TEST_F(Secrecy, ShowSecretsIsRefusedWithoutATerminal) {
    const Outcome outcome = run({"scan", "--show-secrets"});
    EXPECT_EQ(outcome.status, 2);
    EXPECT_NE(outcome.err.find("not a terminal"), std::string::npos) << outcome.err;
}

TEST_F(Secrecy, ShowSecretsShowsThemInATerminal) {
    const Outcome outcome = run_squire_in_terminal({.arguments = {"scan", "--show-secrets", "--all"}, .folder = input_.path()});
    EXPECT_EQ(outcome.status, 3) << outcome.out; // a rule and an archive are broken
    EXPECT_NE(outcome.out.find(secrets_.make("acme_{alnum:24}", 12)), std::string::npos) << outcome.out;
}

TEST_F(Secrecy, ShowSecretsIsForTheTableAlone) {
    for (const auto& more : std::vector<std::vector<std::string>>{{"--format", "json"}, {"--output", "out"}}) {
        std::vector<std::string> arguments{"scan", "--show-secrets"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const Outcome outcome = run_squire_in_terminal({.arguments = arguments, .folder = input_.path()});
        EXPECT_EQ(outcome.status, 2) << outcome.out;
        EXPECT_EQ(secrets_.seen_in(outcome.out), std::vector<std::string>{});
        EXPECT_FALSE(fs::exists(input_.path() / "out"));
    }
}

} // namespace
} // namespace squire::cli
