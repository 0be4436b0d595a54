// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "dependencies/listing.h"

namespace squire::dependencies {

/// Adds what "name/version@user/channel#revision%time" names; its index. A range, "name/[>=1]", is a requirement.
inline std::uint32_t add_conan_reference(Listing& listing, std::string_view reference, std::uint32_t line) {
    const std::string_view plain = reference.substr(0, reference.find_first_of("@#%"));
    const std::size_t slash = plain.find('/');
    if (slash == std::string_view::npos) return kNoPackage;
    const std::string_view version = plain.substr(slash + 1);
    const bool range = version.starts_with('[');
    const std::uint32_t at = listing.add(plain.substr(0, slash), range ? std::string_view{} : version, line);
    if (range) listing[at].requirement = version.substr(1, version.find(']') - 1);
    return at;
}

} // namespace squire::dependencies
