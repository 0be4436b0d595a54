// SPDX-License-Identifier: MIT
#include "cli/desk.h"

#include <cstdlib>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/time_zone.h"
#include "workspace/workspace.h"

namespace squire::cli {
namespace {

bool zone_is_known(std::string_view name) { return load_time_zone(name).has_value(); }

// The nearest folder upwards that has a store in it.
std::filesystem::path folder_with_store(const std::filesystem::path& from) {
    std::error_code error;
    for (std::filesystem::path folder = from;; folder = folder.parent_path()) {
        if (std::filesystem::exists(folder / workspace::kPrivateFolder / "store.sqlite", error)) return folder;
        if (folder == folder.parent_path()) return {};
    }
}

} // namespace

Desk::Desk(store::Store opened, std::string who_is_there, std::filesystem::path where, const Clock& clock, program::Reading reading)
    : store(std::move(opened)), records(store), program(records, reading), who(std::move(who_is_there)), folder(std::move(where)),
      clock_(clock) {}

Result<std::unique_ptr<Desk>> Desk::open(Environment& environment, const std::string& who, bool make, program::Reading reading) {
    std::string handle = who.starts_with('@') ? who.substr(1) : who;
    if (handle == program::kSquire)
        return fail(ErrorKind::usage, "nobody is 'squire' but Squire itself", "", "--as HANDLE, or SQUIRE_AS, says who you are");
    std::error_code error;
    const std::filesystem::path here = std::filesystem::current_path(error);
    const auto workspace = workspace::find_workspace(here);
    if (!workspace) return std::unexpected(workspace.error());
    const char* const url = std::getenv("DATABASE_URL");
    const bool elsewhere = url != nullptr && *url != '\0';
    std::filesystem::path folder = *workspace ? (*workspace)->root : folder_with_store(here);
    if (folder.empty() && (make || elsewhere)) folder = here;
    if (folder.empty()) return fail(ErrorKind::not_found, "there is no program here", here.string(), "squire program init begins one");
    if (make && !elsewhere) {
        std::filesystem::create_directories(folder / workspace::kPrivateFolder, error);
        if (error)
            return fail(ErrorKind::io, fmt::format("the folder cannot be made: {}", error.message()),
                        (folder / workspace::kPrivateFolder).string());
    }
    auto opened = store::Store::open(store::StorePlace::of_workspace(folder, elsewhere ? url : ""), environment.clock,
                                     make ? store::Opening::create : store::Opening::upgrade);
    if (!opened) return std::unexpected(opened.error());
    return std::unique_ptr<Desk>(new Desk(std::move(*opened), std::move(handle), std::move(folder), environment.clock, reading));
}

program::Circumstances Desk::circumstances() const { return {.now = clock_.now(), .zone_is_known = zone_is_known}; }

Result<program::Object> Desk::act(program::Deed deed) {
    deed.by = who;
    return program::act(program, records, deed, circumstances());
}

Result<program::Object> Desk::by_squire(program::Deed deed) {
    deed.by = program::kSquire;
    return program::act(program, records, deed, circumstances());
}

int failed(Environment& environment, const Error& error) {
    print_error(environment, error);
    return exit_code_for(error);
}

void add_who(CLI::App& command, std::string& who) {
    command.add_option("--as", who, "Who you are, by handle; SQUIRE_AS stands for it")->envname("SQUIRE_AS")->type_name("HANDLE");
}

int at_desk(Environment& environment, const std::string& who, const std::function<int(Desk&)>& work, program::Reading reading) {
    auto desk = Desk::open(environment, who, false, reading);
    if (!desk) return failed(environment, desk.error());
    const int code = work(**desk);
    if ((*desk)->program.failure()) return failed(environment, *(*desk)->program.failure());
    return code;
}

} // namespace squire::cli
