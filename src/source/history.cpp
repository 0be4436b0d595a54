// SPDX-License-Identifier: MIT
#include "source/history.h"

#include <string>
#include <utility>

#include "source/introductions.h"
#include "source/object_store.h"
#include "source/object_walk.h"

namespace squire::source {
namespace {

class HistorySource final : public Source {
public:
    HistorySource(ObjectStore store, std::string name) : store_(std::move(store)), name_(std::move(name)) {}

    [[nodiscard]] std::string describe() const override { return "history of " + name_; }

    [[nodiscard]] Result<Tally> read(TextVisitor& visitor, const ReadOptions& options, Problems& problems) override {
        return walk_objects(store_, ObjectKind::blob, "reading the history", visitor, options, problems);
    }

    [[nodiscard]] Result<std::vector<Occurrence>> occurrences(std::span<const ObjectId> blobs, const NameFilter& by_name,
                                                              const ReadOptions& options, Problems& problems) override {
        return find_introductions(store_, blobs, by_name, options, problems);
    }

    [[nodiscard]] Result<std::string> fetch(const ObjectId& blob, std::uint64_t limit) override {
        auto object = store_.read(blob, ObjectKind::blob, limit);
        if (!object) return std::unexpected(object.error());
        return *object ? std::string((*object)->bytes()) : std::string();
    }

private:
    ObjectStore store_;
    std::string name_;
};

} // namespace

Result<std::unique_ptr<Source>> open_history(const std::filesystem::path& path, Problems& problems) {
    auto store = ObjectStore::open(path, problems);
    if (!store) return std::unexpected(store.error());
    return std::make_unique<HistorySource>(std::move(*store), path.string());
}

} // namespace squire::source
