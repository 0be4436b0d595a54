// SPDX-License-Identifier: MIT
#include "secrets/local_scan.h"

#include <algorithm>
#include <utility>

namespace squire::secrets {

std::vector<Region> fresh_regions(std::uint32_t size, std::span<const source::CopiedRun> copies, std::uint32_t margin) {
    std::vector<Region> regions;
    const auto add = [&](std::uint64_t begin, std::uint64_t end) { // [begin, end) is new; begin == end: a seam between two runs
        const auto from = static_cast<std::uint32_t>(begin > margin ? begin - margin : 0);
        const auto to = static_cast<std::uint32_t>(std::min<std::uint64_t>(size, end + margin));
        if (!regions.empty() && from <= regions.back().end) {
            regions.back().end = std::max(regions.back().end, to);
        } else {
            regions.push_back({from, to});
        }
    };
    std::uint64_t done = 0;
    for (const source::CopiedRun& run : copies) {
        if (run.offset > 0 || run.base_offset > 0) add(done, run.offset);
        done = run.offset + run.length;
    }
    add(done, size); // the end of the base may lie elsewhere, so the end is a seam too
    return regions;
}

void LocalScan::carry_over(const HitMemory& base, std::span<const source::CopiedRun> copies) {
    for (const source::CopiedRun& run : copies) {
        const std::uint64_t run_end = run.base_offset + run.length;
        const auto first = std::ranges::lower_bound(base.hits, run.base_offset, {}, [](const Hit& hit) { return std::uint64_t{hit.end}; });
        for (auto hit = first; hit != base.hits.end() && hit->end < run_end; ++hit) {
            // One byte of context before and after; at the very beginning of both texts there is none to miss.
            const std::uint64_t needed = std::uint64_t{database_.width(hit->pattern)} + 1;
            const bool from_the_start = run.base_offset == 0 && run.offset == 0;
            if (hit->end < run.base_offset + needed && !from_the_start) continue;
            hits_.push_back({hit->pattern, static_cast<std::uint32_t>(run.offset + (hit->end - run.base_offset))});
        }
    }
}

const std::vector<Hit>& LocalScan::scan(const source::Text& text) {
    hits_.clear();
    regions_.clear();
    const auto size = static_cast<std::uint32_t>(text.bytes.size());
    const auto* const base = static_cast<const HitMemory*>(text.base);
    if (base == nullptr || text.copies.empty()) {
        regions_.push_back({0, size});
    } else {
        regions_ = fresh_regions(size, text.copies, database_.widest() + 1);
    }
    for (const Region& region : regions_) {
        database_.scan(text.bytes.substr(region.begin, region.end - region.begin), region.begin, scratch_, hits_);
    }
    if (base != nullptr) carry_over(*base, text.copies);
    std::ranges::sort(hits_, {}, [](const Hit& hit) { return std::pair(hit.end, hit.pattern); });
    hits_.erase(std::ranges::unique(hits_).begin(), hits_.end());
    return hits_;
}

} // namespace squire::secrets
