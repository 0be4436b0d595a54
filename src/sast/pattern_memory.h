// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/languages.h"

namespace squire::sast {

/// Which way of writing a pattern parsed. Another pattern of the same shape is written that way first, so that the many patterns of a rule that
/// differ in a name are not each tried in hundreds of ways. Used by any number of threads.
class PatternMemory {
public:
    struct Way {
        std::size_t context = 0; // of the language's
        std::vector<std::size_t> choices; // by piece of the pattern
    };

    /// The pattern with one word for every name that has a capital letter or a digit; what is a keyword stays.
    [[nodiscard]] static std::string shape_of(std::string_view pattern, const syntax::Language& language);

    [[nodiscard]] std::optional<Way> find(const std::string& shape) const;
    void keep(const std::string& shape, Way way);

private:
    static constexpr std::size_t kMost = 10'000;
    mutable std::mutex lock_;
    std::map<std::string, Way> ways_;
};

} // namespace squire::sast
