// SPDX-License-Identifier: MIT
#include "cli/outbox_command.h"

#include <cstdlib>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/text.h"
#include "cli/desk.h"
#include "cli/object_commands.h"
#include "courier/mail.h"
#include "program/calendar.h"
#include "program/turn.h"

namespace squire::cli {
namespace {

using program::Kind;

struct Arguments {
    std::string at;
    bool dry_run = false;
    std::string to_files;
};

int remind(Arguments& arguments, Environment& environment) {
    Time when = environment.clock.now();
    if (!arguments.at.empty()) {
        const auto day = program::parse_date(arguments.at);
        if (!day) return failed(environment, {ErrorKind::usage, fmt::format("'{}' is no day", arguments.at), "", "--at 2026-03-31"});
        when = program::deadline_on(*day);
        arguments.dry_run = true; // what will be is looked at, never done
    }
    return at_desk(environment, "", [&](Desk& desk) {
        const auto deeds = program::due_deeds(desk.program, when);
        for (program::Deed deed : deeds) {
            const std::string what = deed.kind == Kind::message
                                         ? fmt::format("to {}: {} ({})", deed.data["to"].get<std::string>(),
                                                       deed.data["subject"].get<std::string>(), deed.data["about"].get<std::string>())
                                         : fmt::format("{} {}: {}", deed.move, deed.id, deed.why);
            if (!arguments.dry_run) {
                if (const auto done = desk.by_squire(std::move(deed)); !done) return failed(environment, done.error());
            }
            environment.out << printable(what) << '\n';
        }
        if (deeds.empty())
            environment.out << "Nothing is due.\n";
        else if (arguments.dry_run)
            environment.out << fmt::format("{} in all; nothing was done\n", deeds.size());
        else
            environment.out << "squire program outbox send sends what is queued\n";
        return static_cast<int>(kClean);
    });
}

int send(Arguments& arguments, Environment& environment) {
    return at_desk(environment, "", [&](Desk& desk) {
        const char* const server = std::getenv("SQUIRE_SMTP");
        const char* const from = std::getenv("SQUIRE_MAIL_FROM");
        const bool by_mail = arguments.to_files.empty() && server != nullptr && *server != '\0';
        const auto carrier = by_mail ? courier::make_smtp_carrier(server)
                                     : courier::make_file_carrier(arguments.to_files.empty() ? desk.folder / ".squire" / "outbox"
                                                                                             : std::filesystem::path(arguments.to_files));
        std::vector<program::Object> waiting;
        for (const program::Object& message : desk.program.all(Kind::message)) {
            if (message.state == "queued" || message.state == "failed") waiting.push_back(message);
        }
        bool lost = false;
        for (const program::Object& message : waiting) {
            const program::Object* const person = desk.program.find(Kind::person, message.text("to"));
            std::string address = person == nullptr ? std::string() : person->text("email");
            if (address.empty() && !by_mail) address = message.text("to") + "@handles.invalid"; // a file needs no address that works
            const auto carried = carrier->carry({.id = message.id,
                                                 .from = from != nullptr && *from != '\0' ? from : "squire@handles.invalid",
                                                 .to = address,
                                                 .subject = message.text("subject"),
                                                 .body = message.text("body"),
                                                 .date = environment.clock.now()});
            program::Deed deed{.kind = Kind::message, .id = message.id, .move = carried ? "send" : "fail", .by = {}, .why = {}};
            if (carried)
                deed.data = {{"way", shorten(*carried, 500)}, {"error", ""}};
            else
                deed.data = {{"error", shorten(describe(carried.error()), 500)}};
            if (const auto kept = desk.by_squire(std::move(deed)); !kept) return failed(environment, kept.error());
            environment.out << fmt::format("{} to {}: {}\n", message.id, message.text("to"),
                                           carried ? printable(*carried) : "not sent, " + describe(carried.error()));
            lost = lost || !carried;
        }
        if (waiting.empty()) environment.out << "Nothing waits to be sent.\n";
        return static_cast<int>(lost ? kIncomplete : kClean);
    });
}

} // namespace

void add_outbox_commands(CLI::App& parent, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    const auto add = [&](CLI::App& under, const char* name, const char* help, int (*work)(Arguments&, Environment&)) {
        CLI::App* const command = under.add_subcommand(name, help)->group("Commands");
        command->callback(
            [arguments, work, &action] { action = [arguments, work](Environment& environment) { return work(*arguments, environment); }; });
        return command;
    };
    CLI::App* const due = add(parent, "remind", "Queue the nudges that are due, and close what time has closed", remind);
    due->add_flag("--dry-run", arguments->dry_run, "Only say what would be done");
    due->add_option("--at", arguments->at, "What would be due on that day, if nobody did anything; nothing is done")->type_name("DATE");
    due->footer("Examples:\n  squire program remind --dry-run\n  squire program remind --at 2026-03-31");
    CLI::App* const outbox = parent.add_subcommand("outbox", "Messages: what waits to be sent, what was")->group("Commands");
    outbox->require_subcommand(1);
    add_list_command(*outbox, Kind::message, action);
    add_show_command(*outbox, Kind::message, action);
    add_move_command(*outbox, "drop", Kind::message, "drop", action);
    CLI::App* const out = add(*outbox, "send", "Send what is queued: by SQUIRE_SMTP (smtp://host), else as files", send);
    out->add_option("--to-files", arguments->to_files, "Write messages into this folder, whatever SQUIRE_SMTP says")->type_name("FOLDER");
    out->footer("Examples:\n  squire program outbox send\n  SQUIRE_SMTP=smtp://localhost SQUIRE_MAIL_FROM=squire@example.org squire program "
                "outbox send");
}

} // namespace squire::cli
