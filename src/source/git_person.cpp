// SPDX-License-Identifier: MIT
#include "source/git_person.h"

#include <cstdlib>

#include <fmt/format.h>

#include "base/text.h"
#include "source/git.h"

namespace squire::source {
namespace {

std::string setting(git_config* config, const char* variable, const char* name) {
    if (const char* value = std::getenv(variable); value != nullptr && *value != '\0') return value;
    std::string text;
    git_buf found = GIT_BUF_INIT;
    if (config != nullptr && ::git_config_get_string_buf(&found, config, name) == 0) text.assign(found.ptr, found.size);
    ::git_buf_dispose(&found);
    return text;
}

} // namespace

std::string git_person(const std::filesystem::path& inside) {
    const auto repository = open_repository(inside);
    git_config* opened = nullptr;
    if (repository) (void)::git_repository_config_snapshot(&opened, repository->get());
    const GitConfig config(opened);
    const std::string name = setting(config.get(), "GIT_AUTHOR_NAME", "user.name");
    const std::string mail = setting(config.get(), "GIT_AUTHOR_EMAIL", "user.email");
    return std::string(trim(fmt::format("{}{}", name, mail.empty() ? "" : fmt::format(" <{}>", mail))));
}

} // namespace squire::source
