// SPDX-License-Identifier: MIT
//
// What somebody has found out about weaknesses in the project's packages (Vulnerability Exploitability eXchange), as others write it: OpenVEX
// (github.com/openvex/spec, 0.0.1 and 0.2.0) or CycloneDX 1.4 to 1.6 in JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/problems.h"
#include "base/result.h"
#include "dependencies/package_url.h"
#include "dependencies/weakness.h"
#include "finding/finding.h"

namespace squire::dependencies {

/// OpenVEX's four; CycloneDX's are read as the one that means the same.
enum class VexStatus : std::uint8_t { not_affected, affected, fixed, under_investigation };

[[nodiscard]] std::string_view to_string(VexStatus status); // "not_affected"

struct VexStatement {
    std::vector<std::string> ids; // names of one weakness, canonical; never empty
    VexStatus status = VexStatus::under_investigation;
    std::string reason;           // "vulnerable_code_not_present: nobody calls it"; never empty where it is not affected
    std::vector<PackageReference> packages; // never empty
    std::optional<Time> time;
    std::string place; // "vex.json:12"

    /// Somebody vouches that the weakness does no harm here.
    [[nodiscard]] bool excuses() const { return status == VexStatus::not_affected || status == VexStatus::fixed; }
};

/// Reads a document whole, or not at all: a statement that is cut off could be the one that takes an earlier one back. A statement that
/// cannot be used (no reason for `not_affected`, no package) is named in `problems` and left out. `name` is the file's, for messages.
[[nodiscard]] Result<std::vector<VexStatement>> read_vex(std::string_view text, std::string_view name, Problems& problems);

/// All statements that hold for a scan, found by weakness.
class VexBook {
public:
    void add(std::vector<VexStatement> statements);
    [[nodiscard]] bool empty() const { return statements_.empty(); }
    [[nodiscard]] std::span<const VexStatement> statements() const { return statements_; }

    /// The newest that is about this weakness of this package; of those of one time, the one that was added last. Null: there is none.
    [[nodiscard]] const VexStatement* about(const Weakness& weakness, const Package& package) const;

private:
    std::vector<VexStatement> statements_;
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_id_;
};

/// The doubt that a statement puts on a finding, and whether a finding has such a one.
[[nodiscard]] finding::Flag vex_flag(const VexStatement& statement);
[[nodiscard]] bool is_excused(const finding::Finding& finding);

/// Says which findings the statements excuse and why, and how many statements are about none.
void say_vex(const VexBook& book, const PackageInventory& inventory, std::span<const VulnerablePackage> vulnerable, Problems& problems);

} // namespace squire::dependencies
