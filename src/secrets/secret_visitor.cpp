// SPDX-License-Identifier: MIT
#include "secrets/secret_visitor.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "rules/gitleaks_ignore.h"
#include "secrets/archive.h"
#include "secrets/decode.h"
#include "secrets/encoded_run.h"
#include "secrets/judge.h"
#include "secrets/redact.h"

namespace squire::secrets {
namespace {

constexpr std::uint32_t kMostContext = 1024; // bytes before and after a match that count as its line
constexpr std::uint32_t kMostEvidence = 120; // bytes before and after a match that are shown
constexpr std::string_view kMostLenientPath = ".env"; // a file made to hold secrets: what is refused there is refused anywhere

/// What is remembered of a text: its hits, and the encoded runs in which something was found.
struct TextMemory final : source::Memory {
    std::unique_ptr<HitMemory> hits;
    std::vector<Encoded> telling_runs;
};

// Whole runs that lie, with a byte on either side, in what was copied.
std::vector<Encoded> carried_runs(const TextMemory& base, std::span<const source::CopiedRun> copies) {
    std::vector<Encoded> carried;
    for (const Encoded& run : base.telling_runs) {
        for (const source::CopiedRun& copy : copies) {
            const std::uint64_t copy_end = copy.base_offset + copy.length;
            const bool whole = run.where.begin > copy.base_offset && run.where.end < copy_end;
            if (!whole) continue; // at a seam it is looked for again
            const auto moved = [&](std::uint32_t at) { return static_cast<std::uint32_t>(copy.offset + (at - copy.base_offset)); };
            carried.push_back({{moved(run.where.begin), moved(run.where.end)}, run.encoding});
        }
    }
    return carried;
}

std::string_view name_of(Encoding encoding) {
    switch (encoding) {
    case Encoding::base64: return "base64";
    case Encoding::hex: return "hexadecimal";
    case Encoding::byte_list: return "a list of bytes";
    case Encoding::percent: return "percent-encoding";
    case Encoding::backslash: return "backslash escapes";
    case Encoding::utf16_little:
    case Encoding::utf16_big: return "UTF-16";
    }
    return "";
}

// Line and column of rising offsets.
class Positions {
public:
    explicit Positions(std::string_view text) : text_(text) {}

    std::pair<std::uint32_t, std::uint32_t> of(std::uint32_t at) {
        if (at < done_) *this = Positions(text_);
        for (std::size_t next = text_.find('\n', done_); next < at; next = text_.find('\n', next + 1)) {
            ++line_;
            line_start_ = static_cast<std::uint32_t>(next + 1);
        }
        done_ = std::max(done_, line_start_);
        return {line_, at - line_start_ + 1};
    }

private:
    std::string_view text_;
    std::uint32_t done_ = 0;
    std::uint32_t line_ = 1;
    std::uint32_t line_start_ = 0;
};

std::uint32_t back_to_line(std::string_view text, std::uint32_t at, std::uint32_t most) {
    const std::uint32_t least = at > most ? at - most : 0;
    while (at > least && text[at - 1] != '\n') --at;
    return at;
}

std::uint32_t on_to_line_end(std::string_view text, std::uint32_t at, std::uint32_t most) {
    const auto limit = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), std::size_t{at} + most));
    while (at < limit && text[at] != '\n') ++at;
    return at;
}

// Of two rules that see the same bytes, the one that knows better: by shape before by context, surer, graver, then the longer secret.
bool knows_better(const rules::SecretRule& left, const RuleMatch& a, const rules::SecretRule& right, const RuleMatch& b) {
    const auto rank = [](const rules::SecretRule& rule, const RuleMatch& match) {
        return std::tuple(rule.evidence == rules::SecretRule::Evidence::shape, rule.confidence, rule.severity,
                          match.secret_end - match.secret_begin);
    };
    return rank(left, a) > rank(right, b);
}

// Matches by where their secrets begin, for asking which lie in a part of the text without going through all of them.
class BySecret {
public:
    explicit BySecret(std::span<const RuleMatch> matches) : sorted_(matches.begin(), matches.end()) {
        std::ranges::stable_sort(sorted_, {}, &RuleMatch::secret_begin);
        for (const RuleMatch& match : sorted_) longest_ = std::max(longest_, match.secret_end - match.secret_begin);
    }

    [[nodiscard]] const std::vector<RuleMatch>& sorted() const { return sorted_; }

    /// Those that may reach into [begin, end), and perhaps some before it.
    [[nodiscard]] std::span<const RuleMatch> between(std::uint32_t begin, std::uint32_t end) const {
        const auto first = std::ranges::lower_bound(sorted_, begin > longest_ ? begin - longest_ : 0, {}, &RuleMatch::secret_begin);
        return {first, std::ranges::lower_bound(first, sorted_.end(), end, {}, &RuleMatch::secret_begin)};
    }

    [[nodiscard]] std::vector<Span> spans(std::uint32_t begin, std::uint32_t end) const {
        std::vector<Span> found;
        for (const RuleMatch& match : between(begin, end)) found.push_back({match.secret_begin, match.secret_end});
        return found;
    }

private:
    std::vector<RuleMatch> sorted_;
    std::uint32_t longest_ = 0;
};

} // namespace

class SecretVisitor::Worker {
public:
    Worker(const RuleBook& book, const VisitOptions& options, Problems& problems, const Cancellation& cancellation)
        : book_(book), options_(options), problems_(problems), cancellation_(cancellation), matcher_(book) {}

    std::unique_ptr<const source::Memory> visit(const source::Text& text) {
        const Origin origin{.path = text.path, .blob = text.blob};
        report_path(origin);
        if (options_.archive_depth > 0 && looks_like_archive(text.path, text.bytes)) {
            open_archive(origin, text.bytes);
            return nullptr;
        }
        const auto* const base = static_cast<const TextMemory*>(text.base);
        source::Text plain = text;
        plain.base = base != nullptr ? base->hits.get() : nullptr;
        auto outcome = matcher_.match(plain);
        if (matcher_.overflowed()) {
            problems_.add(Weight::incomplete, {ErrorKind::limit, "more matches than can be kept; those after them are not reported",
                                               origin.path.empty() ? "object " + origin.blob.hex() : std::string(origin.path), ""});
        }
        take(origin, text.bytes, outcome.matches, {});

        std::unique_ptr<TextMemory> memory;
        if (outcome.memory) {
            memory = std::make_unique<TextMemory>();
            memory->hits = std::move(outcome.memory);
        }
        std::vector<Encoded> runs;
        find_encoded(text.bytes, matcher_.looked_at(), runs);
        if (base != nullptr) {
            std::ranges::move(carried_runs(*base, text.copies), std::back_inserter(runs));
            std::ranges::sort(runs, {}, [](const Encoded& run) { return std::pair(run.where.begin, run.where.end); });
            runs.erase(std::ranges::unique(runs).begin(), runs.end());
        }
        look_into(origin, text.bytes, runs, memory ? &memory->telling_runs : nullptr);
        return memory;
    }

    void visit_for_rule(std::string_view path, const source::ObjectId& blob, std::string_view bytes, std::uint32_t rule) {
        const Origin origin{.path = path, .blob = blob};
        take(origin, bytes, matcher_.match_rule(bytes, rule), {});
    }

    void note_path(const source::ObjectId& blob, std::uint32_t rule) { add(rule, {.blob = blob}, {}, {}, {}, {}, {}, {}); }

    [[nodiscard]] Sightings& sightings() { return sightings_; }

private:
    struct Origin {
        std::string_view path;
        source::ObjectId blob;
        std::string_view inner;
    };

    /// A decoded text inside the one that stands in the source: where its bytes lie there, and how it was encoded.
    struct Decoded {
        std::string_view outer; // the text that positions refer to
        Region run;             // in it
        Encoding encoding = Encoding::base64;
        bool innermost = true; // decoded once: matches can be placed in the run; otherwise the run as a whole is the place
    };

    void report_path(const Origin& origin) {
        if (origin.path.empty()) return;
        for (const std::uint32_t rule : book_.path_only()) {
            if (matcher_.path_allows(origin.path, rule)) add(rule, origin, {}, {}, {}, {}, {}, {});
        }
    }

    void open_archive(const Origin& origin, std::string_view bytes) {
        const std::string name = origin.path.empty() ? "object " + origin.blob.hex() : std::string(origin.path);
        ArchiveLimits limits;
        limits.depth = options_.archive_depth;
        const auto look_at = [&](std::string_view whole_path, std::string_view member) {
            const Origin within{.path = origin.path, .blob = origin.blob, .inner = whole_path.substr(name.size())};
            take(within, member, matcher_.match_bytes(whole_path, member), {});
            std::vector<Encoded> runs;
            find_encoded(member, {0, static_cast<std::uint32_t>(member.size())}, runs);
            look_into(within, member, runs, nullptr);
        };
        read_archive(name, bytes, limits, look_at, problems_, &cancellation_);
    }

    // Decodes each run, looks at what comes out, and at what is encoded in that.
    void look_into(const Origin& origin, std::string_view text, std::span<const Encoded> runs, std::vector<Encoded>* telling) {
        for (const Encoded& run : runs) {
            const bool found =
                decode_and_match(origin, text, run, {.outer = text, .run = run.where, .encoding = run.encoding}, options_.decode_depth);
            if (found && telling != nullptr) telling->push_back(run);
        }
    }

    bool decode_and_match(const Origin& origin, std::string_view holder, const Encoded& run, const Decoded& place, unsigned depth) {
        if (depth == 0 || cancellation_.requested()) return false;
        std::string decoded;
        if (!decode(holder.substr(run.where.begin, run.where.end - run.where.begin), run.encoding, decoded)) return false;
        const auto matches = matcher_.match_bytes(origin.path, decoded);
        bool found = !matches.empty();
        take(origin, decoded, matches, place);
        std::vector<Encoded> inner;
        find_encoded(decoded, {0, static_cast<std::uint32_t>(decoded.size())}, inner);
        Decoded within = place;
        within.innermost = false;
        for (const Encoded& each : inner) found = decode_and_match(origin, decoded, each, within, depth - 1) || found;
        return found;
    }

    void take(const Origin& origin, std::string_view text, std::span<const RuleMatch> matches, const std::optional<Decoded>& decoded) {
        if (matches.empty()) return;
        const BySecret all(matches);
        std::vector<RuleMatch> reportable;
        for (const RuleMatch& match : all.sorted()) {
            if (!book_.rules()[match.rule].skip_report && acceptable(origin, text, match)) reportable.push_back(match);
        }
        const BySecret accepted(reportable);
        Positions positions(decoded ? decoded->outer : text);
        for (const RuleMatch& match : accepted.sorted()) {
            const auto beaten_by = [&](const RuleMatch& other) {
                return other.secret_end > match.secret_begin && other.rule != match.rule &&
                       knows_better(book_.rules()[other.rule], other, book_.rules()[match.rule], match);
            };
            if (std::ranges::any_of(accepted.between(match.secret_begin, match.secret_end), beaten_by)) continue;
            const std::string_view secret = text.substr(match.secret_begin, match.secret_end - match.secret_begin);
            const std::uint32_t from = back_to_line(text, match.begin, kMostEvidence);
            const std::uint32_t to = on_to_line_end(text, std::min(match.secret_end, match.begin + 2 * kMostEvidence), kMostEvidence);
            std::string evidence =
                options_.reveal ? std::string(text.substr(from, to - from)) : redact_spans(text, from, to, all.spans(from, to));
            const Region where = decoded ? place_of(*decoded, match) : Region{match.secret_begin, match.secret_end};
            add(match.rule, origin, secret, text.substr(match.begin, match.end - match.begin), line_of(text, match), std::move(evidence),
                range_of(positions, where), decoded ? std::optional(decoded->encoding) : std::nullopt);
        }
    }

    static Region place_of(const Decoded& decoded, const RuleMatch& match) {
        if (!decoded.innermost) return decoded.run;
        const Region inside = place_in_run(decoded.outer.substr(decoded.run.begin, decoded.run.end - decoded.run.begin), decoded.encoding,
                                           {match.secret_begin, match.secret_end});
        return {decoded.run.begin + inside.begin, decoded.run.begin + inside.end};
    }

    static finding::Range range_of(Positions& positions, Region where) {
        const auto [line, column] = positions.of(where.begin);
        const auto [end_line, end_column] = positions.of(where.end > where.begin ? where.end - 1 : where.begin);
        return {line, end_line, column, end_column};
    }

    static std::string_view line_of(std::string_view text, const RuleMatch& match) {
        const std::uint32_t from = back_to_line(text, match.begin, kMostContext);
        const std::uint32_t to = on_to_line_end(text, std::min(match.end, match.begin + 2 * kMostContext), kMostContext);
        return text.substr(from, to - from);
    }

    // Judged early, by the text alone, so that what is noise anywhere is not kept; once per sighting.
    bool acceptable(const Origin& origin, std::string_view text, const RuleMatch& match) {
        const rules::SecretRule& rule = book_.rules()[match.rule];
        const std::string_view line = line_of(text, match);
        const std::string_view secret = text.substr(match.secret_begin, match.secret_end - match.secret_begin);
        const std::string_view whole = text.substr(match.begin, match.end - match.begin);
        bool fresh = false;
        if (sightings_.find_or_add(match.rule, secret, whole, line, fresh) == nullptr) return false;
        if (!fresh) return true;
        const std::string_view path = origin.path.empty() ? kMostLenientPath : origin.path;
        const bool report = !rules::has_allow_comment(line) &&
                            judge({.rule = rule, .path = path, .line = line, .match = whole, .secret = secret, .marks = {}}).report;
        if (!report) sightings_.refuse_last();
        return report;
    }

    void add(std::uint32_t rule, const Origin& origin, std::string_view secret, std::string_view match, std::string_view line,
             std::string evidence, const finding::Range& range, std::optional<Encoding> encoding) {
        bool fresh = false;
        Sighting* const sighting = sightings_.find_or_add(rule, secret, match, line, fresh);
        if (sighting == nullptr) return;
        if (sighting->evidence.empty()) sighting->evidence = std::move(evidence);
        if (encoding) sighting->encoding = name_of(*encoding);
        sighting->places.push_back({origin.blob, std::string(origin.path), std::string(origin.inner), range});
    }

    const RuleBook& book_;
    const VisitOptions& options_;
    Problems& problems_;
    const Cancellation& cancellation_;
    TextMatcher matcher_;
    Sightings sightings_;
};

SecretVisitor::SecretVisitor(const RuleBook& book, const VisitOptions& options, unsigned workers, Problems& problems,
                             const Cancellation& cancellation) {
    for (unsigned i = 0; i < workers; ++i) workers_.push_back(std::make_unique<Worker>(book, options, problems, cancellation));
}

SecretVisitor::~SecretVisitor() = default;

std::unique_ptr<const source::Memory> SecretVisitor::visit(const source::Text& text, unsigned worker) { return workers_[worker]->visit(text); }

void SecretVisitor::visit_for_rule(std::string_view path, const source::ObjectId& blob, std::string_view bytes, std::uint32_t rule) {
    workers_.front()->visit_for_rule(path, blob, bytes, rule);
}

void SecretVisitor::note_path(const source::ObjectId& blob, std::uint32_t rule) { workers_.front()->note_path(blob, rule); }

Sightings SecretVisitor::take() {
    Sightings all;
    for (auto& worker : workers_) all.merge(worker->sightings());
    return all;
}

} // namespace squire::secrets
