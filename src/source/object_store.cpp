// SPDX-License-Identifier: MIT
#include "source/object_store.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace squire::source {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostObjectFolders = 32; // git follows alternates five deep; this bounds their number

bool is_partial_clone(git_repository& repository) {
    git_config* raw = nullptr;
    if (git_repository_config_snapshot(&raw, &repository) != 0) return false;
    const GitConfig config(raw);
    const char* value = nullptr;
    if (git_config_get_string(&value, config.get(), "extensions.partialclone") == 0) return true; // git before 2.24
    git_config_iterator* entries = nullptr;
    if (git_config_iterator_glob_new(&entries, config.get(), "^remote\\..*\\.(promisor|partialclonefilter)$") != 0) return false;
    git_config_entry* entry = nullptr;
    const bool found = git_config_next(&entry, entries) == 0;
    git_config_iterator_free(entries);
    return found;
}

// The object folders of a repository: its own, then those its alternates name, each once.
std::vector<fs::path> object_folders(const fs::path& own, Problems& problems) {
    std::vector<fs::path> folders;
    std::set<fs::path> seen;
    std::vector<fs::path> open{own};
    while (!open.empty() && folders.size() < kMostObjectFolders) {
        std::error_code error;
        const fs::path folder = fs::weakly_canonical(open.back(), error);
        open.pop_back();
        if (!seen.insert(folder).second) continue;
        if (!fs::is_directory(folder, error)) {
            problems.add(Weight::incomplete,
                         {ErrorKind::not_found, "the repository borrows objects from here, and it is not there", folder.string(), ""});
            continue;
        }
        folders.push_back(folder);
        std::ifstream alternates(folder / "info" / "alternates");
        for (std::string line; std::getline(alternates, line);) {
            if (!line.empty() && line.front() != '#') open.push_back(folder / line); // an absolute path replaces the folder
        }
    }
    return folders;
}

} // namespace

Result<ObjectStore> ObjectStore::open(const fs::path& path, Problems& problems) {
    ObjectStore store;
    auto repository = open_repository(path);
    if (!repository) return std::unexpected(repository.error());
    store.repository_ = std::move(*repository);
    auto odb = open_odb(*store.repository_);
    if (!odb) return std::unexpected(odb.error());
    store.odb_ = std::move(*odb);

    const fs::path common = git_repository_commondir(store.repository_.get());
    if (std::error_code error; fs::exists(common / "shallow", error)) {
        problems.add(Weight::incomplete, {ErrorKind::limit, "a shallow clone: what came before its oldest commits is not here", path.string(),
                                          "git fetch --unshallow brings it"});
    }
    store.partial_ = is_partial_clone(*store.repository_);
    if (store.partial_) {
        problems.add(Weight::incomplete, {ErrorKind::limit, "a partial clone: objects that were left on the server are not here", path.string(),
                                          "git fetch --refetch --no-filter, or a full clone, brings them"});
    }
    for (const fs::path& folder : object_folders(common / "objects", problems)) {
        store.open_packs(folder, problems);
        store.list_loose(folder);
    }
    std::ranges::sort(store.loose_);
    store.loose_.erase(std::ranges::unique(store.loose_).begin(), store.loose_.end());
    std::erase_if(store.loose_, [&](const ObjectId& id) { return store.in_earlier_pack(id, store.packs_.size()); });
    return store;
}

void ObjectStore::open_packs(const fs::path& objects, Problems& problems) {
    std::error_code error;
    std::vector<fs::path> indexes;
    for (const auto& entry : fs::directory_iterator(objects / "pack", error)) {
        if (entry.path().extension() == ".idx") indexes.push_back(entry.path());
    }
    std::ranges::sort(indexes);
    for (const fs::path& index : indexes) {
        auto pack = Pack::open(index);
        if (pack) {
            if (!pack->index_is_sound()) {
                problems.add(Weight::incomplete,
                             {ErrorKind::malformed, "the index does not match its checksum", index.string(), "try: git fsck"});
            }
            packs_.push_back(std::move(*pack));
        } else {
            problems.add(Weight::incomplete, pack.error());
        }
    }
}

void ObjectStore::list_loose(const fs::path& objects) {
    std::error_code error;
    for (const auto& folder : fs::directory_iterator(objects, error)) {
        const std::string prefix = folder.path().filename().string();
        if (prefix.size() != 2 || !folder.is_directory(error)) continue;
        for (const auto& file : fs::directory_iterator(folder.path(), error)) {
            if (const auto id = ObjectId::parse(prefix + file.path().filename().string())) loose_.push_back(*id);
        }
    }
}

bool ObjectStore::in_earlier_pack(const ObjectId& id, std::size_t rank) const {
    return std::ranges::any_of(std::span(packs_).first(rank), [&](const Pack& pack) { return pack.contains(id); });
}

Result<std::optional<RawObject>> ObjectStore::read(const ObjectId& id, ObjectKind kind, std::uint64_t limit) const {
    const git_oid oid = to_git(id);
    const auto unreadable = [&](int code) { return std::unexpected(git_error(code, "the object cannot be read", "object " + id.hex())); };
    std::size_t size = 0;
    git_object_t type = GIT_OBJECT_INVALID;
    if (const int code = git_odb_read_header(&size, &type, odb_.get(), &oid); code != 0) return unreadable(code);
    if (static_cast<int>(type) != static_cast<int>(kind)) return std::nullopt;
    if (size > limit) return fail(ErrorKind::limit, fmt::format("{} bytes, more than the limit of {}", size, limit), "object " + id.hex());
    git_odb_object* object = nullptr;
    if (const int code = git_odb_read(&object, odb_.get(), &oid); code != 0) return unreadable(code);
    return std::optional<RawObject>(std::in_place, object);
}

} // namespace squire::source
