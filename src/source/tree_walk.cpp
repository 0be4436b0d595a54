// SPDX-License-Identifier: MIT
//
// The work is a stock of folders to be listed and of batches of files to be shown; every worker takes the newest item, so that the batches
// of a folder go before other folders and few folders are open at a time. A folder is opened by its path from the root, not from its
// parent, so that deep trees do not hold a descriptor for every level.
#include "source/tree_walk.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "source/ignore_scope.h"
#include "source/problem_group.h"
#include "source/workers.h"

namespace squire::source {

namespace {

constexpr std::size_t kBatch = 64;              // files that one worker takes at a time
constexpr std::size_t kListBuffer = 64U << 10U; // for the names of a folder

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return number_; }

private:
    int number_;
};

/// A folder below the root, by a path of which no part is a symbolic link, even when someone puts one there meanwhile.
int open_folder(int root, const char* path) {
    constexpr int kFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW;
    static std::atomic<bool> has_openat2{true}; // since Linux 5.6
    if (has_openat2.load(std::memory_order_relaxed)) {
        open_how how = {};
        how.flags = kFlags;
        how.resolve = RESOLVE_NO_SYMLINKS;
        const auto folder = static_cast<int>(::syscall(SYS_openat2, root, path, &how, sizeof how));
        if (folder >= 0 || (errno != ENOSYS && errno != EPERM)) return folder;
        has_openat2.store(false, std::memory_order_relaxed);
    }
    return ::openat(root, path, kFlags);
}

struct Folder {
    std::string path; // from the repository's root, ends with a slash unless empty
    std::shared_ptr<const IgnoreLevel> level;
    IgnoreScope* scope = nullptr; // null where ignore rules are not asked for
    bool ignored = false;
};

/// A folder to be listed, or, with `open`, files of it to be shown.
struct Work {
    Folder folder;
    std::shared_ptr<const Descriptor> open; // owned by all batches of the folder
    std::string names;                      // each 'i' (ignored) or ' ', the name and a NUL
};

/// What waits to be done, and when all is done.
class Stock {
public:
    void put(std::vector<Work>& items) {
        if (items.empty()) return;
        {
            const std::scoped_lock lock(mutex_);
            unfinished_ += items.size();
            for (Work& item : items) waiting_.push_back(std::move(item));
        }
        items.size() == 1 ? changed_.notify_one() : changed_.notify_all();
        items.clear();
    }

    /// Waits for an item; none: everything is done.
    std::optional<Work> take() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return !waiting_.empty() || unfinished_ == 0; });
        if (waiting_.empty()) return std::nullopt;
        Work item = std::move(waiting_.back());
        waiting_.pop_back();
        return item;
    }

    void finish_one() {
        const std::scoped_lock lock(mutex_);
        if (--unfinished_ == 0) changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Work> waiting_;
    std::size_t unfinished_ = 0; // waiting or being worked at
};

class Walk {
public:
    Walk(int root, const WalkOptions& options, FoundFileVisitor& visitor, Problems& problems)
        : root_(root), options_(options), visitor_(visitor), problems_(problems) {}

    void run(RootScope start) {
        prefix_ = std::move(start.prefix);
        std::vector<Work> first(1);
        first[0].folder = {.path = prefix_, .level = std::move(start.level), .scope = start.scope.get()};
        if (start.scope) scopes_.push_back(std::move(start.scope));
        stock_.put(first);
        run_workers(options_.workers, [this](unsigned worker) { Worker(*this, worker).run(); });
        special_.tell(Weight::note, ErrorKind::unsupported, "not looked at: neither a file nor a folder",
                      "FIFOs, sockets or devices are not looked at", problems_);
        links_.tell(Weight::note, ErrorKind::unsupported, "a symbolic link, which is not followed", "symbolic links are not followed",
                    problems_);
        nested_.tell(Weight::note, ErrorKind::unsupported, "a repository inside, looked at as a plain folder",
                     "repositories inside are looked at as plain folders", problems_);
    }

private:
    struct Entry {
        std::size_t name = 0; // in names_
        unsigned char type = DT_UNKNOWN;
    };

    /// One thread's share and its memory.
    class Worker {
    public:
        Worker(Walk& walk, unsigned number) : walk_(walk), number_(number), buffer_(std::make_unique<char[]>(kListBuffer)) {}

        void run() {
            while (auto work = walk_.stock_.take()) {
                if (!walk_.cancelled()) work->open ? show(*work) : list(work->folder);
                walk_.stock_.finish_one();
            }
        }

    private:
        void show(const Work& batch);
        void list(Folder& folder);
        [[nodiscard]] bool read_names(int open, const Folder& folder);
        void enter_repository(Folder& folder, bool has_git, bool has_rules, int open);
        [[nodiscard]] unsigned char type_of(const Entry& entry, int open) const;
        [[nodiscard]] bool is_ignored(const Folder& folder, std::string_view name, bool is_folder);
        [[nodiscard]] bool is_tracked_folder(const Folder& folder) const;
        void put_files(const Folder& folder, const std::shared_ptr<const Descriptor>& open);

        Walk& walk_;
        unsigned number_;
        std::unique_ptr<char[]> buffer_;
        std::string names_; // of the folder being listed, each with a NUL
        std::vector<Entry> entries_;
        std::string path_;
        std::string files_; // as Work::names
        std::vector<std::size_t> file_starts_;
        std::vector<Work> found_;
    };

    [[nodiscard]] bool cancelled() const { return options_.cancellation != nullptr && options_.cancellation->requested(); }

    /// A path as the walk's caller knows it.
    [[nodiscard]] std::string_view outside(std::string_view path) const { return path.substr(prefix_.size()); }

    IgnoreScope* keep(std::unique_ptr<IgnoreScope> scope) {
        const std::scoped_lock lock(mutex_);
        scopes_.push_back(std::move(scope));
        return scopes_.back().get();
    }

    int root_;
    const WalkOptions& options_;
    FoundFileVisitor& visitor_;
    Problems& problems_;
    std::string prefix_;
    Stock stock_;
    ProblemGroup special_;
    ProblemGroup links_;
    ProblemGroup nested_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<IgnoreScope>> scopes_; // one a repository
};

void Walk::Worker::show(const Work& batch) {
    path_ = batch.folder.path;
    for (std::size_t at = 0; at < batch.names.size() && !walk_.cancelled();) {
        const bool ignored = batch.names[at] == 'i';
        const char* name = batch.names.c_str() + at + 1;
        const std::string_view text = name;
        path_.resize(batch.folder.path.size());
        path_ += text;
        walk_.visitor_.visit({.path = walk_.outside(path_), .folder = batch.open->get(), .name = name, .ignored = ignored}, number_);
        at += text.size() + 2;
    }
}

/// Fills names_ and entries_; false where nothing could be read.
bool Walk::Worker::read_names(int open, const Folder& folder) {
    names_.clear();
    entries_.clear();
    while (true) {
        const ssize_t got = ::getdents64(open, buffer_.get(), kListBuffer);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            walk_.problems_.add(Weight::incomplete, {ErrorKind::unreadable,
                                                     fmt::format("the folder cannot be listed: {}", std::strerror(errno)),
                                                     std::string(walk_.outside(folder.path)),
                                                     {}});
            return false;
        }
        if (got == 0) return true;
        for (ssize_t at = 0; at < got;) {
            const auto* entry = reinterpret_cast<const dirent64*>(buffer_.get() + at); // NOLINT: as getdents64(2) defines it
            at += entry->d_reclen;
            const std::string_view name = static_cast<const char*>(entry->d_name);
            if (name == "." || name == "..") continue;
            entries_.push_back({names_.size(), entry->d_type});
            names_.append(name.data(), name.size() + 1);
        }
    }
}

unsigned char Walk::Worker::type_of(const Entry& entry, int open) const {
    if (entry.type != DT_UNKNOWN) return entry.type;
    struct stat status{};
    if (::fstatat(open, names_.c_str() + entry.name, &status, AT_SYMLINK_NOFOLLOW) != 0) return DT_REG; // opening it will say why
    return static_cast<unsigned char>(IFTODT(status.st_mode));
}

bool Walk::Worker::is_ignored(const Folder& folder, std::string_view name, bool is_folder) {
    if (folder.scope == nullptr) return false;
    if (!folder.ignored && decide(folder.level.get(), path_, name, is_folder) != IgnoreVerdict::ignored) return false;
    if (!folder.scope->tracked) return true;
    const std::string_view path = std::string_view(path_).substr(folder.scope->base);
    // An ignored folder that holds a tracked file is entered, and everything else in it is ignored still: is_ignored() is asked for each
    // again.
    return is_folder || !folder.scope->tracked->has(path);
}

/// Whether path_ is a folder with a tracked file, or a submodule, which is tracked itself.
bool Walk::Worker::is_tracked_folder(const Folder& folder) const {
    if (!folder.scope->tracked) return false;
    const std::string_view path = std::string_view(path_).substr(folder.scope->base);
    return folder.scope->tracked->has_below(path) || folder.scope->tracked->has(path);
}

/// Takes up the rules that begin to hold in this folder.
void Walk::Worker::enter_repository(Folder& folder, bool has_git, bool has_rules, int open) {
    const bool is_root = folder.path.size() == walk_.prefix_.size();
    if (has_git && !is_root) walk_.nested_.add(walk_.outside(folder.path));
    if (folder.scope == nullptr) return;
    if (has_git && !is_root) {
        // By /proc, because the root may be given by a path that leads elsewhere meanwhile.
        if (auto scope = scope_of_repository(fmt::format("/proc/self/fd/{}", open), folder.path.size(), walk_.problems_)) {
            folder.level = scope->level;
            folder.scope = walk_.keep(std::move(scope));
            folder.ignored = false;
        }
    }
    if (has_rules) {
        folder.level = read_level(open, ".gitignore", folder.path.size(), folder.scope->ignoring_case, std::move(folder.level),
                                  std::string(walk_.outside(folder.path)) + ".gitignore", walk_.problems_);
    }
}

void Walk::Worker::list(Folder& folder) {
    const std::string inside(walk_.outside(folder.path));
    const auto open = std::make_shared<const Descriptor>(open_folder(walk_.root_, inside.empty() ? "." : inside.c_str()));
    if (open->get() < 0) return add_open_problem(inside, errno, walk_.problems_);
    if (!read_names(open->get(), folder)) return;

    bool has_git = false;
    bool has_rules = false;
    for (const Entry& entry : entries_) {
        const std::string_view name = names_.c_str() + entry.name;
        has_git = has_git || name == ".git";
        has_rules = has_rules || name == ".gitignore";
    }
    enter_repository(folder, has_git, has_rules, open->get());

    files_.clear();
    file_starts_.clear();
    for (const Entry& entry : entries_) {
        const std::string_view name = names_.c_str() + entry.name;
        if (name == ".git") continue;
        path_ = folder.path;
        path_ += name;
        const unsigned char type = type_of(entry, open->get());
        if (type == DT_LNK) {
            walk_.links_.add(walk_.outside(path_));
        } else if (type != DT_DIR && type != DT_REG) {
            walk_.special_.add(walk_.outside(path_));
        } else {
            const bool is_folder = type == DT_DIR;
            const bool ignored = is_ignored(folder, name, is_folder);
            if (ignored && walk_.options_.ignored == IgnoredFiles::skip) {
                const bool enter = is_folder && is_tracked_folder(folder);
                if (!enter) continue;
            }
            if (is_folder) {
                found_.push_back({.folder = {path_ + '/', folder.level, folder.scope, ignored}});
            } else {
                file_starts_.push_back(files_.size());
                files_ += ignored ? 'i' : ' ';
                files_.append(name.data(), name.size() + 1);
            }
        }
    }
    put_files(folder, open);
}

/// Shows the first batch and leaves the others to whoever comes first.
void Walk::Worker::put_files(const Folder& folder, const std::shared_ptr<const Descriptor>& open) {
    file_starts_.push_back(files_.size());
    const auto batch_from = [&](std::size_t first, Work& batch) {
        const std::size_t begin = file_starts_[first];
        const std::size_t end = file_starts_[std::min(first + kBatch, file_starts_.size() - 1)];
        batch.folder.path = folder.path;
        batch.open = open;
        batch.names = files_.substr(begin, end - begin);
    };
    for (std::size_t first = kBatch; first + 1 < file_starts_.size(); first += kBatch) batch_from(first, found_.emplace_back());
    walk_.stock_.put(found_);
    if (file_starts_.size() == 1) return;
    Work mine;
    batch_from(0, mine);
    show(mine);
}

} // namespace

Result<void> walk_tree(const std::filesystem::path& root, const WalkOptions& options, FoundFileVisitor& visitor, Problems& problems) {
    const Descriptor open(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (open.get() < 0) {
        const int code = errno;
        return fail(code == ENOENT ? ErrorKind::not_found : ErrorKind::unreadable, std::strerror(code), root.string());
    }
    RootScope start;
    if (options.ignored != IgnoredFiles::show) start = scope_of_root(root, problems);
    Walk(open.get(), options, visitor, problems).run(std::move(start));
    return {};
}

int open_found(const FoundFile& file) { return ::openat(file.folder, file.name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY); }

void add_open_problem(std::string_view path, int code, Problems& problems) {
    switch (code) {
    case ENOENT:
    case ENOTDIR: return problems.add(Weight::warning, {ErrorKind::not_found, "gone since its folder was listed", std::string(path), {}});
    case ELOOP:
    case ENXIO:
        return problems.add(Weight::warning, {ErrorKind::unsupported, "no file any more since its folder was listed", std::string(path), {}});
    default: return problems.add(Weight::incomplete, {ErrorKind::unreadable, std::strerror(code), std::string(path), {}});
    }
}

} // namespace squire::source
