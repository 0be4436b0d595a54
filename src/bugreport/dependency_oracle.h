// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "advisories/index.h"
#include "base/result.h"
#include "bugreport/oracle.h"

namespace squire::bugreport {

/// What our dependency scanner has to say of a lockfile or manifest, the file of the place.
struct DependencyQuestion {
    std::string package, version; // as the finding has them
    std::string advisory; // one of the weakness's names: "CVE-2021-23337"; empty: that the package is listed will do
    const advisories::Index* index = nullptr; // needed for an advisory; outlives the oracle
    bool reported = true; // false: the package is listed, in whatever version, and not reported so
};

/// In-process. The file must be as readable as it was at first, and keep its format. Errors: a file that names no packages (unsupported), an advisory
/// without an index (usage).
[[nodiscard]] Result<std::unique_ptr<Oracle>> make_dependency_oracle(DependencyQuestion question, const Input& input);

} // namespace squire::bugreport
