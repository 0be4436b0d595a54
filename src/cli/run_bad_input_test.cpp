// SPDX-License-Identifier: MIT
// What is wrong with a project, or happens on the way, and what a run makes of it: it ends, says what happened, and what it leaves is whole.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <unistd.h>

#include "base/file.h"
#include "base/process.h"
#include "base/text.h"
#include "cli/squire_process_test.h"
#include "testing/git_repository.h"
#include "testing/temporary_folder.h"

namespace squire::cli {
namespace {

namespace fs = std::filesystem;

class RunBadInput : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    }

    [[nodiscard]] Invocation invocation(const std::string& project) const {
        return {.arguments = {"run", project, "--output", "out", "--intern", "Ada"},
                .folder = folder_.path(),
                .environment = {{"SQUIRE_CHROMIUM", "/nowhere"}}};
    }
    [[nodiscard]] Outcome run(const std::string& project) const { return run_squire(invocation(project)); }

    // Whatever happened: the page is whole, and what its script reads can be read.
    [[nodiscard]] std::string page() const {
        std::string html = read_file(folder_.path() / "out/index.html").value_or("");
        EXPECT_TRUE(html.starts_with("<!DOCTYPE html>")) << "there is no page";
        EXPECT_TRUE(html.ends_with("</html>\n"));
        const std::string open = "<script type=\"application/json\" id=\"data\">";
        if (const std::size_t at = html.find(open); at != std::string::npos) {
            const std::size_t end = html.find("</script>", at);
            EXPECT_TRUE(nlohmann::json::accept(html.substr(at + open.size(), end - at - open.size())));
        }
        return html;
    }

    testing::TemporaryFolder folder_;
};

TEST_F(RunBadInput, NoCommits) {
    const testing::GitRepository project;
    const Outcome outcome = run(project.path().string());
    EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
    EXPECT_NE(outcome.out.find("no commit yet"), std::string::npos) << outcome.out;
    EXPECT_NE(page().find("no commit yet"), std::string::npos);
}

TEST_F(RunBadInput, NoLicenceAndNoLanguage) {
    testing::GitRepository project;
    project.write("data.xyz", std::string("\0\1\2\3", 4));
    project.write("notes.qqq", "nothing that anybody compiles\n");
    (void)project.commit();
    const Outcome outcome = run(project.path().string());
    EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
    EXPECT_NE(page().find("Nothing was found"), std::string::npos);
}

TEST_F(RunBadInput, NoRepository) {
    folder_.write("plain/a.py", "print(1)\n");
    const Outcome outcome = run((folder_.path() / "plain").string());
    EXPECT_EQ(outcome.status, 2);
    EXPECT_NE(outcome.err.find("cannot be cloned"), std::string::npos) << outcome.err;
    EXPECT_FALSE(fs::exists(folder_.path() / "out"));
}

TEST_F(RunBadInput, AnAddressThatDoesNotAnswer) {
    const Outcome outcome = run("http://127.0.0.1:1/acme/shop.git");
    EXPECT_EQ(outcome.status, 2) << outcome.out;
    EXPECT_NE(outcome.err.find("cannot be cloned"), std::string::npos) << outcome.err;
    EXPECT_FALSE(fs::exists(folder_.path() / "out"));
}

// Answers every request that it wants to know who asks.
class AskingServer {
public:
    AskingServer() {
        socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const plain = reinterpret_cast<sockaddr*>(&address); // NOLINT: as sockets want it
        if (::bind(socket_, plain, size) != 0 || ::listen(socket_, 4) != 0 || ::getsockname(socket_, plain, &size) != 0) return;
        port_ = ntohs(address.sin_port);
        thread_ = std::jthread([this] {
            for (int client = ::accept(socket_, nullptr, nullptr); client >= 0; client = ::accept(socket_, nullptr, nullptr)) {
                char request[4096];
                (void)::recv(client, request, sizeof request, 0);
                const std::string_view answer =
                    "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
                (void)::send(client, answer.data(), answer.size(), MSG_NOSIGNAL);
                ::close(client);
            }
        });
    }
    ~AskingServer() {
        ::shutdown(socket_, SHUT_RDWR);
        ::close(socket_);
    }
    AskingServer(const AskingServer&) = delete;
    AskingServer& operator=(const AskingServer&) = delete;
    [[nodiscard]] int port() const { return port_; }

private:
    int socket_ = -1;
    int port_ = 0;
    std::jthread thread_;
};

TEST_F(RunBadInput, AnAddressThatAsksForAPassword) {
    const AskingServer server;
    ASSERT_NE(server.port(), 0);
    const Outcome outcome = run(fmt::format("http://127.0.0.1:{}/acme/shop.git", server.port()));
    EXPECT_EQ(outcome.status, 2) << outcome.out;
    EXPECT_NE(outcome.err.find("cannot be cloned"), std::string::npos) << outcome.err;
    EXPECT_NE(outcome.err.find("Credentials come from git's helpers"), std::string::npos) << outcome.err;
    EXPECT_FALSE(fs::exists(folder_.path() / "out"));
}

TEST_F(RunBadInput, AnotherProjectsFolder) {
    testing::GitRepository one;
    one.write("a.txt", "1");
    (void)one.commit();
    ASSERT_EQ(run(one.path().string()).status, 0);
    testing::GitRepository other;
    const Outcome outcome = run(other.path().string());
    EXPECT_EQ(outcome.status, 2);
    EXPECT_NE(outcome.err.find("another project"), std::string::npos) << outcome.err;
}

TEST_F(RunBadInput, HostileNamesAndTexts) {
    testing::GitRepository project;
    for (const char* name :
         {"<img src=x onerror=alert(1)>.py", "a|b`c`.py", "\u202eyp.exe.py", "[x](javascript:alert(1)).py", "--output=x.py", "\xff\xfe.py"}) {
        project.write(name, "import subprocess\nfrom flask import request\n# </script><script>alert(2)</script>\ndef f():\n    "
                            "subprocess.run(request.args[\"a\"], shell=True)\n");
    }
    (void)project.commit("</script><script>alert(3)</script>");
    const Outcome outcome = run(project.path().string());
    EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
    const std::string html = page();
    EXPECT_EQ(html.find("<img src=x"), std::string::npos);
    EXPECT_EQ(html.find("<script>alert"), std::string::npos);
    for (const fs::directory_entry& each : fs::recursive_directory_iterator(folder_.path() / "out")) {
        const std::string path = each.path().string();
        if (!path.ends_with(".md") && !path.ends_with(".html")) continue;
        if (path.contains("/sandbox/")) continue;
        EXPECT_EQ(read_file(each.path()).value_or("").find("\xe2\x80\xae"), std::string::npos) << path;
    }
    const std::string triage = read_file(folder_.path() / "out/triage/triage.md").value_or("");
    EXPECT_EQ(triage.find("a|b"), std::string::npos);
    EXPECT_EQ(triage.find(" [x]("), std::string::npos);
}

TEST_F(RunBadInput, ADiskThatIsFull) {
    testing::GitRepository project;
    project.write("views.py", "import subprocess\nfrom flask import request\ndef f():\n    subprocess.run(request.args[\"a\"], shell=True)\n");
    (void)project.commit();
    (void)run_squire({.arguments = {"rules", "list"}, .folder = folder_.path()}); // the compiled rules are there
    for (const int kilobytes : {4, 32, 100, 200}) {
        // Files of no more than so many bytes can be written: what a full disk does to large ones.
        const auto limited =
            run_process({.arguments = {"sh", "-c", "trap '' XFSZ; ulimit -f $0; exec \"$@\"", std::to_string(kilobytes * 2),
                                       squire_binary().string(), "run", project.path().string(), "--output", "out", "--intern", "Ada"},
                         .folder = folder_.path(),
                         .environment = {"SQUIRE_CHROMIUM=/nowhere", fmt::format("HOME={}", folder_.path().string())}});
        ASSERT_TRUE(limited);
        EXPECT_TRUE(limited->status == 2 || limited->status == 3) << kilobytes << " kB: " << limited->status << '\n'
                                                                  << limited->output << limited->errors;
        EXPECT_NE(limited->output + limited->errors, "") << kilobytes;
        if (fs::exists(folder_.path() / "out/index.html")) (void)page();
    }
    const Outcome outcome = run(project.path().string());
    EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
    EXPECT_NE(page().find("1 weakness found"), std::string::npos);
}

// On a disk of `size` at `out`; its index.html, where there is one, is kept beside it. Nothing where this machine allows no mounts to a test.
std::optional<ProcessOutcome> run_on_small_disk(const fs::path& folder, const std::string& size, const std::string& project) {
    const char* const script = "mount -t tmpfs -o size=$0 none out || exit 77\n"
                               "\"$1\" run \"$2\" --output out/here --intern Ada\ncode=$?\n"
                               "cp out/here/index.html kept.html 2>/dev/null\nexit $code";
    std::error_code ignored;
    fs::create_directories(folder / "out", ignored);
    fs::remove(folder / "kept.html", ignored);
    auto outcome =
        run_process({.arguments = {"unshare", "--mount", "--map-root-user", "sh", "-c", script, size, squire_binary().string(), project},
                     .folder = folder,
                     .environment = {"SQUIRE_CHROMIUM=/nowhere", fmt::format("HOME={}", folder.string())}});
    const bool allowed = outcome && outcome->status != 77 && !outcome->errors.starts_with("unshare:");
    return allowed ? std::optional(std::move(*outcome)) : std::nullopt;
}

TEST_F(RunBadInput, ADiskThatFillsUpOnTheWay) {
    testing::GitRepository project;
    project.write("views.py", "import subprocess\nfrom flask import request\ndef f():\n    subprocess.run(request.args[\"a\"], shell=True)\n");
    // Small as git keeps it, and large when it is checked out: so there is room for the clone as far as anybody can know, and little more.
    project.write("large.bin", std::string(64U << 20U, '\xfe')); // git leaves holes in files of zeros
    (void)project.commit();
    bool stopped_on_the_way = false;
    // The first has no room for anything, and the last for all.
    for (const char* size : {"256k", "64800k", "66m", "67m", "68m", "69m", "256m"}) {
        const auto outcome = run_on_small_disk(folder_.path(), size, project.path().string());
        if (!outcome) GTEST_SKIP() << "this machine lets no test mount a disk of its own";
        const std::string said = outcome->output + outcome->errors;
        EXPECT_TRUE(outcome->status == 0 || outcome->status == 2 || outcome->status == 3) << size << ": " << outcome->status << '\n' << said;
        const bool says_why = said.contains("No space left") || said.contains("are free") || said.contains("failed: ");
        EXPECT_TRUE(outcome->status == 0 || says_why) << size << '\n' << said;
        stopped_on_the_way = stopped_on_the_way || outcome->status == 3;
        const std::string html = read_file(folder_.path() / "kept.html").value_or("");
        EXPECT_TRUE(html.empty() || html.ends_with("</html>\n")) << size;
        EXPECT_TRUE(std::string_view(size) != "256m" || outcome->status == 0) << said;
    }
    EXPECT_TRUE(stopped_on_the_way);
}

TEST_F(RunBadInput, FiveGigabytes) {
    testing::GitRepository project;
    project.write("a.py", "x = 1\n");
    (void)project.commit();
    // As large as that, without taking the room.
    fs::resize_file(project.write(".git/objects/pack/tmp_pack_left_over", ""), 5ULL << 30U);
    const auto outcome = run_on_small_disk(folder_.path(), "128m", project.path().string());
    if (!outcome) GTEST_SKIP() << "this machine lets no test mount a disk of its own";
    EXPECT_EQ(outcome->status, 2) << outcome->output << outcome->errors;
    EXPECT_NE(outcome->errors.find("the clone needs about 10304 MB, and 128 MB are free"), std::string::npos) << outcome->errors;
}

// Names, messages and lines of a megabyte, wherever a project may have one.
TEST_F(RunBadInput, TextsOfAMegabyte) {
    testing::GitRepository project;
    const std::string long_text(1U << 20U, 'W');
    project.write("views.py", "import subprocess\nfrom flask import request\ndef f():\n    subprocess.run(request.args[\"" + long_text +
                                  "\"], shell=True)\n");
    project.write("deploy.sh", "export TOKEN=" + std::string("glp") + "at-" + "Xk3pQ9vLw2Zr8TnB5yHd # " + long_text + "\n");
    project.write("requirements.txt", long_text + "==1.0\nflask==" + long_text + "\n");
    project.write("package-lock.json", "{\"lockfileVersion\": 3, \"packages\": {\"node_modules/" + long_text + "\": {\"version\": \"1.0.0\"}}}");
    project.write(".gitlab-ci.yml", long_text + ":\n  script: echo\ntest:\n  script: echo " + long_text + "\n");
    project.write("README.md", "# " + long_text + "\n");
    project.write("CONTRIBUTING.md", long_text + "\n");
    project.git({"add", "--all"});
    project.git({"commit", "--quiet", "--file=-"}, long_text);
    const Outcome outcome = run(project.path().string());
    EXPECT_TRUE(outcome.status == 0 || outcome.status == 3) << outcome.out << outcome.err;
    EXPECT_LT(outcome.out.size() + outcome.err.size(), 40'000U);
    EXPECT_NE(outcome.out.find("lay it out"), std::string::npos) << outcome.out;
    EXPECT_LT(page().size(), 3U << 20U);
    for (const fs::directory_entry& each : fs::recursive_directory_iterator(folder_.path() / "out")) {
        const std::string path = each.path().string();
        if (!path.ends_with(".md") || path.contains("/sandbox/")) continue;
        EXPECT_LT(each.file_size(), 1U << 20U) << path;
    }
}

TEST_F(RunBadInput, AnInterruptAfterAnyStep) {
    const Outcome whole = run_squire({.arguments = {"run", "example", "--output", "whole", "--intern", "Ada"},
                                      .folder = folder_.path(),
                                      .environment = {{"SQUIRE_CHROMIUM", "/nowhere"}}});
    ASSERT_EQ(whole.status, 0) << whole.out << whole.err;
    // Each run goes on where the one before was stopped, and is stopped one step later.
    constexpr int kSteps = 10;
    for (int step = 0; step < kSteps; ++step) {
        RunningSquire running(invocation("example"));
        const std::string line = fmt::format("\n{:>2}/{}", step, kSteps);
        for (int i = 0; i < 3000 && step > 0 && !("\n" + running.out()).contains(line); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        running.send(SIGINT);
        const auto outcome = running.wait(std::chrono::seconds(60));
        ASSERT_TRUE(outcome) << "after step " << step << " it did not stop";
        const std::string said = outcome->out + outcome->err;
        // Before there is a handler it dies of the signal; when the last steps are as quick as the signal it is done.
        const bool stopped = outcome->status == 3 || (step == 0 && outcome->status == 130) || (step >= kSteps - 2 && outcome->status == 0);
        EXPECT_TRUE(stopped) << step << ": " << outcome->status << '\n' << said;
        if (outcome->status != 3) continue;
        EXPECT_NE(said.find("interrupted"), std::string::npos) << step << '\n' << said;
        if (!fs::exists(folder_.path() / "out")) continue;
        EXPECT_NE(page().find("interrupted"), std::string::npos) << step;
    }
    const Outcome again = run("example");
    EXPECT_EQ(again.status, 0) << again.out << again.err;
    EXPECT_EQ(page().find("interrupted"), std::string::npos);
}

} // namespace
} // namespace squire::cli
