// SPDX-License-Identifier: MIT
#include "tracking/matching.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "tracking/alignment.h"

namespace squire::tracking {
namespace {

using Number = std::uint32_t; // of an interned text; 0 is the empty one
using Key = std::array<Number, 5>;

// Texts as numbers, so that a key is compared without looking at a letter.
class Texts {
public:
    Texts() { numbers_.emplace(std::string_view(), 0); }
    Number number(std::string_view text) { return numbers_.try_emplace(text, static_cast<Number>(numbers_.size())).first->second; }

private:
    std::unordered_map<std::string_view, Number> numbers_; // views into the traces, which outlive this
};

// One finding, or one sighting of a known vulnerability.
struct Item {
    const Trace* trace = nullptr;
    std::size_t owner = 0;  // index of the finding or of the vulnerability
    bool covered = true;    // of a sighting: the scan looked there
    bool renamed = false;   // git says that its file has another name now
    Number rule = 0;
    Number fingerprint = 0;
    Number file = 0;        // as it is called now
    Number scope = 0;
    Number content = 0;
    Number subject = 0;
    Number version = 0;
};

struct Entry {
    std::string_view name; // of keys that hold one of several names
    Key key{};
    const Item* item = nullptr;
};

enum class Pairing : std::uint8_t {
    aligned,    // all of a group, by least distance
    alone,      // only where a group has one of each
    alone_gone, // likewise, and only what the scan would otherwise call gone
};

// Another secret, whatever else is alike.
bool differ_by_value(const Trace& finding, const Trace& sighting) {
    return finding.by_value && sighting.by_value && finding.file == sighting.file && finding.fingerprint != sighting.fingerprint;
}

// Ties between places end here: what remains equal is interchangeable.
auto order_of(const Trace& trace) {
    return std::tuple(trace.line, trace.column, trace.end_line, trace.end_column, std::string_view(trace.file),
                      std::string_view(trace.fingerprint), std::string_view(trace.content), std::string_view(trace.rule));
}

class Matcher {
public:
    Matcher(std::span<const Trace> findings, std::span<const Known> known, const Coverage& coverage, std::span<const Rename> renames)
        : known_(known), coverage_(coverage), findings_(findings), match_of_finding_(findings.size()), is_matched_(known.size()),
          group_of_known_(known.size()) {
        if (!findings.empty()) intern(renames);
    }

    Matching run(std::string_view witness) {
        by_fingerprint();
        by_text();
        by_subject();
        by_edited_text();
        by_another_scanner();
        return result(witness);
    }

private:
    void intern(std::span<const Rename> renames) {
        std::unordered_map<std::string_view, std::string_view> new_names;
        for (const Rename& each : renames) new_names.emplace(each.from, each.to);
        const finding::ReportType type = findings_.front().type;
        finding_items_.reserve(findings_.size());
        for (std::size_t i = 0; i < findings_.size(); ++i) finding_items_.push_back(item_of(findings_[i], i, findings_[i].file));
        for (std::size_t i = 0; i < known_.size(); ++i) {
            for (const Sighting& sighting : known_[i].sightings) {
                if (sighting.trace.type != type) continue;
                const auto moved = new_names.find(sighting.trace.file);
                Item item = item_of(sighting.trace, i, moved == new_names.end() ? std::string_view(sighting.trace.file) : moved->second);
                item.renamed = moved != new_names.end();
                item.covered = coverage_.covers(sighting.trace);
                known_items_.push_back(item);
            }
        }
    }

    Item item_of(const Trace& trace, std::size_t owner, std::string_view file) {
        return {.trace = &trace,
                .owner = owner,
                .rule = texts_.number(trace.rule),
                .fingerprint = texts_.number(trace.fingerprint),
                .file = texts_.number(file),
                .scope = texts_.number(trace.scope),
                .content = texts_.number(trace.content),
                .subject = texts_.number(trace.subject),
                .version = texts_.number(trace.version)};
    }

    void by_fingerprint() {
        pass(Ground::same_place, Pairing::aligned, [](const Item& item) -> std::optional<Key> {
            if (item.fingerprint == 0) return std::nullopt;
            return Key{item.fingerprint, item.rule, item.file, item.trace->line, item.version};
        });
        pass(Ground::moved_lines, Pairing::aligned, [](const Item& item) -> std::optional<Key> {
            if (item.fingerprint == 0) return std::nullopt;
            return Key{item.fingerprint, item.file, item.content};
        });
        pass(Ground::moved_lines, Pairing::aligned,
             [](const Item& item) -> std::optional<Key> { return item.fingerprint == 0 ? std::nullopt : std::optional(Key{item.fingerprint}); });
        pass_by_names(Ground::signature, Pairing::aligned, &Trace::signatures, [](const Item& item) { return std::optional(Key{item.rule}); });
    }

    void by_text() {
        pass(Ground::same_text, Pairing::aligned, [](const Item& item) -> std::optional<Key> {
            if (item.content == 0 || item.file == 0) return std::nullopt;
            return Key{item.rule, item.file, item.content, item.scope};
        });
        pass(Ground::same_text, Pairing::aligned, [](const Item& item) -> std::optional<Key> { // in a function that got another name
            if (item.content == 0 || item.file == 0) return std::nullopt;
            return Key{item.rule, item.file, item.content};
        });
    }

    // Packages, addresses, crashes: what has no place in a text.
    void by_subject() {
        const auto with_version = [](const Item& item) {
            return item.subject == 0 ? std::nullopt : std::optional(Key{item.subject, item.file, item.version});
        };
        const auto with_file = [](const Item& item) { return item.subject == 0 ? std::nullopt : std::optional(Key{item.subject, item.file}); };
        const auto anywhere = [](const Item& item) { return item.subject == 0 ? std::nullopt : std::optional(Key{item.subject}); };
        pass_by_names(Ground::same_target, Pairing::aligned, &Trace::names, with_version);
        pass_by_names(Ground::bumped_version, Pairing::aligned, &Trace::names, with_file);
        pass_by_names(Ground::moved_text, Pairing::alone_gone, &Trace::names, anywhere);
    }

    void by_edited_text() {
        pass(Ground::same_line, Pairing::alone, [](const Item& item) -> std::optional<Key> {
            if (item.file == 0 || item.trace->line == 0 || item.renamed || item.content == 0) return std::nullopt;
            return Key{item.rule, item.file, item.trace->line};
        });
        pass(Ground::same_scope, Pairing::alone, [](const Item& item) -> std::optional<Key> {
            if (item.file == 0 || item.scope == 0) return std::nullopt;
            return Key{item.rule, item.file, item.scope};
        });
        pass(Ground::same_file, Pairing::aligned, [](const Item& item) -> std::optional<Key> {
            if (item.file == 0 || item.content != 0 || item.subject != 0) return std::nullopt;
            return Key{item.rule, item.file, item.scope};
        });
        pass(Ground::moved_text, Pairing::alone_gone, [](const Item& item) -> std::optional<Key> {
            // Of a secret the text is redacted: two of one service look the same.
            if (item.content == 0 || item.trace->content.size() < kLeastTellingText || item.trace->type == finding::ReportType::secret_detection)
                return std::nullopt;
            return Key{item.rule, item.content, item.scope};
        });
    }

    template <class KeyOf> void pass(Ground ground, Pairing pairing, const KeyOf& key_of) {
        const auto entries = [&](const std::vector<Item>& items, bool of_findings) {
            std::vector<Entry> made;
            for (const Item& item : items) {
                if (is_used(item, of_findings) || (!of_findings && !may_match(item, ground))) continue;
                if (const std::optional<Key> key = key_of(item)) made.push_back({.name = {}, .key = *key, .item = &item});
            }
            return made;
        };
        join(ground, pairing, entries(finding_items_, true), entries(known_items_, false));
    }

    // An item has several names; one that both sides have is enough.
    template <class KeyOf> void pass_by_names(Ground ground, Pairing pairing, std::vector<std::string> Trace::* names, const KeyOf& key_of) {
        const auto entries = [&](const std::vector<Item>& items, bool of_findings) {
            std::vector<Entry> made;
            for (const Item& item : items) {
                if (is_used(item, of_findings) || (!of_findings && !may_match(item, ground))) continue;
                const std::optional<Key> key = key_of(item);
                if (!key) continue;
                for (const std::string& name : item.trace->*names) made.push_back({.name = name, .key = *key, .item = &item});
            }
            return made;
        };
        join(ground, pairing, entries(finding_items_, true), entries(known_items_, false));
    }

    void join(Ground ground, Pairing pairing, std::vector<Entry> findings, std::vector<Entry> known) {
        if (findings.empty() || known.empty()) return;
        const auto group_of = [](const Entry& entry) { return std::tie(entry.name, entry.key); };
        std::ranges::sort(findings, [&](const Entry& left, const Entry& right) {
            if (group_of(left) != group_of(right)) return group_of(left) < group_of(right);
            return order_of(*left.item->trace) < order_of(*right.item->trace);
        });
        std::ranges::sort(known, [&](const Entry& left, const Entry& right) {
            if (group_of(left) != group_of(right)) return group_of(left) < group_of(right);
            const auto left_order = order_of(*left.item->trace);
            const auto right_order = order_of(*right.item->trace);
            return left_order != right_order ? left_order < right_order : known_[left.item->owner].id < known_[right.item->owner].id;
        });
        auto other = known.begin();
        for (auto begin = findings.begin(); begin != findings.end();) {
            const auto end = std::find_if(begin, findings.end(), [&](const Entry& each) { return group_of(each) != group_of(*begin); });
            while (other != known.end() && group_of(*other) < group_of(*begin)) ++other;
            const auto other_end = std::find_if(other, known.end(), [&](const Entry& each) { return group_of(each) != group_of(*begin); });
            if (other != other_end) pair({begin, end}, {other, other_end}, ground, pairing);
            begin = end;
            other = other_end;
        }
    }

    void pair(std::span<const Entry> findings, std::span<const Entry> known, Ground ground, Pairing pairing) {
        ++group_;
        std::vector<const Item*> left;
        std::vector<const Item*> right;
        for (const Entry& each : findings) {
            if (!is_used(*each.item, true)) left.push_back(each.item);
        }
        for (const Entry& each : known) {
            // A vulnerability with several witnesses stands here once.
            if (is_used(*each.item, false) || group_of_known_[each.item->owner] == group_) continue;
            group_of_known_[each.item->owner] = group_;
            right.push_back(each.item);
        }
        if (left.empty() || right.empty()) return;
        if (pairing != Pairing::aligned && (left.size() > 1 || right.size() > 1)) return;
        if (pairing == Pairing::alone_gone && !right.front()->covered) return;
        std::vector<Number> left_lines;
        std::vector<Number> right_lines;
        for (const Item* each : left) left_lines.push_back(each->trace->line);
        for (const Item* each : right) right_lines.push_back(each->trace->line);
        for (const auto& [i, j] : align(left_lines, right_lines)) {
            const Item& finding = *left[i];
            const Item& sighting = *right[j];
            if (is_used(sighting, false) || differ_by_value(*finding.trace, *sighting.trace)) continue;
            take(finding.owner, sighting.owner, ground == Ground::same_text && sighting.renamed ? Ground::renamed_file : ground);
        }
    }

    // Another scanner, the same place, and a name, a class of weakness or a family of those that both give, in this order.
    void by_another_scanner() {
        pass_by_place(&Trace::names);
        pass_by_place(&Trace::classes);
        pass_by_place(&Trace::families);
    }

    void pass_by_place(std::vector<std::string> Trace::* names) {
        std::vector<Entry> known;
        for (const Item& item : known_items_) {
            if (is_used(item, false) || !may_match(item, Ground::another_scanner)) continue;
            for (const std::string& name : item.trace->*names) known.push_back({.name = name, .key = place_of(item), .item = &item});
        }
        const auto group_of = [](const Entry& entry) { return std::tie(entry.name, entry.key); };
        std::ranges::sort(known, [&](const Entry& left, const Entry& right) {
            if (group_of(left) != group_of(right)) return group_of(left) < group_of(right);
            const auto left_order = order_of(*left.item->trace);
            const auto right_order = order_of(*right.item->trace);
            return left_order != right_order ? left_order < right_order : known_[left.item->owner].id < known_[right.item->owner].id;
        });
        for (const Item& item : finding_items_) {
            for (const std::string& name : item.trace->*names) {
                if (is_used(item, true)) break;
                const Entry wanted{.name = name, .key = place_of(item), .item = &item};
                const auto [begin, end] = std::equal_range(
                    known.begin(), known.end(), wanted, [&](const Entry& left, const Entry& right) { return group_of(left) < group_of(right); });
                if (const Item* nearest = nearest_of({begin, end}, item)) take(item.owner, nearest->owner, Ground::another_scanner);
            }
        }
    }

    // What nobody sees any more comes back by evidence of itself; that something else now stands where it stood is none.
    [[nodiscard]] bool may_match(const Item& sighting, Ground ground) const {
        return ground < Ground::same_line || known_[sighting.owner].present();
    }

    static Key place_of(const Item& item) { return {item.file, item.subject, item.version}; }

    [[nodiscard]] const Item* nearest_of(std::span<const Entry> group, const Item& item) const {
        const Trace& trace = *item.trace;
        const auto first = std::ranges::lower_bound(group, trace.line > kNearLines ? trace.line - kNearLines : 0, {},
                                                    [](const Entry& entry) { return entry.item->trace->line; });
        const Item* nearest = nullptr;
        std::size_t looked_at = 0;
        const auto distance = [&](const Item& other) {
            return other.trace->line < trace.line ? trace.line - other.trace->line : other.trace->line - trace.line;
        };
        for (auto it = first; it != group.end() && it->item->trace->line <= trace.line + kNearLines && looked_at < kMostLookedAt;
             ++it, ++looked_at) {
            const Item& other = *it->item;
            if (is_used(other, false) || !same_place(trace, *other.trace) || has_tool(known_[other.owner], trace.tool)) continue;
            if (nearest == nullptr || distance(other) < distance(*nearest)) nearest = &other;
        }
        return nearest;
    }

    static bool same_place(const Trace& left, const Trace& right) {
        if (left.file.empty() || !left.subject.empty()) return true; // the key has said it all
        if (left.line == 0 || right.line == 0) return left.line == right.line;
        if (left.line > right.end_line || right.line > left.end_line) return false;
        const bool one_line = left.line == left.end_line && right.line == right.end_line;
        const bool columns = left.column > 0 && right.column > 0 && left.end_column > 0 && right.end_column > 0;
        if (left.type != finding::ReportType::secret_detection || !one_line || !columns) return true;
        return left.column <= right.end_column && right.column <= left.end_column; // two secrets may share a line
    }

    static bool has_tool(const Known& known, std::string_view tool) {
        return std::ranges::any_of(known.sightings, [&](const Sighting& each) { return each.trace.tool == tool; });
    }

    [[nodiscard]] bool is_used(const Item& item, bool of_findings) const {
        return of_findings ? match_of_finding_[item.owner].has_value() : is_matched_[item.owner];
    }

    void take(std::size_t finding, std::size_t known, Ground ground) {
        match_of_finding_[finding] = Match{.finding = finding, .known = known, .ground = ground, .back = !known_[known].present()};
        is_matched_[known] = true;
    }

    Matching result(std::string_view witness) {
        Matching made;
        for (std::size_t i = 0; i < findings_.size(); ++i) {
            if (match_of_finding_[i]) {
                made.matches.push_back(*match_of_finding_[i]);
            } else {
                made.fresh.push_back(i);
            }
        }
        for (std::size_t i = 0; i < known_.size(); ++i) {
            if (is_matched_[i]) continue;
            bool unseen = false;
            bool still_seen = false;
            for (const Sighting& each : known_[i].sightings) {
                const bool lost = each.present && each.trace.witness == witness && coverage_.covers(each.trace);
                unseen = unseen || lost;
                still_seen = still_seen || (each.present && !lost);
            }
            if (unseen) made.unseen.push_back(i);
            if (unseen && !still_seen) made.gone.push_back(i);
        }
        return made;
    }

    static constexpr std::size_t kLeastTellingText = 8; // bytes
    static constexpr Number kNearLines = 3;             // between where two scanners say that one thing begins
    static constexpr std::size_t kMostLookedAt = 64;    // of one scanner's many on one line

    std::span<const Known> known_;
    CoverageIndex coverage_;
    std::span<const Trace> findings_;
    Texts texts_;
    std::vector<Item> finding_items_;
    std::vector<Item> known_items_;
    std::vector<std::optional<Match>> match_of_finding_;
    std::vector<bool> is_matched_;
    std::size_t group_ = 0;                    // which call of `pair` this is
    std::vector<std::size_t> group_of_known_; // the last one that each vulnerability stood in
};

} // namespace

bool Known::present() const { return std::ranges::any_of(sightings, &Sighting::present); }

Matching match(std::span<const Trace> findings, std::string_view witness, std::span<const Known> known, const Coverage& coverage,
               std::span<const Rename> renames) {
    return Matcher(findings, known, coverage, renames).run(witness);
}

std::string_view to_string(Ground ground) {
    switch (ground) {
    case Ground::same_place: return "same place";
    case Ground::moved_lines: return "moved lines";
    case Ground::signature: return "same signature";
    case Ground::same_text: return "same text";
    case Ground::renamed_file: return "renamed file";
    case Ground::same_target: return "same target";
    case Ground::bumped_version: return "bumped version";
    case Ground::same_line: return "edited line";
    case Ground::same_scope: return "same scope";
    case Ground::same_file: return "same file";
    case Ground::moved_text: return "moved text";
    case Ground::another_scanner: return "another scanner";
    }
    return "";
}

} // namespace squire::tracking
