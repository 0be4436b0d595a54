// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "bugreport/scanner_command.h"

namespace squire::bugreport {

/// One installed version of a scanner.
struct VersionedCommand {
    std::string version;
    ScannerCommand command;
};

/// "1.50.0=/opt/semgrep-1.50/bin/semgrep scan --json --config rule.yaml {}". An error (usage) where there is no version, or the command is none.
[[nodiscard]] Result<VersionedCommand> parse_versioned_command(std::string_view text);

/// From old to new: by the numbers in it, as "1.9" comes before "1.10".
void sort_by_version(std::vector<VersionedCommand>& versions);

struct VersionSearch {
    struct Answer {
        std::string version;
        std::optional<bool> wrong; // nothing: it gives no answer, as one that cannot read the rule
    };
    std::vector<Answer> asked; // oldest first
    std::string last_good, first_bad; // next to each other among those that answer; empty: there is none
    bool is_over = false; // the newest one is right

    /// "1.50.0 (1.60.0 is wrong; asked: 1.40.0 right, …)", or that none was right.
    [[nodiscard]] std::string words() const;
};

/// Looks for the first version that is wrong: the oldest and the newest are asked, then the middle of what is left between a right and a wrong one. Versions
/// that give no answer are passed over. `wrong` asks one of them; its errors end the search.
[[nodiscard]] Result<VersionSearch> find_first_wrong(std::span<const VersionedCommand> oldest_first,
                                                     const std::function<Result<std::optional<bool>>(const VersionedCommand&)>& wrong);

} // namespace squire::bugreport
