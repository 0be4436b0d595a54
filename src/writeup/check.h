// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "writeup/facts.h"
#include "writeup/source.h"

namespace squire::writeup {

enum class CheckRule : std::uint8_t {
    number,      // a number in the words that no figure has
    reference,   // a link into the document, to an image or to a footnote that leads nowhere
    secret,      // what a rule for secrets matches
    embargo,     // a finding under embargo that a public reader could make out
    part,        // a section, a block or the author's words for it are missing
    block,       // a block that was changed by hand, is not up to date, or that nobody fills
    readability, // prose that is hard to read (readability.h)
};

[[nodiscard]] std::string_view to_string(CheckRule rule);

struct Complaint {
    CheckRule rule = CheckRule::number;
    std::size_t line = 0; // of the source; 0: of all of it
    std::string what;
    std::string next; // what to do
    friend bool operator==(const Complaint&, const Complaint&) = default;
};

struct SecretPlace {
    std::size_t line = 0;
    std::string name; // what it is: "AWS secret access key"
};

/// What the check cannot know by itself.
struct CheckTools {
    std::vector<SecretPlace> secrets;                    // in the text of the source
    std::function<bool(std::string_view path)> is_there; // a file beside the source
};

/// All that stands between this source and its publication, by line.
[[nodiscard]] std::vector<Complaint> check(const Source& source, const Facts& facts, const CheckTools& tools);

// The rules one by one, for `check`.
[[nodiscard]] std::vector<Complaint> check_numbers(const Source& source, const Facts& facts);
[[nodiscard]] std::vector<Complaint> check_references(const Source& source, const Facts& facts, const CheckTools& tools);
[[nodiscard]] std::vector<Complaint> check_secrets(const CheckTools& tools);
[[nodiscard]] std::vector<Complaint> check_embargo(const Source& source, const Facts& facts);
[[nodiscard]] std::vector<Complaint> check_parts(const Source& source, const Facts& facts);
[[nodiscard]] std::vector<Complaint> check_readability(const Source& source);

/// {"complaints": [{"rule", "line", "what", "next"}]}
[[nodiscard]] std::string to_json(const std::vector<Complaint>& complaints);

} // namespace squire::writeup
