// SPDX-License-Identifier: MIT
#include "workspace/initialisation.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "source/git.h"
#include "source/provenance.h"
#include "source/sandbox_clone.h"

namespace squire::workspace {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLockFile = "init.lock";

std::string name_of(std::string_view project) {
    while (project.ends_with('/')) project.remove_suffix(1);
    if (const std::size_t cut = project.find_last_of("/:"); cut != std::string_view::npos) project.remove_prefix(cut + 1);
    if (project.ends_with(".git") && project.size() > 4) project.remove_suffix(4);
    return std::string(project.empty() || project == "." || project == ".." ? "project" : project);
}

std::string prefix_of(const fs::path& folder) { return fmt::format(".{}.squire-init-", folder.filename().string()); }

// A folder beside the wanted one, which goes again unless it became that one. Its lock tells other runs that somebody is at work in it.
class Scaffold {
public:
    static Result<Scaffold> make(const fs::path& folder) {
        std::string path = (folder.parent_path() / (prefix_of(folder) + "XXXXXX")).string();
        if (::mkdtemp(path.data()) == nullptr) {
            return fail(ErrorKind::io, fmt::format("no workspace can be made here: {}", std::strerror(errno)), folder.parent_path().string(),
                        "name a folder that you may write to");
        }
        Scaffold scaffold(path);
        scaffold.lock_ = ::open((scaffold.path_ / kLockFile).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (scaffold.lock_ >= 0) ::flock(scaffold.lock_, LOCK_EX | LOCK_NB);
        return scaffold;
    }

    explicit Scaffold(fs::path path) : path_(std::move(path)) {}
    Scaffold(Scaffold&& other) noexcept : path_(std::exchange(other.path_, {})), lock_(std::exchange(other.lock_, -1)) {}
    Scaffold(const Scaffold&) = delete;
    Scaffold& operator=(Scaffold&&) = delete;
    Scaffold& operator=(const Scaffold&) = delete;
    ~Scaffold() {
        std::error_code ignored;
        if (!path_.empty()) fs::remove_all(path_, ignored);
        if (lock_ >= 0) ::close(lock_);
    }

    [[nodiscard]] const fs::path& path() const { return path_; }

    Result<void> become(const fs::path& folder) {
        std::error_code failed;
        fs::remove(path_ / kLockFile, failed);
        fs::permissions(path_, fs::perms(0755), failed);
        // rename(2) takes the place of an empty folder, and of nothing else.
        fs::rename(path_, folder, failed);
        if (failed) return fail(ErrorKind::io, fmt::format("the workspace cannot be put into its place: {}", failed.message()), folder.string());
        path_.clear();
        return {};
    }

private:
    fs::path path_;
    int lock_ = -1;
};

void remove_left_over(const fs::path& folder) {
    std::error_code ignored;
    const std::string prefix = prefix_of(folder);
    for (fs::directory_iterator each(folder.parent_path(), ignored), end; each != end; each.increment(ignored)) {
        if (!each->path().filename().string().starts_with(prefix) || !each->is_directory(ignored)) continue;
        const int lock = ::open((each->path() / kLockFile).c_str(), O_RDWR | O_CLOEXEC);
        if (lock < 0) {
            fs::remove(each->path(), ignored); // only where it is empty
            continue;
        }
        if (::flock(lock, LOCK_EX | LOCK_NB) == 0) fs::remove_all(each->path(), ignored);
        ::close(lock);
    }
}

Result<void> check_place(const NewWorkspace& wanted, const fs::path& folder) {
    std::error_code ignored;
    if (fs::exists(folder / kSettingsFile, ignored)) {
        return fail(ErrorKind::usage, "there is a workspace already", folder.string(), "run squire inside it, or name another folder");
    }
    if (fs::exists(folder, ignored) && !(fs::is_directory(folder, ignored) && fs::is_empty(folder, ignored))) {
        return fail(ErrorKind::usage, "it is there already, and not an empty folder", folder.string(), "name another folder");
    }
    const auto repository = source::open_repository(wanted.project);
    if (!repository) return {};
    const fs::path project = fs::canonical(source::root_of(**repository), ignored);
    const fs::path inside = fs::weakly_canonical(folder, ignored).lexically_relative(project);
    if (!inside.empty() && *inside.begin() != "..") {
        return fail(ErrorKind::usage, "the workspace would lie in the project, which is only read", folder.string(), "name a folder elsewhere");
    }
    return {};
}

} // namespace

fs::path default_folder(std::string_view project) {
    std::error_code failed;
    const fs::path local = fs::canonical(std::string(project), failed);
    return "squire-" + name_of(failed ? std::string(project) : local.string());
}

Result<Workspace> make_workspace(const NewWorkspace& wanted, const std::function<Result<void>(const fs::path&)>& finish) {
    std::error_code failed;
    const fs::path folder = fs::absolute(wanted.folder.empty() ? default_folder(wanted.project) : wanted.folder, failed).lexically_normal();
    const fs::path place = folder.has_filename() ? folder : folder.parent_path(); // "shop/"
    if (auto checked = check_place(wanted, place); !checked) return std::unexpected(checked.error());
    fs::create_directories(place.parent_path(), failed); // what fails here is said by what follows
    remove_left_over(place);
    auto scaffold = Scaffold::make(place);
    if (!scaffold) return std::unexpected(scaffold.error());
    const fs::path& made = scaffold->path();
    auto cloned = source::make_sandbox_clone(
        {.from = wanted.project, .to = made / kSandboxFolder, .branch = wanted.branch, .cancellation = wanted.cancellation});
    if (!cloned) return std::unexpected(cloned.error());
    fs::create_directory(made / kPrivateFolder, failed);
    fs::permissions(made / kPrivateFolder, fs::perms::owner_all, failed); // what is found is nobody else's business
    const fs::path local = fs::canonical(wanted.project, failed);
    // An address may hold a password; git's own configuration of the clone keeps it, this file is for people.
    const std::string shown = source::public_address(wanted.project);
    const std::string source = !failed ? local.string() : shown.empty() ? wanted.project : shown;
    const std::string text = settings_template(name_of(source), source, wanted.branch);
    if (auto written = write_file(made / kSettingsFile, text); !written) return std::unexpected(written.error());
    if (auto finished = finish(made); !finished) return std::unexpected(finished.error());
    if (wanted.cancellation != nullptr && wanted.cancellation->requested()) return fail(ErrorKind::interrupted, "interrupted; nothing was made");
    if (auto became = scaffold->become(place); !became) return std::unexpected(became.error());
    return require_workspace(place);
}

} // namespace squire::workspace
