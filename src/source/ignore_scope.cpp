// SPDX-License-Identifier: MIT
#include "source/ignore_scope.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "source/file_reader.h"
#include "source/git.h"

namespace squire::source {

namespace {

constexpr std::uint64_t kLongestRules = 16U << 20U;

/// core.excludesFile, or where git looks for it when it is not set.
std::filesystem::path excludes_file(git_config* config, const std::filesystem::path& root) {
    git_buf path = {};
    if (config != nullptr && ::git_config_get_path(&path, config, "core.excludesfile") == 0) {
        std::filesystem::path file = path.ptr;
        ::git_buf_dispose(&path);
        return file.empty() ? file : root / file;
    }
    if (const char* folder = std::getenv("XDG_CONFIG_HOME"); folder != nullptr && *folder != '\0') {
        return std::filesystem::path(folder) / "git/ignore";
    }
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') return std::filesystem::path(home) / ".config/git/ignore";
    return {};
}

} // namespace

std::shared_ptr<const IgnoreLevel> read_level(int folder, const char* name, std::size_t base, bool ignoring_case,
                                              std::shared_ptr<const IgnoreLevel> above, std::string place, Problems& problems) {
    const int file = ::openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0) {
        if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP) return above;
        problems.add(Weight::warning,
                     {ErrorKind::unreadable, std::strerror(errno), std::move(place), "its ignore rules do not hold in this run"});
        return above;
    }
    thread_local FileReader reader;
    const auto text = reader.read(file, kLongestRules);
    ::close(file);
    if (!text) {
        if (text.error().kind == ErrorKind::unsupported) return above; // a folder of that name
        Error error = text.error();
        error.place = std::move(place);
        error.hint = "its ignore rules do not hold in this run";
        problems.add(Weight::warning, std::move(error));
        return above;
    }
    IgnoreRules rules = IgnoreRules::parse(*text, ignoring_case);
    if (rules.empty()) return above;
    return std::make_shared<const IgnoreLevel>(std::move(above), base, std::move(rules));
}

std::unique_ptr<IgnoreScope> scope_of_repository(const std::filesystem::path& folder, std::size_t base, Problems& problems) {
    const auto repository = open_repository(folder);
    if (!repository && repository.error().kind == ErrorKind::not_found) return nullptr; // a .git that is none
    auto scope = std::make_unique<IgnoreScope>();
    scope->base = base;
    scope->tracked = std::make_unique<TrackedFiles>(folder, problems);

    std::filesystem::path git_folder = folder / ".git"; // where the repository's kind cannot be read
    GitConfig config;
    if (repository) {
        git_folder = ::git_repository_commondir(repository->get());
        git_config* found = nullptr;
        if (::git_repository_config_snapshot(&found, repository->get()) == 0) config.reset(found);
        int ignoring_case = 0;
        if (config && ::git_config_get_bool(&ignoring_case, config.get(), "core.ignorecase") == 0) scope->ignoring_case = ignoring_case != 0;
    }
    for (const std::filesystem::path& file : {excludes_file(config.get(), folder), git_folder / "info/exclude"}) {
        if (!file.empty()) {
            scope->level = read_level(AT_FDCWD, file.c_str(), base, scope->ignoring_case, std::move(scope->level), file.string(), problems);
        }
    }
    return scope;
}

RootScope scope_of_root(const std::filesystem::path& root, Problems& problems) {
    std::error_code failure;
    const std::filesystem::path start = std::filesystem::canonical(root, failure);
    for (std::filesystem::path folder = start; !failure; folder = folder.parent_path()) {
        std::error_code ignored;
        if (std::filesystem::exists(std::filesystem::symlink_status(folder / ".git", ignored))) {
            RootScope found{.scope = scope_of_repository(folder, 0, problems)};
            if (!found.scope) break;
            found.level = found.scope->level;
            std::filesystem::path at = folder;
            for (const std::filesystem::path& name : start.lexically_relative(folder)) {
                if (name == ".") break;
                const std::filesystem::path file = at / ".gitignore";
                found.level = read_level(AT_FDCWD, file.c_str(), found.prefix.size(), found.scope->ignoring_case, std::move(found.level),
                                         file.string(), problems);
                at /= name;
                found.prefix += name.string() + '/';
            }
            return found;
        }
        if (folder == folder.parent_path()) break;
    }
    return {.scope = std::make_unique<IgnoreScope>()};
}

} // namespace squire::source
