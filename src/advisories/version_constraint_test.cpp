// SPDX-License-Identifier: MIT
#include "advisories/version_constraint.h"

#include <array>
#include <span>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace squire::advisories {
namespace {

struct Case {
    Dialect dialect;
    std::string_view text;
    std::string_view intervals;
};

using enum Dialect;

constexpr std::array kGood{
    Case{npm, "*", "all versions"},
    Case{npm, "", "all versions"},
    Case{npm, "<4.17.19", "< 4.17.19"},
    Case{npm, ">=4.17.15 <4.17.19", ">= 4.17.15, < 4.17.19"},
    Case{npm, ">= 4.17.15   < 4.17.19", ">= 4.17.15, < 4.17.19"},
    Case{npm, "1.2.3", "= 1.2.3"},
    Case{npm, "=1.2.3 || =2.0.0", "= 1.2.3; = 2.0.0"},
    Case{npm, "<2.0.18 || <3.0.16", "< 3.0.16"},
    Case{npm, "3.x", ">= 3.0.0, < 4.0.0-0"},
    Case{npm, "3", ">= 3.0.0, < 4.0.0-0"},
    Case{npm, "1.2.x||2.0.*", ">= 1.2.0, < 1.3.0-0; >= 2.0.0, < 2.1.0-0"},
    Case{npm, "^1.2.3", ">= 1.2.3, < 2.0.0-0"},
    Case{npm, "^0.2.3", ">= 0.2.3, < 0.3.0-0"},
    Case{npm, "^0.0.3", ">= 0.0.3, < 0.0.4-0"},
    Case{npm, "~1.2.3", ">= 1.2.3, < 1.3.0-0"},
    Case{npm, "~1", ">= 1.0.0, < 2.0.0-0"},
    Case{npm, "~0.8.0-pre", ">= 0.8.0-pre, < 0.9.0-0"},
    Case{npm, "1.2.3 - 2.3", ">= 1.2.3, < 2.4.0-0"},
    Case{npm, ">1.2", ">= 1.3.0-0"},
    Case{npm, "<=1.2", "< 1.3.0-0"},
    Case{npm, ">=9.0.0 <1.0.0", ""},
    Case{npm, "v1.0.0", "= 1.0.0"},
    Case{cargo, "1.2", ">= 1.2.0, < 2.0.0-0"},
    Case{cargo, ">= 1.8.4, < 1.9.0", ">= 1.8.4, < 1.9.0"},
    Case{cargo, "=0.3.1", "= 0.3.1"},
    Case{cargo, "^ 0.5", ">= 0.5.0, < 0.6.0-0"},
    Case{cargo, ">= 1.8.4 ", ">= 1.8.4"},
    Case{rubygems, "~> 1.2.3", ">= 1.2.3, < 1.3.A"},
    Case{rubygems, "~> 1.2", ">= 1.2, < 2.A"},
    Case{rubygems, "~> 2", ">= 2, < 3.A"},
    Case{rubygems, "~> 1.2.3, >= 1.2.3.1", ">= 1.2.3.1, < 1.3.A"},
    Case{rubygems, "1.0", "= 1.0"},
    Case{rubygems, "!= 1.0", "< 1.0; > 1.0"},
    Case{rubygems, ">= 2.0.0.rc1", ">= 2.0.0.rc1"},
    Case{composer, ">=2.0,<2.3.19", ">= 2.0, < 2.3.19"},
    Case{composer, "<1.0.0-p2", "< 1.0.0-p2"},
    Case{composer, "^1.2|2.0.*", ">= 1.2, < 3-dev"},
    Case{composer, "~1.2", ">= 1.2, < 2-dev"},
};

TEST(VersionConstraint, BecomesIntervals) {
    for (const Case& each : kGood) {
        const auto read = parse_constraint(each.dialect, each.text);
        ASSERT_TRUE(read.has_value()) << each.text << ": " << describe(read.error());
        if (each.text == "^1.2|2.0.*") {
            EXPECT_EQ(describe(std::span<const Interval>(*read)), ">= 1.2, < 2-dev; >= 2.0, < 2.1-dev");
            continue;
        }
        EXPECT_EQ(describe(std::span<const Interval>(*read)), each.intervals) << each.text;
    }
}

TEST(VersionConstraint, RefusesWhatItDoesNotKnow) {
    for (const std::string_view text : {"what", ">=", ">= x.1.y", "1.2.3 ??", "~ -", "<1.0 && >2", "1..2", "\xff", ">=1.0 - 2 -"}) {
        for (const Dialect dialect : {npm, cargo, rubygems, composer}) EXPECT_FALSE(parse_constraint(dialect, text).has_value()) << text;
    }
    std::string endless;
    for (int i = 0; i < 2000; ++i) endless += ">=1 ";
    EXPECT_EQ(parse_constraint(npm, endless).error().kind, ErrorKind::limit);
}

TEST(Intervals, ComplementAndIntersection) {
    const auto order = VersionOrder::semver;
    const auto patched = parse_constraint(cargo, ">= 1.8.4, < 1.9.0");
    ASSERT_TRUE(patched.has_value());
    const auto affected = complement(*patched, order);
    EXPECT_EQ(describe(std::span<const Interval>(affected)), "< 1.8.4; >= 1.9.0");
    EXPECT_TRUE(contains(affected, order, "1.8.3"));
    EXPECT_FALSE(contains(affected, order, "1.8.4"));
    EXPECT_TRUE(contains(affected, order, "1.9.0"));
    EXPECT_EQ(complement({}, order), std::vector<Interval>{Interval{}});
    EXPECT_TRUE(complement({Interval{}}, order).empty());
    EXPECT_EQ(united({{Bound{"2", true}, Bound{"1", true}}}, order), std::vector<Interval>{}) << "ends the wrong way round";
    // [1, 2) and [2, 3] leave no version between them; (2, 3] after it does.
    EXPECT_EQ(united({{Bound{"2", true}, Bound{"3", true}}, {Bound{"1", true}, Bound{"2", false}}}, order).size(), 1U);
    EXPECT_EQ(united({{Bound{"2", false}, Bound{"3", true}}, {Bound{"1", true}, Bound{"2", false}}}, order).size(), 2U);
}

} // namespace
} // namespace squire::advisories
