// SPDX-License-Identifier: MIT
#include "testing/git_repository.h"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ; // NOLINT: POSIX names it so

namespace squire::testing {

namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using Scratch = std::unique_ptr<std::FILE, CloseFile>;

/// An unnamed file; a run of git reads and writes such files, not pipes, so that neither side ever waits for the other.
Scratch make_scratch(std::string_view bytes = {}) {
    Scratch file(std::tmpfile());
    if (!file) throw std::runtime_error("no temporary file could be made");
    if (!bytes.empty() && std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size())
        throw std::runtime_error("a temporary file could not be written");
    std::fflush(file.get());
    std::rewind(file.get());
    return file;
}

std::string content_of(const Scratch& file) {
    std::string bytes;
    char buffer[1 << 16];
    std::rewind(file.get());
    while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, file.get())) bytes.append(buffer, got);
    return bytes;
}

/// The caller's environment without anything that leads git elsewhere.
std::vector<std::string> make_environment(std::string_view date) {
    std::vector<std::string> environment;
    for (char** variable = environ; *variable != nullptr; ++variable) {
        const std::string_view text = *variable;
        if (text.starts_with("GIT_") || text.starts_with("LC_") || text.starts_with("LANG") || text.starts_with("TZ=")) continue;
        if (text.starts_with("XDG_CONFIG_HOME=")) continue;
        environment.emplace_back(text);
    }
    for (const std::string_view text :
         {"GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "GIT_CONFIG_NOSYSTEM=1", "LC_ALL=C", "TZ=UTC",
          "GIT_AUTHOR_NAME=An Author", "GIT_AUTHOR_EMAIL=author@example.org", "GIT_COMMITTER_NAME=A Committer",
          "GIT_COMMITTER_EMAIL=committer@example.org", "GIT_TERMINAL_PROMPT=0"}) {
        environment.emplace_back(text);
    }
    environment.push_back(fmt::format("GIT_AUTHOR_DATE={}", date));
    environment.push_back(fmt::format("GIT_COMMITTER_DATE={}", date));
    return environment;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

} // namespace

GitRun run_git(const std::filesystem::path& folder, const std::vector<std::string>& arguments, std::string_view input, std::string_view date) {
    // Submodules and partial clones of these tests are made over file://, which git forbids to submodules unasked.
    std::vector<std::string> words = {"git", "-C",       folder.string(), "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always",
                                      "-c",  "gc.auto=0"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> environment = make_environment(date);

    const Scratch in = make_scratch(input);
    const Scratch out = make_scratch();
    const Scratch err = make_scratch();
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, ::fileno(in.get()), 0);
    ::posix_spawn_file_actions_adddup2(&actions, ::fileno(out.get()), 1);
    ::posix_spawn_file_actions_adddup2(&actions, ::fileno(err.get()), 2);
    pid_t child = 0;
    const int failure = ::posix_spawnp(&child, "git", &actions, nullptr, pointers_to(words).data(), pointers_to(environment).data());
    ::posix_spawn_file_actions_destroy(&actions);
    if (failure != 0) return {.status = 127, .output = {}, .errors = "git could not be started"};

    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
    }
    return {.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), .output = content_of(out), .errors = content_of(err)};
}

GitRepository::GitRepository(const std::vector<std::string>& init_arguments) : path_(folder_.path() / "repository") {
    std::filesystem::create_directories(path_);
    std::vector<std::string> arguments = {"init", "--quiet"};
    arguments.insert(arguments.end(), init_arguments.begin(), init_arguments.end());
    git(arguments);
}

std::filesystem::path GitRepository::write(std::string_view name, std::string_view bytes) const {
    return folder_.write("repository/" + std::string(name), bytes);
}

void GitRepository::remove(std::string_view name) const { std::filesystem::remove_all(path_ / name); }

std::string GitRepository::git(const std::vector<std::string>& arguments, std::string_view input) const {
    GitRun run = run_git(path_, arguments, input, date());
    if (run.status != 0) throw std::runtime_error(fmt::format("git {}: status {}: {}", fmt::join(arguments, " "), run.status, run.errors));
    if (run.output.ends_with('\n')) run.output.pop_back();
    return std::move(run.output);
}

std::string GitRepository::commit(std::string_view message) {
    git({"add", "--all"});
    git({"commit", "--quiet", "--allow-empty", "--no-verify", "-m", std::string(message)});
    ++commits_;
    return id_of("HEAD");
}

std::string GitRepository::id_of(std::string_view revision) const { return git({"rev-parse", "--verify", std::string(revision)}); }

std::string GitRepository::date() const { return fmt::format("{} +0000", 1767225600 + 60 * commits_); }

bool git_is_there() { return run_git("/", {"--version"}).status == 0; }

} // namespace squire::testing
