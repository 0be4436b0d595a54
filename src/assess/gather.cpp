// SPDX-License-Identifier: MIT
#include <algorithm>
#include <mutex>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "assess/facts.h"
#include "base/text.h"
#include "source/commit_source.h"
#include "source/history.h"
#include "source/open_source.h"
#include "source/provenance.h"

namespace squire::assess {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostText = 256U << 10U;      // of a file of note
constexpr std::size_t kMostLockfiles = 200;         // whose age is asked
constexpr std::size_t kMostNotable = 2000;

bool has_text(Notable kind) {
    return kind == Notable::security_policy || kind == Notable::contributing_guide || kind == Notable::licence ||
           kind == Notable::merge_request_template;
}

bool is_notable(std::string_view path) { return notable_of(path) != Notable::none; }

class NotableTexts final : public source::TextVisitor {
public:
    std::unique_ptr<const source::Memory> visit(const source::Text& text, unsigned) override {
        const Notable kind = notable_of(text.path);
        const std::lock_guard lock(mutex_);
        if (kind != Notable::none && files.size() < kMostNotable) {
            files.push_back({kind, std::string(text.path), has_text(kind) ? std::string(text.bytes.substr(0, kMostText)) : std::string()});
        }
        return nullptr;
    }
    std::vector<NotableFile> files;

private:
    std::mutex mutex_;
};

bool is_lockfile(std::string_view path) { return source::role_of(path) == source::Role::lockfile; }

class LockfileBlobs final : public source::TextVisitor {
public:
    std::unique_ptr<const source::Memory> visit(const source::Text& text, unsigned) override {
        const std::lock_guard lock(mutex_);
        if (is_lockfile(text.path) && blobs.size() < kMostLockfiles) blobs.emplace_back(text.path, text.blob);
        return nullptr;
    }
    std::vector<std::pair<std::string, source::ObjectId>> blobs;

private:
    std::mutex mutex_;
};

// When each lockfile of HEAD got the content it has.
void date_lockfiles(Facts& facts, const source::ReadOptions& options, Problems& problems) {
    const auto head = source::open_commit(facts.path, "HEAD");
    if (!head) return;
    LockfileBlobs lockfiles;
    source::ReadOptions only = options;
    only.wanted = is_lockfile;
    Problems said_already; // by the inventory
    if (!(*head)->read(lockfiles, only, said_already) || lockfiles.blobs.empty()) return;
    std::ranges::sort(lockfiles.blobs);
    const auto history = source::open_history(facts.path, said_already);
    if (!history) return;
    std::vector<source::ObjectId> ids;
    for (const auto& [path, blob] : lockfiles.blobs) ids.push_back(blob);
    Problems missing; // of the history: the tree, which the rest is about, is whole
    const auto rows = (*history)->occurrences(ids, {}, options, missing);
    if (!rows || !missing.list().empty()) {
        problems.add(Weight::note, {ErrorKind::unreadable, "parts of the history are missing, so lockfiles may be older than it seems",
                                    facts.path.string(), "git fsck says more"});
    }
    if (!rows) return;
    for (const auto& [path, blob] : lockfiles.blobs) {
        const auto row = std::ranges::find_if(*rows, [&](const source::Occurrence& each) { return each.blob == blob && each.path == path; });
        if (row == rows->end()) continue;
        if (const auto time = parse_time(row->commit.date)) facts.lockfiles.emplace_back(path, *time);
    }
}

void read_licence(Facts& facts) {
    for (const NotableFile& file : facts.notable) {
        if (file.kind != Notable::licence) continue;
        facts.licence_file = true;
        if (facts.licence) continue;
        auto licence = licence_of(file.text);
        if (!licence && file.path.starts_with("LICENSES/")) licence = licence_by_id(fs::path(file.path).stem().string());
        if (licence) facts.licence = LicencePlace{std::move(*licence), file.path};
    }
}

void read_policy(Facts& facts) {
    for (const NotableFile& file : facts.notable) {
        if (file.kind != Notable::contributing_guide && file.kind != Notable::merge_request_template) continue;
        auto policy = policy_of(file.text);
        if (policy && (!facts.tool_policy || policy->stance > facts.tool_policy->policy.stance)) {
            facts.tool_policy = PolicyPlace{std::move(*policy), file.path};
        }
    }
}

} // namespace

const NotableFile* Facts::find(Notable kind) const {
    const auto found = std::ranges::find(notable, kind, &NotableFile::kind);
    return found == notable.end() ? nullptr : &*found;
}

Result<Facts> gather_facts(const fs::path& folder, const GatherOptions& options, Problems& problems) {
    std::error_code error;
    Facts facts;
    facts.given = folder.string();
    facts.path = fs::canonical(folder, error);
    if (error || !fs::is_directory(facts.path)) {
        return fail(ErrorKind::not_found, "there is no such folder", folder.string(), "a project is a folder, best with its git repository");
    }
    facts.name = (facts.path.extension() == ".git" ? facts.path.stem() : facts.path.filename()).string();
    const auto provenance = source::provenance_of(facts.path);
    const bool bare =
        provenance && !fs::exists(facts.path / ".git") && fs::exists(facts.path / "HEAD") && fs::is_directory(facts.path / "objects");
    using Kind = source::SourceRequest::Kind;
    const source::SourceRequest request{.kind = bare ? Kind::commit : Kind::directory, .path = facts.path, .revision = bare ? "HEAD" : ""};
    auto source = source::open_source(request, problems);
    if (!source) return std::unexpected(source.error());
    source::ReadOptions reading{.workers = options.workers, .cancellation = options.cancellation, .progress = options.progress};
    if (options.inventory != nullptr) {
        facts.inventory = *options.inventory;
    } else {
        auto inventory = bare ? source::take_inventory(**source, reading, problems)
                              : source::take_inventory(facts.path, {.workers = options.workers, .cancellation = options.cancellation}, problems);
        if (!inventory) return std::unexpected(inventory.error());
        facts.inventory = std::move(*inventory);
    }

    NotableTexts notable;
    reading.wanted = is_notable;
    Problems said_already;
    if (const auto read = (*source)->read(notable, reading, said_already); !read) return std::unexpected(read.error());
    std::ranges::sort(notable.files, {}, [](const NotableFile& file) { return std::pair(file.path.size(), file.path); });
    facts.notable = std::move(notable.files);
    read_licence(facts);
    read_policy(facts);

    if (provenance) {
        facts.address = provenance->repository;
        facts.commit = provenance->revision;
    }
    auto activity = source::read_activity(facts.path, options.now, options.cancellation);
    if (activity) {
        facts.activity = std::move(*activity);
        reading.wanted = nullptr;
        date_lockfiles(facts, reading, problems);
    } else {
        facts.no_activity = activity.error().message;
    }
    return facts;
}

void count_secrets(Facts& facts, const finding::Report& report) {
    facts.secrets = 0;
    auto gravest = finding::Severity::unknown;
    for (const finding::Finding& each : report.findings) {
        const auto* const place = std::get_if<finding::SecretLocation>(&each.location);
        if (place == nullptr || each.severity < finding::Severity::medium || source::marks_of_path(place->file).has(source::Mark::test))
            continue;
        ++*facts.secrets;
        if (each.severity <= gravest) continue;
        gravest = each.severity;
        facts.first_secret = fmt::format("{}:{}", place->file, place->range.start_line);
    }
}

} // namespace squire::assess
