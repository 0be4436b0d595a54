// SPDX-License-Identifier: MIT
#include "source/reading.h"

#include <algorithm>
#include <utility>

namespace squire::source {

namespace {
constexpr std::uint64_t kTellEvery = 1U << 20U;
}

Reading::Reading(TextVisitor& visitor, const ReadOptions& options, Problems& problems)
    : visitor_(visitor), options_(options), problems_(problems), shares_(std::max(1U, options.workers)) {}

void Reading::show(const Text& text, unsigned worker) {
    (void)visitor_.visit(text, worker);
    Share& share = shares_[worker];
    ++share.tally.texts;
    share.tally.bytes += text.bytes.size();
    share.untold += text.bytes.size();
    if (share.untold >= kTellEvery && options_.progress != nullptr) {
        options_.progress->advance(std::exchange(share.untold, 0));
    }
}

void Reading::skip(Error error, std::string_view place, unsigned worker) {
    error.place = place;
    problems_.add(Weight::incomplete, std::move(error));
    count_skipped(worker);
}

Tally Reading::finish() {
    Tally sum;
    for (Share& share : shares_) {
        sum.texts += share.tally.texts;
        sum.bytes += share.tally.bytes;
        sum.skipped += share.tally.skipped;
        if (options_.progress != nullptr && share.untold > 0) options_.progress->advance(std::exchange(share.untold, 0));
    }
    return sum;
}

} // namespace squire::source
