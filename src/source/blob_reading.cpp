// SPDX-License-Identifier: MIT
#include "source/blob_reading.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include <fmt/format.h>

#include "source/git.h"
#include "source/reading.h"
#include "source/workers.h"

namespace squire::source {

namespace {

constexpr std::size_t kBatch = 16; // blobs that one worker takes at a time

Result<GitOdbObject> read_blob(git_odb& odb, const ObjectId& id, std::uint64_t limit) {
    const git_oid name = to_git(id);
    const std::string what = fmt::format("blob {} cannot be read", id.hex());
    std::size_t size = 0;
    git_object_t type = GIT_OBJECT_INVALID;
    if (const int code = ::git_odb_read_header(&size, &type, &odb, &name); code != 0) return std::unexpected(git_error(code, what, {}));
    if (type != GIT_OBJECT_BLOB) return fail(ErrorKind::malformed, fmt::format("object {} is no blob", id.hex()));
    if (size > limit) return fail(ErrorKind::limit, fmt::format("not looked at: {} bytes, more than the limit of {}", size, limit));
    git_odb_object* object = nullptr;
    if (const int code = ::git_odb_read(&object, &odb, &name); code != 0) return std::unexpected(git_error(code, what, {}));
    return GitOdbObject(object);
}

} // namespace

Tally read_blobs(const std::filesystem::path& inside, std::span<const ListedBlob> blobs, ShownPath shown_path, TextVisitor& visitor,
                 const ReadOptions& options, Problems& problems) {
    Reading reading(visitor, options, problems);
    std::atomic<std::size_t> next{0};
    const auto work = [&](unsigned worker) {
        const auto repository = open_repository(inside); // a worker's own: libgit2 lets one thread at a time read from an object database
        if (!repository) return problems.add(Weight::incomplete, repository.error());
        const auto odb = open_odb(**repository);
        if (!odb) return problems.add(Weight::incomplete, odb.error());
        while (!reading.cancelled()) {
            const std::size_t first = next.fetch_add(kBatch);
            if (first >= blobs.size()) return;
            for (const ListedBlob& blob : blobs.subspan(first, std::min(kBatch, blobs.size() - first))) {
                if (reading.cancelled()) return;
                auto object = read_blob(**odb, blob.id, options.largest_text);
                if (!object) {
                    reading.skip(std::move(object.error()), blob.path, worker);
                    continue;
                }
                const auto* data = static_cast<const char*>(::git_odb_object_data(object->get()));
                const std::string_view bytes(data, ::git_odb_object_size(object->get()));
                const std::string_view path = shown_path == ShownPath::yes ? std::string_view(blob.path) : std::string_view();
                reading.show({.path = path, .blob = blob.id, .bytes = bytes}, worker);
            }
        }
    };
    const auto useful = static_cast<unsigned>(std::min<std::size_t>(std::max(1U, options.workers), blobs.size() / kBatch + 1));
    run_workers(useful, work);
    return reading.finish();
}

} // namespace squire::source
