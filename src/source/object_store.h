// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "base/problems.h"
#include "base/result.h"
#include "source/git.h"
#include "source/object_id.h"
#include "source/pack.h"

namespace squire::source {

/// An object as libgit2 gave it; its bytes live as long as this.
class RawObject {
public:
    explicit RawObject(git_odb_object* object) : object_(object) {}
    [[nodiscard]] std::string_view bytes() const {
        return {static_cast<const char*>(git_odb_object_data(object_.get())), git_odb_object_size(object_.get())};
    }

private:
    GitOdbObject object_;
};

/// All objects of a repository: its packs opened for walking, its loose objects listed, alternates included. Reading is safe from any thread.
class ObjectStore {
public:
    /// What is known to be missing (shallow, partial clone), or cannot be opened (a damaged pack), goes to `problems`.
    [[nodiscard]] static Result<ObjectStore> open(const std::filesystem::path& path, Problems& problems);

    [[nodiscard]] const std::vector<Pack>& packs() const { return packs_; }
    [[nodiscard]] const std::vector<ObjectId>& loose() const { return loose_; } // those in no pack
    [[nodiscard]] bool in_earlier_pack(const ObjectId& id, std::size_t rank) const;
    [[nodiscard]] bool has(const ObjectId& id) const { return in_earlier_pack(id, packs_.size()) || std::ranges::binary_search(loose_, id); }
    [[nodiscard]] bool is_partial() const { return partial_; } // some objects were left on the server
    [[nodiscard]] git_repository* repository() const { return repository_.get(); }

    /// One object, through libgit2; nothing where it is of another kind. Larger than `limit`: an error of kind limit, without reading it.
    [[nodiscard]] Result<std::optional<RawObject>> read(const ObjectId& id, ObjectKind kind, std::uint64_t limit) const;

private:
    ObjectStore() = default;
    void open_packs(const std::filesystem::path& objects, Problems& problems);
    void list_loose(const std::filesystem::path& objects);

    GitRepository repository_;
    GitOdb odb_;
    std::vector<Pack> packs_;
    std::vector<ObjectId> loose_;
    bool partial_ = false;
};

} // namespace squire::source
