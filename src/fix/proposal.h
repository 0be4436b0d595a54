// SPDX-License-Identifier: MIT
//
// The words of goal 3: what could be changed, which findings that answers, and why the others get no change.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace squire::fix {

/// One class of change is one branch and one merge request.
enum class ChangeClass : std::uint8_t {
    dependency,     // an upgrade
    source,         // code
    container,      // how images are built
    pipeline,       // the CI file
    infrastructure, // Terraform and its kin
    secret,         // reading a credential from the environment; drafted in private
};

/// One file, whole, before and after: whoever writes it first checks that it still is what it was.
struct FileChange {
    std::string path;   // from the project's root, '/' between names
    std::string before; // its bytes when the proposal was made; empty for a new file
    std::string after;
    bool is_new = false;
    friend bool operator==(const FileChange&, const FileChange&) = default;
};

/// What one change would do; nothing is written yet, and nothing proved.
struct Proposal {
    ChangeClass kind = ChangeClass::source;
    std::string what;                  // of the commit's subject: "update lodash from 4.17.15 to 4.17.21"
    std::string why;                   // why this change and no smaller one; Markdown, a few sentences
    std::string made_by;               // "npm 10.8.2", "the fix of rule python.subprocess-shell"
    std::vector<std::string> findings; // fingerprints of the findings that it answers, sorted, never empty
    std::vector<FileChange> changes;   // by path; empty for what only people can do (see `steps`)
    std::vector<std::string> risks;    // what a reviewer should know: "a major step: 3.x is affected to its end"
    std::vector<std::string> steps;    // for people, in order: revoking a key
    std::vector<std::string> secrets;  // in full, as they stand in `changes`: what is shown of them has these redacted (redaction.h)

    /// 12 hexadecimal digits over class, findings and changes: the same for the same proposal on every machine.
    [[nodiscard]] std::string id() const;
    friend bool operator==(const Proposal&, const Proposal&) = default;
};

/// Why a finding gets no change.
enum class Reason : std::uint8_t {
    no_fixed_version,   // nobody has published one
    parent_pins,        // what brings the package in allows no better version
    peer_conflict,      // another package does not
    no_rule_fix,        // the rule offers no fix
    not_editable,       // generated, vendored, binary, or a shape that our own edit does not know
    out_of_step,        // lockfile and manifest do not fit each other
    tool_missing,       // the package manager is not installed, and our own edit cannot do it
    tool_failed,        // it refused, asked a question, or did not end in time
    clashes,            // with another change at the same place
    failed_proof,       // the finding stayed, new ones came, the file does not parse, or tests failed
    file_changed,       // since the scan
    needs_person,       // only people can do it
    dismissed,          // somebody decided that it stays as it is
    put_off,            // enough others were tried at once
};

struct Unfixed {
    std::string finding; // fingerprint
    Reason reason = Reason::no_rule_fix;
    std::string why;     // one sentence, with names and versions
    friend bool operator==(const Unfixed&, const Unfixed&) = default;
};

/// What came of a report: each of its findings is in at least one proposal or in `unfixed`.
struct Proposals {
    std::vector<Proposal> proposals; // in order of class, then by what
    std::vector<Unfixed> unfixed;    // in the order of the report
};

[[nodiscard]] std::string_view to_string(ChangeClass kind); // "dependency"
[[nodiscard]] std::optional<ChangeClass> parse_change_class(std::string_view text);
[[nodiscard]] std::string_view to_string(Reason reason);    // "no_fixed_version"

} // namespace squire::fix
