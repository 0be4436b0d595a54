// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "cli/command.h"
#include "program/act.h"
#include "records/store_records.h"
#include "store/store.h"

namespace squire::cli {

/// What a command of the program works at: the store around the current folder, and who sits there. The command line trusts who calls it, as a text
/// editor would; whoever can open the store can write it, and the ledger shows it.
class Desk {
public:
    /// Where the program is kept: the workspace around the current folder, else the nearest folder upwards with .squire, else (`make`) the current one;
    /// or what DATABASE_URL names. `who` may be empty, for commands that only look.
    [[nodiscard]] static Result<std::unique_ptr<Desk>> open(Environment& environment, const std::string& who, bool make = false,
                                                            program::Reading reading = {});

    [[nodiscard]] Result<program::Object> act(program::Deed deed); // by `who`
    [[nodiscard]] Result<program::Object> by_squire(program::Deed deed); // by Squire itself
    [[nodiscard]] program::Circumstances circumstances() const;

    store::Store store;
    records::StoreRecords records;
    program::Program program;
    std::string who;
    std::filesystem::path folder;

private:
    Desk(store::Store opened, std::string who, std::filesystem::path folder, const Clock& clock, program::Reading reading);
    const Clock& clock_;
};

/// Prints the error and gives its exit code.
[[nodiscard]] int failed(Environment& environment, const Error& error);

/// Adds --as, which SQUIRE_AS stands for.
void add_who(CLI::App& command, std::string& who);

/// Opens the desk, does the work, and looks whether everything could be read.
[[nodiscard]] int at_desk(Environment& environment, const std::string& who, const std::function<int(Desk&)>& work,
                          program::Reading reading = {});

} // namespace squire::cli
