// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "fix/gate.h"

namespace squire::fix {

/// What is wrong with what people would read: title, description, messages, and lines that are added.
void check_texts(const GateFacts& facts, std::vector<Refusal>& refusals);

} // namespace squire::fix
