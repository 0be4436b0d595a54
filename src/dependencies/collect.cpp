// SPDX-License-Identifier: MIT
#include "dependencies/collect.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <iterator>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "dependencies/answer.h"
#include "dependencies/format.h"
#include "dependencies/requirements.h"
#include "source/workers.h"

namespace squire::dependencies {
namespace {

constexpr std::size_t kKeptLimit = 256U << 20U; // of manifests together
constexpr std::size_t kManifestLimit = 8U << 20U;

// Packages as they are installed: what they hold is listed by the lock that brought them.
constexpr auto kInstalled = std::to_array<std::string_view>(
    {"node_modules", "bower_components", ".venv",    "venv",        "site-packages", ".tox",        ".nox", ".yarn",
     ".pnpm-store",  ".gradle",          ".m2",      ".cargo",      "jspm_packages", "__pycache__", ".git", ".hg",
     ".svn",         ".terraform",       "deps.get", ".stack-work", "dist-newstyle", "_build"});

void forget_checksums(PackageFile& file) {
    for (Package& package : file.packages) std::string().swap(package.checksum); // assigning would keep its memory
}

class Collector final : public source::TextVisitor {
public:
    Collector(source::Source& source, const CollectOptions& options, Problems& problems)
        : source_(source), options_(options), problems_(problems) {}

    std::unique_ptr<const source::Memory> visit(const source::Text& text, unsigned) override {
        const Format* format = is_collected(text.path) ? format_of(text.path) : nullptr;
        if (format == nullptr) return nullptr;
        if (format->kind == FormatKind::manifest) return keep(text, *format), nullptr;
        PackageFile file = read_package_file(*format, {.path = text.path, .bytes = text.bytes, .other = {}, .submodule = {}}, problems_);
        if (text.ignored) file.marks.set(source::Mark::ignored);
        if (!options_.checksums) forget_checksums(file);
        const std::lock_guard lock(mutex_);
        files_.push_back(std::move(file));
        return nullptr;
    }

    /// What requirements files include under names of their own, and was not read yet.
    std::set<std::string, std::less<>> included() const {
        std::set<std::string, std::less<>> paths;
        for (const auto& [path, manifest] : manifests_)
            if (manifest.format->read == read_requirements)
                for (std::string& each : included_files(path, manifest.bytes))
                    if (!manifests_.contains(each) && !constraints_.contains(each)) paths.insert(std::move(each));
        return paths;
    }

    void take_included(const source::Text& text) {
        keep(text, *std::ranges::find(all_formats(), "requirements", &Format::id));
        const std::lock_guard lock(mutex_);
        // Constraints are asked for by name alone; they say nothing about what is installed.
        const std::string_view name = text.path.substr(text.path.rfind('/') + 1);
        if (!name.contains("constraint")) return;
        if (const auto found = manifests_.find(text.path); found != manifests_.end()) {
            constraints_.emplace(found->first, std::move(found->second.bytes));
            manifests_.erase(found);
        }
    }

    PackageInventory finish() {
        std::vector<const Manifest*> waiting;
        for (const auto& [path, manifest] : manifests_) waiting.push_back(&manifest);
        std::atomic<std::size_t> next = 0;
        const auto other = [this](std::string_view path) -> std::optional<std::string_view> {
            if (const auto pins = constraints_.find(path); pins != constraints_.end()) return pins->second;
            const auto found = manifests_.find(path);
            return found == manifests_.end() ? std::nullopt : std::optional<std::string_view>(found->second.bytes);
        };
        const auto submodule = [this](std::string_view path) {
            const std::lock_guard lock(mutex_);
            auto found = source_.submodule(path);
            if (found) submodules_.emplace(found->commit.hex(), found->folder);
            return found;
        };
        source::run_workers(std::max(1U, options_.workers), [&](unsigned) {
            for (std::size_t at = next++; at < waiting.size(); at = next++) {
                if (options_.cancellation != nullptr && options_.cancellation->requested()) return;
                const Manifest& manifest = *waiting[at];
                PackageFile file = read_package_file(*manifest.format, {manifest.path, manifest.bytes, other, submodule}, problems_);
                if (manifest.ignored) file.marks.set(source::Mark::ignored);
                const std::lock_guard lock(mutex_);
                files_.push_back(std::move(file));
            }
        });
        std::ranges::sort(files_, {}, &PackageFile::path);
        match_manifests(files_);
        for (PackageFile& file : files_) file.requests = {}; // answered
        return {.files = std::move(files_), .submodules = std::move(submodules_)};
    }

private:
    struct Manifest {
        std::string path;
        std::string bytes;
        const Format* format = nullptr;
        bool ignored = false;
    };

    void keep(const source::Text& text, const Format& format) {
        if (text.bytes.size() > kManifestLimit) {
            problems_.add(
                Weight::incomplete,
                {ErrorKind::limit, fmt::format("not read: a manifest of more than {} MB", kManifestLimit >> 20U), std::string(text.path), {}});
            return;
        }
        Manifest manifest{std::string(text.path), std::string(text.bytes), &format, text.ignored};
        const std::lock_guard lock(mutex_);
        kept_ += manifest.bytes.size();
        if (kept_ > kKeptLimit) {
            if (!std::exchange(full_, true))
                problems_.add(Weight::incomplete, {ErrorKind::limit,
                                                   fmt::format("manifests of more than {} MB together; the rest is not read", kKeptLimit >> 20U),
                                                   manifest.path,
                                                   {}});
            return;
        }
        std::string path = manifest.path;
        manifests_.emplace(std::move(path), std::move(manifest));
    }

    source::Source& source_;
    const CollectOptions& options_;
    Problems& problems_;
    std::mutex mutex_;
    std::vector<PackageFile> files_;
    std::map<std::string, std::filesystem::path> submodules_;
    std::map<std::string, Manifest, std::less<>> manifests_;
    std::map<std::string, std::string, std::less<>> constraints_;
    std::size_t kept_ = 0;
    bool full_ = false;
};

class IncludedTexts final : public source::TextVisitor {
public:
    IncludedTexts(Collector& collector, const std::set<std::string, std::less<>>& paths) : collector_(collector), paths_(paths) {}
    std::unique_ptr<const source::Memory> visit(const source::Text& text, unsigned) override {
        if (paths_.contains(text.path)) collector_.take_included(text);
        return nullptr;
    }

private:
    Collector& collector_;
    const std::set<std::string, std::less<>>& paths_;
};

constexpr int kIncludeDepth = 4;

} // namespace

bool is_installed(std::string_view path) {
    for (std::size_t at = 0, slash = 0; (slash = path.find('/', at)) != std::string_view::npos; at = slash + 1)
        if (std::ranges::find(kInstalled, path.substr(at, slash - at)) != kInstalled.end()) return true;
    return false;
}

bool is_collected(std::string_view path) { return format_of(path) != nullptr && !is_installed(path); }

Result<PackageInventory> collect_packages(source::Source& source, const CollectOptions& options, Problems& problems) {
    Collector collector(source, options, problems);
    source::ReadOptions reading{.workers = std::max(1U, options.workers),
                                .largest_text = options.largest_file,
                                .cancellation = options.cancellation,
                                .progress = options.progress,
                                .wanted = is_collected};
    if (const auto read = source.read(collector, reading, problems); !read) return std::unexpected(read.error());
    for (int depth = 0; depth < kIncludeDepth; ++depth) {
        const auto included = collector.included();
        if (included.empty()) break;
        reading.wanted = [&](std::string_view path) { return included.contains(path); };
        IncludedTexts texts(collector, included);
        Problems said_again; // what the walk cannot read was said before
        if (!source.read(texts, reading, said_again)) break;
    }
    return collector.finish();
}

} // namespace squire::dependencies
