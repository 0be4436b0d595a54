// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rules/sast_rule.h"
#include "sast/match.h"
#include "sast/pattern_memory.h"
#include "sast/range_index.h"
#include "sast/source_file.h"

namespace squire::sast {

/// What a formula is evaluated on: a text or a part of it.
struct Subject {
    std::string_view text;            // the whole; must outlive what refers to it
    const SourceFile* file = nullptr; // its tree; null: a text of no language
    std::uint32_t begin = 0, end = 0; // only what lies inside counts
    const Near* near = nullptr;       // what lies elsewhere may be left out; null: nothing is
};

/// One pattern of a formula, whatever finds it.
class Leaf {
public:
    virtual ~Leaf() = default;
    [[nodiscard]] virtual std::vector<Match> find(const Subject& subject, const rules::SastOptions& options, Budget& budget) const = 0;
    /// Whether it can match there at all, as far as can be told without looking.
    [[nodiscard]] virtual bool may_match(const Subject& /*subject*/) const { return true; }
    /// What `squire rules explain` shows.
    [[nodiscard]] virtual std::string explain(const Metavariables& metavariables) const = 0;
};

/// How the text of a pattern becomes a leaf: by the language's grammar, or for `generic` by an engine of its own.
class LeafCompiler {
public:
    virtual ~LeafCompiler() = default;
    /// `language` as rules name it, lower case. Errors: malformed, unsupported (no such language), limit.
    [[nodiscard]] virtual Result<std::unique_ptr<Leaf>> compile(std::string_view text, std::string_view language,
                                                                const rules::SastOptions& options, Metavariables& metavariables) const = 0;
};

/// Languages with a grammar.
class TreeLeafCompiler final : public LeafCompiler {
public:
    explicit TreeLeafCompiler(PatternMemory* memory = nullptr) : memory_(memory) {}
    [[nodiscard]] Result<std::unique_ptr<Leaf>> compile(std::string_view text, std::string_view language, const rules::SastOptions& options,
                                                        Metavariables& metavariables) const override;

private:
    PatternMemory* memory_;
};

[[nodiscard]] Result<std::unique_ptr<Leaf>> compile_regex_leaf(std::string_view regex, Metavariables& metavariables);

} // namespace squire::sast
