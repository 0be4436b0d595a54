// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "finding/finding.h"
#include "secrets/text_matcher.h"
#include "source/object_id.h"

namespace squire::secrets {

/// Where a sighting was made.
struct Place {
    source::ObjectId blob; // none: `path` says it
    std::string path;      // empty: `blob` says it
    std::string inner;     // the member of an archive, "!dir/name"
    finding::Range range;
    std::string_view encoding; // how the text is encoded there: "base64"; empty: not. Lives as long as the program
};

/// A secret that a rule saw, in one surrounding: every version of a file that leaves its line alone shares it.
struct Sighting {
    std::uint32_t rule = 0;
    std::string secret;
    std::string match;
    std::string line;     // around the match, as it is
    std::string evidence; // the same, cut short, every secret in it redacted
    std::vector<Place> places;
};

/// What one thread saw. Sightings that were refused by their text alone are remembered as such, so that each is judged once.
class Sightings {
public:
    /// Null where this was refused before. Fresh ones have no place yet.
    [[nodiscard]] Sighting* find_or_add(std::uint32_t rule, std::string_view secret, std::string_view match, std::string_view line, bool& fresh);
    void refuse_last();

    [[nodiscard]] std::vector<Sighting>& all() { return all_; }

    /// Takes over another thread's, joining what is the same.
    void merge(Sightings& other);

private:
    static constexpr std::uint32_t kRefused = ~std::uint32_t{0};
    std::vector<Sighting> all_;
    std::unordered_map<std::uint64_t, std::uint32_t> index_;
    std::uint64_t last_ = 0;
};

} // namespace squire::secrets
