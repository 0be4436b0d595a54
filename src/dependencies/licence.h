// SPDX-License-Identifier: MIT
//
// Licences as packages name them: SPDX expressions (spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions), or any text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dependencies/package.h"

namespace squire::dependencies {

/// What a licence asks of a work that uses the code; rules/licences/spdx.txt says it of each.
enum class LicenceKind : std::uint8_t { unknown, permissive, weak, strong, network, restricted };

[[nodiscard]] std::string_view to_string(LicenceKind kind);

/// Of one identifier, whatever its case.
[[nodiscard]] LicenceKind kind_of_licence(std::string_view identifier);

/// Whether every identifier of the text is a known SPDX one, and the text an expression of them.
[[nodiscard]] bool is_spdx_expression(std::string_view text);

/// What a project takes. A pattern is an identifier, with '*' at its end for all that begin so ("GPL-*"), or a kind ("strong"). Case does not matter.
struct LicencePolicy {
    std::vector<std::string> allowed; // empty: all that are not denied
    std::vector<std::string> denied; // goes before allowed
    bool unknown_allowed = true; // a package that does not say its licence, or says what is none
    [[nodiscard]] bool empty() const { return allowed.empty() && denied.empty() && unknown_allowed; }
};

enum class LicenceVerdict : std::uint8_t { allowed, denied, unknown };

/// "A OR B" is allowed where one of them is, "A AND B" where both are. An empty text, or one that is no expression, is `unknown`.
[[nodiscard]] LicenceVerdict judge_licence(const LicencePolicy& policy, std::string_view text);

struct LicenceUse {
    std::string licence; // as written; empty: not said
    LicenceVerdict verdict = LicenceVerdict::allowed;
    std::vector<std::string> packages; // "name version", sorted
};

/// All licences of an inventory's packages, those that the policy denies first.
[[nodiscard]] std::vector<LicenceUse> licences_of(const PackageInventory& inventory, const LicencePolicy& policy);

} // namespace squire::dependencies
