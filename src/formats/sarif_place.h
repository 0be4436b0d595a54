// SPDX-License-Identifier: MIT
// For this part's own sources.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "finding/finding.h"
#include "formats/json_document.h"

namespace squire::formats {

/// Turns the places of one SARIF run into paths relative to the project's root.
class SarifPlaces {
public:
    explicit SarifPlaces(const JsonCursor& run);

    struct Place {
        std::string file;
        finding::Range range;
        std::string text; // of the snippet, where there is one
    };

    /// Of a `location`; without a file where it has no physical one.
    [[nodiscard]] Place place_of(const JsonCursor& location) const;

private:
    [[nodiscard]] std::string file_of(const JsonCursor& artifact) const;
    [[nodiscard]] std::string below_root(const std::string& base, int depth) const;
    [[nodiscard]] std::string relative(std::string path, const JsonCursor& artifact) const;

    JsonCursor bases_;
    JsonCursor artifacts_;
    std::vector<std::string> roots_; // absolute, longest first
};

} // namespace squire::formats
