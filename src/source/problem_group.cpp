// SPDX-License-Identifier: MIT
#include "source/problem_group.h"

#include <fmt/format.h>

namespace squire::source {

void ProblemGroup::add(std::string_view path) {
    const std::scoped_lock lock(mutex_);
    if (count_++ == 0 || path < least_) least_ = path;
}

void ProblemGroup::tell(Weight weight, ErrorKind kind, std::string_view one, std::string_view several, Problems& problems) const {
    if (count_ == 0) return;
    if (count_ == 1) return problems.add(weight, {kind, std::string(one), least_, {}});
    problems.add(weight, {kind, fmt::format("{} {}; this is one", count_, several), least_, {}});
}

} // namespace squire::source
