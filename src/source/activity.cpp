// SPDX-License-Identifier: MIT
#include "source/activity.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/text.h"
#include "source/git.h"

namespace squire::source {
namespace {

using std::chrono::days;
using GitMailmap = std::unique_ptr<git_mailmap, GitFree<git_mailmap_free>>;
using GitSignature = std::unique_ptr<git_signature, GitFree<git_signature_free>>;

constexpr std::size_t kSignOffsLookedAt = 200;
constexpr std::size_t kMostTags = 20'000;
constexpr days kYear{365};

using Person = std::uint32_t;
constexpr Person kNobody = 0xffffffff;

struct Row {
    Person author = kNobody;
    Person committer = kNobody;
    Time written;   // author's date
    Time committed; // committer's date
    bool merge = false;
    ObjectId merged; // the second parent of a merge
};

// The local part of an address that a forge commits with when somebody presses its button.
bool is_a_forge(std::string_view address) { return address.starts_with("noreply@") || address.starts_with("no-reply@"); }

class People {
public:
    explicit People(git_repository& repository) {
        git_mailmap* mailmap = nullptr;
        if (::git_mailmap_from_repository(&mailmap, &repository) == 0) mailmap_.reset(mailmap);
    }

    Person find(const git_signature* signature) {
        if (signature == nullptr || signature->email == nullptr) return kNobody;
        GitSignature real;
        if (mailmap_) {
            git_signature* resolved = nullptr;
            if (::git_mailmap_resolve_signature(&resolved, mailmap_.get(), signature) == 0) real.reset(resolved);
        }
        std::string address = to_lower(trim(real ? real->email : signature->email));
        if (address.empty() || is_a_forge(address)) return kNobody;
        const auto [place, added] = by_address_.try_emplace(std::move(address), static_cast<Person>(by_address_.size()));
        return place->second;
    }

    [[nodiscard]] std::size_t size() const { return by_address_.size(); }

    /// How many of those that `counts` accepts write from where.
    template <class Counts> [[nodiscard]] std::map<std::string, std::uint64_t> domains(Counts counts) const {
        std::map<std::string, std::uint64_t> domains;
        for (const auto& [address, person] : by_address_) {
            const std::size_t at = address.rfind('@');
            if (at != std::string::npos && at + 1 < address.size() && counts(person)) ++domains[address.substr(at + 1)];
        }
        return domains;
    }

private:
    GitMailmap mailmap_;
    std::unordered_map<std::string, Person> by_address_;
};

bool has_sign_off(const char* message) {
    return message != nullptr &&
           std::ranges::any_of(split(message, '\n'), [](std::string_view line) { return line.starts_with("Signed-off-by: "); });
}

struct Rows {
    std::vector<Row> rows;
    std::unordered_map<ObjectId, std::size_t> by_commit;
    std::size_t sign_offs = 0;
    std::size_t looked_at = 0; // for sign-offs
    bool complete = true;
};

// A walk of our own, nearest commits first: libgit2 1.5 gives up at the edge of a shallow clone.
Rows read_rows(git_repository& repository, const git_oid& head, Time now, People& people, const Cancellation* cancellation) {
    const bool shallow = ::git_repository_is_shallow(&repository) == 1;
    Rows rows;
    std::deque<git_oid> waiting{head};
    std::unordered_set<ObjectId> seen{to_object_id(head)};
    for (; !waiting.empty(); waiting.pop_front()) {
        if (rows.rows.size() >= kMostCommits || (cancellation != nullptr && cancellation->requested())) {
            rows.complete = false;
            break;
        }
        const git_oid& id = waiting.front();
        git_commit* found = nullptr;
        if (::git_commit_lookup(&found, &repository, &id) != 0) {
            rows.complete = rows.complete && shallow; // else left out of a partial clone, or damaged
            continue;
        }
        const GitCommit commit(found);
        const unsigned parents = ::git_commit_parentcount(found);
        const git_signature* const author = ::git_commit_author(found);
        const auto time = [&](git_time_t seconds) { return std::min(now, Time(std::chrono::seconds(std::max<git_time_t>(0, seconds)))); };
        Row row{.author = people.find(author),
                .committer = people.find(::git_commit_committer(found)),
                .written = time(author != nullptr ? author->when.time : 0),
                .committed = time(::git_commit_time(found)),
                .merge = parents > 1,
                .merged = {}};
        if (row.merge) {
            row.merged = to_object_id(*::git_commit_parent_id(found, 1));
        } else if (rows.looked_at < kSignOffsLookedAt) {
            ++rows.looked_at;
            rows.sign_offs += has_sign_off(::git_commit_message(found)) ? 1U : 0U;
        }
        rows.by_commit.emplace(to_object_id(id), rows.rows.size());
        rows.rows.push_back(row);
        for (unsigned i = 0; i < parents; ++i) {
            const git_oid parent = *::git_commit_parent_id(found, i);
            if (seen.insert(to_object_id(parent)).second) waiting.push_back(parent);
        }
    }
    return rows;
}

// Somebody's change, and who brought it in when.
struct Landing {
    Person author = kNobody;
    Person by = kNobody;
    Time written;
    Time landed;
};

std::vector<Landing> landings_of(const Rows& rows) {
    std::vector<Landing> landings;
    for (const Row& row : rows.rows) {
        if (row.merge) {
            const auto tip = rows.by_commit.find(row.merged);
            if (tip == rows.by_commit.end()) continue;
            const Row& merged = rows.rows[tip->second];
            landings.push_back({merged.author, row.author, merged.written, row.committed});
        } else {
            landings.push_back({row.author, row.committer, row.written, row.committed});
        }
    }
    std::erase_if(landings, [](const Landing& each) { return each.author == kNobody || each.by == kNobody || each.author == each.by; });
    return landings;
}

void count_landings(const Rows& rows, Time now, Activity& activity) {
    const std::vector<Landing> landings = landings_of(rows);
    std::unordered_set<Person> maintainers;
    std::unordered_set<Person> active;
    for (const Landing& each : landings) {
        maintainers.insert(each.by);
        if (now - each.landed <= kYear / 2) active.insert(each.by);
    }
    activity.maintainers_last_half_year = active.size();
    std::vector<std::chrono::seconds> waits;
    for (const Landing& each : landings) {
        if (maintainers.contains(each.author) || now - each.landed > 2 * kYear) continue;
        waits.push_back(std::max(std::chrono::seconds(0), std::chrono::seconds(each.landed - each.written)));
        if (now - each.landed <= kYear) ++activity.outside_changes_last_year;
    }
    if (waits.empty()) return;
    const auto middle = waits.begin() + static_cast<std::ptrdiff_t>(waits.size() / 2);
    std::ranges::nth_element(waits, middle);
    activity.outside_wait = *middle;
}

void count_people(const Rows& rows, Time now, const People& people, Activity& activity) {
    struct Span {
        Time first = Time::max();
        Time last = Time::min();
    };
    std::vector<Span> spans(people.size());
    activity.first = Time::max();
    activity.last = Time::min();
    for (const Row& row : rows.rows) {
        activity.first = std::min(activity.first, row.committed);
        activity.last = std::max(activity.last, row.committed);
        if (now - row.committed <= kYear) ++activity.commits_last_year;
        if (row.author == kNobody) continue;
        Span& span = spans[row.author];
        span.first = std::min(span.first, row.committed);
        span.last = std::max(span.last, row.committed);
    }
    const auto wrote = [&](Person person) { return spans[person].last != Time::min(); };
    for (Person person = 0; person < spans.size(); ++person) {
        if (!wrote(person)) continue; // committed only
        ++activity.people;
        if (now - spans[person].last <= kYear) ++activity.people_last_year;
        if (now - spans[person].first <= kYear) ++activity.newcomers_last_year;
    }
    activity.domains = people.domains(wrote);
}

void count_releases(git_repository& repository, Time now, Activity& activity) {
    struct Tags {
        git_repository& repository;
        std::vector<Time> times;
    } tags{repository, {}};
    ::git_tag_foreach(
        &repository,
        [](const char*, git_oid* id, void* payload) {
            Tags& found = *static_cast<Tags*>(payload);
            git_object* object = nullptr;
            if (::git_object_lookup(&object, &found.repository, id, GIT_OBJECT_ANY) != 0) return 0;
            const GitObject held(object);
            git_object* peeled = nullptr;
            if (::git_object_peel(&peeled, object, GIT_OBJECT_COMMIT) != 0) return 0;
            const GitCommit commit(reinterpret_cast<git_commit*>(peeled)); // NOLINT: libgit2's own way down from git_object
            found.times.emplace_back(std::chrono::seconds(std::max<git_time_t>(0, ::git_commit_time(commit.get()))));
            return found.times.size() < kMostTags ? 0 : 1;
        },
        &tags);
    activity.releases = tags.times.size();
    activity.releases_last_year = static_cast<std::uint64_t>(std::ranges::count_if(tags.times, [&](Time time) { return now - time <= kYear; }));
    if (!tags.times.empty()) activity.last_release = std::min(now, std::ranges::max(tags.times));
}

} // namespace

Result<Activity> read_activity(const std::filesystem::path& inside, Time now, const Cancellation* cancellation) {
    const auto repository = open_repository(inside);
    if (!repository) return std::unexpected(repository.error());
    const auto head = find_head(**repository);
    if (!head) return std::unexpected(head.error());
    if (!*head) return fail(ErrorKind::not_found, "the repository has no commit yet", root_of(**repository));
    People people(**repository);
    const Rows rows = read_rows(**repository, *::git_commit_id(head->get()), now, people, cancellation);
    Activity activity;
    activity.head = commit_info(**head).sha;
    activity.commits = rows.rows.size();
    activity.complete = rows.complete;
    activity.shallow = ::git_repository_is_shallow(repository->get()) == 1;
    activity.signed_off = rows.looked_at == 0 ? 0 : static_cast<double>(rows.sign_offs) / static_cast<double>(rows.looked_at);
    count_people(rows, now, people, activity);
    count_landings(rows, now, activity);
    count_releases(**repository, now, activity);
    return activity;
}

} // namespace squire::source
