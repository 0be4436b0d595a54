// SPDX-License-Identifier: MIT
#include "fix/test_command.h"

#include <gtest/gtest.h>

namespace squire::fix {
namespace {

TEST(TestCommand, IsThatOfThePipelinesTests) {
    struct Case {
        std::string_view pipeline, job, command;
    };
    const Case cases[] = {
        {"lint:\n  stage: test\n  script: ruff .\nunit-tests:\n  stage: test\n  before_script: [pip install .]\n  script:\n    - pytest -q\n",
         "unit-tests", "set -e\npip install .\npytest -q"},
        {"before_script: [a]\ntest:\n  script: make check\n", "test", "set -e\na\nmake check"},
        {"check:\n  stage: test\n  script: [[make, [check]], x]\n", "check", "set -e\nmake\ncheck\nx"},
        {".test:\n  script: a\ntest:\n  extends: .test\n", "", ""},  // no script of its own
        {"test:\n  when: manual\n  script: a\n", "", ""},
        {"build:\n  script: make\n", "", ""},
        {"variables:\n  test: {script: a}\n", "", ""},
        {"- a\n", "", ""},
        {": [", "", ""},
        {"%\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff(", "", ""},
        {"", "", ""},
    };
    for (const Case& each : cases) {
        const auto found = propose_tests(each.pipeline);
        EXPECT_EQ(found ? found->job : "", each.job) << each.pipeline;
        EXPECT_EQ(found ? found->command : "", each.command) << each.pipeline;
    }
}

} // namespace
} // namespace squire::fix
