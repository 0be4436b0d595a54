// SPDX-License-Identifier: MIT
#include "testing/golden.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

namespace squire::testing {

namespace {

bool accepting() {
    const char* value = std::getenv("SQUIRE_ACCEPT");
    return value != nullptr && std::string_view(value) == "1";
}

void accept(const std::filesystem::path& file, std::string_view actual) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary).write(actual.data(), static_cast<std::streamsize>(actual.size()));
    GTEST_SKIP() << "accepted " << file;
}

} // namespace

void expect_golden(const std::filesystem::path& file, std::string_view actual) {
    if (accepting()) return accept(file, actual);
    std::ifstream stream(file, std::ios::binary);
    ASSERT_TRUE(stream) << "no golden file " << file << "; SQUIRE_ACCEPT=1 writes it\n" << actual;
    const std::string expected{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_EQ(expected, actual) << "golden file " << file << "; SQUIRE_ACCEPT=1 rewrites it";
}

} // namespace squire::testing
