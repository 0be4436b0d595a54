// SPDX-License-Identifier: MIT
#include "secrets/secret_findings.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "secrets/allowlist.h"
#include "secrets/judge.h"
#include "secrets/redactor.h"
#include "source/inventory.h"

namespace squire::secrets {
namespace {

finding::Identifier rule_identifier(const rules::SecretRule& rule) {
    return {.type = "squire_rule_id", .name = "Squire rule " + rule.id, .value = rule.id, .url = ""};
}

std::vector<finding::Link> links_of(const rules::SecretRule& rule) {
    std::vector<finding::Link> links;
    for (const std::string& url : rule.links) links.push_back({.name = "", .url = url});
    return links;
}

std::string join_sentences(std::string_view first, std::string_view second) {
    return first.empty() || second.empty() ? std::string(first) + std::string(second) : fmt::format("{} {}", first, second);
}

// A sighting at one path: what a finding is chosen from.
struct Instance {
    const Sighting* sighting = nullptr;
    finding::Range range;
    std::string_view encoding;
    const source::Occurrence* occurrence = nullptr; // null: the text came with its path
    source::ObjectId blob;
    Verdict verdict;
};

class Maker {
public:
    Maker(const RuleBook& book, std::span<const source::Occurrence> occurrences, const FindingOptions& options)
        : book_(book), occurrences_(occurrences), options_(options), redact_(book) {}

    void add(const Sighting& sighting) {
        for (const Place& place : sighting.places) {
            if (!place.path.empty() || place.blob.none()) {
                consider(sighting, place, place.path, nullptr);
                continue;
            }
            const auto rows = std::ranges::equal_range(occurrences_, place.blob, {}, &source::Occurrence::blob);
            for (const source::Occurrence& row : rows) consider(sighting, place, row.path, &row);
        }
    }

    std::vector<finding::Finding> finish() {
        std::vector<finding::Finding> findings;
        for (auto& [key, group] : groups_) findings.push_back(make(key.second, group));
        std::ranges::sort(findings, finding::comes_before);
        return findings;
    }

private:
    struct Group {
        Instance best;
        Instance first;
        bool at_head = false;
        bool from_history = false;
    };

    void consider(const Sighting& sighting, const Place& place, std::string_view path, const source::Occurrence* row) {
        const rules::SecretRule& rule = book_.rules()[sighting.rule];
        if (!rule.path.empty()) {
            const RE2* const wanted = regexes_.get(rule.path);
            if (wanted == nullptr || !RE2::PartialMatch(re2::StringPiece(path.data(), path.size()), *wanted)) return;
        }
        const std::string_view commit = row != nullptr ? std::string_view(row->commit.sha) : std::string_view(options_.commit.sha);
        const std::string whole_path = std::string(path) + place.inner;
        if (is_allowed(
                rule, book_.global_allowlists(),
                {.rule_id = rule.id, .secret = sighting.secret, .match = sighting.match, .line = sighting.line, .path = path, .commit = commit},
                regexes_)) {
            return;
        }
        if (options_.ignore != nullptr && options_.ignore->matches(row != nullptr ? commit : "", path, rule.id, place.range.start_line)) return;

        source::Marks marks = source::marks_of_path(path);
        Verdict verdict =
            judge({.rule = rule, .path = whole_path, .line = sighting.line, .match = sighting.match, .secret = sighting.secret, .marks = marks});
        if (!verdict.report) return;

        Instance instance{&sighting, place.range, place.encoding, row, place.blob, std::move(verdict)};
        const std::string& identity = rule.regex.empty() ? rule.id : sighting.secret;
        const auto [found, fresh] = groups_.try_emplace({identity, whole_path});
        Group& group = found->second;
        if (fresh || knows_better(instance, group.best)) group.best = instance;
        if (fresh || is_earlier(instance, group.first)) group.first = instance;
        group.from_history = group.from_history || row != nullptr;
        group.at_head = group.at_head || (row != nullptr && row->at_head);
    }

    [[nodiscard]] bool knows_better(const Instance& left, const Instance& right) const {
        const auto rank = [&](const Instance& instance) {
            const rules::SecretRule& rule = book_.rules()[instance.sighting->rule];
            return std::tuple(rule.evidence == rules::SecretRule::Evidence::shape, instance.verdict.confidence, instance.verdict.severity);
        };
        if (rank(left) != rank(right)) return rank(left) > rank(right);
        return std::pair(left.sighting->rule, place_key(left)) < std::pair(right.sighting->rule, place_key(right));
    }

    static bool is_earlier(const Instance& left, const Instance& right) { return place_key(left) < place_key(right); }

    // By commit date, then by place: does not depend on the order of scanning.
    static std::tuple<std::string_view, std::string_view, std::uint32_t, std::uint32_t, source::ObjectId> place_key(const Instance& instance) {
        const std::string_view date = instance.occurrence != nullptr ? std::string_view(instance.occurrence->commit.date) : std::string_view();
        const std::string_view sha = instance.occurrence != nullptr ? std::string_view(instance.occurrence->commit.sha) : std::string_view();
        return {date, sha, instance.range.start_line, instance.range.start_column, instance.blob};
    }

    [[nodiscard]] finding::Finding make(const std::string& path, const Group& group) {
        const Instance& best = group.best;
        const Instance& first = group.first;
        const rules::SecretRule& rule = book_.rules()[best.sighting->rule];
        const std::string file = to_utf8(path);
        finding::SecretLocation location{.file = redact_(file),
                                         .range = rule.regex.empty() ? finding::Range{.start_line = 1, .end_line = 1} : first.range,
                                         .commit = presentable(first.occurrence != nullptr ? first.occurrence->commit : options_.commit),
                                         .blob = first.blob.none() ? "" : first.blob.hex(),
                                         .still_at_head = std::nullopt};
        if (group.from_history) location.still_at_head = group.at_head;

        finding::Finding made{.type = finding::ReportType::secret_detection,
                              .severity = best.verdict.severity,
                              .confidence = best.verdict.confidence,
                              .name = rule.description,
                              .description = join_sentences(rule.means, rule.gain),
                              .solution = rule.revoke,
                              .identifiers = {rule_identifier(rule)},
                              .location = std::move(location),
                              .evidence = to_utf8(first.sighting->evidence),
                              .links = links_of(rule)};
        if (!first.encoding.empty()) {
            made.description = join_sentences(made.description, fmt::format("Here it stands encoded ({}).", first.encoding));
        }
        const std::string cwe = std::to_string(rule.cwe);
        made.identifiers.push_back(
            {.type = "cwe", .name = "CWE-" + cwe, .value = cwe, .url = fmt::format("https://cwe.mitre.org/data/definitions/{}.html", cwe)});
        if (best.verdict.likely_false_positive) made.flags.push_back({.origin = "squire", .description = best.verdict.reason});
        made.fingerprint = finding::secret_fingerprint(options_.key, rule.regex.empty() ? rule.id : best.sighting->secret, file);
        made.signatures.push_back({.algorithm = "hash", .value = made.fingerprint});
        return made;
    }

    finding::CommitInfo presentable(finding::CommitInfo commit) {
        commit.message = redact_(commit.message);
        commit.author = redact_(commit.author);
        return commit;
    }

    const RuleBook& book_;
    std::span<const source::Occurrence> occurrences_;
    const FindingOptions& options_;
    Redactor redact_;
    RegexCache regexes_;
    std::map<std::pair<std::string, std::string>, Group> groups_; // by secret and path
};

} // namespace

std::vector<finding::Finding> make_findings(const std::vector<Sighting>& sightings, const RuleBook& book,
                                            std::span<const source::Occurrence> occurrences, const FindingOptions& options) {
    Maker maker(book, occurrences, options);
    for (const Sighting& sighting : sightings) maker.add(sighting);
    return maker.finish();
}

finding::RuleInfo describe_rule(const rules::SecretRule& rule) {
    return {.identifier = rule_identifier(rule),
            .name = rule.description,
            .description = join_sentences(rule.means, rule.gain),
            .help = rule.revoke,
            .severity = rule.severity,
            .links = links_of(rule),
            .tags = rule.tags};
}

} // namespace squire::secrets
