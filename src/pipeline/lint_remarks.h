// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "pipeline/keywords.h"
#include "pipeline/pipeline.h"

namespace squire::pipeline {

/// Gathers remarks: each once, of the project's own files only.
class LintRemarks {
public:
    explicit LintRemarks(const Pipeline& pipeline) : pipeline_(pipeline) {}

    void add(Gravity gravity, std::string_view rule, Origin origin, std::string message, std::string hint = {});
    void add(const Remark& remark) { add(remark.gravity, remark.rule, remark.origin, remark.message, remark.hint); }

    /// An error for each key of the mapping that is not known there, with a near one where there is one.
    void unknown_keys(const Setting& mapping, KeyPlace place, std::string_view where);

    /// The name that is probably meant, as "did you mean 'x'?", or else `otherwise`.
    [[nodiscard]] static std::string near(std::string_view word, std::span<const std::string_view> names, std::string_view otherwise = {});

    [[nodiscard]] std::vector<Remark> take(); // sorted

private:
    const Pipeline& pipeline_;
    std::vector<Remark> remarks_;
    std::set<std::tuple<Origin, std::string_view, std::string>> seen_;
};

} // namespace squire::pipeline
