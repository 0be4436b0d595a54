// SPDX-License-Identifier: MIT
//
// What a manifest asks for, and what it would ask for after an upgrade.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dependencies/ecosystem.h"

namespace squire::fix {

/// Whether a requirement, as its ecosystem writes it, allows the version; nothing where that cannot be told.
[[nodiscard]] std::optional<bool> allows(dependencies::Ecosystem ecosystem, std::string_view requirement, std::string_view version);

/// The requirement that goes on in the same habit and allows the version: itself where it does already, else its operator with the version. Nothing
/// where it is more than one operator and one version, so that a person has to say what is meant.
[[nodiscard]] std::optional<std::string> raised(dependencies::Ecosystem ecosystem, std::string_view requirement, std::string_view version);

/// The one that allows the version and no other.
[[nodiscard]] std::string exactly(dependencies::Ecosystem ecosystem, std::string_view version);

} // namespace squire::fix
