// SPDX-License-Identifier: MIT
//
// From what a scanner says now and what is known to which is which.
//
// Finding and vulnerability are joined by the strongest evidence first: each pass has a key, and joins what is still free on both sides and has
// the same key. Within one key, places are paired in their order so that the distance between lines is least; where a pass is a guess (a text
// that moved to another file without git's word for it), only a pair that is alone on both sides is joined. Each side is used once. The result
// depends on the sets, not on their order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tracking/coverage.h"
#include "tracking/trace.h"

namespace squire::tracking {

/// A file that git says was moved between the snapshot of the last scan and this one.
struct Rename {
    std::string from;
    std::string to;
    friend bool operator==(const Rename&, const Rename&) = default;
};

/// What one scanner said about a vulnerability when it last saw it.
struct Sighting {
    Trace trace;
    bool present = true; // it was there at that scanner's last complete look
};

/// A vulnerability, as far as matching cares.
struct Known {
    std::string id; // unique; decides between two that are otherwise alike
    std::vector<Sighting> sightings; // one a witness; all of one report type
    [[nodiscard]] bool present() const;
};

/// Why a finding was taken for a vulnerability, the strongest first.
enum class Ground : std::uint8_t {
    same_place, // fingerprint, file and line
    moved_lines, // fingerprint, elsewhere in the file or with another text
    signature, // another signature of the scanner's
    same_text, // the rule, scope and text in the same file
    renamed_file, // the rule, scope and text in a file that git says was moved
    same_target, // the weakness at the same package and version, address or crash
    bumped_version, // the advisory in another version of the package
    same_line, // the rule on the same line, whose text was edited
    same_scope, // the rule in the same scope, alone on both sides
    same_file, // the rule in the same file, where no texts are known
    moved_text, // the rule and text in another file, alone on both sides
    another_scanner, // another scanner said so of the same place
};

struct Match {
    std::size_t finding = 0; // index of the finding
    std::size_t known = 0; // index of the vulnerability
    Ground ground = Ground::same_place;
    bool back = false; // no witness saw it any more before this
    friend bool operator==(const Match&, const Match&) = default;
};

struct Matching {
    std::vector<Match> matches; // in the order of the findings
    std::vector<std::size_t> fresh; // findings of no known vulnerability
    std::vector<std::size_t> unseen; // vulnerabilities that this witness saw at its last look and does not now, although it looked
    std::vector<std::size_t> gone; // those of `unseen` that no other witness still sees
};

/// `findings` are of one report: all have the same type and tool, and `witness` as theirs, which also holds for a report without findings. A
/// vulnerability of another type than the findings never matches.
[[nodiscard]] Matching match(std::span<const Trace> findings, std::string_view witness, std::span<const Known> known, const Coverage& coverage,
                             std::span<const Rename> renames);

[[nodiscard]] std::string_view to_string(Ground ground); // "renamed file"

} // namespace squire::tracking
