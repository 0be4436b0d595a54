// SPDX-License-Identifier: MIT
#include "cli/program_export.h"

#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/time_zone.h"
#include "cli/desk.h"
#include "cli/help.h"
#include "cli/object_output.h"
#include "publish/program_exports.h"

namespace squire::cli {
namespace {

using program::Kind;

struct Arguments {
    std::string who;
    std::string format = "json";
    std::string kind;
    std::string mine;
    std::string id;
};

std::string all_as_json(Desk& desk) {
    program::Json all = program::Json::object();
    for (std::size_t each = 0; each < program::kKinds; ++each) {
        const Kind kind = static_cast<Kind>(each);
        std::vector<const program::Object*> objects;
        for (const program::Object& object : desk.program.all(kind)) {
            if (!object.stands.empty()) objects.push_back(&object);
        }
        all[std::string(program::info_of(kind).name)] = program::Json::parse(list_text(desk.program, objects, kind, desk.who, "json", 0));
    }
    return all.dump(2) + "\n";
}

int export_all(Arguments& arguments, Environment& environment) {
    return at_desk(environment, arguments.who, [&](Desk& desk) {
        const Time now = environment.clock.now();
        const auto& programs = desk.program.all(Kind::program);
        const std::string name = programs.empty() ? "Internship program" : programs.front().text("name");
        if (arguments.format == "ics") {
            environment.out << publish::to_icalendar(name, publish::program_calendar(desk.program, desk.who), now);
        } else if (arguments.format == "atom") {
            environment.out << publish::to_atom("urn:squire:program", name, publish::program_feed(desk.program), now);
        } else if (arguments.format == "json") {
            environment.out << all_as_json(desk);
        } else {
            const auto kind = program::parse_kind(arguments.kind.empty() ? "internship" : arguments.kind);
            if (!kind)
                return failed(environment, {ErrorKind::usage, fmt::format("there is no kind '{}'", arguments.kind), "", "as --kind internship"});
            std::vector<const program::Object*> objects;
            for (const program::Object& object : desk.program.all(*kind)) {
                if (!object.stands.empty()) objects.push_back(&object);
            }
            environment.out << list_text(desk.program, objects, *kind, desk.who, "csv", 0);
        }
        return static_cast<int>(kClean);
    });
}

int letter(Arguments& arguments, Environment& environment) {
    return at_desk(environment, arguments.who, [&](Desk& desk) {
        const program::Object* const application = desk.program.find(Kind::application, arguments.id);
        if (application == nullptr)
            return failed(environment, {ErrorKind::not_found, fmt::format("there is no application '{}'", arguments.id), "",
                                        "squire program application list"});
        if (!program::may_see(desk.program, *application, *program::field_of(program::info_of(Kind::application), "interests"), desk.who))
            return failed(environment, {ErrorKind::usage, "it is the applicant's, and for the mentors", "", "--as HANDLE says who you are"});
        environment.out << publish::learning_issue(desk.program, *application, [](const std::string& zone) {
            auto loaded = load_time_zone(zone);
            return loaded ? std::optional(std::move(*loaded)) : std::nullopt;
        });
        return static_cast<int>(kClean);
    });
}

} // namespace

void add_export_command(CLI::App& parent, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    CLI::App* const command =
        parent.add_subcommand("export", "The program as JSON, CSV, a calendar or a feed; what you may not see is left out")->group("Commands");
    command->add_option("-f,--format", arguments->format, "json, csv, ics or atom")
        ->check(one_of({"json", "csv", "ics", "atom"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    command->add_option("--kind", arguments->kind, "Of CSV: which objects [internship]")->type_name("WORD");
    add_who(*command, arguments->who);
    command->footer("Examples:\n  squire program export --format ics --as ada > program.ics\n  squire program export --format csv --kind slot");
    command->callback([arguments, &action] { action = [arguments](Environment& environment) { return export_all(*arguments, environment); }; });
}

void add_letter_command(CLI::App& parent, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* const command = parent.add_subcommand("letter", "Draft the Internship-for-Learning issue of an application")->group("Commands");
    command->add_option("APPLICATION", arguments->id, "The application's id")->required();
    add_who(*command, arguments->who);
    command->footer("Example:\n  squire program letter application-1 --as bob");
    command->callback([arguments, &action] { action = [arguments](Environment& environment) { return letter(*arguments, environment); }; });
}

} // namespace squire::cli
