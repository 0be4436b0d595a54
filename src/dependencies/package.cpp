// SPDX-License-Identifier: MIT
#include "dependencies/package.h"

#include <algorithm>

namespace squire::dependencies {

std::string_view to_string(Scope scope) {
    switch (scope) {
    case Scope::runtime: return "runtime";
    case Scope::optional: return "optional";
    case Scope::development: return "development";
    case Scope::test: return "test";
    }
    return "";
}

std::vector<const Package*> PackageFile::chain_to(std::size_t package) const {
    std::vector<const Package*> chain;
    for (std::size_t at = package; at < packages.size() && chain.size() <= packages.size(); at = packages[at].via)
        chain.push_back(&packages[at]);
    std::ranges::reverse(chain);
    return chain;
}

std::uint64_t PackageInventory::packages() const {
    std::uint64_t count = 0;
    for (const PackageFile& file : files)
        if (file.counts()) count += file.packages.size();
    return count;
}

} // namespace squire::dependencies
