// SPDX-License-Identifier: MIT
// What is wrong with a project, or happens on the way, and what a run makes of it: it ends, says what happened, and what it leaves is whole.
#include <chrono>
#include <cstdint>
#include <filesystem>
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

TEST_F(RunBadInput, AnInterruptAfterAnyStep) {
    const Outcome whole = run_squire({.arguments = {"run", "example", "--output", "whole", "--intern", "Ada"},
                                      .folder = folder_.path(),
                                      .environment = {{"SQUIRE_CHROMIUM", "/nowhere"}}});
    ASSERT_EQ(whole.status, 0) << whole.out << whole.err;
    for (const int step : {0, 3, 6}) {
        fs::remove_all(folder_.path() / "out");
        RunningSquire running(invocation("example"));
        const std::string line = fmt::format("{:>2}/", step);
        for (int i = 0; i < 600 && step > 0 && !running.out().contains('\n' + line) && !running.out().starts_with(line); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        running.send(SIGINT);
        const auto outcome = running.wait(std::chrono::seconds(60));
        ASSERT_TRUE(outcome) << "after step " << step << " it did not stop";
        EXPECT_EQ(outcome->status, step == 0 && outcome->status == 130 ? 130 : 3) << step << '\n' << outcome->out << outcome->err;
        if (fs::exists(folder_.path() / "out")) EXPECT_NE(page().find("interrupted"), std::string::npos) << step;
        const Outcome again = run("example");
        EXPECT_EQ(again.status, 0) << step << '\n' << again.out << again.err;
        EXPECT_EQ(page().find("interrupted"), std::string::npos) << step;
    }
}

} // namespace
} // namespace squire::cli
