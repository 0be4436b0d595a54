// SPDX-License-Identifier: MIT
// What is wrong with inputs, one row a fault: the run ends, says what, where and what next, scans the rest, and tells by its exit code whether that
// was everything. Each test prints its row.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/made_input_test.h"
#include "cli/squire_process_test.h"
#include "cli/valid_report_test.h"
#include "testing/git_repository.h"
#include "testing/temporary_folder.h"

namespace squire::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRules = R"([[rules]]
id = "acme-token"
description = "Acme token"
regex = '''\b(acme_[0-9A-Za-z]{24})\b'''
keywords = ["acme_"]
)";

// Where a row makes its input: `folder` is scanned, `beside` is not, and both go away with it.
struct Place {
    testing::TemporaryFolder whole;
    MadeSecrets secrets;
    fs::path folder = whole.path() / "project";
    fs::path beside = whole.path() / "beside";

    Place() {
        fs::permissions(whole.path(), fs::perms(0755));
        fs::create_directories(folder);
        fs::create_directories(beside);
        write(beside / "rules.toml", kRules);
    }
    static void write(const fs::path& file, std::string_view bytes) {
        fs::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    std::string token(unsigned number = 0) { return secrets.make("acme_{alnum:24}", number); }

    // A file with a secret: what is left of a broken input and must be found.
    void leave_a_secret(std::string_view name = "rest.txt") { write(folder / name, "key=" + token() + "\n"); }

    std::string git(const fs::path& where, const std::vector<std::string>& arguments) const {
        const testing::GitRun run = testing::run_git(where, arguments);
        if (run.status != 0) throw std::runtime_error(fmt::format("git {}: {}", fmt::join(arguments, " "), run.errors));
        return std::string(trim(run.output));
    }
    // A repository of some commits, each of which brings a secret and some bulk.
    void make_repository(const fs::path& where, const std::vector<std::string>& init = {}) {
        std::vector<std::string> arguments{"init", "--quiet"};
        arguments.insert(arguments.end(), init.begin(), init.end());
        fs::create_directories(where);
        git(where, arguments);
        for (unsigned i = 0; i < 6; ++i) {
            std::string bulk;
            for (unsigned line = 0; line < 200; ++line) bulk += fmt::format("line {} of {} {}\n", line, i, line * 7919 * (i + 1));
            write(where / fmt::format("file{}.txt", i), bulk + "key=" + token(i) + "\n");
            git(where, {"add", "--all"});
            git(where, {"commit", "--quiet", "-m", fmt::format("Number {}", i)});
        }
    }
};

fs::path only_pack(const fs::path& repository) {
    for (const auto& entry : fs::directory_iterator(repository / ".git/objects/pack")) {
        if (entry.path().extension() == ".pack") {
            fs::permissions(entry.path(), fs::perms(0644));
            return entry.path();
        }
    }
    throw std::runtime_error("there is no pack");
}

std::string loose_file(std::string_view id) { return fmt::format(".git/objects/{}/{}", id.substr(0, 2), id.substr(2)); }

std::string output_of(const std::string& command) {
    std::string bytes;
    std::FILE* const pipe = ::popen(command.c_str(), "r");
    std::array<char, 1 << 16> buffer{};
    while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), pipe)) bytes.append(buffer.data(), got);
    ::pclose(pipe);
    return bytes;
}

struct Row {
    std::string_view name;
    std::function<void(Place&)> make;
    std::vector<std::string> arguments; // after "scan --rules …"; run in `folder`
    int status;
    std::string_view says = ""; // in the errors; empty: nothing is said
    bool finds = true; // the secret that is left
    bool as_nobody = false;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; } // NOLINT: GoogleTest's name

const std::vector<Row>& rows() {
    static const std::vector<Row> kRows{
        {"empty folder", [](Place&) {}, {}, 0, "", false},
        {"no such path", [](Place&) {}, {"absent"}, 2, "absent: no such file or folder", false},
        {"a FIFO as the path", [](Place& p) { ::mkfifo((p.folder / "pipe").c_str(), 0600); }, {"pipe"}, 2, "pipe: ", false},
        {"a device as the path", [](Place&) {}, {"/dev/zero"}, 2, "/dev/zero: ", false},
        {"unborn HEAD, tree",
         [](Place& p) {
             p.git(p.folder, {"init", "-q"});
             p.leave_a_secret();
         },
         {},
         1},
        {"unborn HEAD, history", [](Place& p) { p.git(p.folder, {"init", "-q"}); }, {"--history"}, 0, "", false},
        {"unborn HEAD, staged",
         [](Place& p) {
             p.git(p.folder, {"init", "-q"});
             p.leave_a_secret();
             p.git(p.folder, {"add", "."});
         },
         {"--staged"},
         1},
        {"unborn HEAD, commit", [](Place& p) { p.git(p.folder, {"init", "-q"}); }, {"--commit", "HEAD"}, 2, "HEAD", false},
        {"no repository, history", [](Place& p) { p.leave_a_secret(); }, {"--history"}, 2, "not in a git repository", false},
        {"bare, history",
         [](Place& p) {
             p.make_repository(p.beside / "r");
             p.git(p.beside, {"clone", "-q", "--bare", "r", (p.folder / "b.git").string()});
         },
         {"--history", "b.git"},
         1},
        {"bare, commit",
         [](Place& p) {
             p.make_repository(p.beside / "r");
             p.git(p.beside, {"clone", "-q", "--bare", "r", (p.folder / "b.git").string()});
         },
         {"--commit", "HEAD~2", "b.git"},
         1},
        {"bare, staged", [](Place& p) { p.git(p.folder, {"init", "-q", "--bare", "b.git"}); }, {"--staged", "b.git"}, 2, "bare", false},
        {"shallow",
         [](Place& p) {
             p.make_repository(p.beside / "r");
             p.git(p.folder, {"clone", "-q", "--depth", "2", "file://" + (p.beside / "r").string(), "."});
         },
         {"--history"},
         3,
         "shallow"},
        {"partial clone",
         [](Place& p) {
             p.make_repository(p.beside / "r");
             p.git(p.beside / "r", {"config", "uploadpack.allowFilter", "true"});
             p.git(p.folder, {"clone", "-q", "--filter=blob:none", "file://" + (p.beside / "r").string(), "."});
             p.git(p.folder, {"commit", "-q", "--allow-empty", "-m", "Mine"});
             Place::write(p.folder / "mine.txt", "key=" + p.token(20) + "\n");
             p.git(p.folder, {"rm", "-q", "file3.txt"});
             p.git(p.folder, {"add", "."});
             p.git(p.folder, {"commit", "-q", "-m", "More"});
         },
         {"--history"},
         3,
         "a partial clone"},
        {"partial clone without its blobs",
         [](Place& p) {
             p.make_repository(p.beside / "r");
             p.git(p.beside / "r", {"config", "uploadpack.allowFilter", "true"});
             p.git(p.folder, {"clone", "-q", "--filter=blob:none", "--no-checkout", "file://" + (p.beside / "r").string(), "."});
         },
         {"--history"},
         3,
         "partial clone",
         false},
        {"linked worktree",
         [](Place& p) {
             p.make_repository(p.beside / "r");
             p.git(p.beside / "r", {"worktree", "add", "-q", (p.folder / "w").string(), "-b", "side"});
         },
         {"--history", "w"},
         1},
        {"alternates",
         [](Place& p) {
             p.make_repository(p.beside / "r");
             p.git(p.folder, {"clone", "-q", "--shared", (p.beside / "r").string(), "."});
         },
         {"--history"},
         1},
        {"alternates that are gone",
         [](Place& p) {
             p.make_repository(p.beside / "r");
             p.git(p.folder, {"clone", "-q", "--shared", (p.beside / "r").string(), "."});
             fs::remove_all(p.beside / "r");
         },
         {"--history"},
         3,
         "",
         false},
        {"submodule",
         [](Place& p) {
             p.make_repository(p.beside / "r");
             p.git(p.folder, {"init", "-q"});
             p.git(p.folder, {"submodule", "-q", "add", "file://" + (p.beside / "r").string(), "sub"});
             p.git(p.folder, {"commit", "-q", "-m", "Sub"});
         },
         {},
         1},
        {"submodule, history",
         [](Place& p) {
             p.make_repository(p.beside / "r");
             p.make_repository(p.folder);
             p.git(p.folder, {"submodule", "-q", "add", "file://" + (p.beside / "r").string(), "sub"});
             p.git(p.folder, {"commit", "-q", "-m", "Sub"});
         },
         {"--history"},
         1},
        {"SHA-256, tree", [](Place& p) { p.make_repository(p.folder, {"--object-format=sha256"}); }, {}, 1},
        {"SHA-256, history", [](Place& p) { p.make_repository(p.folder, {"--object-format=sha256"}); }, {"--history"}, 2, "SHA-256", false},
        {"corrupt pack",
         [](Place& p) {
             p.make_repository(p.folder);
             p.git(p.folder, {"repack", "-adq"});
             const fs::path pack = only_pack(p.folder);
             std::fstream file(pack, std::ios::in | std::ios::out | std::ios::binary);
             const auto size = fs::file_size(pack);
             for (const std::uintmax_t at : {size / 3, size / 2}) {
                 file.seekp(static_cast<std::streamoff>(at));
                 file.write("\xaa\x55\xaa\x55", 4);
             }
         },
         {"--history"},
         3,
         "not scanned:"},
        {"truncated pack",
         [](Place& p) {
             p.make_repository(p.folder);
             p.git(p.folder, {"repack", "-adq"});
             const fs::path pack = only_pack(p.folder);
             fs::resize_file(pack, fs::file_size(pack) * 2 / 3);
         },
         {"--history"},
         3,
         "not scanned:",
         false},
        {"empty pack",
         [](Place& p) {
             p.make_repository(p.folder);
             p.git(p.folder, {"repack", "-adq"});
             fs::resize_file(only_pack(p.folder), 0);
         },
         {"--history"},
         3,
         "",
         false},
        {"missing blob",
         [](Place& p) {
             p.make_repository(p.folder);
             fs::remove(p.folder / loose_file(p.git(p.folder, {"rev-parse", "HEAD:file3.txt"})));
         },
         {"--history"},
         3,
         "not scanned:"},
        {"missing commit",
         [](Place& p) {
             p.make_repository(p.folder);
             fs::remove(p.folder / loose_file(p.git(p.folder, {"rev-parse", "HEAD~2"})));
         },
         {"--history"},
         3,
         "not scanned:"},
        {"missing tree, commit",
         [](Place& p) {
             p.make_repository(p.folder);
             fs::remove(p.folder / loose_file(p.git(p.folder, {"rev-parse", "HEAD^{tree}"})));
         },
         {"--commit", "HEAD"},
         2,
         "is missing",
         false},
        {"garbage for a loose object",
         [](Place& p) {
             p.make_repository(p.folder);
             const fs::path file = p.folder / loose_file(p.git(p.folder, {"rev-parse", "HEAD:file3.txt"}));
             fs::permissions(file, fs::perms(0644));
             Place::write(file, "garbage");
         },
         {"--history"},
         3,
         "not scanned:"},
        {"garbage for HEAD",
         [](Place& p) {
             p.make_repository(p.folder);
             Place::write(p.folder / ".git/HEAD", "garbage\n");
         },
         {"--history"},
         1,
         "HEAD cannot be read"},
        {"garbage for the index",
         [](Place& p) {
             p.make_repository(p.folder);
             Place::write(p.folder / ".git/index", "garbage");
         },
         {"--staged"},
         2,
         "index",
         false},
        {"garbage for the index, tree",
         [](Place& p) {
             p.make_repository(p.folder);
             Place::write(p.folder / ".git/index", "garbage");
         },
         {},
         1},
        {"garbage for the configuration",
         [](Place& p) {
             p.make_repository(p.folder);
             Place::write(p.folder / ".git/config", "[[[");
         },
         {},
         1},
        {"a file of 5 GB",
         [](Place& p) {
             p.leave_a_secret();
             Place::write(p.folder / "huge.bin", "x");
             fs::resize_file(p.folder / "huge.bin", 5ULL << 30U);
         },
         {},
         3,
         "huge.bin: "},
        {"a line of 100 MB",
         [](Place& p) {
             std::string line(100U << 20U, ' ');
             for (std::size_t i = 0; i < line.size(); i += 7) line[i] = static_cast<char>('a' + i % 26);
             Place::write(p.folder / "long.txt", line + " " + p.token() + " ");
         },
         {},
         1},
        {"invalid UTF-8 in a path and in content",
         [](Place& p) { Place::write(p.folder / "caf\xe9/\xff\xfe.txt", "\xe9\xe9 key=" + p.token() + " \xff\xc0\n"); },
         {},
         1},
        {"control characters in a path", [](Place& p) { Place::write(p.folder / "a\n\x1b[31mred\x07.txt", "key=" + p.token() + "\n"); }, {}, 1},
        {"a very deep folder",
         [](Place& p) {
             p.leave_a_secret();
             fs::path deep;
             for (int i = 0; i < 60; ++i) deep /= std::string(60, 'd');
             fs::create_directories(p.folder / deep);
             Place::write(p.folder / deep / "f.txt", "key=" + p.token(1) + "\n");
         },
         {},
         1},
        {"a FIFO",
         [](Place& p) {
             ::mkfifo((p.folder / "pipe").c_str(), 0600);
             p.leave_a_secret();
         },
         {},
         1},
        {"a loop of links",
         [](Place& p) {
             fs::create_directory_symlink(".", p.folder / "self");
             fs::create_symlink("b", p.folder / "a");
             fs::create_symlink("a", p.folder / "b");
             p.leave_a_secret();
         },
         {},
         1},
        {"an unreadable file",
         [](Place& p) {
             p.leave_a_secret();
             Place::write(p.folder / "closed.txt", "x");
             fs::permissions(p.folder / "closed.txt", fs::perms::none);
         },
         {},
         3,
         "closed.txt: ",
         true,
         true},
        {"an unreadable folder",
         [](Place& p) {
             p.leave_a_secret();
             Place::write(p.folder / "closed/file.txt", "x");
             fs::permissions(p.folder / "closed", fs::perms::none);
         },
         {},
         3,
         "closed/: ",
         true,
         true},
        {"an unreadable path",
         [](Place& p) {
             fs::create_directories(p.folder / "closed");
             fs::permissions(p.folder / "closed", fs::perms::none);
         },
         {"closed"},
         2,
         "closed: ",
         false,
         true},
        {"a gzip bomb",
         [](Place& p) {
             p.leave_a_secret();
             Place::write(p.folder / "bomb.gz", output_of("yes nothing | head -c 50000000 | gzip"));
         },
         {},
         3,
         "bomb.gz"},
        {"a truncated gzip",
         [](Place& p) {
             p.leave_a_secret();
             Place::write(p.folder / "cut.gz", output_of("head -c 100000 /dev/urandom | gzip").substr(0, 50000));
         },
         {},
         3,
         "cut.gz"},
        {"a rule file with a bad regex",
         [](Place& p) {
             p.leave_a_secret();
             Place::write(p.beside / "rules.toml", std::string(kRules) + "[[rules]]\nid = \"b\"\nregex = '''b(['''\n");
         },
         {},
         3,
         "rules.toml:8:9: rule 'b': bad regex"},
        {"a rule file with an unknown key",
         [](Place& p) {
             p.leave_a_secret();
             Place::write(p.beside / "rules.toml", std::string(kRules) + "colour = \"red\"\n");
         },
         {},
         1,
         "rules.toml:6:1: rule 'acme-token': unknown key 'colour'"},
        {"a rule file that is no TOML", [](Place& p) { Place::write(p.beside / "rules.toml", "[[rules\nid ="); }, {}, 2, "rules.toml:1", false},
        {"a rule file without rules", [](Place& p) { Place::write(p.beside / "rules.toml", ""); }, {}, 2, "rules.toml: ", false},
        {"a baseline that is no report",
         [](Place& p) { Place::write(p.folder / "b.json", "{\"a\": 1}"); },
         {"--baseline", "b.json"},
         2,
         "b.json: a baseline is",
         false},
        {"a baseline that is no JSON",
         [](Place& p) { Place::write(p.folder / "b.json", "hello"); },
         {"--baseline", "b.json"},
         2,
         "b.json: a baseline is",
         false},
        {"a baseline that is not there", [](Place&) {}, {"--baseline", "b.json"}, 2, "b.json: ", false},
        {"a baseline that is a folder", [](Place&) {}, {"--baseline", "."}, 2, ".: ", false},
        {"a report folder below a file",
         [](Place& p) {
             p.leave_a_secret();
             Place::write(p.folder / "file", "x");
         },
         {"--output", "file/out"},
         3,
         "file/out"},
        {"a report folder that cannot be written", [](Place& p) { p.leave_a_secret(); }, {"--output", "/proc/out"}, 3, "/proc/out"},
    };
    return kRows;
}

class BadInput : public ::testing::TestWithParam<Row> {};

TEST_P(BadInput, IsSaidAndTheRestIsScanned) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    const Row& row = GetParam();
    if (row.as_nobody && ::getuid() != 0) GTEST_SKIP() << "only root can become another user";
    Place place;
    row.make(place);
    Invocation invocation{.arguments = {"scan", "--rules", "../beside/rules.toml"}, .folder = place.folder, .drop_privileges = row.as_nobody};
    invocation.arguments.insert(invocation.arguments.end(), row.arguments.begin(), row.arguments.end());
    const auto started = std::chrono::steady_clock::now();
    const Outcome outcome = run_squire(invocation);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    fmt::print("| {} | exit {} | {:.1f} s | {} |\n", row.name, outcome.status, seconds, trim(outcome.err));
    EXPECT_EQ(outcome.status, row.status) << outcome.out << outcome.err;
    if (row.says.empty() && row.status < 2) {
        EXPECT_EQ(outcome.err.find("squire: not scanned"), std::string::npos) << outcome.err;
    }
    EXPECT_NE(outcome.err.find(row.says), std::string::npos) << "'" << row.says << "' is not in\n" << outcome.err;
    EXPECT_EQ(outcome.out.find("acme-token") != std::string::npos, row.finds) << outcome.out << outcome.err;
    if (row.status >= 2) {
        EXPECT_FALSE(outcome.err.empty()) << "nothing was said";
    }
    EXPECT_EQ(place.secrets.seen_in(outcome.out + outcome.err), std::vector<std::string>{});
    EXPECT_EQ((outcome.out + outcome.err).find('\x1b'), std::string::npos) << "a name reached the terminal as it is";
    if (outcome.out.empty()) return;
    invocation.arguments.insert(invocation.arguments.end(), {"--format", "gitlab"}); // the same again, for machines
    const Outcome report = run_squire(invocation);
    EXPECT_EQ(report.status, row.status);
    EXPECT_EQ(faults_of_gitlab_report(report.out), std::vector<std::string>{});
}

INSTANTIATE_TEST_SUITE_P(Cli, BadInput, ::testing::ValuesIn(rows()), [](const auto& test) {
    std::string name(test.param.name);
    std::erase_if(name, [](char c) { return c == ',' || c == '-'; });
    std::ranges::replace(name, ' ', '_');
    return name;
});

} // namespace
} // namespace squire::cli
