// SPDX-License-Identifier: MIT
#include "source/inventory.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "source/file_reader.h"
#include "source/tree_walk.h"

namespace squire::source {

namespace {

constexpr std::size_t kHead = 8U << 10U;
constexpr std::size_t kLongHead = 64U << 10U;

class FileHeads final : public FoundFileVisitor {
public:
    FileHeads(unsigned workers, Problems& problems) : taker_(workers), readers_(workers), problems_(problems) {}

    void visit(const FoundFile& file, unsigned worker) override {
        const int open = open_found(file);
        if (open < 0) return add_open_problem(file.path, errno, problems_);
        take(open, file.path, file.ignored, worker);
        ::close(open);
    }

    void take(int open, std::string_view path, bool ignored, unsigned worker) {
        struct stat status{};
        auto head = readers_[worker].read_head(open, InventoryTaker::needed_bytes(path));
        if (head && ::fstat(open, &status) == 0) {
            return taker_.take(path, static_cast<std::uint64_t>(status.st_size), *head, ignored, worker);
        }
        Error error = head ? Error{ErrorKind::unreadable, std::strerror(errno), {}, {}} : std::move(head.error());
        error.place = path;
        problems_.add(Weight::incomplete, std::move(error));
    }

    Inventory finish() { return taker_.finish(); }

private:
    InventoryTaker taker_;
    std::vector<FileReader> readers_;
    Problems& problems_;
};

class TextsTaken final : public TextVisitor {
public:
    explicit TextsTaken(unsigned workers) : taker_(workers) {}

    std::unique_ptr<const Memory> visit(const Text& text, unsigned worker) override {
        taker_.take(text.path, text.bytes.size(), text.bytes, false, worker);
        return nullptr;
    }

    Inventory finish() { return taker_.finish(); }

private:
    InventoryTaker taker_;
};

} // namespace

std::size_t InventoryTaker::needed_bytes(std::string_view path) { return may_be_minified(path) ? kLongHead : kHead; }

void InventoryTaker::take(std::string_view path, std::uint64_t size, std::string_view bytes, bool ignored, unsigned worker) {
    File file{.path = std::string(path), .size = size, .language = {}, .role = role_of(path), .marks = marks_of_path(path)};
    file.marks.add(marks_of_content(path, bytes.substr(0, kLongHead)));
    if (ignored) file.marks.set(Mark::ignored);
    if (!file.marks.has(Mark::binary)) file.language = language_of(path, bytes);
    shares_[worker].push_back(std::move(file));
}

Inventory InventoryTaker::finish() {
    Inventory inventory;
    for (std::vector<File>& share : shares_) {
        inventory.files.insert(inventory.files.end(), std::make_move_iterator(share.begin()), std::make_move_iterator(share.end()));
        share.clear();
    }
    std::ranges::sort(inventory.files, {}, &File::path);
    for (const File& file : inventory.files) {
        inventory.bytes += file.size;
        const bool is_own = !file.marks.has(Mark::vendored) && !file.marks.has(Mark::generated) && !file.marks.has(Mark::minified) &&
                            !file.marks.has(Mark::binary);
        if (is_own && !file.language.empty()) inventory.bytes_by_language[file.language] += file.size;
    }
    return inventory;
}

Result<Inventory> take_inventory(const std::filesystem::path& path, const InventoryOptions& options, Problems& problems) {
    const unsigned workers = std::max(1U, options.workers);
    FileHeads heads(workers, problems);
    std::error_code ignored;
    if (std::filesystem::is_regular_file(path, ignored)) {
        const int open = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
        if (open < 0) return fail(ErrorKind::unreadable, std::strerror(errno), path.string());
        heads.take(open, path.filename().string(), false, 0);
        ::close(open);
        return heads.finish();
    }
    const WalkOptions walk{
        .workers = workers, .ignored = options.honour_gitignore ? IgnoredFiles::skip : IgnoredFiles::mark, .cancellation = options.cancellation};
    if (const auto walked = walk_tree(path, walk, heads, problems); !walked) return std::unexpected(walked.error());
    return heads.finish();
}

Result<Inventory> take_inventory(Source& source, const ReadOptions& options, Problems& problems) {
    TextsTaken texts(options.workers);
    if (const auto read = source.read(texts, options, problems); !read) return std::unexpected(read.error());
    return texts.finish();
}

} // namespace squire::source
