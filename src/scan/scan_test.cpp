// SPDX-License-Identifier: MIT
#include "scan/scan.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "testing/temporary_folder.h"

namespace squire::scan {
namespace {

class ScanTest : public ::testing::Test {
protected:
    ScanTest() {
        (void)folder_.write("views.py",
                            "import subprocess\nfrom flask import request\ndef f():\n    subprocess.run(request.args[\"a\"], shell=True)\n");
    }

    // What SAST says of the folder: how many findings, or why it does not apply.
    std::string sast(const source::Inventory* inventory) {
        Problems problems;
        const Cancellation cancellation;
        NoProgress progress;
        const SystemClock clock;
        scanner::Context context{.clock = clock,
                                 .problems = problems,
                                 .cancellation = cancellation,
                                 .progress = progress,
                                 .fingerprint_key = finding::FingerprintKey::from_environment(),
                                 .workers = 1};
        const auto outcome = run_scan({.path = folder_.path(), .only = {"sast"}, .inventory = inventory}, context);
        if (!outcome) return describe(outcome.error());
        const ScannerOutcome& only = outcome->scanners.front();
        return only.report ? std::to_string(only.report->findings.size()) : only.applicability.reason;
    }

    testing::TemporaryFolder folder_;
};

TEST_F(ScanTest, TheInventoryThatSomebodyTookIsNotTakenAgain) {
    EXPECT_EQ(sast(nullptr), "1");
    Problems problems;
    const auto taken = source::take_inventory(folder_.path(), {}, problems);
    ASSERT_TRUE(taken);
    EXPECT_EQ(sast(&*taken), "1");
    const source::Inventory none;
    const std::string said = sast(&none);
    EXPECT_EQ(said.find_first_of("0123456789"), std::string::npos) << "it looked for itself: " << said;
}

} // namespace
} // namespace squire::scan
