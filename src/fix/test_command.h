// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace squire::fix {

struct ProposedTests {
    std::string command; // for the shell
    std::string job;     // of the pipeline that runs it so
};

/// How the project tests itself, by the text of its .gitlab-ci.yml: the script of the first job of stage "test", else of one whose name has that word;
/// jobs that wait for people, run elsewhere or have no script of their own are passed over. To be shown and asked for, never run unasked.
[[nodiscard]] std::optional<ProposedTests> propose_tests(std::string_view pipeline);

} // namespace squire::fix
