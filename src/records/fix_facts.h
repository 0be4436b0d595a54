// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/result.h"
#include "fix/gate.h"
#include "fix/remediation.h"
#include "records/fix_offers.h"
#include "records/fix_requests.h"

namespace squire::records {

/// What is to be judged.
struct CheckRequest {
    std::filesystem::path repository;
    std::string branch;
    std::string base;                // that it goes to; empty: the offer's, or the project's own
    std::optional<KeptOffer> offer;  // that is recorded of it
    std::optional<std::string> text; // the description as it would be sent; nothing: the offer's
};

/// What the gate asks for, read from the repository and from what is recorded. Without an offer, class and findings are those that the text says of
/// itself, and nothing is proved.
[[nodiscard]] Result<fix::GateFacts> gather_facts(const CheckRequest& request, Dealings dealings, const fix::HoldsSecret& holds_secret,
                                                  Time now);

} // namespace squire::records
