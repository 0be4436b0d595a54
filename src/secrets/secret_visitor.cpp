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

// Where to look for encoded runs: in what was looked at, and where copied bytes were part of a telling one. Whether they still are is asked anew, because
// it can depend on bytes farther off than a trigger's do.
std::vector<Region> regions_of_runs(std::vector<Region> regions, const TextMemory& base, std::span<const source::CopiedRun> copies) {
    if (base.telling_runs.empty()) return regions;
    for (const Encoded& run : base.telling_runs) {
        for (const source::CopiedRun& copy : copies) {
            const std::uint64_t begin = std::max<std::uint64_t>(run.where.begin, copy.base_offset);
            const std::uint64_t end = std::min<std::uint64_t>(run.where.end, copy.base_offset + copy.length);
            const auto moved = [&](std::uint64_t at) { return static_cast<std::uint32_t>(copy.offset + (at - copy.base_offset)); };
            if (begin < end) regions.push_back({moved(begin), moved(end)});
        }
    }
    std::ranges::sort(regions, {}, &Region::begin);
    std::vector<Region> joined;
    for (const Region& region : regions) {
        if (!joined.empty() && region.begin <= joined.back().end) {
            joined.back().end = std::max(joined.back().end, region.end);
        } else {
            joined.push_back(region);
        }
    }
    return joined;
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
        const std::vector<RuleMatch> matches(outcome.matches.begin(), outcome.matches.end());
        if (matcher_.overflowed()) {
            problems_.add(Weight::incomplete, {ErrorKind::limit, "more matches than can be kept; those after them are not reported",
                                               origin.path.empty() ? "object " + origin.blob.hex() : std::string(origin.path), ""});
        }
        std::unique_ptr<TextMemory> memory;
        if (outcome.memory) {
            memory = std::make_unique<TextMemory>();
            memory->hits = std::move(outcome.memory);
        }
        std::vector<Encoded> runs;
        if (base != nullptr) {
            find_encoded(text.bytes, regions_of_runs(matcher_.looked_at(), *base, text.copies), runs);
        } else {
            find_encoded(text.bytes, matcher_.looked_at(), runs);
        }
        std::vector<Encoded> telling = look_into(origin, text.bytes, runs);
        take(origin, text.bytes, matches, telling, {});
        if (memory) memory->telling_runs = std::move(telling);
        return memory;
    }

    void visit_for_rule(const source::ObjectId& blob, std::string_view bytes, std::uint32_t rule) {
        const Origin origin{.path = {}, .blob = blob};
        const auto found = matcher_.match_rule(bytes, rule);
        take(origin, bytes, {found.begin(), found.end()}, {}, {});
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
        Region run; // in it
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
            const auto found = matcher_.match_bytes(whole_path, member);
            std::vector<RuleMatch> matches(found.begin(), found.end());
            std::vector<Encoded> runs;
            find_encoded(member, {0, static_cast<std::uint32_t>(member.size())}, runs);
            take(within, member, std::move(matches), look_into(within, member, runs), {});
        };
        read_archive(name, bytes, limits, look_at, problems_, &cancellation_);
    }

    // Decodes each run, looks at what comes out, and at what is encoded in that. Returns the runs in which something was found.
    std::vector<Encoded> look_into(const Origin& origin, std::string_view text, std::span<const Encoded> runs) {
        std::vector<Encoded> telling;
        for (const Encoded& run : runs) {
            const Decoded place{.outer = text, .run = run.where, .encoding = run.encoding};
            if (decode_and_match(origin, text, run, place, options_.decode_depth)) telling.push_back(run);
        }
        return telling;
    }

    bool decode_and_match(const Origin& origin, std::string_view holder, const Encoded& run, const Decoded& place, unsigned depth) {
        if (depth == 0 || cancellation_.requested()) return false;
        std::string decoded;
        if (!decode(holder.substr(run.where.begin, run.where.end - run.where.begin), run.encoding, decoded)) return false;
        const auto found = matcher_.match_bytes(origin.path, decoded);
        std::vector<RuleMatch> matches(found.begin(), found.end());
        std::vector<Encoded> inner;
        find_encoded(decoded, {0, static_cast<std::uint32_t>(decoded.size())}, inner);
        Decoded within = place;
        within.innermost = false;
        std::erase_if(inner, [&](const Encoded& each) { return !decode_and_match(origin, decoded, each, within, depth - 1); });
        const bool telling = !matches.empty() || !inner.empty();
        take(origin, decoded, std::move(matches), inner, place);
        return telling;
    }

    // `telling`: encoded runs that hold secrets; they are no less secret, and are not shown beside others.
    void take(const Origin& origin, std::string_view text, std::vector<RuleMatch> matches, std::span<const Encoded> telling,
              const std::optional<Decoded>& decoded) {
        if (matches.empty()) return;
        const std::vector<Span> secrets = secret_spans(matches, telling);
        std::erase_if(matches,
                      [&](const RuleMatch& match) { return book_.rules()[match.rule].skip_report || !acceptable(origin, text, match); });
        keep_the_best(matches);
        Positions positions(decoded ? decoded->outer : text);
        for (const RuleMatch& match : matches) {
            const std::string_view secret = text.substr(match.secret_begin, match.secret_end - match.secret_begin);
            const Region where = decoded ? place_of(*decoded, match) : Region{match.secret_begin, match.secret_end};
            add(match.rule, origin, secret, text.substr(match.begin, match.end - match.begin), line_of(text, match),
                evidence_of(text, match, secrets), range_of(positions, where), decoded ? std::optional(decoded->encoding) : std::nullopt);
        }
    }

    // In rising order, none touching another.
    static std::vector<Span> secret_spans(std::span<const RuleMatch> matches, std::span<const Encoded> telling) {
        std::vector<Span> spans;
        for (const RuleMatch& match : matches) spans.push_back({match.secret_begin, match.secret_end});
        for (const Encoded& run : telling) spans.push_back({run.where.begin, run.where.end});
        std::ranges::sort(spans, {}, &Span::begin);
        std::vector<Span> joined;
        for (const Span& span : spans) {
            if (joined.empty() || span.begin > joined.back().end) {
                joined.push_back(span);
            } else {
                joined.back().end = std::max(joined.back().end, span.end);
            }
        }
        return joined;
    }

    // Of matches whose secrets overlap, those that no other one beats.
    void keep_the_best(std::vector<RuleMatch>& matches) const {
        std::ranges::sort(matches, {},
                          [](const RuleMatch& match) { return std::tuple(match.secret_begin, match.rule, match.begin, match.end); });
        std::vector<RuleMatch> best;
        for (auto begin = matches.begin(); begin != matches.end();) {
            std::uint32_t reach = begin->secret_end;
            auto end = begin + 1;
            for (; end != matches.end() && end->secret_begin < reach; ++end) reach = std::max(reach, end->secret_end);
            for (auto match = begin; match != end; ++match) {
                const auto beats = [&](const RuleMatch& other) {
                    return other.secret_begin < match->secret_end && match->secret_begin < other.secret_end && other.rule != match->rule &&
                           knows_better(book_.rules()[other.rule], other, book_.rules()[match->rule], *match);
                };
                if (std::none_of(begin, end, beats)) best.push_back(*match);
            }
            begin = end;
        }
        matches = std::move(best);
    }

    // What is shown of the match's surroundings. A secret that stands there again, where no rule sees it, is redacted as well.
    [[nodiscard]] std::string evidence_of(std::string_view text, const RuleMatch& match, std::span<const Span> secrets) const {
        const std::uint32_t from = back_to_line(text, match.begin, kMostEvidence);
        const std::uint32_t to = on_to_line_end(text, std::min(match.secret_end, match.begin + 2 * kMostEvidence), kMostEvidence);
        const std::string_view shown = text.substr(from, to - from);
        if (options_.reveal) return std::string(shown);
        const auto first = std::ranges::upper_bound(secrets, from, {}, &Span::end);
        const auto last = std::ranges::lower_bound(secrets, to, {}, &Span::begin);
        std::vector<Span> here(first, std::max(first, last));
        const std::string_view secret = text.substr(match.secret_begin, match.secret_end - match.secret_begin);
        constexpr std::size_t kLeastTelling = 6; // shorter ones are words like any other
        if (secret.size() >= kLeastTelling) {
            for (std::size_t at = shown.find(secret); at != std::string_view::npos; at = shown.find(secret, at + secret.size())) {
                const auto begin = static_cast<std::uint32_t>(from + at);
                here.push_back({begin, begin + static_cast<std::uint32_t>(secret.size())});
            }
        }
        return redact_spans(text, from, to, here);
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
        sighting->places.push_back(
            {origin.blob, std::string(origin.path), std::string(origin.inner), range, encoding ? name_of(*encoding) : ""});
    }

    const RuleBook& book_;
    VisitOptions options_;
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

void SecretVisitor::visit_for_rule(const source::ObjectId& blob, std::string_view bytes, std::uint32_t rule) {
    workers_.front()->visit_for_rule(blob, bytes, rule);
}

void SecretVisitor::note_path(const source::ObjectId& blob, std::uint32_t rule) { workers_.front()->note_path(blob, rule); }

Sightings SecretVisitor::take() {
    Sightings all;
    for (auto& worker : workers_) all.merge(worker->sightings());
    return all;
}

} // namespace squire::secrets
