// SPDX-License-Identifier: MIT
//
// Which commit first brought a blob to a path? Comparing each commit's tree with its parents' would read most trees of the history several times,
// for blobs that nearly no commit touches. Instead each tree is *restricted* to the entries that lead to a wanted blob:
//
//   1. one walk over all trees notes which trees contain which (by 64 bits of their ids) and which hold a wanted blob themselves; going up from
//      those gives every tree that leads to one;
//   2. a second walk keeps, of these trees only, the entries that lead there;
//   3. equal restricted trees get the same number, children first, so that two commits whose wanted files are the same have the same number.
//
// A commit introduces (path, blob) when it is in its restricted tree and in that of none of its parents; nearly always one parent's number is the same and
// there is nothing to do. Of several introductions (two branches; removed and brought back) the earliest committer date counts, then the smaller
// commit id: the same answer in whatever order the walks go, which is what lets threads share them.
#include "source/introductions.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "source/object_walk.h"

namespace squire::source {
namespace {

struct TreeEntry {
    std::string_view name;
    ObjectId id;
    bool folder = false;
    bool file = false; // neither a folder nor a submodule nor a link
};

// Calls `take` with each entry of a raw tree object: "<octal mode> <name>\0<20 bytes>" each. Ends early at what makes no sense.
template <class Take> void for_each_entry(std::string_view bytes, const Take& take) {
    TreeEntry entry;
    const std::size_t id_size = entry.id.bytes.size();
    while (!bytes.empty()) {
        const std::size_t space = bytes.find(' ');
        const std::size_t end = space == std::string_view::npos ? space : bytes.find('\0', space);
        if (end == std::string_view::npos || bytes.size() - end - 1 < id_size) return;
        entry.name = bytes.substr(space + 1, end - space - 1);
        entry.folder = bytes.starts_with("4");
        entry.file = bytes.starts_with("100");
        std::memcpy(entry.id.bytes.data(), bytes.data() + end + 1, id_size);
        bytes.remove_prefix(end + 1 + id_size);
        take(entry);
    }
}

struct Commit {
    ObjectId id;
    ObjectId tree;
    std::vector<ObjectId> parents;
    std::int64_t time = 0; // committer's, seconds since 1970
};

std::optional<Commit> parse_commit(const ObjectId& id, std::string_view bytes) {
    Commit commit{.id = id};
    while (!bytes.empty() && bytes.front() != '\n') {
        const std::size_t end = std::min(bytes.find('\n'), bytes.size());
        const std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
        if (line.starts_with("tree ")) {
            if (const auto tree = ObjectId::parse(line.substr(5))) commit.tree = *tree;
        } else if (line.starts_with("parent ")) {
            if (const auto parent = ObjectId::parse(line.substr(7))) commit.parents.push_back(*parent);
        } else if (line.starts_with("committer ")) {
            if (const std::size_t mail = line.rfind('>'); mail != std::string_view::npos && mail + 2 < line.size()) {
                std::from_chars(line.data() + mail + 2, line.data() + line.size(), commit.time);
            }
        }
    }
    return commit.tree.none() ? std::nullopt : std::optional(std::move(commit));
}

// A visitor made of a function; remembers nothing.
template <class Function> class Each final : public TextVisitor {
public:
    explicit Each(Function function) : function_(std::move(function)) {}
    std::unique_ptr<const Memory> visit(const Text& text, unsigned worker) override {
        function_(text, worker);
        return nullptr;
    }

private:
    Function function_;
};

using Commits = std::unordered_map<ObjectId, Commit>;
// Which files are asked for: by their blob, or by their name. Names repeat a lot, so each thread remembers its answers.
class Wanted {
public:
    Wanted(std::span<const ObjectId> blobs, const NameFilter& by_name, unsigned workers)
        : blobs_(blobs.begin(), blobs.end()), by_name_(by_name), known_(workers) {}

    [[nodiscard]] bool nothing() const { return blobs_.empty() && !by_name_; }

    bool has(const TreeEntry& entry, unsigned worker) {
        if (!entry.file) return false;
        if (blobs_.contains(entry.id)) return true;
        if (!by_name_) return false;
        auto& known = known_[worker];
        if (const auto found = known.find(entry.name); found != known.end()) return found->second;
        constexpr std::size_t kMostNames = 1U << 18U;
        if (known.size() > kMostNames) known.clear();
        return known.emplace(entry.name, by_name_(entry.name)).first->second;
    }

private:
    struct Hash {
        using is_transparent = void; // NOLINT(readability-identifier-naming): the standard library looks for this name
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_set<ObjectId> blobs_;
    const NameFilter& by_name_;
    std::vector<std::unordered_map<std::string, bool, Hash, std::equal_to<>>> known_;
};

Commits read_commits(const ObjectStore& store, const ReadOptions& options, Problems& problems) {
    std::vector<std::vector<Commit>> found(options.workers);
    Each visitor([&](const Text& text, unsigned worker) {
        if (auto commit = parse_commit(text.blob, text.bytes)) {
            found[worker].push_back(std::move(*commit));
        } else {
            problems.add(Weight::incomplete, {ErrorKind::malformed, "a damaged commit", "object " + text.blob.hex(), "try: git fsck"});
        }
    });
    walk_objects(store, ObjectKind::commit, "reading the commits", visitor, options, problems);
    Commits commits;
    for (auto& part : found) {
        for (Commit& commit : part) {
            const ObjectId id = commit.id;
            commits.try_emplace(id, std::move(commit));
        }
    }
    return commits;
}

std::uint64_t short_id(const ObjectId& id) { return static_cast<std::uint64_t>(std::hash<ObjectId>{}(id)); }

// Objects that a tree names and the repository does not have. What was found to be there is remembered by each thread in a table where newer answers
// push out older ones: one version of a folder names nearly the same as the next.
class Presence {
public:
    Presence(const ObjectStore& store, unsigned workers) : store_(store), parts_(workers) {}

    void check(const ObjectId& id, std::uint64_t tree, unsigned worker) {
        Part& part = parts_[worker];
        const std::uint64_t key = short_id(id);
        std::uint64_t& slot = part.there[key % kSlots];
        if (slot == key) return;
        if (store_.has(id)) {
            slot = key;
        } else if (part.missing.size() < kMost) {
            part.missing.emplace_back(id, tree);
        }
    }

    /// Missing object, tree that names it.
    [[nodiscard]] std::vector<std::pair<ObjectId, std::uint64_t>> missing() const {
        std::vector<std::pair<ObjectId, std::uint64_t>> all;
        for (const Part& part : parts_) all.insert(all.end(), part.missing.begin(), part.missing.end());
        return all;
    }

private:
    static constexpr std::size_t kSlots = 1U << 17U; // 1 MB a thread
    static constexpr std::size_t kMost = 10'000;
    struct Part {
        std::vector<std::uint64_t> there = std::vector<std::uint64_t>(kSlots);
        std::vector<std::pair<ObjectId, std::uint64_t>> missing;
    };
    const ObjectStore& store_;
    std::vector<Part> parts_;
};

// What trees name and the repository does not have; `trees` are all that lead there, by short id.
struct Missing {
    std::set<ObjectId> objects;
    std::unordered_set<std::uint64_t> trees;
};

// Trees that lead to a wanted blob, by 64 bits of their ids: among a hundred million trees two would share these with odds of 1 to 3,000, and then a
// tree too many would be looked at.
std::unordered_set<std::uint64_t> trees_leading_to(Wanted& wanted, const ObjectStore& store, const ReadOptions& options, Problems& problems,
                                                   Missing& missing) {
    struct Found {
        std::vector<std::pair<std::uint64_t, std::uint64_t>> contained_in; // a tree, one that contains it
        std::vector<std::uint64_t> direct; // trees that hold a wanted blob
    };
    std::vector<Found> found(options.workers);
    Presence presence(store, options.workers);
    Each visitor([&](const Text& text, unsigned worker) {
        const std::uint64_t tree = short_id(text.blob);
        bool direct = false;
        for_each_entry(text.bytes, [&](const TreeEntry& entry) {
            if (entry.folder || entry.file) presence.check(entry.id, tree, worker);
            if (entry.folder) {
                found[worker].contained_in.emplace_back(short_id(entry.id), tree);
            } else if (!direct) {
                direct = wanted.has(entry, worker);
            }
        });
        if (direct) found[worker].direct.push_back(tree);
    });
    walk_objects(store, ObjectKind::tree, "reading the trees", visitor, options, problems);

    Found all = std::move(found.front());
    for (std::size_t i = 1; i < found.size(); ++i) {
        all.contained_in.insert(all.contained_in.end(), found[i].contained_in.begin(), found[i].contained_in.end());
        all.direct.insert(all.direct.end(), found[i].direct.begin(), found[i].direct.end());
        found[i] = {};
    }
    std::ranges::sort(all.contained_in);
    const auto close_upwards = [&](std::vector<std::uint64_t> open) {
        std::unordered_set<std::uint64_t> leading(open.begin(), open.end());
        while (!open.empty()) {
            const std::uint64_t tree = open.back();
            open.pop_back();
            for (auto row = std::ranges::lower_bound(all.contained_in, std::pair(tree, std::uint64_t{0}));
                 row != all.contained_in.end() && row->first == tree; ++row) {
                if (leading.insert(row->second).second) open.push_back(row->second);
            }
        }
        return leading;
    };
    std::vector<std::uint64_t> naming;
    for (const auto& [object, tree] : presence.missing()) {
        missing.objects.insert(object);
        naming.push_back(tree);
    }
    missing.trees = close_upwards(std::move(naming));
    return close_upwards(std::move(all.direct));
}

// Trees, reduced to what leads to a wanted blob, each different one with a number of its own. 0 is the empty one.
class RestrictedTrees {
public:
    using Number = std::uint32_t;
    struct Entry {
        std::string name;
        ObjectId blob; // of a file
        Number folder = 0; // of a folder
        friend bool operator==(const Entry&, const Entry&) = default;
    };

    RestrictedTrees(Wanted& wanted, const ObjectStore& store, const ReadOptions& options, Problems& problems) {
        const auto leading = trees_leading_to(wanted, store, options, problems, missing_);
        std::vector<std::vector<std::pair<ObjectId, std::vector<Raw>>>> found(options.workers);
        Each visitor([&](const Text& text, unsigned worker) {
            if (!leading.contains(std::hash<ObjectId>{}(text.blob))) return;
            std::vector<Raw> entries;
            for_each_entry(text.bytes, [&](const TreeEntry& entry) {
                if (entry.folder ? leading.contains(std::hash<ObjectId>{}(entry.id)) : wanted.has(entry, worker)) {
                    entries.push_back({std::string(entry.name), entry.id, entry.folder});
                }
            });
            found[worker].emplace_back(text.blob, std::move(entries));
        });
        walk_objects(store, ObjectKind::tree, "where the findings come from", visitor, options, problems);
        for (auto& part : found) {
            for (auto& [id, entries] : part) raw_.try_emplace(id, std::move(entries));
        }
    }

    [[nodiscard]] Number number_of(const ObjectId& tree) { return number_of(tree, 0); }
    [[nodiscard]] const Missing& missing() const { return missing_; }
    [[nodiscard]] const std::vector<Entry>& entries(Number number) const { return trees_[number]; }

    [[nodiscard]] bool has(Number number, std::string_view path, const ObjectId& blob) const {
        for (;;) {
            const std::size_t slash = path.find('/');
            const auto& entries = trees_[number];
            const auto found = std::ranges::find(entries, path.substr(0, slash), &Entry::name);
            if (found == entries.end()) return false;
            if (slash == std::string_view::npos) return found->blob == blob;
            number = found->folder;
            path.remove_prefix(slash + 1);
        }
    }

private:
    struct Raw {
        std::string name;
        ObjectId id;
        bool folder = false;
    };

    static std::string content_of(const std::vector<Entry>& entries) {
        std::string content;
        for (const Entry& entry : entries) {
            content += entry.name;
            content += '\0';
            content.append(reinterpret_cast<const char*>(entry.blob.bytes.data()), entry.blob.bytes.size());
            content.append(reinterpret_cast<const char*>(&entry.folder), sizeof entry.folder);
        }
        return content;
    }

    Number number_of(const ObjectId& tree, unsigned depth) {
        constexpr unsigned kDeepest = 4096; // folders in folders; the longest path that systems take has fewer
        const auto raw = raw_.find(tree);
        if (raw == raw_.end() || depth > kDeepest) return 0;
        if (const auto known = numbers_.find(tree); known != numbers_.end()) return known->second;
        std::vector<Entry> entries;
        for (const Raw& each : raw->second) {
            const Number folder = each.folder ? number_of(each.id, depth + 1) : 0;
            if (!each.folder || folder != 0) entries.push_back({each.name, each.folder ? ObjectId{} : each.id, folder});
        }
        Number number = 0;
        if (!entries.empty()) {
            const auto [same, fresh] = by_content_.try_emplace(content_of(entries), static_cast<Number>(trees_.size()));
            if (fresh) trees_.push_back(std::move(entries));
            number = same->second;
        }
        numbers_.emplace(tree, number);
        return number;
    }

    Missing missing_;
    std::unordered_map<ObjectId, std::vector<Raw>> raw_;
    std::unordered_map<ObjectId, Number> numbers_;
    std::unordered_map<std::string, Number> by_content_;
    std::deque<std::vector<Entry>> trees_{1};
};

// The commits that HEAD and the refs point to, tags followed.
std::vector<ObjectId> tips(const ObjectStore& store) {
    git_repository* const repository = store.repository();
    std::vector<ObjectId> ids;
    const auto add = [&](git_reference* raw) {
        const GitReference reference(raw);
        git_object* commit = nullptr;
        if (git_reference_peel(&commit, reference.get(), GIT_OBJECT_COMMIT) !=
            0) { // a tag on a tree or blob, an unborn branch, or it is missing
            const git_oid* const target = git_reference_target(reference.get());
            if (target != nullptr && !store.has(to_object_id(*target))) ids.push_back(to_object_id(*target));
            return;
        }
        ids.push_back(to_object_id(*git_object_id(GitObject(commit).get())));
    };
    git_reference* reference = nullptr;
    git_reference_iterator* references = nullptr;
    if (git_reference_iterator_new(&references, repository) == 0) {
        while (git_reference_next(&reference, references) == 0) add(reference);
        git_reference_iterator_free(references);
    }
    if (git_repository_head(&reference, repository) == 0) add(reference);
    return ids;
}

void tell_missing(const ObjectId& id, Problems& problems) {
    problems.add(Weight::incomplete, {ErrorKind::unreadable, "the object is missing, and with it what hangs on it", "object " + id.hex(),
                                      "git fsck says more; git fetch --refetch brings what the server has"});
}

std::vector<const Commit*> reachable(const Commits& commits, const ObjectStore& store, Problems& problems) {
    const bool shallow = git_repository_is_shallow(store.repository()) == 1; // said when it was opened
    std::vector<ObjectId> open = tips(store);
    std::unordered_set<ObjectId> seen(open.begin(), open.end());
    std::vector<const Commit*> found;
    while (!open.empty()) {
        const ObjectId id = open.back();
        const auto commit = commits.find(id);
        open.pop_back();
        if (commit == commits.end()) {
            if (!shallow && !store.has(id)) tell_missing(id, problems); // one that is there and damaged was named when it was read
            continue;
        }
        found.push_back(&commit->second);
        for (const ObjectId& parent : commit->second.parents) {
            if (seen.insert(parent).second) open.push_back(parent);
        }
    }
    return found;
}

// What only unreachable trees name is rubbish that git has begun to collect, and no loss.
void tell_missing(std::span<const Commit* const> history, const Missing& missing, const ObjectStore& store, Problems& problems) {
    if (store.is_partial()) return; // said when it was opened
    bool reached = false;
    for (const Commit* commit : history) {
        if (!store.has(commit->tree)) tell_missing(commit->tree, problems);
        reached = reached || missing.trees.contains(short_id(commit->tree));
    }
    if (!reached) return;
    for (const ObjectId& id : missing.objects) tell_missing(id, problems);
}

using Key = std::pair<ObjectId, std::string>; // blob, path

// Files of the restricted tree `after` that are not in `before` at the same path.
void compare(const RestrictedTrees& trees, RestrictedTrees::Number before, RestrictedTrees::Number after, std::string& path,
             std::vector<Key>& found) {
    for (const auto& entry : trees.entries(after)) {
        const auto& olds = trees.entries(before);
        const auto old = std::ranges::find(olds, entry.name, &RestrictedTrees::Entry::name);
        if (old != olds.end() && *old == entry) continue;
        const std::size_t length = path.size();
        if (length != 0) path += '/';
        path += entry.name;
        if (entry.folder != 0) {
            compare(trees, old != olds.end() ? old->folder : 0, entry.folder, path, found);
        } else {
            found.emplace_back(entry.blob, path);
        }
        path.resize(length);
    }
}

finding::CommitInfo info_of(git_repository* repository, const ObjectId& id) {
    const git_oid oid = to_git(id);
    git_commit* commit = nullptr;
    if (git_commit_lookup(&commit, repository, &oid) != 0) return {.sha = id.hex()};
    return commit_info(*GitCommit(commit));
}

} // namespace

Result<std::vector<Occurrence>> find_introductions(const ObjectStore& store, std::span<const ObjectId> blobs, const NameFilter& by_name,
                                                   const ReadOptions& options, Problems& problems) {
    Wanted wanted(blobs, by_name, options.workers);
    if (wanted.nothing()) return std::vector<Occurrence>{};
    const Commits commits = read_commits(store, options, problems);
    RestrictedTrees trees(wanted, store, options, problems);

    const auto number_of = [&](const ObjectId& commit) {
        const auto found = commits.find(commit);
        return found == commits.end() ? RestrictedTrees::Number{0} : trees.number_of(found->second.tree);
    };
    using First = std::pair<std::int64_t, ObjectId>; // time, commit
    std::map<Key, First> firsts;
    const std::vector<const Commit*> history = reachable(commits, store, problems);
    tell_missing(history, trees.missing(), store, problems);
    for (const Commit* commit : history) {
        const auto number = trees.number_of(commit->tree);
        if (number == 0) continue;
        std::vector<RestrictedTrees::Number> parents;
        for (const ObjectId& parent : commit->parents) parents.push_back(number_of(parent));
        if (std::ranges::find(parents, number) != parents.end()) continue;
        std::vector<Key> found;
        std::string path;
        compare(trees, parents.empty() ? 0 : parents.front(), number, path, found);
        for (Key& key : found) {
            if (std::ranges::any_of(parents, [&](auto parent) { return trees.has(parent, key.second, key.first); })) continue;
            const First first{commit->time, commit->id};
            const auto [place, fresh] = firsts.try_emplace(std::move(key), first);
            if (!fresh) place->second = std::min(place->second, first);
        }
    }

    git_oid head_id;
    const int head_found = git_reference_name_to_id(&head_id, store.repository(), "HEAD");
    const bool has_head = head_found == 0;
    if (!has_head && git_repository_head_unborn(store.repository()) != 1) {
        problems.add(Weight::warning, git_error(head_found, "HEAD cannot be read, so nothing counts as still there", "HEAD"));
    }
    const auto head = has_head ? number_of(to_object_id(head_id)) : 0;
    std::map<ObjectId, finding::CommitInfo> infos;
    std::vector<Occurrence> rows;
    rows.reserve(firsts.size());
    for (const auto& [key, first] : firsts) {
        const auto [info, fresh] = infos.try_emplace(first.second);
        if (fresh) info->second = info_of(store.repository(), first.second);
        rows.push_back({.blob = key.first, .path = key.second, .commit = info->second, .at_head = trees.has(head, key.second, key.first)});
    }
    return rows;
}

} // namespace squire::source
