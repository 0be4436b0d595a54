// SPDX-License-Identifier: MIT
#include "secrets/sightings.h"

#include <algorithm>
#include <iterator>

#include <xxhash.h>

namespace squire::secrets {
namespace {

std::uint64_t hash_of(std::uint32_t rule, std::string_view secret, std::string_view match, std::string_view line) {
    std::uint64_t hash = rule;
    for (const std::string_view part : {secret, match, line}) hash = XXH3_64bits_withSeed(part.data(), part.size(), hash);
    return hash;
}

} // namespace

Sighting* Sightings::find_or_add(std::uint32_t rule, std::string_view secret, std::string_view match, std::string_view line, bool& fresh) {
    last_ = hash_of(rule, secret, match, line);
    const auto [place, added] = index_.try_emplace(last_, static_cast<std::uint32_t>(all_.size()));
    fresh = added;
    if (!added) return place->second == kRefused ? nullptr : &all_[place->second];
    all_.push_back({.rule = rule, .secret = std::string(secret), .match = std::string(match), .line = std::string(line)});
    return &all_.back();
}

void Sightings::refuse_last() {
    index_[last_] = kRefused;
    all_.pop_back();
}

void Sightings::merge(Sightings& other) {
    for (Sighting& theirs : other.all_) {
        bool fresh = false;
        Sighting* ours = find_or_add(theirs.rule, theirs.secret, theirs.match, theirs.line, fresh);
        if (ours == nullptr) continue;
        if (fresh) {
            *ours = std::move(theirs);
        } else {
            std::ranges::move(theirs.places, std::back_inserter(ours->places));
        }
    }
    other = {};
}

} // namespace squire::secrets
