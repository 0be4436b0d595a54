// SPDX-License-Identifier: MIT
#include "cli/squire_process_test.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <pty.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace squire::cli {
namespace {

using namespace std::chrono_literals;

constexpr uid_t kNobody = 65534;

// An unnamed file: neither side ever waits for the other, as they might at a pipe.
int make_scratch() {
    std::FILE* const file = std::tmpfile();
    if (file == nullptr) throw std::runtime_error("no temporary file could be made");
    const int descriptor = ::fcntl(::fileno(file), F_DUPFD_CLOEXEC, 10);
    std::fclose(file);
    return descriptor;
}

std::string content_of(int descriptor) {
    std::string bytes;
    std::array<char, 1 << 16> buffer{};
    for (off_t at = 0;;) {
        const ssize_t got = ::pread(descriptor, buffer.data(), buffer.size(), at);
        if (got <= 0) return bytes;
        bytes.append(buffer.data(), static_cast<std::size_t>(got));
        at += got;
    }
}

std::vector<std::string> environment_of(const Invocation& invocation) {
    std::map<std::string, std::string> variables{
        {"PATH", "/usr/bin:/bin"},           {"HOME", SQUIRE_TEST_CACHE},  {"XDG_CACHE_HOME", SQUIRE_TEST_CACHE},
        {"TERM", "xterm-256color"},          {"LC_ALL", "C.UTF-8"},        {"TZ", "UTC"},
        {"SOURCE_DATE_EPOCH", "1767225600"}, {"GIT_CONFIG_NOSYSTEM", "1"},
    };
    for (const char* name : {"ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "TMPDIR"}) {
        if (const char* value = std::getenv(name)) variables.emplace(name, value);
    }
    for (const auto& [name, value] : invocation.environment) variables[name] = value;
    std::vector<std::string> list;
    for (const auto& [name, value] : variables) list.push_back(fmt::format("{}={}", name, value));
    return list;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

// What a child needs, made ready before the fork.
struct Prepared {
    explicit Prepared(const Invocation& invocation) : words{"squire"}, variables(environment_of(invocation)), binary(squire_binary().string()) {
        words.insert(words.end(), invocation.arguments.begin(), invocation.arguments.end());
        arguments = pointers_to(words);
        environment = pointers_to(variables);
    }
    std::vector<std::string> words;
    std::vector<std::string> variables;
    std::string binary;
    std::vector<char*> arguments;
    std::vector<char*> environment;
};

// In the child.
[[noreturn]] void become_squire(const Invocation& invocation, const Prepared& prepared) {
    if (::chdir(invocation.folder.c_str()) != 0) ::_exit(126);
    if (invocation.address_space != 0) {
        const struct rlimit limit{invocation.address_space, invocation.address_space};
        ::setrlimit(RLIMIT_AS, &limit);
    }
    if (invocation.drop_privileges && ::getuid() == 0 && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) ::_exit(126);
    ::execve(prepared.binary.c_str(), prepared.arguments.data(), prepared.environment.data());
    ::_exit(127);
}

int status_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

} // namespace

std::filesystem::path squire_binary() {
    const char* installed = std::getenv("SQUIRE_BINARY");
    return installed != nullptr && *installed != '\0' ? installed : SQUIRE_BINARY_BUILT;
}

RunningSquire::RunningSquire(const Invocation& invocation) : out_(make_scratch()), err_(make_scratch()) {
    const int in = make_scratch();
    if (::pwrite(in, invocation.input.data(), invocation.input.size(), 0) != static_cast<ssize_t>(invocation.input.size()))
        throw std::runtime_error("a temporary file could not be written");
    const int elsewhere = invocation.out_to.empty() ? -1 : ::open(invocation.out_to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    const Prepared prepared(invocation);
    child_ = ::fork();
    if (child_ == 0) {
        ::lseek(in, 0, SEEK_SET);
        ::dup2(in, STDIN_FILENO);
        ::dup2(elsewhere >= 0 ? elsewhere : out_, STDOUT_FILENO);
        ::dup2(err_, STDERR_FILENO);
        become_squire(invocation, prepared);
    }
    ::close(in);
    if (elsewhere >= 0) ::close(elsewhere);
    if (child_ < 0) throw std::runtime_error("no process could be started");
}

RunningSquire::~RunningSquire() {
    if (child_ > 0) {
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
    }
    ::close(out_);
    ::close(err_);
}

void RunningSquire::send(int signal) const { ::kill(child_, signal); }

std::optional<Outcome> RunningSquire::wait(std::chrono::milliseconds patience) {
    const auto end = std::chrono::steady_clock::now() + patience;
    do {
        int status = 0;
        const pid_t done = ::waitpid(child_, &status, WNOHANG);
        if (done == child_) {
            child_ = -1;
            return Outcome{status_of(status), out(), err()};
        }
        std::this_thread::sleep_for(2ms);
    } while (std::chrono::steady_clock::now() < end);
    return std::nullopt;
}

std::string RunningSquire::out() const { return content_of(out_); }
std::string RunningSquire::err() const { return content_of(err_); }

Outcome run_squire(const Invocation& invocation) {
    RunningSquire process(invocation);
    if (auto outcome = process.wait(120s)) return std::move(*outcome);
    return {.status = 128 + SIGKILL, .out = process.out(), .err = process.err() + "killed by the test: it ran for two minutes\n"};
}

SquireInTerminal::SquireInTerminal(const Invocation& invocation) {
    const Prepared prepared(invocation);
    struct winsize size{.ws_row = 40, .ws_col = 80, .ws_xpixel = 0, .ws_ypixel = 0};
    child_ = ::forkpty(&terminal_, nullptr, nullptr, &size);
    if (child_ < 0) throw std::runtime_error("no terminal could be made");
    if (child_ == 0) become_squire(invocation, prepared);
}

SquireInTerminal::~SquireInTerminal() {
    if (child_ > 0) {
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
    }
    ::close(terminal_);
}

bool SquireInTerminal::read_some() {
    struct pollfd ready{.fd = terminal_, .events = POLLIN, .revents = 0};
    if (::poll(&ready, 1, 30'000) != 1) return false;
    std::array<char, 4096> buffer{};
    const ssize_t got = ::read(terminal_, buffer.data(), buffer.size());
    if (got > 0) unread_.append(buffer.data(), static_cast<std::size_t>(got));
    return got > 0; // EIO: the other side is closed
}

std::string SquireInTerminal::answer(std::string_view text, std::string_view keys) {
    std::size_t at = 0;
    while ((at = unread_.find(text)) == std::string::npos) {
        if (!read_some()) throw std::runtime_error(fmt::format("'{}' did not come: {}", text, unread_));
    }
    std::string shown = unread_.substr(0, at + text.size());
    unread_.erase(0, shown.size());
    if (::write(terminal_, keys.data(), keys.size()) != static_cast<ssize_t>(keys.size())) throw std::runtime_error("no key could be pressed");
    return shown;
}

Outcome SquireInTerminal::end() {
    while (read_some()) {
    }
    int status = 0;
    ::waitpid(child_, &status, 0);
    child_ = -1;
    return {.status = status_of(status), .out = std::move(unread_), .err = {}};
}

void SquireInTerminal::send(int signal) const { ::kill(child_, signal); }

Outcome run_squire_in_terminal(const Invocation& invocation, unsigned short columns) {
    const Prepared prepared(invocation);
    struct winsize size{.ws_row = 40, .ws_col = columns, .ws_xpixel = 0, .ws_ypixel = 0};
    int terminal = -1;
    const pid_t child = ::forkpty(&terminal, nullptr, nullptr, &size);
    if (child < 0) throw std::runtime_error("no terminal could be made");
    if (child == 0) become_squire(invocation, prepared);
    Outcome outcome;
    std::array<char, 4096> buffer{};
    while (true) {
        const ssize_t got = ::read(terminal, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break; // EIO: the other side is closed
        outcome.out.append(buffer.data(), static_cast<std::size_t>(got));
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(terminal);
    outcome.status = status_of(status);
    return outcome;
}

} // namespace squire::cli
