// SPDX-License-Identifier: MIT
#include "cli/ledger_command.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/text.h"
#include "cli/help.h"
#include "cli/verification_output.h"
#include "cli/workspace_session.h"
#include "formats/display_width.h"
#include "formats/json_writer.h"
#include "ledger/entry.h"
#include "store/store.h"

namespace squire::cli {
namespace {

struct Arguments {
    store::LedgerFilter filter{.limit = 50};
    std::string since;
    std::string until;
    std::string format = "table";
    std::string expected;
};

int failed(Environment& environment, const Error& error) {
    print_error(environment, error);
    return exit_code_for(error);
}

Result<store::Store> open_store(const Environment& environment) {
    const auto place = store_place();
    if (!place) return std::unexpected(place.error());
    return store::Store::open(*place, environment.clock, store::Opening::upgrade);
}

Result<std::optional<Time>> time_of(std::string_view option, const std::string& text) {
    if (text.empty()) return std::nullopt;
    const auto time = parse_time(text.size() == 10 ? text + "T00:00:00Z" : text);
    if (!time) return fail(ErrorKind::usage, fmt::format("{}: '{}' is no time", option, text), "", "write 2026-01-31 or 2026-01-31T12:00:00Z");
    return *time;
}

void write_hash(formats::JsonWriter& writer, std::string_view name, const Sha256& hash) { writer.member(name, std::string_view(to_hex(hash))); }

std::string json_of(const std::vector<ledger::Entry>& entries) {
    formats::JsonWriter writer;
    writer.begin_array();
    for (const ledger::Entry& entry : entries) {
        writer.begin_object();
        writer.member("sequence", entry.sequence);
        writer.member("time", std::string_view(to_rfc3339(entry.time)));
        writer.member("actor", std::string_view(entry.actor));
        writer.member("verb", std::string_view(entry.verb));
        writer.member("kind", std::string_view(entry.kind));
        writer.member("object", std::string_view(entry.object));
        writer.member("evidence", std::string_view(entry.evidence));
        write_hash(writer, "rows", entry.rows);
        write_hash(writer, "previous", entry.previous);
        write_hash(writer, "hash", entry.hash);
        writer.end_object();
    }
    writer.end_array();
    return writer.take();
}

// One line an entry, cut to `width` columns; 0: not cut.
std::string table_of(const std::vector<ledger::Entry>& entries, unsigned width) {
    std::string table;
    for (const ledger::Entry& entry : entries) {
        // Ids are long and their beginnings tell them apart; other parts' ids are words.
        const bool digits = entry.object.size() == 40;
        const std::string line = fmt::format("{:>5}  {}  {}  {} {}  {}  {}", entry.sequence, to_rfc3339(entry.time), printable(entry.verb),
                                             printable(entry.kind), printable(digits ? entry.object.substr(0, 12) : entry.object),
                                             printable(entry.actor), entry.evidence == "{}" ? "" : printable(entry.evidence));
        table += width == 0 ? line : formats::fit(line, width);
        table += '\n';
    }
    return table;
}

int show(Arguments& arguments, Environment& environment) {
    const auto since = time_of("--since", arguments.since);
    if (!since) return failed(environment, since.error());
    const auto until = time_of("--until", arguments.until);
    if (!until) return failed(environment, until.error());
    arguments.filter.since = *since;
    arguments.filter.until = *until;
    arguments.filter.newest_first = true;
    const auto store = open_store(environment);
    if (!store) return failed(environment, store.error());
    auto entries = store->ledger(arguments.filter);
    if (!entries) return failed(environment, entries.error());
    std::ranges::reverse(*entries);
    if (arguments.format == "json") {
        environment.out << json_of(*entries);
    } else {
        environment.out << table_of(*entries, environment.out_is_terminal ? environment.width : 0);
    }
    if (arguments.filter.limit != 0 && entries->size() == arguments.filter.limit)
        environment.err << fmt::format("squire: the last {} that match; --limit 0 shows all\n", entries->size());
    return kClean;
}

int verify(Arguments& arguments, Environment& environment) {
    std::optional<ledger::Head> expected;
    if (!arguments.expected.empty()) {
        expected = ledger::parse_head(arguments.expected);
        if (!expected) {
            return failed(environment, {ErrorKind::usage, fmt::format("--expect: '{}' is no head of a ledger", arguments.expected), "",
                                        "give what `squire ledger verify` printed: a number, ':' and 64 hexadecimal digits"});
        }
    }
    const auto store = open_store(environment);
    if (!store) return failed(environment, store.error());
    const auto found = store->verify(expected);
    if (!found) return failed(environment, found.error());
    return arguments.format == "json" ? print_verification_json(environment, *found) : print_verification(environment, *found);
}

} // namespace

void add_ledger_command(CLI::App& program, std::function<int(Environment&)>& action) {
    CLI::App* const command = program.add_subcommand("ledger", "Show what was done when by whom, and prove that the record is whole");
    command->require_subcommand(1);
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    const auto add = [&](const char* name, const char* what, int (*work)(Arguments&, Environment&)) {
        CLI::App* const sub = command->add_subcommand(name, what)->group("Commands");
        sub->callback(
            [arguments, work, &action] { action = [arguments, work](Environment& environment) { return work(*arguments, environment); }; });
        return sub;
    };
    CLI::App* const list = add("show", "The last entries, the newest at the end", show);
    list->add_option("--actor", arguments->filter.actor, "Only what this person did")->type_name("NAME");
    list->add_option_function<std::string>(
            "--verb", [arguments](const std::string& verb) { arguments->filter.verbs = {verb}; },
            "Only this: scan.recorded, or scan.* for the family")
        ->type_name("VERB");
    list->add_option("--kind", arguments->filter.kind, "Only about objects of this kind")->type_name("KIND");
    list->add_option("--object", arguments->filter.object, "Only about the object with this whole id")->type_name("ID");
    list->add_option("--since", arguments->since, "Not before a day or time")->type_name("TIME");
    list->add_option("--until", arguments->until, "Before a day or time")->type_name("TIME");
    list->add_option("--limit", arguments->filter.limit, "How many; 0: all")
        ->check(number_between(0, 1'000'000))
        ->capture_default_str()
        ->type_name("N");
    list->add_option("-f,--format", arguments->format, "table or json")
        ->check(one_of({"table", "json"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    list->footer("Examples:\n  squire ledger show\n  squire ledger show --verb 'vulnerability.*' --since 2026-01-31\n  squire ledger show "
                 "--format json --limit 0");
    CLI::App* const prove = add("verify", "Compute all hashes anew; exit code 1 where anything was changed, added or removed", verify);
    prove->add_option("--expect", arguments->expected, "A head that was noted earlier: that entry must still be there as it was")
        ->type_name("HEAD");
    prove->add_option("-f,--format", arguments->format, "table or json")
        ->check(one_of({"table", "json"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    prove->footer("Examples:\n  squire ledger verify\n  squire ledger verify --expect "
                  "17:5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9\n  squire ledger verify --format json");
}

} // namespace squire::cli
