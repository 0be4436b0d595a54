// SPDX-License-Identifier: MIT
#include "bugreport/report_comparison.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::bugreport {
namespace {

using finding::Finding;
using finding::Report;

constexpr std::uint32_t kNearby = 3;          // lines: a call's first and last, a decorator and its function
constexpr std::size_t kMostInOneFile = 2'000; // findings; in a file with more, each is compared with so many that follow it

struct Lines {
    std::uint32_t first = 0, last = 0; // 0: no line is known
    [[nodiscard]] std::uint32_t distance(const Lines& other) const {
        if (first == 0 || other.first == 0) return first == other.first ? 0 : kNearby + 1;
        if (first > other.last) return first - other.last;
        return other.first > last ? other.first - last : 0;
    }
};

struct Spoken {
    Voice voice;
    const Finding* finding = nullptr;
    Meaning meaning;
    std::string subject; // a package and version, an address: what stands for lines where there are none
    Lines lines;
    std::size_t group = 0; // in which it is
};

finding::Range range_of(const Finding& finding) {
    if (const auto* code = std::get_if<finding::CodeLocation>(&finding.location)) return code->range;
    if (const auto* secret = std::get_if<finding::SecretLocation>(&finding.location)) return secret->range;
    return {};
}

std::string subject_of(const Finding& finding) {
    if (std::holds_alternative<finding::CodeLocation>(finding.location) || std::holds_alternative<finding::SecretLocation>(finding.location))
        return {};
    if (const auto* package = std::get_if<finding::DependencyLocation>(&finding.location))
        return to_lower(package->package) + ' ' + package->version;
    return place_of(finding);
}

// How far two findings are apart; nothing where they are not of one place.
std::optional<std::uint32_t> distance_of(const Spoken& left, const Spoken& right) {
    if (left.subject != right.subject) return std::nullopt;
    if (!left.subject.empty()) return 0; // a package is where it is, whichever line of a lockfile is named
    std::uint32_t distance = left.lines.distance(right.lines);
    const auto meets = [](const Spoken& flowing, const Spoken& other) {
        return std::ranges::any_of(flowing.finding->flow, [&](const finding::FlowStep& step) {
            return step.file == file_of(*other.finding) && step.range.start_line >= other.lines.first &&
                   step.range.start_line <= other.lines.last;
        });
    };
    if (distance > kNearby && (meets(left, right) || meets(right, left))) distance = kNearby;
    return distance <= kNearby ? std::optional(distance) : std::nullopt;
}

struct Candidate {
    Likeness likeness = Likeness::different;
    std::uint32_t distance = 0;
    std::uint32_t column_distance = 0;
    std::size_t left = 0, right = 0; // of the file's findings
    [[nodiscard]] auto key() const { return std::tuple(distance > 0, likeness, distance, column_distance, left, right); }
};

std::uint32_t apart(std::uint32_t a, std::uint32_t b) { return a > b ? a - b : b - a; }

// "a/b.py" of "a/b.py:12:3".
std::string file_in(std::string_view place) {
    for (std::size_t colon = place.rfind(':'); colon != std::string_view::npos; colon = place.rfind(':')) {
        if (place.find_first_not_of("0123456789", colon + 1) != std::string_view::npos || colon + 1 == place.size()) break;
        place = place.substr(0, colon);
    }
    return std::string(place);
}

class Comparison {
public:
    explicit Comparison(std::span<const Report> reports) : reports_(reports) {
        for (std::size_t r = 0; r < reports.size(); ++r) {
            unread_.emplace_back();
            for (const Problem& message : reports[r].messages) {
                if (message.weight != Weight::note) unread_.back().emplace(file_in(message.error.place), message.error.message);
            }
            for (std::size_t f = 0; f < reports[r].findings.size(); ++f) {
                const Finding& finding = reports[r].findings[f];
                const finding::Range range = range_of(finding);
                by_file_[std::string(file_of(finding))].push_back(
                    {.voice = {r, f},
                     .finding = &finding,
                     .meaning = meaning_of(finding, reports[r].scanner.name.empty() ? reports[r].scanner.id : reports[r].scanner.name),
                     .subject = subject_of(finding),
                     .lines = {range.start_line, std::max(range.start_line, range.end_line)}});
            }
        }
    }

    std::vector<Group> run() {
        for (auto& [file, spoken] : by_file_) join(file, spoken);
        return std::move(groups_);
    }

private:
    void join(const std::string& file, std::vector<Spoken>& spoken) {
        std::ranges::stable_sort(
            spoken, [](const Spoken& a, const Spoken& b) { return std::tuple(a.lines.first, a.voice) < std::tuple(b.lines.first, b.voice); });
        const bool crowded = spoken.size() > kMostInOneFile;
        std::vector<Candidate> candidates;
        for (std::size_t i = 0; i < spoken.size(); ++i) {
            for (std::size_t k = i + 1; k < spoken.size(); ++k) {
                if (k - i > kMostInOneFile) break; // in order of lines: what is left out is far away, or one line says thousands of things
                if (spoken[i].voice.report == spoken[k].voice.report) continue;
                const auto distance = distance_of(spoken[i], spoken[k]);
                if (!distance) continue;
                const Likeness likeness = likeness_of(spoken[i].meaning, spoken[k].meaning);
                if (likeness == Likeness::different) continue;
                candidates.push_back(
                    {likeness, *distance, apart(range_of(*spoken[i].finding).start_column, range_of(*spoken[k].finding).start_column), i, k});
            }
        }
        std::ranges::sort(candidates, {}, &Candidate::key);
        // Each starts as a group of its own; the strongest candidates join two groups unless both have a voice of one report already.
        std::vector<std::vector<std::size_t>> groups(spoken.size());
        for (std::size_t i = 0; i < spoken.size(); ++i) {
            spoken[i].group = i;
            groups[i] = {i};
        }
        for (const Candidate& each : candidates) {
            const std::size_t a = spoken[each.left].group;
            const std::size_t b = spoken[each.right].group;
            if (a == b || share_report(spoken, groups[a], groups[b])) continue;
            for (const std::size_t member : groups[b]) {
                spoken[member].group = a;
                groups[a].push_back(member);
            }
            groups[b].clear();
        }
        std::vector<std::vector<std::size_t>> doubles(groups.size());
        if (!crowded) take_doubles(spoken, groups, doubles);
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < groups.size(); ++i) {
            if (!groups[i].empty()) order.push_back(i);
        }
        std::ranges::sort(order, {}, [&](std::size_t i) { return *std::ranges::min_element(groups[i]); });
        for (const std::size_t i : order) groups_.push_back(group_of(file, spoken, groups[i], doubles[i]));
    }

    static bool share_report(const std::vector<Spoken>& spoken, const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) {
        return std::ranges::any_of(a, [&](std::size_t i) {
            return std::ranges::any_of(b, [&](std::size_t k) { return spoken[i].voice.report == spoken[k].voice.report; });
        });
    }

    // A finding that is alone and says on the same line what a group with several voices says is one of them said twice, by another rule.
    static void take_doubles(const std::vector<Spoken>& spoken, std::vector<std::vector<std::size_t>>& groups,
                             std::vector<std::vector<std::size_t>>& doubles) {
        for (std::size_t i = 0; i < groups.size(); ++i) {
            if (groups[i].size() != 1) continue;
            const Spoken& alone = spoken[groups[i].front()];
            for (std::size_t k = 0; k < groups.size(); ++k) {
                if (groups[k].size() < 2) continue;
                const bool said = std::ranges::any_of(groups[k], [&](std::size_t member) {
                    const auto distance = distance_of(alone, spoken[member]);
                    return distance && *distance == 0 && likeness_of(alone.meaning, spoken[member].meaning) != Likeness::different;
                });
                if (!said) continue;
                doubles[k].push_back(groups[i].front());
                groups[i].clear();
                break;
            }
        }
    }

    Group group_of(const std::string& file, const std::vector<Spoken>& spoken, std::vector<std::size_t> members,
                   const std::vector<std::size_t>& doubles) {
        std::ranges::sort(members, {}, [&](std::size_t i) { return spoken[i].voice; });
        Group group;
        const Spoken& first = spoken[members.front()];
        for (const std::size_t i : members) {
            group.voices.push_back(spoken[i].voice);
            for (const std::size_t k : members) group.likeness = std::max(group.likeness, likeness_of(spoken[i].meaning, spoken[k].meaning));
            // A severity that a tool does not give is none that differs.
            group.severity_differs |= known_severities_differ(*spoken[i].finding, *first.finding);
            group.place_differs |= spoken[i].lines.first != first.lines.first && first.subject.empty();
        }
        for (const std::size_t i : doubles) group.doubles.push_back(spoken[i].voice);
        for (std::size_t r = 0; r < reports_.size(); ++r) {
            const bool speaks = std::ranges::any_of(group.voices, [&](const Voice& voice) { return voice.report == r; });
            if (speaks || reports_[r].type != first.finding->type) continue;
            group.missing.push_back(r);
            group.why.push_back(why_missing(r, file, first, spoken));
        }
        return group;
    }

    static bool known_severities_differ(const Finding& a, const Finding& b) {
        return a.severity != finding::Severity::unknown && b.severity != finding::Severity::unknown && a.severity != b.severity;
    }

    [[nodiscard]] std::string why_missing(std::size_t report, const std::string& file, const Spoken& of,
                                          const std::vector<Spoken>& spoken) const {
        if (reports_[report].status == finding::Status::failure) return "its scan did not end";
        if (const auto found = unread_[report].find(file); found != unread_[report].end())
            return fmt::format("it could not look: {}", found->second);
        if (spoken.size() > kMostInOneFile) return {};
        std::size_t in_file = 0;
        for (const Spoken& each : spoken) {
            if (each.voice.report != report) continue;
            ++in_file;
            const auto distance = distance_of(of, each);
            if (distance && *distance == 0) return fmt::format("it says {} there", each.finding->rule());
        }
        return in_file == 0 ? "it says nothing of this file" : "";
    }

    std::span<const Report> reports_;
    std::map<std::string, std::vector<Spoken>> by_file_; // by file, "" for what has none
    std::vector<std::map<std::string, std::string>> unread_; // by report: files that it could not look at, and why
    std::vector<Group> groups_;
};

} // namespace

std::vector<Group> compare_reports(std::span<const Report> reports) { return Comparison(reports).run(); }

} // namespace squire::bugreport
