// SPDX-License-Identifier: MIT
#include "bugreport/foresight.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <xxhash.h>

namespace squire::bugreport {
namespace {

void add(std::vector<std::uint64_t>& parts, std::string_view text) {
    const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
    parts.push_back(hash.low64);
    parts.push_back(hash.high64);
}

} // namespace

CandidateHash change_between(const Input& base, const Input& candidate) {
    std::vector<std::uint64_t> parts;
    if (base.files.size() != candidate.files.size()) {
        for (const File& file : candidate.files) add(parts, file.path);
    } else {
        for (std::size_t i = 0; i < base.files.size(); ++i) {
            if (base.files[i].path != candidate.files[i].path) add(parts, candidate.files[i].path);
            if (base.files[i].bytes == candidate.files[i].bytes) continue;
            std::string_view from = base.files[i].text(), to = candidate.files[i].text();
            const auto begin = static_cast<std::size_t>(std::ranges::mismatch(from, to).in1 - from.begin());
            from.remove_prefix(begin);
            to.remove_prefix(begin);
            std::size_t end = 0;
            while (end < std::min(from.size(), to.size()) && from[from.size() - 1 - end] == to[to.size() - 1 - end]) ++end;
            from.remove_suffix(end);
            to.remove_suffix(end);
            add(parts, from);
            add(parts, to);
        }
    }
    const XXH128_hash_t hash = XXH3_128bits(parts.data(), parts.size() * sizeof(std::uint64_t));
    return {.low = hash.low64, .high = hash.high64};
}

bool Foresight::expect(const CandidateHash& change) const {
    const auto found = known_.find(change);
    return found == known_.end() ? usual_ >= 0.5 : found->second;
}

void Foresight::learn(const CandidateHash& change, bool interesting) {
    const auto found = known_.find(change);
    if (found != known_.end()) {
        found->second = interesting;
        return;
    }
    usual_ += kWeight * ((interesting ? 1.0 : 0.0) - usual_);
    if (known_.size() < kMost) known_.emplace(change, interesting);
}

} // namespace squire::bugreport
