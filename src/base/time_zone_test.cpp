// SPDX-License-Identifier: MIT
#include "base/time_zone.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "base/file.h"

namespace squire {
namespace {

Time moment(const char* text) { return *parse_time(text); }
LocalTime local(const char* text) { return LocalTime(parse_time(text)->time_since_epoch()); }

bool zones_are_there() { return std::filesystem::exists("/usr/share/zoneinfo/Europe/Berlin"); }

// One kind of time, no transition, and a footer: the least a file of version 2 has.
std::string made_zone(std::string_view footer) {
    const std::string header = std::string("TZif2") + std::string(15, '\0');
    const std::string counts("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\4", 24);
    const std::string body("\0\0\0\0\0\0UTC\0", 10);
    return header + counts + body + header + counts + body + "\n" + std::string(footer) + "\n";
}

TEST(TimeZone, KnowsSummerAndWinter) {
    if (!zones_are_there()) GTEST_SKIP() << "tzdata is not installed";
    struct Case {
        const char* zone;
        const char* utc;
        const char* offset;
        bool daylight;
    };
    const Case cases[] = {
        {"Europe/Berlin", "2021-01-15T12:00:00Z", "+01:00", false},    {"Europe/Berlin", "2021-07-15T12:00:00Z", "+02:00", true},
        {"Europe/Berlin", "2021-03-28T00:59:59Z", "+01:00", false},    {"Europe/Berlin", "2021-03-28T01:00:00Z", "+02:00", true},
        {"Europe/Berlin", "2090-07-15T12:00:00Z", "+02:00", true}, // after the last listed transition
        {"America/New_York", "2021-03-14T06:59:59Z", "-05:00", false}, {"America/New_York", "2021-03-14T07:00:00Z", "-04:00", true},
        {"America/St_Johns", "2026-01-15T00:00:00Z", "-03:30", false}, {"Asia/Kolkata", "2026-06-01T00:00:00Z", "+05:30", false},
        {"Asia/Kathmandu", "2026-06-01T00:00:00Z", "+05:45", false},   {"Australia/Sydney", "2060-01-01T00:00:00Z", "+11:00", true},
        {"Australia/Sydney", "2060-06-01T00:00:00Z", "+10:00", false}, {"Pacific/Kiritimati", "2026-06-01T00:00:00Z", "+14:00", false},
        {"Pacific/Apia", "2011-12-29T12:00:00Z", "-10:00", true},      {"Pacific/Apia", "2011-12-31T12:00:00Z", "+14:00", true},
    };
    for (const Case& each : cases) {
        const auto zone = load_time_zone(each.zone);
        ASSERT_TRUE(zone.has_value()) << each.zone;
        EXPECT_EQ(to_offset_text(zone->at(moment(each.utc)).to_utc), each.offset) << each.zone << " " << each.utc;
        EXPECT_EQ(zone->at(moment(each.utc)).daylight, each.daylight) << each.zone << " " << each.utc;
    }
}

TEST(TimeZone, TurnsWallClocksIntoMoments) {
    if (!zones_are_there()) GTEST_SKIP() << "tzdata is not installed";
    struct Case {
        const char* zone;
        const char* wall;
        const char* utc;
    };
    const Case cases[] = {
        {"Europe/Berlin", "2026-01-31T09:00:00", "2026-01-31T08:00:00Z"},
        {"Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T01:30:00Z"},    // left out: the clocks show 03:30 then
        {"Europe/Berlin", "2026-10-25T02:30:00", "2026-10-25T00:30:00Z"},    // comes twice: the first
        {"America/New_York", "2026-11-01T01:30:00", "2026-11-01T05:30:00Z"}, // comes twice: the first
        {"Asia/Tokyo", "2026-01-01T00:00:00", "2025-12-31T15:00:00Z"},
        {"Pacific/Apia", "2011-12-31T00:00:00", "2011-12-30T10:00:00Z"}, // the day before was left out
    };
    for (const Case& each : cases) {
        const auto zone = load_time_zone(each.zone);
        ASSERT_TRUE(zone.has_value()) << each.zone;
        EXPECT_EQ(to_rfc3339(zone->to_utc(local(each.wall))), each.utc) << each.zone << " " << each.wall;
    }
}

TEST(TimeZone, EveryMomentComesBackFromItsWallClock) {
    if (!zones_are_there()) GTEST_SKIP() << "tzdata is not installed";
    for (const char* name : {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Europe/Dublin", "America/Nuuk"}) {
        const auto zone = load_time_zone(name);
        ASSERT_TRUE(zone.has_value()) << name;
        for (Time time = moment("2019-01-01T00:00:00Z"); time < moment("2045-01-01T00:00:00Z"); time += std::chrono::minutes(737)) {
            const Time back = zone->to_utc(zone->to_local(time));
            EXPECT_LE(back, time) << name << " " << to_rfc3339(time);
            EXPECT_EQ(to_rfc3339(Time(zone->to_local(back).time_since_epoch())), to_rfc3339(Time(zone->to_local(time).time_since_epoch())))
                << name;
        }
    }
}

TEST(TimeZone, ReadsTheRulesOfPosix) {
    struct Case {
        const char* footer;
        const char* utc;
        const char* offset;
    };
    const Case cases[] = {
        {"CET-1CEST,M3.5.0,M10.5.0/3", "2050-07-01T00:00:00Z", "+02:00"},
        {"EST5EDT,M3.2.0,M11.1.0", "2050-12-01T00:00:00Z", "-05:00"},
        {"<+0330>-3:30", "2050-12-01T00:00:00Z", "+03:30"},
        {"IST-1GMT0,M10.5.0,M3.5.0/1", "2050-01-01T00:00:00Z", "+00:00"},
        {"IST-1GMT0,M10.5.0,M3.5.0/1", "2050-07-01T00:00:00Z", "+01:00"},
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-07-01T00:00:00Z", "-01:00"},
        {"AAA3BBB,J60,J300", "2048-03-01T05:00:00Z", "-02:00"},
        {"AAA3BBB,J60,J300", "2048-02-29T05:00:00Z", "-03:00"},
        {"AAA3BBB,59,300/167", "2048-02-29T05:00:00Z", "-02:00"},
    };
    for (const Case& each : cases) {
        const auto zone = TimeZone::parse("Made/Up", made_zone(each.footer));
        ASSERT_TRUE(zone.has_value()) << each.footer << ": " << describe(zone.error());
        EXPECT_EQ(to_offset_text(zone->at(moment(each.utc)).to_utc), each.offset) << each.footer << " " << each.utc;
    }
    for (const char* bad : {"X", "CET", "CET-1CEST", "CET-1CEST,M13.1.0,M10.5.0", "CET-1CEST,M3.0.0,M10.5.0", "CET-1CEST,J0,J300",
                            "CET-1CEST,M3.5.0", "<CET-1", "CET-1CEST,M3.5.0,M10.5.0x", "CET-999"}) {
        EXPECT_FALSE(TimeZone::parse("Made/Up", made_zone(bad)).has_value()) << bad;
    }
}

TEST(TimeZone, SurvivesDamagedFiles) {
    const std::string whole = made_zone("CET-1CEST,M3.5.0,M10.5.0/3");
    for (std::size_t length = 0; length + 30 < whole.size(); ++length)
        EXPECT_FALSE(TimeZone::parse("cut", whole.substr(0, length)).has_value()) << length;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string damaged = whole;
        damaged[at] = '\xFF';
        const auto zone = TimeZone::parse("damaged", damaged);
        if (!zone) continue;
        EXPECT_LE(std::abs(zone->at(moment("2026-01-01T00:00:00Z")).to_utc.count()), 168 * 3600) << at;
    }
}

TEST(TimeZone, NamesAreNoPaths) {
    EXPECT_TRUE(load_time_zone("UTC").has_value());
    for (const char* bad : {"", "/etc/passwd", "../zoneinfo/UTC", "Europe/../../passwd", "Europe/Nowhere", "Europe", "Berlin\n"})
        EXPECT_FALSE(load_time_zone(bad).has_value()) << bad;
}

} // namespace
} // namespace squire
