// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "fix/offer.h"
#include "store/store.h"

namespace squire::records {

/// An offer, and the commit that was made of it.
struct KeptOffer {
    fix::Offer offer;
    std::string commit; // 40 hexadecimal digits; empty for one that is private and changes nothing
    friend bool operator==(const KeptOffer&, const KeptOffer&) = default;
};

/// As the store and a file keep it: {"format": "squire offer", …}.
[[nodiscard]] std::string write_offer(const KeptOffer& kept);
[[nodiscard]] Result<KeptOffer> read_offer(std::string_view document);

/// Into the store under the offer's id, with one ledger entry "fix.offer"; the same once more is fine.
[[nodiscard]] Result<void> keep_offer(store::Store& store, const KeptOffer& kept, std::string_view actor);

/// By its branch, of several the one that was kept last, or by a unique prefix of its id of at least 4 digits. `not_found` where there is none.
[[nodiscard]] Result<KeptOffer> find_offer(const store::Store& store, std::string_view branch_or_id);

} // namespace squire::records
