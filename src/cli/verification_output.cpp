// SPDX-License-Identifier: MIT
#include "cli/verification_output.h"

#include <ostream>
#include <string_view>

#include <fmt/format.h>

#include "base/text.h"
#include "formats/json_writer.h"

namespace squire::cli {

int print_verification(Environment& environment, const store::Verification& verification) {
    for (const std::string& fault : verification.faults) environment.out << "tampered: " << printable(fault) << '\n';
    environment.out << fmt::format("{} ledger entr{}, {} row{}: {}\n", verification.entries, verification.entries == 1 ? "y" : "ies",
                                   verification.facts, verification.facts == 1 ? "" : "s",
                                   verification.faults.empty() ? "whole"
                                                               : "NOT whole; bring back a backup (docs/store.md), and ask who could write here");
    environment.out << fmt::format("head {}\n", ledger::to_string(verification.head));
    return verification.faults.empty() ? kClean : kFindings;
}

int print_verification_json(Environment& environment, const store::Verification& verification) {
    formats::JsonWriter writer;
    writer.begin_object();
    writer.member("whole", verification.faults.empty());
    writer.member("entries", verification.entries);
    writer.member("rows", verification.facts);
    writer.member("head", std::string_view(ledger::to_string(verification.head)));
    writer.key("faults");
    writer.begin_array();
    for (const std::string& fault : verification.faults) writer.value(std::string_view(fault));
    writer.end_array();
    writer.end_object();
    environment.out << writer.take();
    return verification.faults.empty() ? kClean : kFindings;
}

} // namespace squire::cli
