// SPDX-License-Identifier: MIT
#include "base/time_zone.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "base/file.h"

namespace squire {
namespace {

using std::chrono::seconds;

constexpr std::int64_t kFurthest = std::int64_t{1} << 40; // seconds from 1970 either way that are believed: 34,000 years

// Reads big-endian numbers off the front.
class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}
    [[nodiscard]] bool has(std::size_t count) const { return bytes_.size() >= count; }
    std::int64_t number(std::size_t bytes) {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i) value = value << 8U | static_cast<std::uint8_t>(bytes_[i]);
        bytes_.remove_prefix(bytes);
        const std::uint64_t sign = std::uint64_t{1} << (bytes * 8 - 1);
        return static_cast<std::int64_t>((value ^ sign) - sign);
    }
    std::string_view take(std::size_t count) {
        const std::string_view taken = bytes_.substr(0, count);
        bytes_.remove_prefix(count);
        return taken;
    }
    [[nodiscard]] std::string_view rest() const { return bytes_; }

private:
    std::string_view bytes_;
};

struct Counts {
    std::size_t utc, standard, leap, times, types, letters;
    [[nodiscard]] std::size_t bytes(std::size_t time_size) const {
        return times * time_size + times + types * 6 + letters + leap * (time_size + 4) + standard + utc;
    }
};

std::optional<Counts> read_counts(Reader& reader) {
    std::array<std::size_t, 6> counts{};
    for (std::size_t& count : counts) {
        const std::int64_t number = reader.number(4);
        if (number < 0 || number > 100'000) return std::nullopt;
        count = static_cast<std::size_t>(number);
    }
    return Counts{counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]};
}

// The TZ variable's pieces, taken off the front of `text`; nothing where it begins otherwise.
std::optional<std::string> take_name(std::string_view& text) {
    const bool quoted = text.starts_with('<');
    const std::size_t begin = quoted ? 1 : 0;
    const auto ends = [&](char c) { return quoted ? c == '>' : (c < 'A' || c > 'Z') && (c < 'a' || c > 'z'); };
    std::size_t end = begin;
    while (end < text.size() && !ends(text[end])) ++end;
    if (end - begin < 3 || end - begin > 10 || (quoted && end == text.size())) return std::nullopt;
    std::string name(text.substr(begin, end - begin));
    text.remove_prefix(end + (quoted ? 1 : 0));
    return name;
}

std::optional<int> take_int(std::string_view& text) {
    int number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc() || number < 0) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

std::optional<seconds> take_clock(std::string_view& text) {
    const int sign = text.starts_with('-') ? -1 : 1;
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    seconds sum{0};
    for (const int unit : {3600, 60, 1}) {
        const auto number = take_int(text);
        if (!number || *number > (unit == 3600 ? 167 : 59)) return std::nullopt;
        sum += seconds(*number * unit);
        if (!text.starts_with(':')) break;
        if (unit != 1) text.remove_prefix(1);
    }
    return sum * sign;
}

} // namespace

TimeZone::TimeZone() : kinds_{Kind{.to_utc = seconds(0), .daylight = false, .abbreviation = "UTC"}} {}

std::optional<TimeZone::Rule> TimeZone::parse_rule(std::string_view text) {
    Rule rule;
    const auto standard = take_name(text);
    const auto west = standard ? take_clock(text) : std::nullopt;
    if (!west) return std::nullopt;
    rule.standard = {.to_utc = -*west, .daylight = false, .abbreviation = *standard};
    if (text.empty()) return rule;
    const auto daylight = take_name(text);
    if (!daylight) return std::nullopt;
    rule.daylight = Kind{.to_utc = rule.standard.to_utc + seconds(3600), .daylight = true, .abbreviation = *daylight};
    if (!text.starts_with(',')) {
        const auto own = take_clock(text);
        if (!own) return std::nullopt;
        rule.daylight->to_utc = -*own;
    }
    for (Change* change : {&rule.begins, &rule.ends}) {
        if (!text.starts_with(',')) return std::nullopt;
        text.remove_prefix(1);
        if (text.starts_with('M')) {
            text.remove_prefix(1);
            const auto month = take_int(text);
            if (!month || *month < 1 || *month > 12 || !text.starts_with('.')) return std::nullopt;
            text.remove_prefix(1);
            const auto week = take_int(text);
            if (!week || *week < 1 || *week > 5 || !text.starts_with('.')) return std::nullopt;
            text.remove_prefix(1);
            const auto day = take_int(text);
            if (!day || *day > 6) return std::nullopt;
            *change = {.form = Change::Form::week_of_month, .month = *month, .week = *week, .day = *day};
        } else {
            const bool julian = text.starts_with('J');
            if (julian) text.remove_prefix(1);
            const auto day = take_int(text);
            if (!day || *day > 365 || (julian && *day == 0)) return std::nullopt;
            *change = {.form = julian ? Change::Form::julian : Change::Form::day_of_year, .day = *day};
        }
        if (text.starts_with('/')) {
            text.remove_prefix(1);
            const auto time = take_clock(text);
            if (!time) return std::nullopt;
            change->time = *time;
        }
    }
    return text.empty() ? std::optional(rule) : std::nullopt;
}

Time TimeZone::moment_of(const Change& change, int year, seconds to_utc) {
    namespace chr = std::chrono;
    const chr::year in(year);
    chr::sys_days day;
    switch (change.form) {
    case Change::Form::week_of_month: {
        const auto month = in / chr::month(static_cast<unsigned>(change.month));
        const chr::weekday weekday(static_cast<unsigned>(change.day));
        day = change.week == 5 ? chr::sys_days(month / weekday[chr::last]) : chr::sys_days(month / weekday[static_cast<unsigned>(change.week)]);
        break;
    }
    case Change::Form::julian: // the 29th of February is never counted
        day = chr::sys_days(in / 1 / 1) + chr::days(change.day - 1 + (in.is_leap() && change.day >= 60 ? 1 : 0));
        break;
    case Change::Form::day_of_year: day = chr::sys_days(in / 1 / 1) + chr::days(change.day); break;
    }
    return Time(day) + change.time - to_utc;
}

Result<TimeZone> TimeZone::parse(std::string_view name, std::string_view tzif) {
    const auto malformed = [&](std::string_view what) {
        return fail(ErrorKind::malformed, fmt::format("the time zone file is damaged: {}", what), std::string(name));
    };
    Reader reader(tzif);
    constexpr std::size_t kHeader = 44;
    if (!reader.has(kHeader) || !tzif.starts_with("TZif")) return malformed("it does not begin as a TZif file");
    const char version = tzif[4];
    reader.take(20);
    auto counts = read_counts(reader);
    if (!counts) return malformed("its counts are out of all bounds");
    std::size_t time_size = 4;
    if (version >= '2') {
        if (!reader.has(counts->bytes(4) + kHeader)) return malformed("it ends too early");
        reader.take(counts->bytes(4));
        if (!reader.rest().starts_with("TZif")) return malformed("it has no second part");
        reader.take(20);
        counts = read_counts(reader);
        if (!counts) return malformed("its counts are out of all bounds");
        time_size = 8;
    }
    if (!reader.has(counts->bytes(time_size))) return malformed("it ends too early");
    if (counts->types == 0 || counts->types > 256) return malformed("it has no kind of time");

    TimeZone zone;
    zone.name_ = name;
    zone.kinds_.clear();
    for (std::size_t i = 0; i < counts->times; ++i) {
        const std::int64_t time = std::clamp(reader.number(time_size), -kFurthest, kFurthest);
        if (!zone.transitions_.empty() && Time(seconds(time)) < zone.transitions_.back()) return malformed("its times are out of order");
        zone.transitions_.emplace_back(seconds(time));
    }
    for (const char kind : reader.take(counts->times)) zone.kind_after_.push_back(static_cast<std::uint8_t>(kind));
    std::vector<std::size_t> names;
    for (std::size_t i = 0; i < counts->types; ++i) {
        const std::int64_t offset = reader.number(4);
        if (offset < -100'000 || offset > 100'000) return malformed("an offset is more than a day");
        const bool daylight = reader.number(1) != 0;
        names.push_back(static_cast<std::size_t>(reader.number(1) & 0xFF));
        zone.kinds_.push_back({.to_utc = seconds(offset), .daylight = daylight, .abbreviation = {}});
    }
    const std::string_view letters = reader.take(counts->letters);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] >= letters.size()) return malformed("an abbreviation is missing");
        const std::string_view rest = letters.substr(names[i]);
        zone.kinds_[i].abbreviation = rest.substr(0, rest.find('\0'));
    }
    if (std::ranges::any_of(zone.kind_after_, [&](std::uint8_t kind) { return kind >= zone.kinds_.size(); }))
        return malformed("a kind of time is missing");
    reader.take(counts->leap * (time_size + 4) + counts->standard + counts->utc);
    if (version >= '2' && reader.rest().starts_with('\n')) {
        const std::string_view footer = reader.rest().substr(1, reader.rest().find('\n', 1) - 1);
        if (!footer.empty()) zone.rule_ = parse_rule(footer);
        if (!footer.empty() && !zone.rule_) return malformed("its rule for later years cannot be read");
    }
    return zone;
}

const TimeZone::Kind& TimeZone::kind_at(Time time) const {
    const auto after = std::ranges::upper_bound(transitions_, time);
    if (rule_ && after == transitions_.end()) {
        if (!rule_->daylight) return rule_->standard;
        const auto days = std::chrono::floor<std::chrono::days>(time + rule_->standard.to_utc);
        const int year = static_cast<int>(std::chrono::year_month_day(days).year());
        const Time begins = moment_of(rule_->begins, year, rule_->standard.to_utc);
        const Time ends = moment_of(rule_->ends, year, rule_->daylight->to_utc);
        const bool daylight = begins < ends ? begins <= time && time < ends : time < ends || begins <= time;
        return daylight ? *rule_->daylight : rule_->standard;
    }
    if (after == transitions_.begin()) return kinds_.front();
    return kinds_[kind_after_[static_cast<std::size_t>(after - transitions_.begin()) - 1]];
}

TimeZone::Offset TimeZone::at(Time time) const {
    const Kind& kind = kind_at(time);
    return {.to_utc = kind.to_utc, .daylight = kind.daylight, .abbreviation = kind.abbreviation};
}

LocalTime TimeZone::to_local(Time time) const { return LocalTime(time.time_since_epoch() + at(time).to_utc); }

Time TimeZone::to_utc(LocalTime local) const {
    // Whatever holds at that moment held a day earlier or holds a day later.
    const Time as_utc(local.time_since_epoch());
    const seconds before = at(as_utc - std::chrono::days(1)).to_utc;
    const seconds after = at(as_utc + std::chrono::days(1)).to_utc;
    for (const seconds offset : {before, after}) {
        const Time moment = as_utc - offset;
        if (at(moment).to_utc == offset) return moment;
    }
    return as_utc - before;
}

Result<TimeZone> load_time_zone(std::string_view name) {
    if (name == "UTC" || name == "Etc/UTC") return TimeZone();
    const bool harmless = !name.empty() && name.size() <= 64 && name.front() != '/' && name.find("..") == std::string_view::npos &&
                          name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/") == std::string_view::npos;
    const char* const set = std::getenv("TZDIR");
    const std::filesystem::path folder = set != nullptr && *set != '\0' ? set : "/usr/share/zoneinfo";
    auto unknown = [&] {
        return fail(ErrorKind::not_found, fmt::format("there is no time zone '{}'", name), "",
                    "zones are named as \"Europe/Berlin\" or \"UTC\"");
    };
    if (!harmless) return unknown();
    const auto bytes = read_file(folder / name, 1U << 20U);
    if (!bytes) {
        if (!std::filesystem::exists(folder / "UTC")) {
            return fail(ErrorKind::not_found, fmt::format("there is no time zone data, so '{}' means nothing", name), folder.string(),
                        "install the package tzdata, or set TZDIR");
        }
        return unknown();
    }
    return TimeZone::parse(name, *bytes);
}

std::string to_offset_text(seconds to_utc) {
    const auto minutes = std::abs(to_utc.count()) / 60;
    return fmt::format("{}{:02}:{:02}", to_utc.count() < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

} // namespace squire
