// SPDX-License-Identifier: MIT
//
// Looks for triggers in a text, and, where the text was derived from another, only in what is new.
//
// A trigger of at most w bytes that ends at e depends on the bytes [e - w, e) alone. So if a copied run holds these and one byte of context on either
// side, the base has the same hit, moved by the run's distance, or has none; what is left to look at are the bytes that were not copied, and w + 1
// bytes on either side of each seam. In the history of a source tree that is a small part of all bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "secrets/pattern_database.h"
#include "source/source.h"

namespace squire::secrets {

/// The hits of a text, kept for the texts derived from it.
struct HitMemory final : source::Memory {
    std::vector<Hit> hits; // sorted by end
};

/// A part of a text, [begin, end).
struct Region {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    friend bool operator==(const Region&, const Region&) = default;
};

/// What of a text of `size` bytes must be looked at although `copies` stand in a text that was looked at before: merged, in rising order.
[[nodiscard]] std::vector<Region> fresh_regions(std::uint32_t size, std::span<const source::CopiedRun> copies, std::uint32_t margin);

/// For one thread.
class LocalScan {
public:
    explicit LocalScan(const PatternDatabase& database) : database_(database), scratch_(database.scratch()) {}

    /// All hits in the text, sorted by end, each once. Valid until the next call. `text.base` must be a HitMemory or null.
    [[nodiscard]] const std::vector<Hit>& scan(const source::Text& text);

    /// The regions that `scan` looked at in the last text: the rest was copied.
    [[nodiscard]] const std::vector<Region>& looked_at() const { return regions_; }

    /// Hits in other bytes (decoded ones, a slice of a long text), their ends moved by `offset`; added to `hits`.
    void scan_bytes(std::string_view bytes, std::uint32_t offset, std::vector<Hit>& hits) { database_.scan(bytes, offset, scratch_, hits); }

private:
    void carry_over(const HitMemory& base, std::span<const source::CopiedRun> copies);

    const PatternDatabase& database_;
    PatternDatabase::Scratch scratch_;
    std::vector<Hit> hits_;
    std::vector<Region> regions_;
};

} // namespace squire::secrets
