// SPDX-License-Identifier: MIT
#include "cli/test_question.h"

#include <ostream>
#include <string>

#include <fmt/format.h>

#include "base/text.h"
#include "cli/terminal_keys.h"

namespace squire::cli {
namespace {

constexpr int kMostTimes = 3;

} // namespace

std::function<std::optional<bool>(const fix::ProposedTests&)> question_about_tests(Environment& environment) {
    if (!environment.err_is_terminal || !TerminalKeys::there_are()) return nullptr;
    return [&environment](const fix::ProposedTests& tests) -> std::optional<bool> {
        environment.err << fmt::format("The project tests itself in job '{}' of its pipeline:\n\n", printable(tests.job));
        for (const std::string_view line : split(tests.command, '\n')) environment.err << fmt::format("    {}\n", printable(line));
        environment.err << "\nTo try changes out, this would be run before and after each: in a sandbox, on a copy, without your home, your\n"
                           "credentials and (unless --network) the network.\n";
        TerminalKeys keys(environment.cancellation);
        for (int i = 0; i < kMostTimes; ++i) {
            environment.err << "May it be run? [y]es [n]o " << std::flush;
            const auto line = keys.line();
            if (!line) return std::nullopt;
            const std::string word = to_lower(trim(*line));
            if (word == "y" || word == "yes") return true;
            if (word == "n" || word == "no") return false;
        }
        return std::nullopt;
    };
}

} // namespace squire::cli
