// SPDX-License-Identifier: MIT
#include "advisories/index_format.h"

#include <algorithm>

#include "advisories/ecosystem.h"

namespace squire::advisories {
namespace {

constexpr unsigned kHasLow = 1;
constexpr unsigned kLowInclusive = 2;
constexpr unsigned kHasHigh = 4;
constexpr unsigned kHighInclusive = 8;

void encode_texts(const std::vector<std::string>& texts, ByteWriter& out) {
    out.number(texts.size());
    for (const std::string& text : texts) out.text(text);
}

std::vector<std::string> decode_texts(ByteReader& in) {
    std::vector<std::string> texts;
    for (std::size_t left = in.count(); left > 0 && in.good(); --left) texts.emplace_back(in.text());
    return texts;
}

// 0 for none; seconds since 1970 are more than that in all that is kept.
std::uint64_t number_of(const std::optional<Time>& time) {
    return time ? static_cast<std::uint64_t>(std::max<std::int64_t>(time->time_since_epoch().count(), 1)) : 0;
}

std::optional<Time> time_of(std::uint64_t number) {
    if (number == 0 || number > 253'402'300'799U) return std::nullopt; // the end of the year 9999
    return Time(std::chrono::seconds(number));
}

void encode_interval(const Interval& interval, ByteWriter& out) {
    unsigned flags = 0;
    if (interval.low) flags |= kHasLow | (interval.low->inclusive ? kLowInclusive : 0U);
    if (interval.high) flags |= kHasHigh | (interval.high->inclusive ? kHighInclusive : 0U);
    out.number(flags);
    if (interval.low) out.text(interval.low->version);
    if (interval.high) out.text(interval.high->version);
}

Interval decode_interval(ByteReader& in) {
    const std::uint64_t flags = in.number();
    Interval interval;
    if ((flags & kHasLow) != 0) interval.low = Bound{std::string(in.text()), (flags & kLowInclusive) != 0};
    if ((flags & kHasHigh) != 0) interval.high = Bound{std::string(in.text()), (flags & kHighInclusive) != 0};
    return interval;
}

bool skip_interval(ByteReader& in, VersionOrder order, std::string_view version) {
    const std::uint64_t flags = in.number();
    bool inside = true;
    if ((flags & kHasLow) != 0) {
        const std::string_view low = in.text();
        const auto compared = inside ? compare_versions(order, version, low) : std::weak_ordering::less;
        inside = inside && (compared > 0 || (compared == 0 && (flags & kLowInclusive) != 0));
    }
    if ((flags & kHasHigh) != 0) {
        const std::string_view high = in.text();
        const auto compared = inside ? compare_versions(order, version, high) : std::weak_ordering::greater;
        inside = inside && (compared < 0 || (compared == 0 && (flags & kHighInclusive) != 0));
    }
    return inside;
}

void encode_names_and_affected(const Affected& affected, ByteWriter& out) {
    out.text(affected.ecosystem);
    out.text(affected.package);
    encode_affected(affected, out);
}

} // namespace

std::string package_key(std::string_view ecosystem, std::string_view package) {
    std::string key = canonical_ecosystem(ecosystem);
    key += '\0';
    key += canonical_package(ecosystem, package);
    return key;
}

std::string encode_header(const IndexHeader& header) {
    std::string out(kIndexMagic);
    put_fixed(out, kIndexVersion, 4);
    put_fixed(out, header.withdrawn, 4);
    put_fixed(out, header.file_size, 8);
    put_fixed(out, static_cast<std::uint64_t>(header.built.time_since_epoch().count()), 8);
    put_fixed(out, static_cast<std::uint64_t>(header.newest.time_since_epoch().count()), 8);
    for (const Directory& each : {header.packages, header.advisories, header.ids}) {
        put_fixed(out, each.position, 8);
        put_fixed(out, each.count, 8);
    }
    put_fixed(out, header.checks_position, 8);
    out.append(reinterpret_cast<const char*>(header.checks_digest.data()), header.checks_digest.size());
    out.resize(kHeaderSize - 32, '\0');
    const Sha256 digest = sha256(out);
    return out.append(reinterpret_cast<const char*>(digest.data()), digest.size());
}

Result<IndexHeader> decode_header(std::string_view file) {
    const std::string again = "squire advisories update builds it anew";
    if (!file.starts_with(kIndexMagic)) return fail(ErrorKind::malformed, "this is no index of advisories", {}, again);
    if (file.size() < kHeaderSize) return fail(ErrorKind::malformed, "the index of advisories is cut off", {}, again);
    const std::string_view header = file.substr(0, kHeaderSize);
    if (get_fixed(header, 8, 4) != kIndexVersion)
        return fail(ErrorKind::unsupported, "the index of advisories was built by another version of Squire", {}, again);
    const Sha256 digest = sha256(header.substr(0, kHeaderSize - 32));
    if (header.substr(kHeaderSize - 32) != std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()))
        return fail(ErrorKind::malformed, "the index of advisories is damaged: its header is not what was written", {}, again);
    IndexHeader read;
    read.withdrawn = static_cast<std::uint32_t>(get_fixed(header, 12, 4));
    read.file_size = get_fixed(header, 16, 8);
    read.built = Time(std::chrono::seconds(static_cast<std::int64_t>(get_fixed(header, 24, 8))));
    read.newest = Time(std::chrono::seconds(static_cast<std::int64_t>(get_fixed(header, 32, 8))));
    std::size_t at = 40;
    for (Directory* each : {&read.packages, &read.advisories, &read.ids}) {
        each->position = get_fixed(header, at, 8);
        each->count = static_cast<std::uint32_t>(get_fixed(header, at + 8, 8));
        at += 16;
    }
    read.checks_position = get_fixed(header, at, 8);
    std::ranges::copy_n(header.begin() + static_cast<std::ptrdiff_t>(at) + 8, 32, reinterpret_cast<char*>(read.checks_digest.data()));
    if (read.file_size != file.size()) return fail(ErrorKind::malformed, "the index of advisories is cut off or was written to", {}, again);
    const auto fits = [&](const Directory& each) {
        return each.position >= kHeaderSize && each.position <= read.checks_position &&
               each.count <= (read.checks_position - each.position) / kEntrySize;
    };
    const bool right = read.checks_position >= kHeaderSize && read.checks_position <= file.size() && fits(read.packages) &&
                       fits(read.advisories) && fits(read.ids);
    if (!right) return fail(ErrorKind::malformed, "the index of advisories is damaged: its parts do not fit into it", {}, again);
    return read;
}

void encode_affected(const Affected& affected, ByteWriter& out) {
    out.number(affected.intervals.size());
    for (const Interval& interval : affected.intervals) encode_interval(interval, out);
    encode_texts(affected.versions, out);
    out.number(affected.commits.size());
    for (const OsvEvent& event : affected.commits) {
        out.number(static_cast<std::uint64_t>(event.kind));
        out.text(event.version);
    }
    out.number(affected.symbols.size());
    for (const Symbol& symbol : affected.symbols) {
        out.text(symbol.module);
        encode_texts(symbol.functions, out);
    }
}

Affected decode_affected(ByteReader& in) {
    Affected affected;
    for (std::size_t left = in.count(); left > 0 && in.good(); --left) affected.intervals.push_back(decode_interval(in));
    affected.versions = decode_texts(in);
    for (std::size_t left = in.count(); left > 0 && in.good(); --left) {
        const std::uint64_t kind = std::min<std::uint64_t>(in.number(), static_cast<std::uint64_t>(OsvEvent::Kind::limit));
        affected.commits.push_back({static_cast<OsvEvent::Kind>(kind), std::string(in.text())});
    }
    for (std::size_t left = in.count(); left > 0 && in.good(); --left) {
        Symbol symbol{.module = std::string(in.text())};
        symbol.functions = decode_texts(in);
        affected.symbols.push_back(std::move(symbol));
    }
    return affected;
}

bool skip_affected(ByteReader& in, VersionOrder order, std::string_view version) {
    bool is_affected = false;
    for (std::size_t left = in.count(); left > 0 && in.good(); --left) {
        const bool inside = skip_interval(in, order, version);
        is_affected = is_affected || inside;
    }
    for (std::size_t left = in.count(); left > 0 && in.good(); --left) {
        const std::string_view listed = in.text();
        is_affected = is_affected || listed == version || compare_versions(order, listed, version) == 0;
    }
    for (std::size_t left = in.count(); left > 0 && in.good(); --left) {
        (void)in.number();
        (void)in.text();
    }
    for (std::size_t left = in.count(); left > 0 && in.good(); --left) {
        (void)in.text();
        for (std::size_t functions = in.count(); functions > 0 && in.good(); --functions) (void)in.text();
    }
    return is_affected && in.good();
}

void encode_advisory(const Advisory& advisory, ByteWriter& out) {
    out.text(advisory.id);
    out.text(advisory.database);
    encode_texts(advisory.aliases, out);
    encode_texts(advisory.related, out);
    out.text(advisory.summary);
    out.text(advisory.details);
    out.number(number_of(advisory.published));
    out.number(number_of(advisory.modified));
    encode_texts(advisory.vectors, out);
    out.number(static_cast<std::uint64_t>(advisory.stated));
    encode_texts(advisory.cwes, out);
    out.number(advisory.references.size());
    for (const Reference& each : advisory.references) {
        out.text(each.type);
        out.text(each.url);
    }
    out.number(advisory.affected.size());
    for (const Affected& each : advisory.affected) encode_names_and_affected(each, out);
}

Advisory decode_advisory(ByteReader& in) {
    Advisory advisory;
    advisory.id = in.text();
    advisory.database = in.text();
    advisory.aliases = decode_texts(in);
    advisory.related = decode_texts(in);
    advisory.summary = in.text();
    advisory.details = in.text();
    advisory.published = time_of(in.number());
    advisory.modified = time_of(in.number());
    advisory.vectors = decode_texts(in);
    advisory.stated =
        static_cast<finding::Severity>(std::min<std::uint64_t>(in.number(), static_cast<std::uint64_t>(finding::Severity::critical)));
    advisory.cwes = decode_texts(in);
    for (std::size_t left = in.count(); left > 0 && in.good(); --left) {
        Reference reference{.type = std::string(in.text())};
        reference.url = in.text();
        advisory.references.push_back(std::move(reference));
    }
    for (std::size_t left = in.count(); left > 0 && in.good(); --left) {
        const std::string ecosystem(in.text());
        const std::string package(in.text());
        Affected affected = decode_affected(in);
        affected.ecosystem = ecosystem;
        affected.package = package;
        advisory.affected.push_back(std::move(affected));
    }
    return advisory;
}

} // namespace squire::advisories
