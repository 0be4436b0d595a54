// SPDX-License-Identifier: MIT
// Every folder testdata/reachability/<case>/ is a test: the tree below `input`; in `weaknesses`, one a line, an ecosystem, a package, its lock, and
// the module and function that the advisory names ("-": none); in `expected` what is shown of each.
#include "dependencies/reachability.h"

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "base/text.h"
#include "dependencies/folder_texts_test.h"
#include "testing/golden.h"

namespace squire::dependencies {
namespace {

namespace fs = std::filesystem;

fs::path all_cases() { return fs::path(SQUIRE_TESTDATA) / "reachability"; }

std::vector<std::string> names_of_cases() {
    std::vector<std::string> names;
    for (const auto& each : fs::directory_iterator(all_cases())) names.push_back(each.path().filename().string());
    std::ranges::sort(names);
    return names;
}

class Reachability : public ::testing::TestWithParam<std::string> {};

TEST_P(Reachability, ShowsWhatIsUsed) {
    const fs::path folder = all_cases() / GetParam();
    PackageInventory inventory;
    std::vector<VulnerablePackage> vulnerable;
    const std::string weaknesses = read_file(folder / "weaknesses").value();
    std::vector<std::string_view> lines;
    for (const std::string_view line : split(weaknesses, '\n')) {
        if (line.empty()) continue;
        const auto words = split(line, ' ');
        ASSERT_EQ(words.size(), 5U) << line;
        const auto text = [&](std::size_t at) { return words[at] == "-" ? std::string() : std::string(words[at]); };
        const Ecosystem ecosystem = parse_ecosystem(words[0]).value();
        auto diagnosis = std::make_shared<Diagnosis>();
        advisories::Symbol symbol{.module = text(3), .functions = {}};
        if (words[4] != "-") symbol.functions.push_back(text(4));
        diagnosis->weaknesses.push_back({.id = fmt::format("CVE-2025-{}", lines.size() + 1000), .symbols = {symbol}});
        inventory.files.push_back({.path = text(2), .packages = {{.ecosystem = ecosystem, .name = text(1), .version = "1.0.0"}}});
        vulnerable.push_back({inventory.files.size() - 1, 0, diagnosis});
        lines.push_back(line);
    }
    ASSERT_FALSE(lines.empty());
    TextsGiven source(folder / "input");
    const Cancellation cancellation;
    const Uses uses = find_uses(source, inventory, vulnerable, 1, cancellation);
    std::string out;
    for (std::size_t at = 0; at < lines.size(); ++at) {
        const PackageFile& file = inventory.files[at];
        out += fmt::format("{}\n    {}\n", lines[at], to_string(uses.of(file, file.packages[0], vulnerable[at].diagnosis->weaknesses[0])));
    }
    testing::expect_golden(folder / "expected", out);
}

INSTANTIATE_TEST_SUITE_P(Dependencies, Reachability, ::testing::ValuesIn(names_of_cases()), [](const auto& test) { return test.param; });

} // namespace
} // namespace squire::dependencies
