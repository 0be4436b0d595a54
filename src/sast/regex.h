// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace squire::sast {

/// A PCRE2 regex as Semgrep's rules mean it: multi-line. With limits on backtracking and depth, so that it ends on any text.
class Regex {
public:
    [[nodiscard]] static Result<Regex> compile(std::string_view pattern);
    Regex(Regex&& other) noexcept;
    Regex& operator=(Regex&& other) noexcept;
    ~Regex();

    /// Groups: the whole match first; npos for one that takes no part.
    using Groups = std::vector<std::pair<std::size_t, std::size_t>>;

    /// The next match at or after `from`. Error: limit, where the text makes it backtrack too much.
    [[nodiscard]] Result<std::optional<Groups>> search(std::string_view text, std::size_t from = 0, bool anchored = false) const;

    [[nodiscard]] std::size_t group_count() const;
    [[nodiscard]] std::vector<std::pair<std::string, std::size_t>> group_names() const;

private:
    struct Code;
    explicit Regex(std::unique_ptr<Code> code);
    std::unique_ptr<Code> code_;
};

} // namespace squire::sast
