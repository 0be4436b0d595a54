// SPDX-License-Identifier: MIT
#include "cli/program.h"

#include <fmt/format.h>

namespace squire::cli {

int run(const std::vector<std::string>& arguments) {
    (void)arguments;
    fmt::print("squire\n");
    return kUsage;
}

} // namespace squire::cli
