// SPDX-License-Identifier: MIT
#include "source/tree_changes.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace squire::source {

namespace {
constexpr std::uint64_t kMostEntries = 4'000'000;
constexpr unsigned kDeepest = 2000; // folders in folders; the longest path that a file system takes has as many
} // namespace

void TreeChanges::list(const git_oid& tree, std::span<const git_oid> parents) {
    std::string path;
    list(tree, parents, path, 0);
}

GitTree TreeChanges::find(const git_oid& id, const std::string& path) {
    git_tree* tree = nullptr;
    if (const int code = ::git_tree_lookup(&tree, &repository_, &id); code != 0) {
        problems_.add(Weight::incomplete, git_error(code, fmt::format("tree {} cannot be read", to_object_id(id).hex()), path));
    }
    return GitTree(tree);
}

void TreeChanges::list(const git_oid& id, std::span<const git_oid> parents, std::string& path, unsigned depth) {
    const GitTree tree = find(id, path);
    if (!tree) return;
    std::vector<GitTree> before;
    for (const git_oid& parent : parents) {
        if (GitTree found = find(parent, path)) before.push_back(std::move(found));
    }
    std::vector<git_oid> trees_before;
    const std::size_t length = path.size();
    for (std::size_t i = 0, count = ::git_tree_entrycount(tree.get()); i < count; ++i) {
        if (full_ || (cancellation_ != nullptr && cancellation_->requested())) return;
        const git_tree_entry* entry = ::git_tree_entry_byindex(tree.get(), i);
        const char* name = ::git_tree_entry_name(entry);
        const git_oid* content = ::git_tree_entry_id(entry);
        trees_before.clear();
        bool known = false;
        for (const GitTree& other : before) {
            const git_tree_entry* same = ::git_tree_entry_byname(other.get(), name);
            if (same == nullptr) continue;
            known = known || ::git_oid_equal(::git_tree_entry_id(same), content) == 1;
            if (::git_tree_entry_type(same) == GIT_OBJECT_TREE) trees_before.push_back(*::git_tree_entry_id(same));
        }
        if (known) continue;
        path.resize(length);
        path += name;
        if (++listed_ > kMostEntries || depth > kDeepest) {
            full_ = true;
            problems_.add(Weight::incomplete, {ErrorKind::limit, "the tree names too many files, or too many folders in folders", path, {}});
            return;
        }
        switch (::git_tree_entry_filemode(entry)) {
        case GIT_FILEMODE_TREE:
            path += '/';
            list(*content, trees_before, path, depth + 1);
            break;
        case GIT_FILEMODE_LINK: links_.add(path); break;
        case GIT_FILEMODE_COMMIT: submodules_.add(path); break;
        default: visit_(path, to_object_id(*content)); break;
        }
    }
    path.resize(length);
}

void TreeChanges::tell() const {
    links_.tell(Weight::note, ErrorKind::unsupported, "a symbolic link, which is not followed", "symbolic links are not followed", problems_);
    submodules_.tell(Weight::note, ErrorKind::unsupported, "a submodule, whose content is in another repository",
                     "submodules have their content in other repositories", problems_);
}

} // namespace squire::source
