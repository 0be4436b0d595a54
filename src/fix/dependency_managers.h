// SPDX-License-Identifier: MIT
//
// Package managers as data: rules/fix/package_managers.toml says what each row and word means.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "fix/proposal.h"

namespace squire::fix {

struct ManagerStep {
    enum class Kind : std::uint8_t { require, pin, restore, run };
    Kind kind = Kind::run;
    std::vector<std::string> words; // of require: one; of pin: the keys, outermost first
};

struct ManagerWay {
    std::string says; // "within what its parents allow"
    bool direct = true;
    bool indirect = true;
    std::vector<ManagerStep> steps;
    std::vector<std::string> only_if_unchanged; // a command; the way is none where it changes a tree that nobody touched
};

/// A variable whose value the user's own tools tell, asked outside the sandbox and in an empty folder.
struct ManagerSetting {
    std::string name;
    std::vector<std::string> ask;
};

struct Manager {
    std::string id;
    std::string format; // dependencies::Format::id of the file that it writes
    std::string mark;   // a text in that file; empty: any file of the format
    std::string program;
    std::vector<std::string> version;
    std::string release;       // how its version must begin; empty: any
    std::string other_release; // how it must not
    std::vector<std::string> files; // names of those it may change, with '*'
    std::vector<std::string> homes; // below the user's home, where such programs are installed
    std::vector<std::string> environment;
    std::vector<ManagerSetting> settings;
    std::vector<std::string> check; // fails where lock and manifest do not fit; may be empty
    std::vector<ManagerWay> ways;
    bool everything = false; // needs the sources, too
};

struct ManagerSign {
    Reason reason = Reason::tool_failed;
    std::vector<std::string> texts;
    std::string says;
    bool lasts = false;
};

struct ManagerTable {
    std::vector<std::string> pass; // variables of the user's environment that a package manager gets
    std::vector<Manager> managers;
    std::vector<ManagerSign> signs;
};

[[nodiscard]] Result<ManagerTable> read_manager_table(std::string_view toml);

/// The one that is part of the program.
[[nodiscard]] const ManagerTable& manager_table();

/// The first that writes such a file; null where none does. `text`: of the file.
[[nodiscard]] const Manager* find_manager(const ManagerTable& table, std::string_view format, std::string_view text);

/// Whether a manager may change the file of this path beside its lock at `lock`.
[[nodiscard]] bool may_change(const Manager& manager, std::string_view lock, std::string_view path);

/// What a run that failed means, by what it printed; nullptr where nothing is known.
[[nodiscard]] const ManagerSign* find_sign(const ManagerTable& table, std::string_view printed);

} // namespace squire::fix
