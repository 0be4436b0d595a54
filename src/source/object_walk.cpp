// SPDX-License-Identifier: MIT
#include "source/object_walk.h"

#include <algorithm>
#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "source/workers.h"

namespace squire::source {
namespace {

// What one worker may hold of the texts along its path through a delta tree. The child with the largest tree comes last and takes its parent's
// place, so a path of n texts needs about log2(n) of them; only huge files in many versions come near this.
constexpr std::uint64_t kHeldBytes = 96ULL << 20U;

struct Job {
    const Pack* pack = nullptr;
    std::size_t rank = 0; // of the pack: an object that also stands in an earlier pack is shown from there
    Pack::Index root = Pack::kNone;
    Pack::Index check_end = Pack::kNone; // instead of walking, check the entries from `root` up to here that are of another kind
};

constexpr Pack::Index kCheckedAtOnce = 4096;

// A worker's way through the delta trees: each text is built from its base's bytes, shown, and kept while texts derived from it are still to come.
class Walker {
public:
    Walker(const ObjectStore& store, ObjectKind kind, TextVisitor& visitor, const ReadOptions& options, Problems& problems, unsigned worker)
        : store_(store), kind_(kind), visitor_(visitor), options_(options), problems_(problems), worker_(worker) {}

    void walk(const Job& job) {
        Frame root{.entry = job.root};
        root.text = take_buffer();
        if (auto inflated = job.pack->inflate(job.root, root.text, options_.largest_text); !inflated) {
            give_back(std::move(root.text));
            return read_elsewhere(job, job.root, inflated.error());
        }
        advance(job, job.root);
        root.memory = show(job, job.root, root.text, nullptr, {});
        push(std::move(root), job);
        while (!path_.empty() && !cancelled()) step(job);
        while (!path_.empty()) pop();
    }

    // Damage can make a blob look like a tree, and then nobody would miss it.
    void check(const Job& job) {
        for (Pack::Index entry = job.root; entry < job.check_end && !cancelled(); ++entry) {
            const ObjectKind kind = job.pack->kind(entry);
            if (kind == kind_ || kind == ObjectKind::none || job.pack->is_sound(entry)) continue;
            read_elsewhere(job, entry,
                           {ErrorKind::malformed, "damaged in " + job.pack->name(), "object " + job.pack->id(entry).hex(), "try: git fsck"});
        }
    }

    // An object read on its own, through libgit2. `error` is what is said of it where that fails too.
    void read_alone(const ObjectId& id, const Error* error = nullptr) {
        const auto object = store_.read(id, kind_, options_.largest_text);
        if (!object) return lost(error != nullptr && object.error().kind != ErrorKind::limit ? *error : object.error());
        if (!*object) return; // of another kind
        if (error != nullptr && hash_of((*object)->bytes()) != id) return lost(*error); // libgit2 does not look
        ++tally_.texts;
        tally_.bytes += (*object)->bytes().size();
        (void)visitor_.visit({.blob = id, .bytes = (*object)->bytes()}, worker_);
    }

    [[nodiscard]] bool cancelled() const { return options_.cancellation != nullptr && options_.cancellation->requested(); }
    [[nodiscard]] const Tally& tally() const { return tally_; }

private:
    struct Frame {
        Pack::Index entry = Pack::kNone;
        std::size_t next = 0; // of the entry's derived ones
        std::string text;
        std::unique_ptr<const Memory> memory;
    };

    void step(const Job& job) {
        Frame& top = path_.back();
        const auto derived = job.pack->derived(top.entry);
        const Pack::Index entry = derived[top.next++];
        const bool last = top.next == derived.size();
        Frame frame{.entry = entry};
        Result<void> built = job.pack->inflate(entry, delta_, options_.largest_text);
        if (built && held_ + delta_result_size(delta_) > kHeldBytes && path_.size() > 2) {
            if (last) pop();
            const Pack::Index alone[] = {entry};
            return one_by_one(job, alone);
        }
        if (built) {
            frame.text = take_buffer();
            built = apply_delta(top.text, delta_, options_.largest_text, frame.text, copies_);
        }
        if (!built) {
            Error error = built.error();
            if (error.place.empty()) error.place = "object " + job.pack->id(entry).hex();
            give_back(std::move(frame.text));
            if (last) pop();
            return read_elsewhere(job, entry, error);
        }
        advance(job, entry);
        frame.memory = show(job, entry, frame.text, top.memory.get(), copies_);
        if (last) pop();
        push(std::move(frame), job);
    }

    std::unique_ptr<const Memory> show(const Job& job, Pack::Index entry, std::string_view bytes, const Memory* base,
                                       std::span<const CopiedRun> copies) {
        const ObjectId id = job.pack->id(entry);
        if (job.rank > 0 && store_.in_earlier_pack(id, job.rank)) return nullptr;
        ++tally_.texts;
        tally_.bytes += bytes.size();
        return visitor_.visit({.blob = id,
                               .bytes = bytes,
                               .base = base,
                               .copies = base != nullptr ? copies : std::span<const CopiedRun>{},
                               .has_derived = !job.pack->derived(entry).empty()},
                              worker_);
    }

    // An entry that could not be built: perhaps libgit2 finds another copy of it. Then what is derived from it.
    void read_elsewhere(const Job& job, Pack::Index entry, const Error& error) {
        advance(job, entry);
        const ObjectId id = job.pack->id(entry);
        if (error.kind == ErrorKind::limit) {
            lost(error);
        } else if (job.rank == 0 || !store_.in_earlier_pack(id, job.rank)) {
            read_alone(id, &error);
        }
        one_by_one(job, job.pack->derived(entry));
    }

    // The trees below these entries without their bases' texts at hand: damaged, too large, or too many held. libgit2 decides which of
    // them can be had after all.
    void one_by_one(const Job& job, std::span<const Pack::Index> entries) {
        std::vector<Pack::Index> open(entries.begin(), entries.end());
        while (!open.empty() && !cancelled()) {
            const Pack::Index entry = open.back();
            open.pop_back();
            advance(job, entry);
            const ObjectId id = job.pack->id(entry);
            if (job.rank == 0 || !store_.in_earlier_pack(id, job.rank)) read_alone(id);
            const auto below = job.pack->derived(entry);
            open.insert(open.end(), below.begin(), below.end());
        }
    }

    void push(Frame frame, const Job& job) {
        if (job.pack->derived(frame.entry).empty()) return give_back(std::move(frame.text));
        held_ += frame.text.capacity();
        path_.push_back(std::move(frame));
    }

    void pop() {
        held_ -= path_.back().text.capacity();
        give_back(std::move(path_.back().text));
        path_.pop_back();
    }

    std::string take_buffer() {
        if (spare_.empty()) return {};
        std::string buffer = std::move(spare_.back());
        spare_.pop_back();
        return buffer;
    }

    void give_back(std::string buffer) {
        constexpr std::size_t kLargestSpare = 4U << 20U;
        if (buffer.capacity() <= kLargestSpare && spare_.size() < 8) spare_.push_back(std::move(buffer));
    }

    void advance(const Job& job, Pack::Index entry) const {
        if (options_.progress != nullptr) options_.progress->advance(job.pack->packed_size(entry));
    }

    [[nodiscard]] ObjectId hash_of(std::string_view bytes) const {
        git_oid id{};
        git_odb_hash(&id, bytes.data(), bytes.size(), static_cast<git_object_t>(kind_));
        return to_object_id(id);
    }

    void lost(const Error& error) {
        ++tally_.skipped;
        problems_.add(Weight::incomplete, error);
    }

    const ObjectStore& store_;
    ObjectKind kind_;
    TextVisitor& visitor_;
    const ReadOptions& options_;
    Problems& problems_;
    unsigned worker_;
    Tally tally_;
    std::vector<Frame> path_;
    std::uint64_t held_ = 0;
    std::string delta_;
    std::vector<CopiedRun> copies_;
    std::vector<std::string> spare_;
};

} // namespace

Tally walk_objects(const ObjectStore& store, ObjectKind kind, std::string_view step, TextVisitor& visitor, const ReadOptions& options,
                   Problems& problems) {
    std::vector<Job> jobs;
    std::vector<ObjectId> alone = store.loose();
    std::uint64_t total = 0;
    const auto& packs = store.packs();
    for (std::size_t rank = 0; rank < packs.size(); ++rank) {
        const Pack& pack = packs[rank];
        for (const Pack::Index root : pack.roots(kind)) {
            jobs.push_back({.pack = &pack, .rank = rank, .root = root});
            total += pack.tree_size(root);
        }
        for (const Pack::Index stray : pack.strays()) {
            if (!store.in_earlier_pack(pack.id(stray), rank)) alone.push_back(pack.id(stray));
        }
    }
    std::ranges::stable_sort(jobs, std::greater<>{}, [](const Job& job) { return job.pack->tree_size(job.root); });
    if (kind == ObjectKind::blob) {
        for (std::size_t rank = 0; rank < packs.size(); ++rank) {
            for (std::size_t first = 0; first < packs[rank].size(); first += kCheckedAtOnce) {
                const std::size_t end = std::min(packs[rank].size(), first + kCheckedAtOnce);
                jobs.push_back({&packs[rank], rank, static_cast<Pack::Index>(first), static_cast<Pack::Index>(end)});
            }
        }
    }
    if (options.progress != nullptr) options.progress->begin(step, total);

    std::atomic<std::size_t> next{0};
    std::vector<Tally> tallies(options.workers);
    const auto work = [&](unsigned worker) {
        Walker walker(store, kind, visitor, options, problems, worker);
        for (std::size_t i = next++; i < jobs.size() + alone.size() && !walker.cancelled(); i = next++) {
            if (i < jobs.size()) {
                jobs[i].check_end == Pack::kNone ? walker.walk(jobs[i]) : walker.check(jobs[i]);
            } else {
                walker.read_alone(alone[i - jobs.size()]);
            }
        }
        tallies[worker] = walker.tally();
    };
    run_workers(options.workers, work);
    if (options.progress != nullptr) options.progress->end();
    Tally sum;
    for (const Tally& tally : tallies) {
        sum.texts += tally.texts;
        sum.bytes += tally.bytes;
        sum.skipped += tally.skipped;
    }
    return sum;
}

} // namespace squire::source
