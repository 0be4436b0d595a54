// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "sast/constants.h"
#include "sast/imports.h"
#include "sast/name_index.h"
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
    [[nodiscard]] const NameIndex& names() const { return names_; }
    [[nodiscard]] bool is_imported(std::uint32_t hash) const; // an import has that name, or a part of its path
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
    NameIndex names_;
    Imports imports_;
    std::vector<std::uint32_t> imported_; // sorted
    mutable std::unique_ptr<Constants> constants_;
    mutable std::optional<std::vector<syntax::NodeId>> held_constants_;
};

} // namespace squire::sast
