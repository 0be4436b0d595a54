// SPDX-License-Identifier: MIT
#include "cli/fix_record_command.h"

#include <memory>
#include <ostream>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/file.h"
#include "cli/desk.h"
#include "cli/object_output.h"
#include "records/fix_offers.h"
#include "records/fix_requests.h"
#include "source/provenance.h"
#include "workspace/workspace.h"

namespace squire::cli {
namespace {

using program::Kind;

constexpr std::uint64_t kLargestOffer = 4U << 20U;

struct Arguments {
    std::string offer, address, internship, project, who, why;
    bool is_private = false;
};

/// The project of the workspace around, as the program knows it.
Result<std::string> project_of(const Arguments& arguments, Desk& desk) {
    if (!arguments.project.empty()) return arguments.project;
    const auto workspace = workspace::find_workspace(std::filesystem::current_path());
    if (!workspace) return std::unexpected(workspace.error());
    std::string address = *workspace ? (*workspace)->settings.project_source : "";
    if (address.empty())
        if (const auto provenance = source::provenance_of(std::filesystem::current_path())) address = provenance->repository;
    return records::project_at(desk.program, address);
}

/// What is recorded of it, or what a file says, which is then recorded.
Result<records::KeptOffer> offer_of(const Arguments& arguments, Desk& desk) {
    if (!arguments.offer.ends_with(".json")) return records::find_offer(desk.store, arguments.offer);
    const auto text = read_file(arguments.offer, kLargestOffer);
    if (!text) return std::unexpected(text.error());
    auto offer = records::read_offer(*text);
    if (!offer) return offer;
    if (auto kept = records::keep_offer(desk.store, *offer, desk.who); !kept) return std::unexpected(std::move(kept.error()));
    return offer;
}

int sent(const Arguments& arguments, Environment& environment) {
    return at_desk(environment, arguments.who, [&](Desk& desk) {
        const auto kept = offer_of(arguments, desk);
        if (!kept) return failed(environment, kept.error());
        if (kept->offer.is_private && !arguments.is_private)
            environment.err << "squire: this offer was made for the maintainers' private channel; --private records that it went there\n";
        const auto project = project_of(arguments, desk);
        if (!project) return failed(environment, project.error());
        const auto internship =
            arguments.internship.empty() ? records::internship_of(desk.program, desk.who) : Result<std::string>(arguments.internship);
        if (!internship) return failed(environment, internship.error());
        const auto done = desk.act({.kind = Kind::contribution,
                                    .id = {},
                                    .move = "open",
                                    .by = {},
                                    .why = arguments.why,
                                    .data = {{"internship", *internship},
                                             {"project", *project},
                                             {"form", arguments.is_private ? "private-report" : "merge-request"},
                                             {"purpose", "fix"},
                                             {"title", kept->offer.title},
                                             {"url", arguments.address},
                                             {"change", to_string(kept->offer.kind)},
                                             {"findings", kept->offer.findings}}});
        if (!done) return failed(environment, done.error());
        environment.out << state_line(desk.program, *done) + "\n";
        return static_cast<int>(kClean);
    });
}

int moved(const char* move, const Arguments& arguments, Environment& environment) {
    return at_desk(environment, arguments.who, [&](Desk& desk) {
        const auto id = records::contribution_at(desk.program, arguments.address);
        if (!id) return failed(environment, id.error());
        const auto done = desk.act({.kind = Kind::contribution, .id = *id, .move = move, .by = {}, .why = arguments.why});
        if (!done) return failed(environment, done.error());
        environment.out << state_line(desk.program, *done) + "\n";
        return static_cast<int>(kClean);
    });
}

} // namespace

void add_fix_records(CLI::App& fix, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    CLI::App* const command = fix.add_subcommand("sent", "Record that an offer was sent, and where it is now");
    command->add_option("OFFER", arguments->offer, "Its branch, its id, or the file offer.json")->required();
    command->add_option("URL", arguments->address, "Of the merge request, or of the private report")->required();
    command->add_flag("--private", arguments->is_private, "It went to the maintainers' private channel; 90 days begin");
    command->add_option("--project", arguments->project, "The project's id in the program; without it, the one of the workspace")
        ->type_name("ID");
    command->add_option("--internship", arguments->internship, "The internship's id; without it, yours")->type_name("ID");
    add_who(*command, arguments->who);
    command->footer("It is then the maintainers' turn: squire internship status shows since when.\n"
                    "Example:\n  squire fix sent fix/update-lodash https://gitlab.example/p/-/merge_requests/7 --as bob");
    command->callback([arguments, &action] { action = [arguments](Environment& environment) { return sent(*arguments, environment); }; });

    struct Step {
        const char *name, *move, *help;
        bool wants_reason;
    };
    for (const Step step : {Step{"answered", "answered", "Record that the maintainers answered: it is our turn", false},
                            Step{"replied", "reply", "Record that we answered: it is their turn", false},
                            Step{"merged", "merge", "Record that it was merged, or a private report accepted", false},
                            Step{"closed", "close", "Record that it was closed: nothing for these findings is sent again", true}}) {
        CLI::App* const sub = fix.add_subcommand(step.name, step.help);
        sub->add_option("URL", arguments->address, "Of the merge request or report; or the contribution's id")->required();
        sub->add_option("--why", arguments->why, "What was said")->required(step.wants_reason)->type_name("TEXT");
        add_who(*sub, arguments->who);
        sub->footer(fmt::format("Example:\n  squire fix {} https://gitlab.example/p/-/merge_requests/7{} --as bob", step.name,
                                step.wants_reason ? " --why \"not wanted\"" : ""));
        sub->callback([arguments, move = step.move, &action] {
            action = [arguments, move](Environment& environment) { return moved(move, *arguments, environment); };
        });
    }
}

} // namespace squire::cli
