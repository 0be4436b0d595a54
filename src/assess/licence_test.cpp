// SPDX-License-Identifier: MIT
#include "assess/licence.h"

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "base/file.h"

namespace squire::assess {
namespace {

TEST(Licence, IsKnownByItsText) {
    const struct {
        std::string_view text;
        std::string_view id;
    } rows[] = {
        {"Permission is hereby granted, free of charge, to any person obtaining\na copy of this … THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT",
         "MIT"},
        {" * Redistributions of source code must retain …\n * Redistributions in\n * binary form must reproduce", "BSD-2-Clause"},
        {"Redistributions of source code must retain; redistributions in binary form must reproduce; used to endorse or promote products",
         "BSD-3-Clause"},
        {"GNU GENERAL PUBLIC LICENSE\n   Version 3, 29 June 2007\n … GNU Affero General Public License", "GPL-3.0"},
        {"GNU LESSER GENERAL PUBLIC LICENSE\n Version 3, 29 June 2007 … GNU General Public License", "LGPL-3.0"},
        {"Apache License\n Version 2.0, January 2004", "Apache-2.0"},
    };
    for (const auto& row : rows) {
        const auto licence = licence_of(row.text);
        ASSERT_TRUE(licence) << row.text;
        EXPECT_EQ(licence->id, row.id);
    }
}

TEST(Licence, IsUnknownWhereNoTextFits) {
    for (const std::string_view text : {"", "All rights reserved.", "MIT", "Permission is hereby granted"})
        EXPECT_FALSE(licence_of(text)) << text;
}

TEST(Licence, IsKnownById) {
    EXPECT_TRUE(licence_by_id("GPL-2.0-or-later")->osi);
    EXPECT_EQ(licence_by_id("GPL-3.0-only")->id, "GPL-3.0");
    EXPECT_FALSE(licence_by_id("CC0-1.0")->osi);
    EXPECT_FALSE(licence_by_id("My-Own"));
}

// The texts that Debian carries, where they are there.
TEST(Licence, KnowsDebiansCopies) {
    const struct {
        std::string_view file;
        std::string_view id;
    } rows[] = {{"Apache-2.0", "Apache-2.0"}, {"GPL-2", "GPL-2.0"},   {"GPL-3", "GPL-3.0"},   {"LGPL-2.1", "LGPL-2.1"},
                {"LGPL-3", "LGPL-3.0"},       {"MPL-2.0", "MPL-2.0"}, {"CC0-1.0", "CC0-1.0"}, {"LGPL-2", "LGPL-2.0"}};
    std::size_t read = 0;
    for (const auto& row : rows) {
        const auto text = read_file(std::filesystem::path("/usr/share/common-licenses") / row.file);
        if (!text) continue;
        ++read;
        const auto licence = licence_of(*text);
        ASSERT_TRUE(licence) << row.file;
        EXPECT_EQ(licence->id, row.id);
    }
    if (read == 0) GTEST_SKIP() << "this system has no /usr/share/common-licenses";
}

} // namespace
} // namespace squire::assess
