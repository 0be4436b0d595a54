// SPDX-License-Identifier: MIT
#include "workspace/person.h"

#include <fmt/format.h>

#include "base/text.h"
#include "source/git_person.h"

namespace squire::workspace {

std::string person_of(const Workspace& workspace, std::string_view user) {
    const Settings& settings = workspace.settings;
    const std::string mail = settings.person_mail.empty() ? "" : fmt::format(" <{}>", settings.person_mail);
    std::string person(trim(settings.person_name + mail));
    if (person.empty()) person = source::git_person(workspace.sandbox());
    if (person.empty()) person = user;
    return person.empty() ? "somebody" : person;
}

} // namespace squire::workspace
