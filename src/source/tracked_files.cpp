// SPDX-License-Identifier: MIT
#include "source/tracked_files.h"

#include <utility>

#include "source/git.h"

namespace squire::source {

void TrackedFiles::Free::operator()(git_index* index) const { ::git_index_free(index); }

TrackedFiles::TrackedFiles(std::filesystem::path root, Problems& problems) : root_(std::move(root)), problems_(problems) {}
TrackedFiles::~TrackedFiles() = default;

void TrackedFiles::load() {
    const auto warn = [&](Error error) {
        error.message = "files that git tracks although it ignores them cannot be told: " + error.message;
        problems_.add(Weight::warning, std::move(error));
    };
    auto repository = open_repository(root_);
    if (!repository) return warn(std::move(repository.error()));
    git_index* index = nullptr;
    if (const int code = ::git_repository_index(&index, repository->get()); code != 0) {
        return warn(git_error(code, "the index cannot be read", root_.string()));
    }
    index_.reset(index);
    (void)::git_index_set_caps(index, 0); // sorts by bytes, whatever core.ignoreCase is
    size_ = ::git_index_entrycount(index);
}

/// From the sorted list by its numbers alone, which changes nothing in it: libgit2's own searches may sort, and are for one thread.
std::size_t TrackedFiles::lower_bound(std::string_view path) {
    std::call_once(once_, [this] { load(); });
    std::size_t first = 0;
    std::size_t count = size_;
    while (count > 0) {
        const std::size_t half = count / 2;
        if (std::string_view(::git_index_get_byindex(index_.get(), first + half)->path) < path) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return first;
}

bool TrackedFiles::has(std::string_view path) {
    const std::size_t at = lower_bound(path);
    return at < size_ && ::git_index_get_byindex(index_.get(), at)->path == path;
}

bool TrackedFiles::has_below(std::string_view folder) {
    const std::string prefix = std::string(folder) + '/';
    const std::size_t at = lower_bound(prefix);
    return at < size_ && std::string_view(::git_index_get_byindex(index_.get(), at)->path).starts_with(prefix);
}

} // namespace squire::source
