// SPDX-License-Identifier: MIT
#include "cli/object_commands.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <ostream>
#include <set>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/desk.h"
#include "cli/help.h"
#include "cli/object_output.h"

namespace squire::cli {
namespace {

using program::Field;
using program::Kind;
using program::KindInfo;
using program::Move;

struct Arguments {
    std::string id;
    std::string who;
    std::string why;
    std::string format = "text";
    std::string state;
    bool all = false;
    bool no_input = false;
    std::map<std::string, std::string> fields; // by name; only those that were given
};

std::string option_name(std::string_view field) {
    std::string name = fmt::format("--{}", field);
    std::ranges::replace(name, '_', '-');
    return name;
}

std::string_view type_name(program::FieldType type) {
    using enum program::FieldType;
    switch (type) {
    case words: return "WORD,…";
    case people: return "HANDLE,…";
    case person: return "HANDLE";
    case date: return "DATE";
    case period: return "PERIOD";
    case periods: return "PERIOD;…";
    case times: return "TIME,…";
    case percent:
    case number: return "NUMBER";
    case flag: return "yes|no";
    case url: return "URL";
    case object: return "ID";
    case scores: return "WORD=N,…";
    default: return "TEXT";
    }
}

// "file:PATH" for a text is what stands in that file, so that a long text need not fit on a command line.
Result<std::string> value_of(const Field& field, const std::string& given) {
    if (field.type != program::FieldType::prose || !given.starts_with("file:")) return given;
    return read_file(given.substr(5), 1U << 20U);
}

bool asks(const Arguments& arguments, const Environment& environment) {
    return !arguments.no_input && environment.err_is_terminal && ::isatty(STDIN_FILENO) == 1;
}

// Asks for what is missing, one line each; an empty answer gives up.
void ask_for(const std::vector<const Field*>& missing, program::Deed& deed, Environment& environment) {
    for (const Field* field : missing) {
        environment.err << fmt::format("{} ({}): ", field->help, type_name(field->type)) << std::flush;
        std::string line;
        if (!std::getline(std::cin, line) || trim(line).empty()) return;
        deed.data[std::string(field->name)] = line;
    }
}

int make_move(Kind kind, std::string_view move, Arguments& arguments, Environment& environment) {
    return at_desk(environment, arguments.who, [&](Desk& desk) {
        program::Deed deed{.kind = kind,
                           .id = arguments.id.starts_with('@') ? arguments.id.substr(1) : arguments.id,
                           .move = std::string(move),
                           .by = desk.who,
                           .why = arguments.why};
        for (const auto& [name, given] : arguments.fields) {
            auto value = value_of(*program::field_of(program::info_of(kind), name), given);
            if (!value) return failed(environment, value.error());
            deed.data[name] = std::move(*value);
        }
        if (asks(arguments, environment)) ask_for(program::missing_fields(desk.program, deed, desk.circumstances()), deed, environment);
        const auto done = desk.act(std::move(deed));
        if (!done) return failed(environment, done.error());
        environment.out << (arguments.format == "json" ? object_text(desk.program, *done, desk.who, "json")
                                                       : state_line(desk.program, *done) + "\n");
        return static_cast<int>(kClean);
    });
}

std::vector<const Move*> rows_of(const KindInfo& info, std::string_view name) {
    std::vector<const Move*> rows;
    for (const Move& move : info.moves) {
        if (move.name == name) rows.push_back(&move);
    }
    return rows;
}

void add_format(CLI::App& command, Arguments& arguments, std::initializer_list<std::string_view> formats, const char* usual, const char* help) {
    arguments.format = usual;
    command.add_option("-f,--format", arguments.format, help)->check(one_of(formats))->capture_default_str()->type_name("FORMAT");
}

} // namespace

void add_move_command(CLI::App& parent, std::string_view name, Kind kind, std::string_view move, std::function<int(Environment&)>& action,
                      std::string_view example) {
    const KindInfo& info = program::info_of(kind);
    const auto rows = rows_of(info, move);
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    std::string help(rows.front()->help);
    help.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(help.front())));
    std::string word(name);
    std::ranges::replace(word, '_', '-');
    CLI::App* const command = parent.add_subcommand(word, help)->group("Commands");
    const bool makes = rows.front()->from.empty();
    const bool required = !makes || kind == Kind::person;
    command
        ->add_option("ID", arguments->id,
                     kind == Kind::person ? "The person's handle"
                                          : fmt::format("The {}'s id{}", info.name, makes ? "; without one, it is numbered" : ""))
        ->required(required);
    for (const Field& field : info.fields) {
        const bool needs = std::ranges::any_of(rows, [&](const Move* row) { return program::has_word(row->needs, field.name); });
        const bool takes = std::ranges::any_of(rows, [&](const Move* row) { return program::has_word(row->takes, field.name); });
        if (!needs && !takes) continue;
        std::string text(field.help);
        text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
        command
            ->add_option_function<std::string>(
                option_name(field.name),
                [arguments, key = std::string(field.name)](const std::string& value) { arguments->fields[key] = value; }, text)
            ->type_name(std::string(type_name(field.type)));
    }
    command->add_option("--why", arguments->why, rows.front()->wants_reason ? "Why; needed" : "Why")->type_name("TEXT");
    add_who(*command, arguments->who);
    command->add_flag("--no-input", arguments->no_input, "Ask nothing, even on a terminal");
    add_format(*command, *arguments, {"text", "json"}, "text", "text or json");
    if (!example.empty()) command->footer(fmt::format("Example:\n  squire {}", example));
    command->callback([arguments, kind, move = std::string(move), &action] {
        action = [arguments, kind, move](Environment& environment) { return make_move(kind, move, *arguments, environment); };
    });
}

void add_list_command(CLI::App& noun, Kind kind, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* const command = noun.add_subcommand("list", "List them; what you may not see is left out")->group("Commands");
    command->add_flag("--all", arguments->all, "Also those that are over");
    command->add_option("--state", arguments->state, "Only those in this state")->type_name("WORD");
    add_who(*command, arguments->who);
    add_format(*command, *arguments, {"table", "json", "csv"}, "table", "table, json or csv");
    command->callback([arguments, kind, &action] {
        action = [arguments, kind](Environment& environment) {
            const bool open_only = !arguments->all && arguments->state.empty();
            const auto list = [&](Desk& desk) {
                std::vector<const program::Object*> objects;
                for (const program::Object& object : desk.program.all(kind)) {
                    if (object.is_undone() || (open_only && object.is_final())) continue;
                    if (arguments->state.empty() || object.state == arguments->state) objects.push_back(&object);
                }
                environment.out << list_text(desk.program, objects, kind, desk.who, arguments->format,
                                             environment.out_is_terminal ? environment.width : 0);
                return static_cast<int>(kClean);
            };
            return at_desk(environment, arguments->who, list, {.events = false});
        };
    });
}

void add_show_command(CLI::App& noun, Kind kind, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* const command = noun.add_subcommand("show", "Show one: its facts, what was done, what you can do")->group("Commands");
    command->add_option("ID", arguments->id, "Its id")->required();
    add_who(*command, arguments->who);
    add_format(*command, *arguments, {"text", "json"}, "text", "text or json");
    command->callback([arguments, kind, &action] {
        action = [arguments, kind](Environment& environment) {
            return at_desk(environment, arguments->who, [&](Desk& desk) {
                const program::Object* const object = desk.program.find(kind, arguments->id);
                if (object == nullptr)
                    return failed(environment, {ErrorKind::not_found,
                                                fmt::format("there is no {} '{}'", program::info_of(kind).name, arguments->id), "", ""});
                environment.out << object_text(desk.program, *object, desk.who, arguments->format);
                return static_cast<int>(kClean);
            });
        };
    });
}

void add_undo_command(CLI::App& noun, Kind kind, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* const command = noun.add_subcommand("undo", "Take back your last step on one, while nobody has acted on it")->group("Commands");
    command->add_option("ID", arguments->id, "Its id")->required();
    command->add_option("--why", arguments->why, "Why")->type_name("TEXT");
    add_who(*command, arguments->who);
    command->callback([arguments, kind, &action] {
        action = [arguments, kind](Environment& environment) {
            return at_desk(environment, arguments->who, [&](Desk& desk) {
                const auto done = program::undo(desk.program, desk.records, kind, arguments->id, desk.who, arguments->why, desk.circumstances());
                if (!done) return failed(environment, done.error());
                environment.out << state_line(desk.program, *done) << '\n';
                return static_cast<int>(kClean);
            });
        };
    });
}

void add_object_commands(CLI::App& noun, Kind kind, std::function<int(Environment&)>& action) {
    std::set<std::string_view> added;
    for (const Move& move : program::info_of(kind).moves) {
        if ((move.who & ~program::kSystem) == 0 || move.name == "import" || !added.insert(move.name).second) continue;
        add_move_command(noun, move.name, kind, move.name, action);
    }
    add_list_command(noun, kind, action);
    add_show_command(noun, kind, action);
    add_undo_command(noun, kind, action);
}

} // namespace squire::cli
