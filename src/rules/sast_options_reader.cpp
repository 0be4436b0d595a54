// SPDX-License-Identifier: MIT
#include "rules/sast_options_reader.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/nearest_word.h"
#include "base/text.h"

namespace squire::rules {
namespace {

struct FlagOption {
    std::string_view key;
    bool SastOptions::* member;
};

constexpr std::array<FlagOption, 30> kFlags = {{
    {"constant_propagation", &SastOptions::constant_propagation},
    {"symbolic_propagation", &SastOptions::symbolic_propagation},
    {"ac_matching", &SastOptions::ac_matching},
    {"commutative_boolop", &SastOptions::commutative_boolop},
    {"symmetric_eq", &SastOptions::symmetric_eq},
    {"commutative_compop", &SastOptions::symmetric_eq},
    {"vardef_assign", &SastOptions::vardef_assign},
    {"flddef_assign", &SastOptions::flddef_assign},
    {"attr_expr", &SastOptions::attr_expr},
    {"unify_ids_strictly", &SastOptions::unify_ids_strictly},
    {"arrow_is_function", &SastOptions::arrow_is_function},
    {"let_is_var", &SastOptions::let_is_var},
    {"go_deeper_expr", &SastOptions::go_deeper_expr},
    {"go_deeper_stmt", &SastOptions::go_deeper_stmt},
    {"implicit_deep_exprstmt", &SastOptions::implicit_deep_exprstmt},
    {"implicit_ellipsis", &SastOptions::implicit_ellipsis},
    {"implicit_return", &SastOptions::implicit_return},
    {"xml_singleton_loose_matching", &SastOptions::xml_singleton_loose_matching},
    {"xml_attrs_implicit_ellipsis", &SastOptions::xml_attrs_implicit_ellipsis},
    {"xml_children_ordered", &SastOptions::xml_children_ordered},
    {"decorators_order_matters", &SastOptions::decorators_order_matters},
    {"taint_unify_mvars", &SastOptions::taint_unify_mvars},
    {"taint_assume_safe_functions", &SastOptions::taint_assume_safe_functions},
    {"taint_assume_safe_indexes", &SastOptions::taint_assume_safe_indexes},
    {"taint_assume_safe_comparisons", &SastOptions::taint_assume_safe_comparisons},
    {"taint_assume_safe_booleans", &SastOptions::taint_assume_safe_booleans},
    {"taint_assume_safe_numbers", &SastOptions::taint_assume_safe_numbers},
    {"taint_only_propagate_through_assignments", &SastOptions::taint_only_propagate_through_assignments},
    {"generic_multiline", &SastOptions::generic_multiline},
    {"generic_caseless", &SastOptions::generic_caseless},
}};

// Known to Semgrep, and without a meaning here: what they switch on is always on within a file, or belongs to another engine's insides.
constexpr std::array<std::string_view, 8> kWithoutMeaning = {
    "interfile",       "taint_intrafile",         "guarded_taint_signatures",      "cpp_parsing_pref", "taint_fixpoint_timeout",
    "dynamic_timeout", "dynamic_timeout_unit_kb", "dynamic_timeout_max_multiplier"};

std::vector<std::pair<std::string, std::string>> braces(YamlReading& yaml, const YamlReading::Field& field) {
    std::vector<std::pair<std::string, std::string>> found;
    for (const yaml::Node* item : yaml.items(*field.value, field.key)) {
        const std::vector<std::string> pair = yaml.texts(*item, field.key);
        if (pair.size() == 2 && !pair[0].empty() && !pair[1].empty()) {
            found.emplace_back(pair[0], pair[1]);
        } else {
            yaml.fail(*item, fmt::format("{} is a list of pairs", field.key), R"-(as in [["(", ")"]])-");
        }
    }
    return found;
}

} // namespace

SastOptions read_sast_options(YamlReading& yaml, const yaml::Node& node, Problems& problems) {
    SastOptions made;
    for (const YamlReading::Field& field : yaml.fields(node, "options")) {
        if (yaml.failed()) break;
        const std::string_view key = field.key;
        const yaml::Node& value = *field.value;
        if (const auto flag = std::ranges::find(kFlags, key, &FlagOption::key); flag != kFlags.end()) {
            made.*flag->member = yaml.flag(value, key);
        } else if (key == "taint_focus_on" || key == "taint_match_on") {
            made.taint_focus_on_source = yaml.text(value, key) == "source";
        } else if (key == "generic_engine") {
            made.generic_engine =
                yaml.text(value, key) == "aliengrep" ? SastOptions::GenericEngine::aliengrep : SastOptions::GenericEngine::spacegrep;
        } else if (key == "generic_comment_style") {
            using enum SastOptions::GenericComments;
            const std::string style = yaml.text(value, key);
            made.generic_comments = style == "c" ? c : style == "cpp" ? cpp : style == "shell" ? shell : none;
        } else if (key == "generic_braces") {
            made.generic_braces = braces(yaml, field);
        } else if (key == "generic_extra_braces") {
            made.generic_extra_braces = braces(yaml, field);
        } else if (key == "generic_extra_word_characters") {
            for (const std::string& text : yaml.texts(value, key)) made.generic_extra_word_characters += text;
        } else if (key == "generic_ellipsis_max_span") {
            made.generic_ellipsis_max_span = yaml.count(value, key);
        } else if (key == "max_match_per_file") {
            made.max_match_per_file = yaml.count(value, key);
        } else if (key == "timeout") {
            made.timeout = yaml.number(value, key).value_or(0);
        } else if (std::ranges::find(kWithoutMeaning, key) == kWithoutMeaning.end()) {
            std::vector<std::string_view> known;
            for (const FlagOption& flag : kFlags) known.push_back(flag.key);
            const std::string_view nearest = nearest_word(key, known);
            problems.add(Weight::warning, Error{ErrorKind::malformed, fmt::format("there is no option '{}'", printable(shorten(key, 80))),
                                                yaml.file().place_name(field.at->range.begin),
                                                nearest.empty() ? std::string() : fmt::format("did you mean '{}'?", nearest)});
        }
    }
    return made;
}

} // namespace squire::rules
