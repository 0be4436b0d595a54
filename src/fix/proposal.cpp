// SPDX-License-Identifier: MIT
#include "fix/proposal.h"

#include <algorithm>
#include <array>

#include "base/hash.h"

namespace squire::fix {
namespace {

constexpr std::array<std::string_view, 6> kClasses{"dependency", "source", "container", "pipeline", "infrastructure", "secret"};
constexpr std::array<std::string_view, 14> kReasons{"no_fixed_version", "parent_pins",  "peer_conflict", "no_rule_fix", "not_editable",
                                                    "out_of_step",      "tool_missing", "tool_failed",   "clashes",     "failed_proof",
                                                    "file_changed",     "needs_person", "dismissed",     "put_off"};

void add_field(std::string& hashed, std::string_view field) {
    hashed += std::to_string(field.size()) + ":";
    hashed += field;
}

} // namespace

std::string Proposal::id() const {
    std::string hashed;
    add_field(hashed, to_string(kind));
    add_field(hashed, std::to_string(findings.size()));
    for (const std::string& finding : findings) add_field(hashed, finding);
    for (const FileChange& change : changes) {
        add_field(hashed, change.path);
        add_field(hashed, change.after);
    }
    return to_hex(sha256(hashed)).substr(0, 12);
}

std::string_view to_string(ChangeClass kind) { return kClasses.at(static_cast<std::size_t>(kind)); }

std::optional<ChangeClass> parse_change_class(std::string_view text) {
    const auto found = std::ranges::find(kClasses, text);
    if (found == kClasses.end()) return std::nullopt;
    return static_cast<ChangeClass>(found - kClasses.begin());
}

std::string_view to_string(Reason reason) { return kReasons.at(static_cast<std::size_t>(reason)); }

} // namespace squire::fix
