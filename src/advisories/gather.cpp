// SPDX-License-Identifier: MIT
#include "advisories/gather.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <iterator>
#include <mutex>
#include <optional>
#include <thread>

#include <fmt/format.h>

#include "advisories/archive_walk.h"
#include "advisories/ecosystem.h"
#include "advisories/record_reader.h"
#include "base/file.h"

namespace squire::advisories {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostWaitingBytes = 64U << 20U;
constexpr std::size_t kMostWaitingFiles = 4096;

struct Job {
    std::string path;
    std::optional<std::string> bytes; // of an archive's member; a file is read by the worker that takes it
};

/// Hands jobs from the thread that lists to those that read; bounded, so that unpacking cannot run away from reading.
class Jobs {
public:
    bool put(Job job) {
        std::unique_lock lock(mutex_);
        const std::uint64_t size = job.bytes ? job.bytes->size() : 0;
        room_.wait(lock, [&] { return closed_ || jobs_.empty() || (waiting_ + size <= kMostWaitingBytes && jobs_.size() < kMostWaitingFiles); });
        if (closed_) return false;
        waiting_ += size;
        jobs_.push_back(std::move(job));
        ready_.notify_one();
        return true;
    }

    std::optional<Job> take() {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [&] { return closed_ || !jobs_.empty(); });
        if (jobs_.empty()) return std::nullopt;
        Job job = std::move(jobs_.front());
        jobs_.pop_front();
        waiting_ -= job.bytes ? job.bytes->size() : 0;
        room_.notify_one();
        return job;
    }

    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        ready_.notify_all();
        room_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable ready_;
    std::condition_variable room_;
    std::deque<Job> jobs_;
    std::uint64_t waiting_ = 0;
    bool closed_ = false;
};

class Gathering {
public:
    Gathering(const GatherOptions& options, Problems& problems) : options_(options), problems_(problems) {
        for (const std::string& ecosystem : options.ecosystems) ecosystems_.push_back(canonical_ecosystem(ecosystem));
    }

    Result<std::vector<Advisory>> run(std::span<const fs::path> sources) {
        options_.progress.begin("reading advisories", 0);
        Result<void> listed;
        {
            std::vector<std::jthread> workers;
            const struct Close { // also where listing ends by an exception: a worker would wait for ever
                Jobs& jobs;
                ~Close() { jobs.close(); }
            } close{jobs_};
            for (unsigned i = 0; i < std::max(1U, options_.workers); ++i) workers.emplace_back([this] { work(); });
            for (const fs::path& source : sources) {
                if (listed = list(source); !listed) break;
            }
            jobs_.close();
        }
        options_.progress.end();
        if (options_.cancellation.requested()) return fail(ErrorKind::interrupted, "interrupted: nothing was changed");
        if (!listed) return std::unexpected(listed.error());
        return std::move(advisories_);
    }

private:
    Result<void> list(const fs::path& source) {
        std::error_code error;
        const fs::file_status status = fs::status(source, error);
        if (!fs::exists(status)) return fail(ErrorKind::not_found, "there is no such file or folder", source.string());
        if (fs::is_directory(status)) return list_folder(source);
        if (!is_archive_name(source.string())) return jobs_.put({source.string(), std::nullopt}), Result<void>{};
        return walk_archive(
            source, {}, may_hold_advisories,
            [&](std::string path, std::string bytes) {
                return !options_.cancellation.requested() && jobs_.put({std::move(path), std::move(bytes)});
            },
            problems_);
    }

    Result<void> list_folder(const fs::path& folder) {
        std::error_code error;
        fs::recursive_directory_iterator walk(folder, fs::directory_options::skip_permission_denied, error);
        if (error) return fail(ErrorKind::unreadable, error.message(), folder.string());
        for (const fs::recursive_directory_iterator end; walk != end && !options_.cancellation.requested(); walk.increment(error)) {
            if (error) return fail(ErrorKind::unreadable, error.message(), folder.string());
            std::error_code ignored;
            const bool hidden = walk->path().filename().string().starts_with('.');
            if (walk->is_directory(ignored) && (hidden || walk->is_symlink(ignored))) walk.disable_recursion_pending();
            if (hidden || !walk->is_regular_file(ignored) || !may_hold_advisories(walk->path().string())) continue;
            if (!jobs_.put({walk->path().string(), std::nullopt})) break;
        }
        return {};
    }

    void work() {
        std::vector<Advisory> own;
        while (auto job = jobs_.take()) {
            if (options_.cancellation.requested()) continue;
            if (!job->bytes) {
                auto bytes = read_file(job->path, kLargestRecordFile);
                if (!bytes) {
                    problems_.add(Weight::incomplete, bytes.error());
                    continue;
                }
                job->bytes = std::move(*bytes);
            }
            const std::size_t first = own.size();
            read_record(job->path, *job->bytes, own, problems_);
            if (!ecosystems_.empty()) keep_wanted(own, first);
            options_.progress.advance(job->bytes->size());
        }
        const std::lock_guard lock(mutex_);
        std::ranges::move(own, std::back_inserter(advisories_));
    }

    // "Debian" takes "Debian:12" too.
    bool is_wanted(const std::string& ecosystem) const {
        return std::ranges::any_of(ecosystems_, [&](const std::string& each) { return ecosystem == each || ecosystem.starts_with(each + ":"); });
    }

    void keep_wanted(std::vector<Advisory>& advisories, std::size_t first) const {
        for (std::size_t i = first; i < advisories.size(); ++i) {
            std::erase_if(advisories[i].affected, [&](const Affected& each) { return !is_wanted(each.ecosystem); });
        }
        const auto gone = std::remove_if(advisories.begin() + static_cast<std::ptrdiff_t>(first), advisories.end(),
                                         [](const Advisory& each) { return each.affected.empty() && !each.withdrawn; });
        advisories.erase(gone, advisories.end());
    }

    const GatherOptions& options_;
    Problems& problems_;
    std::vector<std::string> ecosystems_;
    Jobs jobs_;
    std::mutex mutex_;
    std::vector<Advisory> advisories_;
};

} // namespace

Result<std::vector<Advisory>> gather(std::span<const fs::path> sources, const GatherOptions& options, Problems& problems) {
    return Gathering(options, problems).run(sources);
}

} // namespace squire::advisories
