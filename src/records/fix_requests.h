// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "fix/gate.h"
#include "program/program.h"

namespace squire::records {

/// What happened between the program and one project, as the gate asks for it.
struct Dealings {
    std::optional<Error> no_consent;
    std::optional<Time> consented;
    std::vector<fix::EarlierRequest> earlier; // merge requests of all purposes
    std::vector<fix::PrivateReport> reports;
    std::vector<std::string> maintainers;     // handles
};
[[nodiscard]] Dealings dealings_with(program::Program& program, std::string_view project, Time now);

/// The id of the project that is hosted at this address, however that is written; where none or several are, an error that says how to name it.
[[nodiscard]] Result<std::string> project_at(program::Program& program, std::string_view address);

/// The contribution at this address, or with this id.
[[nodiscard]] Result<std::string> contribution_at(program::Program& program, std::string_view address_or_id);

/// The one open internship of which this person is the intern or a mentor.
[[nodiscard]] Result<std::string> internship_of(program::Program& program, std::string_view person);

} // namespace squire::records
