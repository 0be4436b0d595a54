// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "sast/constants.h"
#include "sast/imports.h"
#include "syntax/tree.h"

namespace squire::sast {

/// A parsed file with what all patterns ask of it. Made once a file, then read; the text must outlive it.
class SourceFile {
public:
    explicit SourceFile(syntax::Tree tree);
    SourceFile(const SourceFile&) = delete; // its parts point to each other
    SourceFile& operator=(const SourceFile&) = delete;

    [[nodiscard]] const syntax::Tree& tree() const { return tree_; }
    [[nodiscard]] std::span<const syntax::NodeId> of_kind(syntax::Kind kind) const; // in order of the text
    [[nodiscard]] const std::vector<syntax::NodeId>& blocks() const { return blocks_; }
    [[nodiscard]] bool has_name(std::uint32_t hash) const; // some leaf or import has that text
    [[nodiscard]] const Imports& imports() const { return imports_; }
    [[nodiscard]] const std::vector<syntax::NodeId>& statements() const { return statements_; }
    [[nodiscard]] const Constants& constants() const; // computed on first use; one thread at a time
    /// Expressions that hold a constant and are no literals, in order of the text; likewise computed on first use.
    [[nodiscard]] const std::vector<syntax::NodeId>& held_constants() const;

private:
    syntax::Tree tree_;
    std::vector<std::uint32_t> kind_begin_;
    std::vector<syntax::NodeId> by_kind_;
    std::vector<syntax::NodeId> blocks_;
    std::vector<syntax::NodeId> statements_;
    std::vector<std::uint32_t> names_; // sorted
    Imports imports_;
    mutable std::unique_ptr<Constants> constants_;
    mutable std::optional<std::vector<syntax::NodeId>> held_constants_;
};

} // namespace squire::sast
