// SPDX-License-Identifier: MIT
#include "base/result.h"

#include "base/text.h"

namespace squire {

std::string describe(const Error& error) {
    std::string text;
    if (!error.place.empty()) text += printable(error.place) + ": ";
    text += printable(error.message);
    if (!error.hint.empty()) text += " (" + printable(error.hint) + ")";
    return text;
}

} // namespace squire
