// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace squire::formats {

/// What is wrong with a report itself, whatever it reports: what makes GitLab, DefectDojo or a person who reads two of them stumble.
struct ReportFault {
    enum class Kind : std::uint8_t {
        schema,           // GitLab refuses the report, and with it everything in it
        no_tracking,      // nothing by which a later run knows the finding when lines have moved
        no_place,         // a finding that says no file
        no_rule,          // a finding that says no rule
        empty_identifier, // an identifier without a value
        duplicate_id,     // two findings have one id: the second overwrites the first
        absolute_path,    // a path of the machine that scanned, which no reader can find
        secret_in_full,   // the report holds the secret that it warns of
        unstable_id,      // the same finding has another id in the other run
    };
    Kind kind = Kind::schema;
    std::string what;   // one sentence, the same for all places of one kind where that can be
    std::string place;  // JSON pointer of the first
    std::size_t count = 1; // how many places
    friend bool operator==(const ReportFault&, const ReportFault&) = default;
};

[[nodiscard]] std::string_view to_string(ReportFault::Kind kind); // "schema", "no tracking"

/// The faults of a report of any format that Squire reads; those that are alike once, with their number. None for a text that is no report.
[[nodiscard]] std::vector<ReportFault> faults_of(std::string_view text);

/// The faults that only two runs of one scanner over the same files show: findings of the same rule at the same place whose ids differ.
[[nodiscard]] std::vector<ReportFault> unstable_ids(std::string_view one, std::string_view other);

} // namespace squire::formats
