// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <vector>

#include "fix/offer.h"

namespace squire::fix {

/// One line, in the imperative: of the commit, and of the request.
[[nodiscard]] std::string subject_of(std::span<const Proved> proved);

/// Of the commit: what and why, in a few lines.
[[nodiscard]] std::string body_of(std::span<const Proved> proved);

/// The whole description of a request, or of a private report where `offer` is one, its fields filled but for the texts.
[[nodiscard]] std::string describe_offer(const Offer& offer, std::span<const Proved> proved, std::span<const finding::Finding* const> findings,
                                         const Customs& customs, Time now);

/// Whether the way from where input comes in to where it does harm is known of it.
[[nodiscard]] bool shows_path(const finding::Finding& finding);

} // namespace squire::fix
