// SPDX-License-Identifier: MIT
#include "advisories/cvss.h"

#include <array>
#include <string_view>

#include <gtest/gtest.h>

namespace squire::advisories {
namespace {

struct Case {
    std::string_view vector;
    double base;
    double value;
};

// FIRST's own examples: section 3.3 of the 2.0 guide, the example documents of 3.1 and 4.0.
constexpr std::array kPublished{
    Case{"AV:N/AC:L/Au:N/C:N/I:N/A:C", 7.8, 7.8},                                                        // CVE-2002-0392, Apache
    Case{"AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C", 7.8, 6.4},
    Case{"AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H", 7.8, 9.2},
    Case{"AV:N/AC:L/Au:N/C:C/I:C/A:C/E:F/RL:OF/RC:C", 10.0, 8.3},                                        // CVE-2003-0818, Windows
    Case{"AV:N/AC:L/Au:N/C:C/I:C/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:L", 10.0, 9.0},
    Case{"AV:L/AC:H/Au:N/C:C/I:C/A:C/E:POC/RL:OF/RC:C", 6.2, 4.9},                                       // CVE-2003-0062, NOD32
    Case{"AV:L/AC:H/Au:N/C:C/I:C/A:C/E:POC/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:M", 6.2, 7.5},
    Case{"CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1, 6.1},                                      // CVE-2013-1937, phpMyAdmin
    Case{"CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 6.4, 6.4},                                      // CVE-2013-0375, MySQL
    Case{"CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 3.1, 3.1},                                      // CVE-2014-3566, POODLE
    Case{"CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H", 9.9, 9.9},                                      // CVE-2012-1516, VMware
    Case{"CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L", 4.2, 4.2},                                      // CVE-2009-0783, Tomcat
    Case{"CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", 8.8, 8.8},                                      // CVE-2012-0384, IOS
    Case{"CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H", 7.8, 7.8},                                      // CVE-2015-1098, iWork
    Case{"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5, 7.5},                                      // CVE-2014-0160, Heartbleed
    Case{"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8, 9.8},                                      // CVE-2014-6271, Shellshock
    Case{"CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:C/C:N/I:H/A:N", 6.8, 6.8},                                      // CVE-2008-1447, DNS
    Case{"CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 6.8, 6.8},                                      // CVE-2014-2005, Sophos
    Case{"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:L/I:N/A:N", 5.8, 5.8},                                      // CVE-2010-0467, Joomla
    Case{"CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:C/C:H/I:N/A:H", 9.3, 9.3},                                      // CVE-2013-6014, Juniper
    Case{"CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:L/I:L/A:N", 5.4, 5.4},                                      // CVE-2014-9253, DokuWiki
    Case{"CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N", 4.6, 4.6},                                      // CVE-2014-2019, iOS
    Case{"CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:H/I:H/A:H", 9.6, 9.6},                                      // CVE-2012-5376, Chrome
    Case{"CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:N", 7.4, 7.4},                                      // CVE-2014-0224, OpenSSL
    Case{"CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.3, 7.3},                   // CVE-2022-41741, NGINX
    Case{"CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.7, 7.7},                   // CVE-2020-3549, Cisco
    Case{"CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N", 8.3, 8.3},                   // CVE-2023-3089, OpenShift
    Case{"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N", 8.7, 8.7},                   // CVE-2014-0160, Heartbleed
    Case{"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 10.0, 10.0},                 // CVE-2021-44228, log4j
    Case{"CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N", 4.6, 4.6},                   // CVE-2021-44714, Acrobat
    Case{"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:L/VA:N/SC:N/SI:N/SA:N", 6.9, 6.9},                   // CVE-2022-22186, Juniper
    Case{"CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:H/SI:N/SA:H", 6.4, 6.4},                   // CVE-2013-6014, Juniper
};

TEST(Cvss, GivesThePublishedScores) {
    for (const Case& each : kPublished) {
        const auto score = cvss_score(each.vector);
        ASSERT_TRUE(score) << each.vector;
        EXPECT_NEAR(score->base, each.base, 0.001) << each.vector;
        EXPECT_NEAR(score->value, each.value, 0.001) << each.vector;
    }
}

// Values worked out by the equations of the specifications, for what their examples do not reach.
TEST(Cvss, TakesThreatAndEnvironmentIn) {
    EXPECT_NEAR(cvss_score("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U/RL:O/RC:U")->value, 7.8, 0.001);
    EXPECT_NEAR(cvss_score("CVSS:3.0/AV:L/AC:L/PR:L/UI:R/S:C/C:L/I:L/A:N/MAV:A/MAC:L/MPR:N/MUI:N/MS:U/MC:N/MI:N/MA:N")->value, 0.0, 0.001);
    EXPECT_NEAR(cvss_score("CVSS:4.0/AV:P/AC:H/AT:P/PR:H/UI:A/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:A")->value, 7.3, 0.001);
    const auto without = cvss_score("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N");
    const auto unreported = cvss_score("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U");
    EXPECT_GT(without->value, unreported->value);
    EXPECT_NEAR(cvss_score("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N/S:P/U:Red")->value, 0.0, 0.001);
}

TEST(Cvss, RefusesWhatIsNoVector) {
    for (const std::string_view vector :
         {"", "CVSS:3.1", "CVSS:3.1/", "CVSS:5.0/AV:N", "AV:N/AC:L/Au:N/C:N/I:N", "AV:N/AC:L/Au:N/C:N/I:N/A:X",
          "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N/AV:N", "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N/ZZ:1",
          "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:R/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N", "7.5"}) {
        EXPECT_FALSE(cvss_score(vector)) << vector;
    }
}

TEST(Cvss, RatesByTheStandardOfTheVector) {
    using finding::Severity;
    EXPECT_EQ(severity_of({3, 9.0, 9.0}), Severity::critical);
    EXPECT_EQ(severity_of({2, 10.0, 10.0}), Severity::high);
    EXPECT_EQ(severity_of({4, 6.9, 6.9}), Severity::medium);
    EXPECT_EQ(severity_of_score(0.1), Severity::low);
    EXPECT_EQ(severity_of_score(0), Severity::info);
}

} // namespace
} // namespace squire::advisories
