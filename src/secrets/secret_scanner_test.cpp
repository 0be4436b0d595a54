// SPDX-License-Identifier: MIT
#include "secrets/secret_scanner.h"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "rules/secret_rule_reader.h"
#include "source/commit_source.h"
#include "source/history.h"
#include "testing/git_repository.h"
#include "testing/random_edit.h"

namespace squire::secrets {
namespace {

using testing::GitRepository;
using testing::Random;

constexpr std::string_view kRules = R"toml(
[[rules]]
id = "token"
regex = '''\bsqt-([0-9a-zA-Z]{16})\b'''
keywords = ["sqt-"]

[[rules]]
id = "login"
regex = '''login="([^"\n]{12,40})"'''

[[rules]]
id = "key-file"
path = '''(^|/)id_[a-z]+\.key$'''

[[rules]]
id = "plain-config"
regex = '''([0-9a-f]{32})'''
path = '''\.plain$'''

[[rules]]
id = "part"
regex = '''region=(\w+)'''
skipReport = true

[[rules]]
id = "composite"
regex = '''access=([0-9a-zA-Z]{16})'''
[[rules.required]]
id = "part"
withinLines = 1
)toml";

RuleBook read_book(const std::string& toml) {
    Problems problems;
    auto rules = rules::read_secret_rules(toml, "rules.toml", {}, problems);
    if (!rules) throw std::runtime_error(describe(rules.error()));
    auto book = RuleBook::make(std::move(*rules), {}, problems);
    if (!book) throw std::runtime_error(describe(book.error()));
    for (const Problem& problem : problems.list()) throw std::runtime_error(describe(problem.error));
    return std::move(*book);
}

finding::Report scan(source::Source& source, const RuleBook& book, const std::string& ignore = {}, unsigned workers = 3) {
    class FixedClock final : public Clock {
    public:
        [[nodiscard]] Time now() const override { return Time{}; }
    } const clock;
    Problems problems;
    const Cancellation cancellation;
    NoProgress progress;
    SecretScanOptions options;
    options.ignore = rules::GitleaksIgnore::read(ignore, ".gitleaksignore", problems);
    scanner::Context context{.clock = clock,
                             .problems = problems,
                             .cancellation = cancellation,
                             .progress = progress,
                             .fingerprint_key = {"key"},
                             .workers = workers};
    auto report = make_secret_scanner(book, options)->scan({.source = source}, context);
    if (!report) throw std::runtime_error(describe(report.error()));
    for (const Problem& problem : problems.list()) ADD_FAILURE() << describe(problem.error);
    return std::move(*report);
}

finding::Report scan_history(const GitRepository& repository, const RuleBook& book, const std::string& ignore = {}, unsigned workers = 3) {
    Problems problems;
    auto source = source::open_history(repository.path(), problems);
    if (!source) throw std::runtime_error(describe(source.error()));
    return scan(**source, book, ignore, workers);
}

finding::Report scan_commit(const GitRepository& repository, const RuleBook& book, const std::string& revision) {
    auto source = source::open_commit(repository.path(), revision);
    if (!source) throw std::runtime_error(describe(source.error()));
    return scan(**source, book);
}

// "rule file:line [commit] at HEAD", without the commit's id, which the test names.
std::vector<std::string> told(const finding::Report& report, const std::map<std::string, std::string>& commits) {
    std::vector<std::string> lines;
    for (const finding::Finding& finding : report.findings) {
        const auto& place = std::get<finding::SecretLocation>(finding.location);
        const auto commit = commits.find(place.commit.sha);
        lines.push_back(fmt::format("{} {}:{} {}{}", finding.rule(), place.file, place.range.start_line,
                                    commit != commits.end() ? commit->second : "?", place.still_at_head.value_or(false) ? ", at HEAD" : ""));
    }
    return lines;
}

using Lines = std::vector<std::string>;
constexpr std::string_view kSecret = "q7Rw2Kd9XpL4mZ8v";
constexpr std::string_view kOther = "Vb3nT8yHc5Jf1sGa";

class SecretScanner : public ::testing::Test {
public:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    }
    std::string commit(const std::string& name) {
        const std::string id = repository.commit(name);
        commits[id] = name;
        return id;
    }
    GitRepository repository;
    std::map<std::string, std::string> commits;
};

TEST_F(SecretScanner, TellsASecretOnceForEachFile) {
    const RuleBook book = read_book(std::string(kRules));
    const std::string line = fmt::format("token: sqt-{}\n", kSecret);
    repository.write("a", "nothing\n");
    commit("nothing");
    repository.write("a", line);
    commit("leak");
    repository.write("a", "moved down\n\n" + line);
    repository.write("b/copy", line);
    commit("moved and copied");
    repository.write("a", "gone\n");
    commit("taken out");
    repository.write("c", "dG9rZW46IHNxdC1WYjNuVDh5SGM1SmYxc0dh\n"); // the other one, in base64
    commit("encoded");
    EXPECT_EQ(told(scan_history(repository, book), commits),
              (Lines{"token a:1 leak", "token b/copy:1 moved and copied, at HEAD", "token c:1 encoded, at HEAD"}));

    const auto before = scan_history(repository, book);
    EXPECT_NE(before.findings[0].fingerprint, before.findings[1].fingerprint);
    for (const finding::Finding& finding : before.findings) {
        EXPECT_EQ(finding.evidence.find(kSecret), std::string::npos);
        EXPECT_EQ(finding.evidence.find(kOther), std::string::npos);
    }
    EXPECT_NE(before.findings[2].description.find("base64"), std::string::npos);

    // The same secrets after a rebase onto another root: other commits, the same fingerprints.
    repository.git({"checkout", "--quiet", "--orphan", "other"});
    repository.git({"rm", "-rfq", "."});
    repository.write("unrelated", "x\n");
    repository.commit();
    repository.git({"rebase", "--quiet", "--onto", "other", "--root", "main"});
    repository.git({"branch", "-D", "other"});
    const auto after = scan_history(repository, book);
    ASSERT_EQ(after.findings.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(after.findings[i].fingerprint, before.findings[i].fingerprint);
}

TEST_F(SecretScanner, LooksAtPathsInAHistory) {
    const RuleBook book = read_book(std::string(kRules));
    repository.write("keys/id_rsa.key", "anything\n");
    repository.write("keys/id_rsa.pub", "anything\n");
    repository.write("x.plain", "4b825dc642cb6eb9a060e54bf8d69288\n");
    repository.write("x.txt", "4b825dc642cb6eb9a060e54bf8d69288\n"); // the same blob at a path that no rule is about
    commit("files");
    repository.git({"mv", "keys/id_rsa.key", "id_dsa.key"});
    repository.git({"rm", "--quiet", "x.plain"});
    commit("moved");
    EXPECT_EQ(told(scan_history(repository, book), commits),
              (Lines{"key-file id_dsa.key:1 moved, at HEAD", "key-file keys/id_rsa.key:1 files", "plain-config x.plain:1 files"}));
    EXPECT_EQ(told(scan_commit(repository, book, "HEAD~1"), commits),
              (Lines{"key-file keys/id_rsa.key:1 files", "plain-config x.plain:1 files"}));
}

TEST_F(SecretScanner, JoinsCompositeRules) {
    const RuleBook book = read_book(std::string(kRules));
    repository.write("near", fmt::format("region=north\naccess={}\n", kSecret));
    repository.write("far", fmt::format("region=north\n\n\naccess={}\n", kSecret));
    repository.write("alone", fmt::format("access={}\n", kSecret));
    commit("all");
    EXPECT_EQ(told(scan_history(repository, book), commits), (Lines{"composite near:2 all, at HEAD"}));
}

TEST_F(SecretScanner, HonoursWhatIsAllowed) {
    const std::string allowed = fmt::format("sqt-{}", kSecret);
    repository.write("docs/a", allowed + "\n");
    const std::string first = commit("first");
    repository.write("src/b", fmt::format("x sqt-{}\n", kOther));
    repository.write("src/c", fmt::format("sqt-{} # gitleaks:allow\n", kOther));
    commit("second");
    struct Case {
        std::string list; // of the rule `token`, or global
        Lines left;
    };
    const std::string a = "token docs/a:1 first, at HEAD";
    const std::string b = "token src/b:1 second, at HEAD";
    const std::string rule =
        "[[rules]]\nid = \"another\"\nregex = '''another-(.*)'''\n[[rules]]\nid = \"token\"\nregex = '''\\bsqt-([0-9a-zA-Z]{16})\\b'''\n";
    const Case cases[] = {
        {"", {a, b}},
        {"[[rules.allowlists]]\npaths = ['''^docs/''']\n", {b}},
        {"[[rules.allowlists]]\ncommits = [\"" + first + "\"]\n", {b}},
        {"[[rules.allowlists]]\ncommits = [\"" + first + "\"]\npaths = ['''^src/''']\n", {}},
        {"[[rules.allowlists]]\ncondition = \"AND\"\ncommits = [\"" + first + "\"]\npaths = ['''^src/''']\n", {a, b}},
        {"[[rules.allowlists]]\ncondition = \"AND\"\ncommits = [\"" + first + "\"]\npaths = ['''^docs/''']\n", {b}},
        {"[[rules.allowlists]]\nstopwords = [\"RW2kd\"]\n", {b}},
        {"[[rules.allowlists]]\nregexes = ['''^q7R''']\n", {b}},
        {"[[rules.allowlists]]\nregexes = ['''^sqt-q7R''']\n", {a, b}},
        {"[[rules.allowlists]]\nregexTarget = \"match\"\nregexes = ['''^sqt-q7R''']\n", {b}},
        {"[[rules.allowlists]]\nregexTarget = \"line\"\nregexes = ['''^x ''']\n", {a}},
        {"[[allowlists]]\npaths = ['''^docs/''']\n", {b}},
        {"[[allowlists]]\ntargetRules = [\"another\"]\npaths = ['''^docs/''']\n", {a, b}},
        {"[[allowlists]]\ntargetRules = [\"token\"]\npaths = ['''^docs/''']\n", {b}},
    };
    for (const Case& each : cases) EXPECT_EQ(told(scan_history(repository, read_book(rule + each.list)), commits), each.left) << each.list;

    const RuleBook book = read_book(rule);
    EXPECT_EQ(told(scan_history(repository, book, "docs/a:token:1\n"), commits), Lines{b});
    EXPECT_EQ(told(scan_history(repository, book, first + ":docs/a:token:1\n"), commits), Lines{b});
    EXPECT_EQ(told(scan_history(repository, book, first + ":src/b:token:1\ndocs/a:token:2\n"), commits), (Lines{a, b}));
}

// What --history finds is what scanning each commit's tree finds, joined: the same secrets in the same files, each with its first commit.
TEST_F(SecretScanner, FindsInAHistoryWhatStandsInItsCommits) {
    const RuleBook book = read_book(std::string(kRules));
    constexpr std::string_view kAlphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    constexpr std::string_view kNames[] = {"a.txt", "b/c.plain", "b/id_rsa.key", "d/e/f", "g.plain", "h/id_ed.key"};
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        const GitRepository made;
        Random random(seed);
        const auto fresh = [&] {
            switch (random.below(5)) {
            case 0: return "t sqt-" + random.text(kAlphanumeric, 16) + "\n";
            case 1: return "login=\"" + random.text(kAlphanumeric, 20) + "\"\n";
            case 2: return random.text("0123456789abcdef", 32) + "\n";
            case 3: return "region=r\naccess=" + random.text(kAlphanumeric, 16) + "\n";
            default: return random.text("abc \n", 30);
            }
        };
        std::string stream;
        std::map<std::string, std::string> files;
        for (int version = 0; version < 30; ++version) {
            stream += fmt::format("commit refs/heads/main\nmark :{}\ncommitter A <a@example.org> {} +0000\ndata 1\nc\n", version + 1,
                                  1767225600 + 60 * version);
            if (version > 1 && random.chance(5))
                stream += fmt::format("from :{}\nmerge :{}\n", version, random.between(1, static_cast<std::size_t>(version) - 1));
            for (std::size_t changes = random.between(1, 4); changes > 0; --changes) {
                const std::string name(random.any_of(kNames));
                if (files.contains(name) && random.chance(6)) {
                    files.erase(name);
                    stream += "D " + name + "\n";
                    continue;
                }
                std::string& text = files[name];
                if (random.chance(6) && !files.empty()) text = files.begin()->second; // the same bytes elsewhere
                text = random_edit(random, text, fresh, true).text.substr(0, 3000);
                stream += fmt::format("M 100644 inline {}\ndata {}\n{}\n", name, text.size(), text);
            }
        }
        made.git({"fast-import", "--quiet", "--done", "--force"}, stream + "done\n");
        made.git({"repack", "-adfq", "--depth=50", "--window=50"});

        using Key = std::pair<std::string, std::string>; // fingerprint, file
        std::map<Key, std::pair<std::string, std::string>> expected; // rule, first commit
        std::string commits_of_main = made.git({"rev-list", "--reverse", "--topo-order", "main"});
        std::set<Key> at_head;
        for (std::size_t at = 0; at < commits_of_main.size(); at += 41) {
            const std::string id = commits_of_main.substr(at, 40);
            at_head.clear();
            for (const finding::Finding& finding : scan_commit(made, book, id).findings) {
                const Key key{finding.fingerprint, std::string(file_of(finding))};
                expected.try_emplace(key, finding.rule(), id);
                at_head.insert(key);
            }
        }
        std::map<Key, std::pair<std::string, std::string>> found;
        const finding::Report report = scan_history(made, book);
        for (const finding::Finding& finding : report.findings) {
            const auto& place = std::get<finding::SecretLocation>(finding.location);
            const Key key{finding.fingerprint, place.file};
            EXPECT_TRUE(found.try_emplace(key, finding.rule(), place.commit.sha).second);
            EXPECT_EQ(place.still_at_head, at_head.contains(key)) << place.file << ' ' << place.range.start_line;
        }
        EXPECT_EQ(found, expected) << "history " << seed;
        EXPECT_GT(found.size(), 30U);
        EXPECT_TRUE(std::ranges::is_sorted(report.findings, finding::comes_before));
        EXPECT_EQ(scan_history(made, book, {}, 1).findings, report.findings); // whatever the threads do
    }
}

} // namespace
} // namespace squire::secrets
