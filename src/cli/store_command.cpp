// SPDX-License-Identifier: MIT
#include "cli/store_command.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <ostream>
#include <string>
#include <system_error>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/text.h"
#include "cli/verification_output.h"
#include "cli/workspace_session.h"
#include "store/store.h"

namespace squire::cli {
namespace {

int failed(Environment& environment, const Error& error) {
    print_error(environment, error);
    return exit_code_for(error);
}

int migrate(const std::string& /*unused*/, Environment& environment) {
    const auto place = store_place();
    if (!place) return failed(environment, place.error());
    const auto before = store::Store::migration_status(*place);
    const int old = before ? before->version : 0; // none yet: it is made
    const auto store = store::Store::open(*place, environment.clock, store::Opening::create);
    if (!store) return failed(environment, store.error());
    const auto after = store::Store::migration_status(*place);
    if (!after) return failed(environment, after.error());
    environment.out << fmt::format("{}: {}\n", printable(after->name),
                                   old == 0                ? fmt::format("made, version {}", after->version)
                                   : old == after->version ? fmt::format("up to date, version {}", after->version)
                                                           : fmt::format("brought from version {} to {}", old, after->version));
    return kClean;
}

int check(const std::string& /*unused*/, Environment& environment) {
    const auto place = store_place();
    if (!place) return failed(environment, place.error());
    const auto store = store::Store::open(*place, environment.clock, store::Opening::as_is);
    if (!store) return failed(environment, store.error());
    const auto status = store::Store::migration_status(*place);
    if (!status) return failed(environment, status.error());
    const auto found = store->verify();
    if (!found) return failed(environment, found.error());
    environment.out << fmt::format("{}: version {}\n", printable(status->name), status->version);
    return print_verification(environment, *found);
}

// Beside its place first, so that a half-written export is never taken for one.
int export_into(const store::Store& store, const std::string& name, Environment& environment) {
    const std::filesystem::path file(name);
    const std::filesystem::path part(name + ".part");
    std::ofstream out(part, std::ios::binary);
    auto done = out ? store.export_to(out) : fail(ErrorKind::io, "cannot be written", part.string(), "is the folder there, and yours?");
    out.close();
    if (done && !out) done = fail(ErrorKind::io, "the export could not be written", part.string(), "is the disk full?");
    std::error_code error;
    if (done) std::filesystem::rename(part, file, error);
    if (error) done = fail(ErrorKind::io, error.message(), name);
    if (!done) {
        std::filesystem::remove(part, error);
        return failed(environment, done.error());
    }
    environment.err << fmt::format("squire: exported to {}\n", printable(name));
    return kClean;
}

int export_store(const std::string& file, Environment& environment) {
    const auto place = store_place();
    if (!place) return failed(environment, place.error());
    const auto store = store::Store::open(*place, environment.clock, store::Opening::upgrade);
    if (!store) return failed(environment, store.error());
    if (!file.empty() && file != "-") return export_into(*store, file, environment);
    const auto done = store->export_to(environment.out);
    return done ? static_cast<int>(kClean) : failed(environment, done.error());
}

int import_store(const std::string& file, Environment& environment) {
    const auto place = store_place();
    if (!place) return failed(environment, place.error());
    std::ifstream named;
    if (file != "-") {
        named.open(file, std::ios::binary);
        if (!named || std::filesystem::is_directory(file))
            return failed(environment, {ErrorKind::not_found, "there is no such file, or it cannot be read", file, ""});
    }
    auto store = store::Store::open(*place, environment.clock, store::Opening::create);
    if (!store) return failed(environment, store.error());
    if (auto done = store->import_from(file == "-" ? std::cin : named); !done) {
        if (done.error().place.starts_with("line "))
            done.error().place = fmt::format("{}:{}", file == "-" ? "standard input" : file, done.error().place.substr(5));
        return failed(environment, done.error());
    }
    const auto head = store->head();
    if (!head) return failed(environment, head.error());
    environment.out << fmt::format("{}: {} ledger entries imported, head {}\n", printable(store->name()), head->sequence,
                                   ledger::to_string(*head));
    return kClean;
}

} // namespace

void add_store_command(CLI::App& program, std::function<int(Environment&)>& action) {
    CLI::App* const command = program.add_subcommand("store", "Bring a workspace's store up to date, check it, and move it between databases");
    command->require_subcommand(1);
    command->footer("The store is .squire/store.sqlite of the workspace,\nor the PostgreSQL database that DATABASE_URL names.");
    const auto add = [&](const char* name, const char* what, int (*work)(const std::string&, Environment&)) {
        auto file = std::make_shared<std::string>(); // owned by the parser's callbacks, which outlive this function
        CLI::App* const sub = command->add_subcommand(name, what)->group("Commands");
        sub->callback([file, work, &action] { action = [file, work](Environment& environment) { return work(*file, environment); }; });
        return std::pair(sub, file);
    };
    add("migrate", "Make the store, or bring an older one to this version", migrate).first->footer("Example:\n  squire store migrate");
    add("check", "Say which version it has, and whether anything was tampered with", check).first->footer("Example:\n  squire store check");
    const auto [out, out_file] = add("export", "Everything as JSON lines, the same bytes from either database", export_store);
    out->add_option("FILE", *out_file, "Where to; without it, standard output");
    out->footer("Examples:\n  squire store export backup.jsonl\n  squire store export | zstd > backup.jsonl.zst");
    const auto [in, in_file] = add("import", "What `export` wrote, into a store without entries; all of it or nothing", import_store);
    in->add_option("FILE", *in_file, "What to read; - for standard input")->required();
    in->footer(
        "Examples:\n  squire store import backup.jsonl\n  squire store export | DATABASE_URL=postgresql://db/squire squire store import -");
}

} // namespace squire::cli
