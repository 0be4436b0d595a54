// SPDX-License-Identifier: MIT
#include "journey/sandbox.h"

#include <filesystem>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/text.h"
#include "source/git_person.h"
#include "source/provenance.h"
#include "source/sandbox_update.h"
#include "store/store.h"
#include "workspace/initialisation.h"

namespace squire::journey {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kSpare = 64U << 20U; // bytes, for the store and the results
constexpr std::string_view kNoMail = "no-address@example.invalid";

// As squire.toml has it.
std::string source_of(const std::string& project) {
    std::error_code failed;
    const fs::path local = fs::canonical(project, failed);
    if (!failed) return local.string();
    const std::string shown = source::public_address(project);
    return shown.empty() ? project : shown;
}

std::string where_it_is(const workspace::Workspace& workspace) {
    const auto provenance = source::provenance_of(workspace.sandbox());
    if (!provenance || provenance->revision.empty()) return "no commit yet";
    return fmt::format("{} at {}", printable(provenance->branch.empty() ? "a detached head" : provenance->branch),
                       provenance->revision.substr(0, 12));
}

// git refuses to commit for nobody. Branches are there to be read and amended before anything is sent, so that a name without an address will do.
Result<void> name_somebody(const JourneyRequest& request, const workspace::Workspace& workspace, Problems& problems) {
    if (source::knows_who_commits(workspace.sandbox())) return {};
    const std::string person = source::git_person(workspace.sandbox()); // knows the variables of the environment, too
    const std::size_t open = person.find('<');
    std::string name(trim(std::string_view(person).substr(0, open)));
    std::string mail = open == std::string::npos ? "" : person.substr(open + 1, person.rfind('>') - open - 1);
    if (name.empty() || mail.empty()) {
        if (name.empty()) name = !request.intern.empty() ? request.intern : !request.user.empty() ? request.user : "Somebody";
        if (mail.empty()) mail = kNoMail;
        problems.add(Weight::note,
                     {ErrorKind::not_found, fmt::format("git does not know who you are: commits in the sandbox are by {} <{}>", name, mail), "",
                      "git config user.name and user.email there, then git commit --amend --reset-author, before you send one"});
    }
    return source::set_sandbox_person(workspace.sandbox(), name, mail);
}

Result<Sandbox> update(workspace::Workspace workspace, const JourneyRequest& request, const Cancellation& cancellation, Problems& problems) {
    const std::string wanted = source_of(request.project);
    if (!workspace.settings.project_source.empty() && workspace.settings.project_source != wanted) {
        return fail(ErrorKind::usage,
                    fmt::format("this folder is the workspace of another project, {}", printable(workspace.settings.project_source)),
                    workspace.root.string(), "name another one: --output DIR");
    }
    std::string news = "nothing new";
    const auto updated = source::update_sandbox_clone(workspace.sandbox(), &cancellation);
    if (!updated) {
        if (cancellation.requested()) return fail(ErrorKind::interrupted, "interrupted; nothing was done");
        Error error = updated.error();
        error.message = fmt::format("the project could not be asked for news: {}", error.message);
        problems.add(Weight::warning, std::move(error));
        news = "not brought up to date";
    } else if (!updated->not_moved.empty()) {
        problems.add(Weight::warning, {ErrorKind::conflict, fmt::format("the project went on, the sandbox did not: {}", updated->not_moved),
                                       workspace.sandbox().string(), "commit or discard what you changed there, then git merge"});
        news = "not brought up to date";
    } else if (updated->new_commits > 0) {
        news = counted(updated->new_commits, "new commit");
    }
    std::string summary = fmt::format("there from before, {}; {}", news, where_it_is(workspace));
    return Sandbox{std::move(workspace), std::move(summary)};
}

// Of a repository on this machine: its objects, and as much again for its files. Of an address nobody knows before it is there.
std::uint64_t bytes_needed(const fs::path& project) {
    std::error_code ignored;
    fs::path objects = project / ".git" / "objects";
    if (!fs::is_directory(objects, ignored)) objects = project / "objects";
    std::uint64_t bytes = 0;
    for (fs::recursive_directory_iterator each(objects, ignored), end; each != end; each.increment(ignored)) {
        if (each->is_regular_file(ignored)) bytes += each->file_size(ignored);
    }
    return 2 * bytes;
}

// Where the folder is going to be; all there are where nobody knows.
std::uint64_t bytes_available(const fs::path& folder) {
    std::error_code failed;
    fs::path there = fs::absolute(folder, failed);
    while (!fs::exists(there, failed) && there.has_relative_path()) there = there.parent_path();
    const fs::space_info space = fs::space(there, failed);
    return failed ? std::numeric_limits<std::uint64_t>::max() : space.available;
}

} // namespace

Result<void> check_room(std::uint64_t needed, std::uint64_t available, const fs::path& folder) {
    if (needed + kSpare <= available) return {};
    return fail(ErrorKind::limit, fmt::format("the clone needs about {} MB, and {} MB are free", (needed + kSpare) >> 20U, available >> 20U),
                folder.string(), "name a folder on a larger disk: --output DIR");
}

Result<Sandbox> make_or_update_sandbox(const JourneyRequest& request, const Clock& clock, const Cancellation& cancellation, Problems& problems) {
    const fs::path folder = request.output.empty() ? workspace::default_folder(request.project) : request.output;
    std::error_code ignored;
    if (fs::exists(folder / workspace::kSettingsFile, ignored)) {
        auto found = workspace::require_workspace(folder);
        if (!found) return std::unexpected(found.error());
        if (!fs::equivalent(found->root, folder, ignored)) {
            return fail(ErrorKind::usage, fmt::format("it lies in another workspace, {}", printable(found->root.string())), folder.string(),
                        "name a folder elsewhere: --output DIR");
        }
        if (auto named = name_somebody(request, *found, problems); !named) return std::unexpected(named.error());
        return update(std::move(*found), request, cancellation, problems);
    }
    if (auto room = check_room(bytes_needed(request.project), bytes_available(folder), folder); !room) return std::unexpected(room.error());
    const auto make_store = [&](const fs::path& root) -> Result<void> {
        const auto store = store::Store::open(store::StorePlace::of_workspace(root, request.database_url), clock, store::Opening::create);
        return store ? Result<void>() : std::unexpected(store.error());
    };
    auto made =
        workspace::make_workspace({.project = request.project, .folder = folder, .branch = {}, .cancellation = &cancellation}, make_store);
    if (!made) return std::unexpected(made.error());
    if (auto named = name_somebody(request, *made, problems); !named) return std::unexpected(named.error());
    std::string summary = fmt::format("made; {}", where_it_is(*made));
    return Sandbox{std::move(*made), std::move(summary)};
}

} // namespace squire::journey
