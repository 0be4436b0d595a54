// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "finding/finding.h"

namespace squire::workspace {

/// One weakness that somebody has looked at and does not want to see until a day.
struct Suppression {
    std::string rule;        // Finding::rule(), the whole of it
    std::string path;        // of the file, the whole of it; for what has no file, place_of()
    std::string fingerprint; // of the finding; empty: all of that rule in that file
    std::string reason;      // never empty
    Time until{};            // holds before this
    std::string place;       // "squire.toml:31", for messages

    [[nodiscard]] bool names(const finding::Finding& finding) const;
    [[nodiscard]] bool holds(Time now) const { return now < until; }
};

enum class Extent : std::uint8_t { tree, history };
enum class Order : std::uint8_t { severity, newest, oldest, path };

/// What stands in squire.toml; without it, what stands here. template/squire.toml says what each means.
struct Settings {
    std::string project_name;
    std::string project_source;
    std::string project_branch;
    std::string person_name;
    std::string person_mail;
    Extent extent = Extent::tree;
    std::vector<std::string> only;
    std::string rules;
    std::vector<std::string> vex;     // files, from the workspace's root
    std::uint32_t largest_file = 256; // MB
    bool gitignore = true;
    finding::Severity fail_on = finding::Severity::info;
    Order order = Order::severity;
    std::uint32_t limit = 50;
    std::vector<std::string> licences_allowed; // empty: all that are not denied
    std::vector<std::string> licences_denied;
    bool licences_unknown = true; // a package that does not say its licence is allowed
    std::string fix_test;                  // a shell command that runs the project's own tests; empty: they are not run
    bool fix_network = false;              // package managers may use it
    bool fix_test_network = false;
    std::uint32_t fix_test_minutes = 15;
    std::uint32_t fix_test_memory = 4096;  // MB, of each process
    std::vector<std::string> fix_test_reads; // folders that tests may read beside the system's
    std::vector<Suppression> suppressions;
};

/// The first thing that is wrong, with "file:line:column" as its place: an unknown key (with the nearest one that there is), a value that cannot
/// be, a suppression that does not say what, why and until when.
[[nodiscard]] Result<Settings> read_settings(std::string_view text, std::string_view file_name);

/// The commented squire.toml of a new workspace.
[[nodiscard]] std::string settings_template(std::string_view name, std::string_view source, std::string_view branch);

} // namespace squire::workspace
