// SPDX-License-Identifier: MIT
//
// Which names of a file stand for something of another module: "from foo.bar import baz as b" makes "b" stand for foo.bar.baz.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "syntax/tree.h"

namespace squire::sast {

class Imports {
public:
    explicit Imports(const syntax::Tree& tree);

    /// The parts of the full name that a name stands for at a place: what the last import before it says whose function is around it. Empty: it is
    /// the file's own.
    [[nodiscard]] const std::vector<std::string>& path_of(std::string_view name, syntax::NodeId at) const;
    struct Import {
        std::vector<std::string> path;
        syntax::NodeId statement; // that says so
        syntax::NodeId begin, end; // where it holds
    };
    /// The last import of a name before a place; null: it is the file's own.
    [[nodiscard]] const Import* import_of(std::string_view name, syntax::NodeId at) const;
    /// So that a lookup by a view makes no text.
    struct Hash {
        using is_transparent = void; // NOLINT(readability-identifier-naming): the name that the library asks for
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    using ByName = std::unordered_map<std::string, std::vector<Import>, Hash, std::equal_to<>>;
    [[nodiscard]] const ByName& all() const { return imports_; }
    /// Modules of which every name is taken over ("from foo import *").
    [[nodiscard]] const std::vector<std::vector<std::string>>& wildcards() const { return wildcards_; }

private:
    void add(std::string_view name, std::vector<std::string> path);
    void python(syntax::NodeId id);
    void javascript(syntax::NodeId id);
    void javascript_require(syntax::NodeId id);
    void go(syntax::NodeId id);
    void dotted(syntax::NodeId id);
    void rust(syntax::NodeId id);
    void php(syntax::NodeId id);
    [[nodiscard]] std::vector<std::string> parts(syntax::NodeId id) const;

    const syntax::Tree& tree_;
    ByName imports_;
    syntax::NodeId statement_ = 0; // the import that is being read
    std::size_t count_ = 0;
    std::vector<std::vector<std::string>> wildcards_;
};

} // namespace squire::sast
