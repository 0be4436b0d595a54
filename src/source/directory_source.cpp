// SPDX-License-Identifier: MIT
#include "source/directory_source.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "source/file_reader.h"
#include "source/git.h"
#include "source/reading.h"
#include "source/tree_walk.h"

namespace squire::source {

namespace {

/// Reads what the walk finds and shows it on.
class FileTexts final : public FoundFileVisitor {
public:
    FileTexts(TextVisitor& visitor, const ReadOptions& options, Problems& problems)
        : reading_(visitor, options, problems), readers_(std::max(1U, options.workers)) {}

    void visit(const FoundFile& file, unsigned worker) override {
        if (!reading_.wants(file.path)) return;
        const int open = open_found(file);
        if (open < 0) {
            add_open_problem(file.path, errno, reading_.problems());
            return reading_.count_skipped(worker);
        }
        auto bytes = readers_[worker].read(open, reading_.options().largest_text);
        ::close(open);
        if (!bytes) return reading_.skip(std::move(bytes.error()), file.path, worker);
        reading_.show({.path = file.path, .bytes = *bytes, .ignored = file.ignored}, worker);
    }

    Tally finish() { return reading_.finish(); }

private:
    Reading reading_;
    std::vector<FileReader> readers_;
};

class DirectorySource final : public Source {
public:
    DirectorySource(std::filesystem::path path, const DirectoryOptions& options) : path_(std::move(path)), options_(options) {}

    [[nodiscard]] std::string describe() const override { return fmt::format("directory {}", path_.string()); }

    [[nodiscard]] Result<Tally> read(TextVisitor& visitor, const ReadOptions& options, Problems& problems) override {
        const StepProgress step(options.progress, describe(), options_.expected_bytes);
        FileTexts texts(visitor, options, problems);
        const WalkOptions walk{.workers = std::max(1U, options.workers),
                               .ignored = options_.mark_ignored       ? IgnoredFiles::mark
                                          : options_.honour_gitignore ? IgnoredFiles::skip
                                                                      : IgnoredFiles::show,
                               .cancellation = options.cancellation};
        if (const auto walked = walk_tree(path_, walk, texts, problems); !walked) return std::unexpected(walked.error());
        return texts.finish();
    }

    [[nodiscard]] std::optional<Submodule> submodule(std::string_view path) override {
        const std::filesystem::path place = path_ / path;
        const auto repository = open_repository(place.parent_path()); // the innermost: a submodule has its own
        if (!repository) return std::nullopt;
        std::error_code failure;
        const auto inside = std::filesystem::relative(place.parent_path(), root_of(**repository), failure) / place.filename();
        git_index* opened = nullptr;
        if (failure || ::git_repository_index(&opened, repository->get()) != 0) return std::nullopt;
        const GitIndex index(opened);
        const git_index_entry* entry = ::git_index_get_bypath(index.get(), inside.lexically_normal().c_str(), 0);
        if (entry == nullptr || entry->mode != GIT_FILEMODE_COMMIT) return std::nullopt;
        return Submodule{to_object_id(entry->id), place};
    }

private:
    std::filesystem::path path_;
    DirectoryOptions options_;
};

class FileSource final : public Source {
public:
    explicit FileSource(std::filesystem::path path) : path_(std::move(path)) {}

    [[nodiscard]] std::string describe() const override { return fmt::format("file {}", path_.string()); }

    [[nodiscard]] Result<Tally> read(TextVisitor& visitor, const ReadOptions& options, Problems& problems) override {
        const StepProgress step(options.progress, describe(), 0);
        const int open = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
        if (open < 0) return fail(errno == ENOENT ? ErrorKind::not_found : ErrorKind::unreadable, std::strerror(errno), path_.string());
        FileReader reader;
        auto bytes = reader.read(open, options.largest_text);
        ::close(open);
        Reading reading(visitor, options, problems);
        const std::string name = path_.filename().string();
        if (bytes) {
            reading.show({.path = name, .bytes = *bytes}, 0);
        } else {
            reading.skip(std::move(bytes.error()), name, 0);
        }
        return reading.finish();
    }

private:
    std::filesystem::path path_;
};

bool is_bare_repository(const std::filesystem::path& path) {
    std::error_code ignored;
    if (!std::filesystem::exists(path / "objects", ignored) || !std::filesystem::exists(path / "HEAD", ignored)) return false;
    const auto repository = open_repository(path);
    return repository && ::git_repository_is_bare(repository->get()) == 1 && std::filesystem::equivalent(root_of(**repository), path, ignored);
}

} // namespace

Result<std::unique_ptr<Source>> open_directory(const std::filesystem::path& path, const DirectoryOptions& options) {
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0) {
        if (errno == ENOENT) return fail(ErrorKind::not_found, "no such file or folder", path.string());
        return fail(ErrorKind::unreadable, std::strerror(errno), path.string());
    }
    if (S_ISREG(status.st_mode)) return std::make_unique<FileSource>(path);
    if (!S_ISDIR(status.st_mode)) return fail(ErrorKind::unsupported, "neither a file nor a folder", path.string());
    if (is_bare_repository(path)) {
        return fail(ErrorKind::usage, "a bare repository has no files of its own", path.string(), "scan its history: --history");
    }
    return std::make_unique<DirectorySource>(path, options);
}

} // namespace squire::source
