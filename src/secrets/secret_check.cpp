// SPDX-License-Identifier: MIT
#include "secrets/secret_check.h"

namespace squire::secrets {

bool SecretCheck::operator()(std::string_view text) {
    (void)visitor_.visit({.path = "text", .bytes = text}, 0);
    return !visitor_.take().all().empty();
}

} // namespace squire::secrets
