// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sast/flow_shape.h"
#include "syntax/tree.h"

namespace squire::sast {

/// A function, method or lambda of a file.
struct FunctionInFile {
    struct Parameter {
        syntax::NodeId node = syntax::kNoNode; // the whole of it
        std::vector<syntax::NodeId> names;     // what it binds; several where it takes a value apart
        std::string name;                      // for named arguments; empty where it binds several
    };
    syntax::NodeId node = syntax::kNoNode;
    syntax::NodeId body = syntax::kNoNode; // kNoNode: a declaration only
    syntax::NodeId around = syntax::kNoNode; // the function that it stands in
    syntax::NodeId in_class = syntax::kNoNode;
    std::string name; // empty: a lambda that is bound to no name
    std::vector<Parameter> parameters; // without a receiver such as `self`
};

class FunctionTable {
public:
    FunctionTable(const syntax::Tree& tree, const FlowShapes& shapes);

    [[nodiscard]] const std::vector<FunctionInFile>& functions() const { return functions_; } // in order of the text
    [[nodiscard]] std::optional<std::uint32_t> at(syntax::NodeId node) const;

    /// The function of this file that a call reaches: the only one of that name, called by its name alone, on `this` or `self`, or on a class of this
    /// file or a new object of one. Nothing where that is not certain.
    [[nodiscard]] std::optional<std::uint32_t> called(syntax::NodeId call) const;

    /// The names that a pattern of parameters, variables or loops binds.
    void bound_names(syntax::NodeId pattern, std::vector<syntax::NodeId>& to) const;

private:
    void add(syntax::NodeId node, syntax::NodeId around, syntax::NodeId in_class);
    [[nodiscard]] std::string name_of(syntax::NodeId function) const;
    [[nodiscard]] bool is_object_of_this_file(syntax::NodeId object) const;

    const syntax::Tree& tree_;
    std::vector<FunctionInFile> functions_;
    std::unordered_map<syntax::NodeId, std::uint32_t> by_node_;
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_name_;
    std::unordered_map<std::string, syntax::NodeId> classes_;
};

} // namespace squire::sast
