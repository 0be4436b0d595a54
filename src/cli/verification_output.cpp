// SPDX-License-Identifier: MIT
#include "cli/verification_output.h"

#include <ostream>

#include <fmt/format.h>

#include "base/text.h"

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

} // namespace squire::cli
