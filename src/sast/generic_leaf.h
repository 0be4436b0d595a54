// SPDX-License-Identifier: MIT
#pragma once

#include "sast/leaf.h"

namespace squire::sast {

/// All languages of rules: those with a grammar, and `generic`. In a rule of `regex` patterns are regexes.
class AllLeafCompiler final : public LeafCompiler {
public:
    explicit AllLeafCompiler(PatternMemory* memory = nullptr) : memory_(memory) {}
    [[nodiscard]] Result<std::unique_ptr<Leaf>> compile(std::string_view text, std::string_view language, const rules::SastOptions& options,
                                                        Metavariables& metavariables) const override;

private:
    PatternMemory* memory_;
};

[[nodiscard]] bool is_generic(std::string_view language); // "generic", "regex", "none": read as text, not parsed

} // namespace squire::sast
