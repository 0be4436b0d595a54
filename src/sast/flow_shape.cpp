// SPDX-License-Identifier: MIT
#include "sast/flow_shape.h"

#include <array>
#include <string_view>

#include "base/text.h"

namespace squire::sast {
namespace {

struct Row {
    FlowShape shape;
    std::string_view kinds; // of all grammars together
};

constexpr std::array<Row, 12> kRows = {{
    {FlowShape::choice,
     "if_statement if unless if_expression elif_clause else_if_clause elsif ternary_expression conditional_expression conditional "
     "if_modifier unless_modifier if_let_expression"},
    {FlowShape::loop, "for_statement for_in_statement while_statement do_statement enhanced_for_statement foreach_statement while until for "
                      "for_range_loop while_expression for_expression loop_expression c_style_for_statement until_statement for_in_clause "
                      "for_each_statement"},
    {FlowShape::alternative,
     "switch_case switch_default case_statement default_statement switch_block_statement_group switch_rule expression_case "
     "default_case type_case communication_case when case_clause match_arm switch_section case in_clause case_item "
     "switch_expression_arm match_conditional_expression match_default_expression"},
    {FlowShape::attempt, "try_statement try_with_resources_statement begin"},
    {FlowShape::handler, "catch_clause except_clause except_group_clause rescue"},
    {FlowShape::last, "finally_clause ensure"},
    {FlowShape::exit, "return_statement return return_expression"},
    {FlowShape::leave, "throw_statement throw_expression raise_statement break_statement continue_statement break continue break_expression "
                       "continue_expression next redo goto_statement"},
    {FlowShape::augmented, "augmented_assignment augmented_assignment_expression operator_assignment compound_assignment_expr "
                           "compound_assignment_expression"},
    {FlowShape::comparison, "comparison_operator not_operator instanceof_expression is_expression is_pattern_expression boolean true false"},
    {FlowShape::arithmetic, "update_expression postfix_unary_expression prefix_unary_expression sizeof_expression"},
    {FlowShape::index, "subscript subscript_expression index_expression array_access element_reference element_access_expression"},
}};

} // namespace

FlowShapes::FlowShapes(const syntax::Grammar& grammar) : shapes_(grammar.kinds(), FlowShape::plain) {
    const std::string_view language = grammar.language().name;
    last_value_is_returned_ = language == "ruby" || language == "rust";
    for (const Row& row : kRows) {
        for (const std::string_view name : split(row.kinds, ' ')) {
            if (name == "case" && language == "ruby") continue; // there it is the switch itself
            const syntax::Kind kind = grammar.kind_named(name);
            if (kind >= syntax::kFirstOwnKind) shapes_[kind] = row.shape;
        }
    }
    for (std::size_t kind = 0; kind < shapes_.size(); ++kind) {
        if ((grammar.traits(static_cast<syntax::Kind>(kind)) & syntax::kFunction) != 0) shapes_[kind] = FlowShape::function;
    }
    if (language == "ruby") { // `do |x| … end`
        for (const std::string_view name : {"block", "do_block"}) {
            if (const syntax::Kind kind = grammar.kind_named(name); kind >= syntax::kFirstOwnKind) shapes_[kind] = FlowShape::function;
        }
    }
    shapes_[syntax::kFunctionKind] = FlowShape::function;
}

} // namespace squire::sast
