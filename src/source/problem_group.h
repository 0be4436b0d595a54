// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "base/problems.h"

namespace squire::source {

/// Problems of one kind, told as one: a tree of a million links shall not hide what matters. For several threads.
class ProblemGroup {
public:
    void add(std::string_view path);

    /// Adds a problem, if there were any: `one` where there was one, else "<count> <several>". Its place is the least path, the same in every run.
    void tell(Weight weight, ErrorKind kind, std::string_view one, std::string_view several, Problems& problems) const;

    [[nodiscard]] std::uint64_t count() const { return count_; }

private:
    std::mutex mutex_;
    std::uint64_t count_ = 0;
    std::string least_;
};

} // namespace squire::source
