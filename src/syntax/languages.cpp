// SPDX-License-Identifier: MIT
#include "syntax/languages.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "syntax/grammars.h"
#include "syntax/pattern_spellings.h"

namespace squire::syntax {

namespace {

using namespace std::string_view_literals;

constexpr auto kScriptTransparent =
    "parenthesized_expression optional_chain template_substitution jsx_expression_ required_parameter computed_property_name_ as_expression_ "
    "non_null_expression else_clause parenthesized_type type_annotation export_clause_ literal_type"sv;
constexpr auto kScriptSame =
    "let=var lexical_declaration=variable_declaration function_expression=function arrow_function=function function_declaration=function "
    "generator_function=function generator_function_declaration=function using_declaration=variable_declaration generic_type_=type "
    "field_definition=field public_field_definition=field class=class_declaration abstract_class_declaration=class_declaration "
    "nested_type_identifier=nested_identifier jsx_opening_element=jsx_self_closing_element function_signature=function "
    "for_in_statement=for_statement method_definition=function method_signature=function pair_pattern=pair object_pattern=object "
    "array_pattern=array "
    "assignment_pattern=default_parameter optional_parameter_=required_parameter statement_block=block"sv;
constexpr auto kScriptIdentifiers =
    "identifier property_identifier shorthand_property_identifier shorthand_property_identifier_pattern statement_identifier type_identifier "
    "private_property_identifier this super predefined_type undefined import"sv;
constexpr auto kScriptOptional =
    "return_type type_annotation type type_parameters type_arguments decorator accessibility_modifier alternative finalizer class_heritage "
    "override_modifier extends_clause implements_clause optional_chain asserts import_attribute import_clause alias"sv;

constexpr Language script(std::string_view name, std::string_view names, std::string_view title, std::string_view extensions,
                          const TSLanguage* (*grammar)()) {
    return {
        .name = name,
        .names = names,
        .title = title,
        .extensions = extensions,
        .grammar = grammar,
        .transparent = kScriptTransparent,
        .same = kScriptSame,
        .identifiers = kScriptIdentifiers,
        .atoms = "regex jsx_namespace_name meta_property",
        .strings = "string template_string",
        .insertions = "template_substitution",
        .numbers = "number",
        .assignments = "assignment_expression(left,right) variable_declarator(name,value) public_field_definition(name,value)",
        .calls = "call_expression(function,arguments)",
        .members = "member_expression(object,property) nested_identifier(object,property) nested_type_identifier(module,name)",
        .blocks = "program statement_block switch_case switch_default",
        .expression_statements = "expression_statement",
        .functions =
            "function_expression arrow_function function_declaration generator_function generator_function_declaration method_definition",
        .classes = "class class_declaration abstract_class_declaration",
        .named_arguments = "",
        .parameters = "required_parameter(pattern) optional_parameter(pattern) assignment_pattern(left) rest_pattern()",
        .sets = "export_clause union_type",
        .open_sets =
            "implements_clause import_clause named_imports object class_body object_pattern object_type interface_body enum_body switch_body",
        .optional = kScriptOptional,
        .dropped = "jsx_closing_element hash_bang_line html_comment empty_statement",
        .binary = "binary_expression",
        .metavariable_spellings = "$sqmv@|\"$sqmv@\"",
        .ellipsis_spellings = kScript,
        .contexts = kScriptContexts,
        .line_comment = "//",
        .typed_metavariable = "($X : Type)",
        .imports = ImportStyle::javascript,
    };
}

constexpr Language c_like(std::string_view name, std::string_view names, std::string_view title, std::string_view extensions,
                          const TSLanguage* (*grammar)()) {
    return {
        .name = name,
        .names = names,
        .title = title,
        .extensions = extensions,
        .grammar = grammar,
        .transparent = "parenthesized_expression condition_clause type_descriptor else_clause parenthesized_declarator template_argument_list_",
        .same = "field_declaration=declaration qualified_identifier=field_expression for_range_loop=for_statement class_specifier=class "
                "struct_specifier_=class "
                "compound_statement=block "
                "optional_parameter_declaration=parameter_declaration concatenated_string_=string case_statement=case",
        .identifiers = "identifier field_identifier type_identifier statement_identifier namespace_identifier primitive_type this null auto",
        .atoms = "char_literal system_lib_string sized_type_specifier operator_name destructor_name preproc_arg",
        .strings = "string_literal raw_string_literal",
        .insertions = "",
        .numbers = "number_literal",
        .assignments = "assignment_expression(left,right) init_declarator(declarator,value)",
        .calls = "call_expression(function,arguments)",
        .members = "field_expression(argument,field) qualified_identifier(scope,name)",
        .blocks = "translation_unit compound_statement case_statement declaration_list preproc_if preproc_ifdef preproc_else preproc_elif",
        .expression_statements = "expression_statement",
        .functions = "function_definition lambda_expression",
        .classes = "class_specifier struct_specifier union_specifier",
        .named_arguments = "",
        .parameters = "parameter_declaration(declarator) optional_parameter_declaration(declarator)",
        .sets = "",
        .open_sets = "field_declaration_list enumerator_list",
        .optional =
            "storage_class_specifier type_qualifier alternative attribute_specifier ms_declspec_modifier base_class_clause virtual_specifier "
            "trailing_return_type noexcept template_parameter_list explicit_function_specifier attribute_declaration ms_call_modifier "
            "gnu_asm_expression access_specifier bitfield_clause field_initializer_list",
        .dropped = "access_specifier",
        .binary = "binary_expression",
        .metavariable_spellings = "sqmv@|int sqmv@",
        .ellipsis_spellings = kCurly,
        .contexts = kCContexts,
        .line_comment = "//",
        .typed_metavariable = "(Type $X)",
        .imports = ImportStyle::none,
        .statements_end_with_semicolon = true,
    };
}

constexpr std::array kLanguages{
    Language{
        .name = "python",
        .names = "py python2 python3",
        .title = "Python",
        .extensions = "py pyi pyw",
        .grammar = tree_sitter_python,
        .transparent = "parenthesized_expression interpolation expression_list type with_clause with_item_ dotted_name pattern_list_",
        .same = "pattern_list=tuple tuple_pattern=tuple expression_list=tuple list_pattern=list typed_default_parameter=default_parameter "
                "set=dictionary list_splat_pattern=list_splat dictionary_splat_pattern=dictionary_splat lambda_parameters=parameters",
        .identifiers = "identifier none",
        .atoms = "import_prefix type_conversion",
        .strings = "string",
        .insertions = "interpolation",
        .numbers = "integer float",
        .assignments = "assignment(left,right) named_expression(name,value)",
        .calls = "call(function,arguments)",
        .members = "attribute(object,attribute)",
        .blocks = "module block",
        .expression_statements = "expression_statement",
        .functions = "function_definition lambda",
        .classes = "class_definition",
        .named_arguments = "keyword_argument(name,value)",
        .parameters =
            "typed_parameter() default_parameter(name) typed_default_parameter(name) list_splat_pattern_() dictionary_splat_pattern_()",
        .sets = "dictionary set",
        .open_sets = "",
        .optional = "return_type type type_parameters superclasses alternative async decorator except_clause else_clause format_specifier "
                    "type_conversion",
        .dropped = "string_start string_end",
        .binary = "binary_operator boolean_operator comparison_operator",
        .metavariable_spellings = "sqmv@",
        .ellipsis_spellings = kPython,
        .contexts = kPythonContexts,
        .line_comment = "#",
        .typed_metavariable = "($X : Type)",
        .imports = ImportStyle::python,
    },
    script("javascript", "js", "JavaScript", "js jsx mjs cjs vue_", tree_sitter_tsx),
    script("typescript", "ts", "TypeScript", "ts mts cts", tree_sitter_typescript),
    script("tsx", "", "TSX", "tsx", tree_sitter_tsx),
    Language{
        .name = "java",
        .names = "",
        .title = "Java",
        .extensions = "java",
        .grammar = tree_sitter_java,
        .transparent = "parenthesized_expression argument_ catch_type annotated_type_ superclass_ resource_ switch_label_",
        .same = "field_declaration=local_variable_declaration scoped_identifier=field_access scoped_type_identifier=member "
                "marker_annotation=annotation constructor_body=block type_list_=interfaces spread_parameter_=formal_parameter "
                "try_with_resources_statement_=try_statement constant_declaration=local_variable_declaration "
                "enhanced_for_statement=for_statement annotation_type_element_declaration=method_declaration "
                "constructor_declaration=method_declaration",
        .identifiers = "identifier type_identifier this super null_literal void_type integral_type floating_point_type boolean_type true false",
        .atoms = "character_literal class_literal_ dimensions",
        .strings = "string_literal",
        .insertions = "string_interpolation",
        .numbers = "decimal_integer_literal hex_integer_literal octal_integer_literal binary_integer_literal decimal_floating_point_literal "
                   "hex_floating_point_literal",
        .assignments = "assignment_expression(left,right) variable_declarator(name,value) element_value_pair(key,value)",
        .calls = "method_invocation(object,name,arguments) explicit_constructor_invocation(constructor,arguments)",
        .members = "field_access(object,field) scoped_identifier(scope,name)",
        .blocks = "program block switch_block_statement_group constructor_body",
        .expression_statements = "expression_statement",
        .functions = "method_declaration constructor_declaration lambda_expression",
        .classes = "class_declaration interface_declaration enum_declaration record_declaration",
        .named_arguments = "",
        .parameters = "",
        .sets = "modifiers_ annotation_argument_list",
        .open_sets = "class_body interface_body enum_body modifiers annotation_type_body type_list",
        .optional = "modifiers type type_parameters superclass interfaces permits throws alternative dimensions type_arguments catch_clause "
                    "annotation marker_annotation",
        .dropped = "",
        .binary = "binary_expression",
        .metavariable_spellings = "$sqmv@|int $sqmv@",
        .ellipsis_spellings = kCurly,
        .contexts = kJavaContexts,
        .line_comment = "//",
        .typed_metavariable = "(Type $X)",
        .imports = ImportStyle::java,
        .statements_end_with_semicolon = true,
    },
    Language{
        .name = "go",
        .names = "golang",
        .title = "Go",
        .extensions = "go",
        .grammar = tree_sitter_go,
        .transparent = "parenthesized_expression expression_list literal_element statement_list_ parenthesized_type import_spec_list_",
        .same = "qualified_type=selector_expression func_literal_=function_declaration",
        .identifiers = "identifier field_identifier package_identifier type_identifier label_name blank_identifier dot nil iota true false",
        .atoms = "rune_literal",
        .strings = "interpreted_string_literal raw_string_literal",
        .insertions = "",
        .numbers = "int_literal float_literal imaginary_literal",
        .assignments = "assignment_statement(left,right) short_var_declaration(left,right) var_spec(name,value) const_spec(name,value)",
        .calls = "call_expression(function,arguments)",
        .members = "selector_expression(operand,field) qualified_type(package,name)",
        .blocks = "source_file statement_list expression_case default_case communication_case type_case",
        .expression_statements = "expression_statement",
        .functions = "function_declaration method_declaration func_literal",
        .classes = "",
        .named_arguments = "",
        .parameters = "parameter_declaration(name) variadic_parameter_declaration(name)",
        .sets = "import_spec_list",
        .open_sets = "field_declaration_list literal_value",
        .optional = "alternative type_parameters type_arguments result type tag",
        .dropped = "empty_statement",
        .binary = "binary_expression",
        .metavariable_spellings = "sqmv@",
        .ellipsis_spellings = kGo,
        .contexts = kGoContexts,
        .line_comment = "//",
        .typed_metavariable = "($X : Type)",
        .imports = ImportStyle::go,
    },
    c_like("c", "", "C", "c h", tree_sitter_c),
    c_like("cpp", "c++", "C++", "cpp cc cxx c++ hpp hh hxx h++ ipp tpp", tree_sitter_cpp),
    Language{
        .name = "ruby",
        .names = "rb",
        .title = "Ruby",
        .extensions = "rb rake gemspec ru",
        .grammar = tree_sitter_ruby,
        .transparent =
            "parenthesized_statements interpolation pattern exceptions exception_variable left_assignment_list_ superclass_ block_argument_",
        .same =
            "do_block=block block_body=body_statement then=body_statement do=body_statement if_modifier=if unless_modifier=unless "
            "while_modifier=while scope_resolution=member lambda_parameters=block_parameters bare_string_=string hash_key_symbol=simple_symbol",
        .identifiers = "identifier constant self super nil true false operator",
        .atoms = "global_variable instance_variable class_variable character delimited_symbol_ encoding",
        .strings = "string simple_symbol_ subshell_ heredoc_body",
        .insertions = "interpolation",
        .numbers = "integer float rational complex",
        .assignments = "assignment(left,right)",
        .calls = "call(receiver,method,arguments)",
        .members = "scope_resolution(scope,name)",
        .blocks = "program body_statement block_body then else do ensure begin parenthesized_statements",
        .expression_statements = "",
        .functions = "method singleton_method lambda",
        .classes = "class module singleton_class",
        .named_arguments = "pair(key,value)",
        .parameters = "optional_parameter(name) keyword_parameter(name) splat_parameter(name) hash_splat_parameter(name) block_parameter(name)",
        .sets = "hash",
        .open_sets = "",
        .optional = "alternative superclass block parameters else ensure exceptions_ variable",
        .dropped = "heredoc_end empty_statement |",
        .binary = "binary",
        .metavariable_spellings = "sqmv@|Sqmv@|@sqmv@",
        .ellipsis_spellings = kRuby,
        .contexts = kRubyContexts,
        .line_comment = "#",
        .typed_metavariable = "",
        .imports = ImportStyle::none,
    },
    Language{
        .name = "php",
        .names = "",
        .title = "PHP",
        .extensions = "php phtml php3 php4 php5 php7 inc",
        .grammar = tree_sitter_php,
        .transparent = "parenthesized_expression argument namespace_name array_element_initializer else_clause named_type simple_parameter_ "
                       "property_element_",
        .same = "arrow_function=anonymous_function_ nullsafe_member_access_expression=member_access_expression "
                "require_once_expression_=require_expression "
                "array_creation_expression_=array colon_block=compound_statement foreach_statement=for_statement "
                "function_definition=method_declaration "
                "reference_assignment_expression=assignment_expression",
        .identifiers = "name null boolean relative_scope primitive_type cast_type bottom_type",
        .atoms = "variable_name visibility_modifier namespace_name_ qualified_name",
        .strings = "string encapsed_string heredoc nowdoc",
        .insertions = "variable_name dynamic_variable_name subscript_expression member_access_expression member_call_expression",
        .numbers = "integer float",
        .assignments =
            "assignment_expression(left,right) reference_assignment_expression(left,right) const_element() property_element(name,default_value) "
            "static_variable_declaration(name,value)",
        .calls = "function_call_expression(function,arguments) member_call_expression(object,name,arguments) "
                 "nullsafe_member_call_expression(object,name,arguments) scoped_call_expression(scope,name,arguments)",
        .members =
            "member_access_expression(object,name) nullsafe_member_access_expression(object,name) scoped_property_access_expression(scope,name) "
            "class_constant_access_expression()",
        .blocks = "program compound_statement case_statement default_statement colon_block",
        .expression_statements = "expression_statement",
        .functions = "function_definition method_declaration anonymous_function arrow_function",
        .classes = "class_declaration trait_declaration interface_declaration enum_declaration",
        .named_arguments = "argument(name)",
        .parameters = "simple_parameter(name) variadic_parameter(name) property_promotion_parameter(name)",
        .sets = "",
        .open_sets = "declaration_list base_clause",
        .optional =
            "attributes return_type type visibility_modifier static_modifier final_modifier abstract_modifier readonly_modifier base_clause "
            "class_interface_clause catch_clause alternative reference_modifier default_value visibility static_modifier readonly final",
        .dropped = "php_tag php_end_tag text_interpolation empty_statement text",
        .binary = "binary_expression",
        .metavariable_spellings = "$sqmv@|sqmv@",
        .ellipsis_spellings = kPhp,
        .contexts = kPhpContexts,
        .line_comment = "//",
        .typed_metavariable = "",
        .imports = ImportStyle::php,
        .statements_end_with_semicolon = true,
    },
    Language{
        .name = "csharp",
        .names = "c#",
        .title = "C#",
        .extensions = "cs csx",
        .grammar = tree_sitter_c_sharp,
        .transparent = "parenthesized_expression argument global_statement interpolation attribute_argument_ arrow_expression_clause_ type_",
        .same =
            "qualified_name=member_access_expression field_declaration=local_declaration_statement local_function_statement=method_declaration "
            "foreach_statement=for_statement conditional_access_expression_=member_access_expression attribute_argument=argument_ "
            "attribute_argument_list=argument_list",
        .identifiers = "identifier predefined_type null_literal boolean_literal implicit_type",
        .atoms = "character_literal modifier array_rank_specifier",
        .strings = "string_literal verbatim_string_literal raw_string_literal interpolated_string_expression",
        .insertions = "interpolation",
        .numbers = "integer_literal real_literal",
        .assignments = "assignment_expression(left,right) variable_declarator(name)",
        .calls = "invocation_expression(function,arguments)",
        .members = "member_access_expression(expression,name) qualified_name(qualifier,name)",
        .blocks = "compilation_unit block switch_section",
        .expression_statements = "expression_statement",
        .functions = "method_declaration constructor_declaration local_function_statement lambda_expression anonymous_method_expression",
        .classes = "class_declaration struct_declaration interface_declaration record_declaration",
        .named_arguments = "argument(name)",
        .parameters = "parameter(name)",
        .sets = "attribute_list",
        .open_sets = "declaration_list",
        .optional = "modifier attribute_list base_list type_parameters type_parameter_list alternative initializer returns_ "
                    "type_parameter_constraints_clause catch_clause",
        .dropped = "empty_statement interpolation_start interpolation_quote interpolation_brace",
        .binary = "binary_expression",
        .metavariable_spellings = "sqmv@|int sqmv@",
        .ellipsis_spellings = kSharp,
        .contexts = kCSharpContexts,
        .line_comment = "//",
        .typed_metavariable = "(Type $X)",
        .imports = ImportStyle::c_sharp,
        .statements_end_with_semicolon = true,
    },
    Language{
        .name = "rust",
        .names = "",
        .title = "Rust",
        .extensions = "rs",
        .grammar = tree_sitter_rust,
        .transparent = "parenthesized_expression else_clause mut_pattern_ bracketed_type",
        .same = "scoped_type_identifier=scoped_identifier generic_type_with_turbofish=generic_type",
        .identifiers = "identifier field_identifier type_identifier shorthand_field_identifier self super crate primitive_type metavariable "
                       "boolean_literal",
        .atoms = "char_literal lifetime unit_expression unit_type visibility_modifier_",
        .strings = "string_literal raw_string_literal",
        .insertions = "",
        .numbers = "integer_literal float_literal",
        .assignments = "assignment_expression(left,right) let_declaration(pattern,value) const_item(name,value) static_item(name,value)",
        .calls = "call_expression(function,arguments)",
        .members = "field_expression(value,field) scoped_identifier(path,name) scoped_type_identifier(path,name)",
        .blocks = "source_file block",
        .expression_statements = "expression_statement",
        .functions = "function_item closure_expression",
        .classes = "struct_item impl_item trait_item enum_item",
        .named_arguments = "",
        .parameters = "parameter(pattern)",
        .sets = "use_list",
        .open_sets = "field_declaration_list declaration_list field_initializer_list enum_variant_list match_block",
        .optional = "visibility_modifier type return_type type_parameters where_clause function_modifiers alternative mutable_specifier "
                    "attribute_item inner_attribute_item extern_modifier",
        .dropped = "empty_statement",
        .binary = "binary_expression",
        .metavariable_spellings = "sqmv@",
        .ellipsis_spellings = kRust,
        .contexts = kRustContexts,
        .line_comment = "//",
        .typed_metavariable = "($X : Type)",
        .imports = ImportStyle::rust,
        .statements_end_with_semicolon = true,
    },
    Language{
        .name = "bash",
        .names = "sh shell",
        .title = "Shell",
        .extensions = "sh bash ksh zsh bats",
        .grammar = tree_sitter_bash,
        .transparent = "command_name",
        .same = "simple_expansion=expansion",
        .identifiers = "variable_name special_variable_name",
        .atoms = "ansi_c_string file_descriptor",
        .strings = "string raw_string word heredoc_body",
        .insertions = "simple_expansion expansion command_substitution arithmetic_expansion",
        .numbers = "number",
        .assignments = "variable_assignment(name,value)",
        .calls = "",
        .members = "",
        .blocks = "program compound_statement do_group if_statement else_clause elif_clause case_item list_ subshell",
        .expression_statements = "",
        .functions = "function_definition",
        .classes = "",
        .named_arguments = "",
        .parameters = "",
        .sets = "",
        .open_sets = "",
        .optional = "redirect",
        .dropped = "$( `",
        .binary = "binary_expression",
        .metavariable_spellings = "sqmv@",
        .ellipsis_spellings = kShell,
        .contexts = kShellContexts,
        .line_comment = "#",
        .typed_metavariable = "",
    },
    Language{
        .name = "terraform",
        .names = "hcl tf",
        .title = "HCL",
        .extensions = "tf hcl tfvars",
        .grammar = tree_sitter_hcl,
        .transparent = "expression literal_value collection_value variable_expr template_expr operation template_interpolation config_file",
        .same = "",
        .identifiers = "identifier bool_lit null_lit",
        .atoms = "",
        .strings = "string_lit quoted_template heredoc_template",
        .insertions = "template_interpolation template_directive",
        .numbers = "numeric_lit",
        .assignments = "attribute() object_elem(key,val)",
        .calls = "function_call()",
        .members = "",
        .blocks = "body",
        .expression_statements = "",
        .functions = "",
        .classes = "",
        .named_arguments = "",
        .parameters = "",
        .sets = "",
        .open_sets = "body object",
        .optional = "",
        .dropped = "block_start block_end tuple_start tuple_end object_start object_end quoted_template_start quoted_template_end "
                   "template_interpolation_start template_interpolation_end strip_marker heredoc_start heredoc_identifier",
        .binary = "binary_operation unary_operation",
        .metavariable_spellings = "sqmv@",
        .ellipsis_spellings = kTerraform,
        .contexts = kTerraformContexts,
        .line_comment = "#",
        .typed_metavariable = "",
    },
    Language{
        .name = "yaml",
        .names = "yml",
        .title = "YAML",
        .extensions = "yaml yml",
        .grammar = tree_sitter_yaml,
        .transparent = "block_node flow_node plain_scalar stream document block_sequence_item",
        .same = "flow_mapping=block_mapping flow_pair=block_mapping_pair flow_sequence=block_sequence",
        .identifiers = "",
        .atoms = "alias anchor tag",
        .strings = "string_scalar double_quote_scalar single_quote_scalar block_scalar boolean_scalar null_scalar timestamp_scalar",
        .insertions = "",
        .numbers = "integer_scalar float_scalar",
        .assignments = "",
        .calls = "",
        .members = "",
        .blocks = "",
        .expression_statements = "",
        .functions = "",
        .classes = "",
        .named_arguments = "",
        .parameters = "",
        .sets = "block_mapping",
        .open_sets = "",
        .optional = "anchor tag",
        .dropped = "yaml_directive tag_directive - ?",
        .binary = "",
        .metavariable_spellings = "sqmv@",
        .ellipsis_spellings = kYaml,
        .contexts = kYamlContexts,
        .line_comment = "#",
        .typed_metavariable = "",
    },
    Language{
        .name = "dockerfile",
        .names = "docker",
        .title = "Dockerfile",
        .extensions = "dockerfile containerfile",
        .metavariable_spellings = "sqmv@",
        .ellipsis_spellings = kWord,
        .contexts = kDockerfileContexts,
        .line_comment = "#",
        .typed_metavariable = "",
    },
    Language{
        .name = "json",
        .names = "",
        .title = "JSON",
        .extensions = "json jsonc webmanifest",
        .grammar = tree_sitter_json,
        .transparent = "",
        .same = "",
        .identifiers = "null true false",
        .atoms = "",
        .strings = "string",
        .insertions = "",
        .numbers = "number",
        .assignments = "",
        .calls = "",
        .members = "",
        .blocks = "",
        .expression_statements = "",
        .functions = "",
        .classes = "",
        .named_arguments = "",
        .parameters = "",
        .sets = "",
        .open_sets = "object",
        .optional = "",
        .dropped = "",
        .binary = "",
        .metavariable_spellings = "\"sqmv@\"",
        .ellipsis_spellings = kJson,
        .contexts = kJsonContexts,
        .line_comment = "",
        .typed_metavariable = "",
    },
};

bool has_word(std::string_view words, std::string_view word) {
    const auto all = split(words, ' ');
    return !word.empty() && std::ranges::find(all, word) != all.end();
}

} // namespace

std::span<const Language> languages() { return kLanguages; }

const Language* language_named(std::string_view name) {
    const std::string lower = to_lower(name);
    const auto found = std::ranges::find_if(kLanguages, [&](const Language& one) { return one.name == lower || has_word(one.names, lower); });
    return found == kLanguages.end() ? nullptr : &*found;
}

const Language* language_titled(std::string_view title) {
    const auto found = std::ranges::find(kLanguages, title, &Language::title);
    return found == kLanguages.end() ? nullptr : &*found;
}

const Language* language_of_path(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    const std::size_t dot = name.rfind('.');
    const std::string ending = dot == std::string_view::npos ? std::string{} : to_lower(name.substr(dot + 1));
    const bool dockerfile = name.starts_with("Dockerfile") || name.starts_with("Containerfile") || name == "dockerfile";
    const auto found =
        std::ranges::find_if(kLanguages, [&](const Language& one) { return has_word(one.extensions, dockerfile ? "dockerfile" : ending); });
    return found == kLanguages.end() ? nullptr : &*found;
}

} // namespace squire::syntax
