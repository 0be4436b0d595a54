// SPDX-License-Identifier: MIT
#include "base/process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"

extern char** environ; // NOLINT: POSIX names it so

namespace squire {
namespace {

constexpr int kPollMilliseconds = 50; // how late a cancellation is noticed

class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }
    void close() {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }
    [[nodiscard]] int number() const { return number_; }

private:
    int number_ = -1;
};

struct Pipe {
    Descriptor reading;
    Descriptor writing;
};

bool open_pipe(Pipe& pipe) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    pipe = {Descriptor(ends[0]), Descriptor(ends[1])};
    return true;
}

std::vector<std::string> environment_of(const ProcessRequest& request) {
    const auto name_of = [](std::string_view variable) { return variable.substr(0, variable.find('=')); };
    std::vector<std::string> variables;
    for (char** inherited = environ; *inherited != nullptr; ++inherited) {
        const auto is_same = [&](const std::string& own) { return name_of(own) == name_of(*inherited); };
        if (std::ranges::none_of(request.environment, is_same)) variables.emplace_back(*inherited);
    }
    std::ranges::copy_if(request.environment, std::back_inserter(variables), [](const std::string& own) { return own.contains('='); });
    return variables;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

Error system_error(int code, std::string_view doing, const std::string& program) {
    const ErrorKind kind = code == ENOENT ? ErrorKind::not_found : ErrorKind::io;
    return {kind, fmt::format("{}: {}", doing, std::strerror(code)), program, code == ENOENT ? "is it installed, and in PATH?" : ""};
}

// In a process group of its own, so that what it starts can be ended with it.
int spawn(const ProcessRequest& request, const Pipe& output, const Pipe& errors, pid_t& child) {
    std::vector<std::string> words = request.arguments;
    std::vector<std::string> variables = environment_of(request);
    std::vector<char*> argument_pointers = pointers_to(words);
    std::vector<char*> variable_pointers = pointers_to(variables);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, output.writing.number(), STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, errors.writing.number(), STDERR_FILENO);
    ::posix_spawn_file_actions_addchdir_np(&actions, request.folder.c_str());
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    sigset_t usual;
    ::sigemptyset(&usual);
    ::sigaddset(&usual, SIGPIPE); // ignored in this process
    ::posix_spawnattr_setsigdefault(&attributes, &usual);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
    const int code = ::posix_spawnp(&child, words.front().c_str(), &actions, &attributes, argument_pointers.data(), variable_pointers.data());
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    return code;
}

// False at the end of the stream.
bool read_some(const Descriptor& from, std::string& into, std::size_t limit) {
    std::array<char, 1U << 14U> buffer{};
    const ssize_t got = ::read(from.number(), buffer.data(), buffer.size());
    if (got < 0) return errno == EINTR || errno == EAGAIN;
    into.append(buffer.data(), std::min(static_cast<std::size_t>(got), limit - std::min(limit, into.size())));
    return got > 0;
}

} // namespace

Result<ProcessOutcome> run_process(const ProcessRequest& request) {
    if (request.arguments.empty()) return fail(ErrorKind::internal, "no program to run");
    const std::string& program = request.arguments.front();
    Pipe output;
    Pipe errors;
    if (!open_pipe(output) || !open_pipe(errors)) return std::unexpected(system_error(errno, "no pipe could be made", program));
    pid_t child = -1;
    if (const int code = spawn(request, output, errors, child); code != 0) {
        return std::unexpected(system_error(code, "the program cannot be started", program));
    }
    output.writing.close();
    errors.writing.close();

    ProcessOutcome outcome;
    std::optional<Error> stopped;
    const auto begin = std::chrono::steady_clock::now();
    while (output.reading.number() >= 0 || errors.reading.number() >= 0) {
        std::array<struct pollfd, 2> wanted{{{output.reading.number(), POLLIN, 0}, {errors.reading.number(), POLLIN, 0}}};
        const int ready = ::poll(wanted.data(), wanted.size(), kPollMilliseconds);
        if (request.cancellation != nullptr && request.cancellation->requested()) {
            stopped = Error{ErrorKind::interrupted, "interrupted", program, {}};
        } else if (request.time_limit.count() > 0 && std::chrono::steady_clock::now() - begin > request.time_limit) {
            stopped = Error{ErrorKind::limit, fmt::format("not done after {} seconds", request.time_limit.count()), program, {}};
        }
        if (stopped) break;
        if (ready <= 0) continue;
        if (wanted[0].revents != 0 && !read_some(output.reading, outcome.output, request.output_limit)) output.reading.close();
        if (wanted[1].revents != 0 && !read_some(errors.reading, outcome.errors, request.output_limit)) errors.reading.close();
    }
    if (stopped) ::kill(-child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (stopped) return std::unexpected(*stopped);
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return outcome;
}

std::filesystem::path find_program(std::string_view name) {
    const char* const path = std::getenv("PATH");
    if (path == nullptr || name.empty() || name.contains('/')) return {};
    for (const std::string_view folder : split(path, ':')) {
        const std::filesystem::path program = std::filesystem::path(folder) / name;
        std::error_code code;
        if (!folder.empty() && std::filesystem::is_regular_file(program, code) && ::access(program.c_str(), X_OK) == 0) return program;
    }
    return {};
}

} // namespace squire
