// SPDX-License-Identifier: MIT
#include "cli/program_example.h"

#include <ostream>

#include <CLI/CLI.hpp>

#include "cli/desk.h"
#include "program/example.h"

namespace squire::cli {
namespace {

int load(Environment& environment) {
    auto desk = Desk::open(environment, "", true);
    if (!desk) return failed(environment, desk.error());
    if (!(*desk)->program.all(program::Kind::program).empty())
        return failed(environment,
                      {ErrorKind::usage, "there is a program here already", (*desk)->folder.string(), "load the example in an empty folder"});
    for (const program::DatedDeed& each : program::example_program()) {
        program::Circumstances then = (*desk)->circumstances();
        then.now = each.at;
        (*desk)->program.forget();
        const auto done = program::act((*desk)->program, (*desk)->records, each.deed, then);
        if (!done) return failed(environment, done.error());
    }
    environment.out << "An example is loaded: made-up people, and one finished internship.\nLook around:\n  squire status --as lin\n  squire "
                       "internship show internship-1 --as ada\n"
                       "  squire program page render\n";
    return kClean;
}

} // namespace

void add_example_command(CLI::App& parent, std::function<int(Environment&)>& action) {
    CLI::App* const command =
        parent.add_subcommand("example", "Load a made-up program with a finished internship, to look around in")->group("Commands");
    command->footer("Example:\n  mkdir look && cd look && squire program example && squire status");
    command->callback([&action] { action = load; });
}

} // namespace squire::cli
