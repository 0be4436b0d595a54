// SPDX-License-Identifier: MIT
//
// SAST rules as values. The keys are Semgrep's (github.com/semgrep/semgrep-interfaces, rule_schema_v1.yaml); both of its ways of writing a
// formula (`patterns`/`pattern-either`/… and `match` with `all`/`any`/…) become the one tree below. Patterns and regexes are kept as text: the
// sast scanner compiles them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "finding/finding.h"

namespace squire::rules {

struct Formula;

/// `metavariable-regex`: PCRE2, anchored at the beginning of what is bound.
struct MetavariableRegex {
    std::string metavariable; // "$X", also "$1" for a capture of `pattern-regex`
    std::string regex;
    bool constant_propagation = false; // the constant that the metavariable is known to hold is looked at as well
};

/// `metavariable-pattern`: what is bound matches the formula. In another language, or `generic`, the text of what is bound is parsed again.
struct MetavariablePattern {
    std::string metavariable;
    std::string language; // empty: the rule's own
    std::vector<Formula> formula; // exactly one
};

/// `metavariable-comparison`.
struct MetavariableComparison {
    std::string metavariable; // empty: the expression names what it compares
    std::string comparison; // Semgrep's expression language, a part of Python
    std::optional<int> base; // of the integer that the text of the metavariable holds
    bool strip = false; // quotes around it are taken off first
};

/// `metavariable-analysis`.
struct MetavariableAnalysis {
    enum class Analyzer : std::uint8_t { entropy, entropy_v2, redos };
    std::string metavariable;
    Analyzer analyzer = Analyzer::entropy;
    enum class Mode : std::uint8_t { lax, normal, strict } mode = Mode::normal; // of entropy_v2
};

/// `metavariable-type`: one of the types.
struct MetavariableType {
    std::string metavariable;
    std::vector<std::string> types; // as the language writes them
    std::string language; // empty: the rule's own
};

/// `metavariable-name`: the name resolves to something of one of the modules.
struct MetavariableName {
    std::string metavariable;
    std::vector<std::string> modules;
};

/// Holds or not for one match, by what its metavariables are bound to.
struct Condition {
    std::variant<MetavariableRegex, MetavariablePattern, MetavariableComparison, MetavariableAnalysis, MetavariableType, MetavariableName> test;
    std::uint32_t line = 0; // in the rule file, from 1
};

/// `focus-metavariable`: the match becomes the place of one of these. Several of them in one formula are intersected.
struct Focus {
    std::vector<std::string> metavariables; // any of them
};

/// What a rule looks for: a set of ranges of the text, each with what its metavariables are bound to.
struct Formula {
    enum class Kind : std::uint8_t {
        pattern,  // `text` in the rule's language
        regex,    // `text` in PCRE2, multi-line
        all,      // of `parts`: those that are positive are intersected, `negation` and `inside` filter; the order says nothing
        any,      // of `parts`
        negation, // of the one part: `pattern-not`, `not`
        inside,   // in the one part: `pattern-inside`, `inside`; below a negation `pattern-not-inside`
        anywhere, // the one part matches somewhere in the file
    };
    Kind kind = Kind::pattern;
    std::string text;
    std::uint32_t line = 0; // where it begins in the rule file, from 1; of a block scalar its first line of text
    std::vector<Formula> parts;
    std::vector<Condition> conditions; // only of `all`
    std::vector<Focus> focus; // only of `all`
};

/// Which labels a taint must carry: "A and not (B or C)".
struct LabelExpression {
    enum class Kind : std::uint8_t { always, label, all, any, negation };
    Kind kind = Kind::always;
    std::string label;
    std::vector<LabelExpression> parts;
};

enum class SideEffect : std::uint8_t { no, yes, only };

struct TaintSource {
    Formula formula;
    bool exact = false; // else everything inside the match is a source too
    SideEffect by_side_effect = SideEffect::no;
    bool control = false; // what runs after it is tainted, whatever data it uses
    std::string label; // empty: the one label of rules without labels
    LabelExpression requires_labels; // what must flow into it
};

struct TaintSink {
    Formula formula;
    bool exact = true;
    bool at_exit = false; // only where the function may end there
    LabelExpression requires_labels;
    struct Needed {
        std::string metavariable;
        LabelExpression labels;
    };
    std::vector<Needed> requires_of; // `requires` as a list: each metavariable with the labels that must reach it
};

struct TaintSanitizer {
    Formula formula;
    bool exact = false;
    SideEffect by_side_effect = SideEffect::no;
    bool not_conflicting = false; // does not hold where the match is also a source or a sink
};

struct TaintPropagator {
    Formula formula;
    std::string from, to; // metavariables
    SideEffect by_side_effect = SideEffect::yes;
    std::string label; // what `to` gets; empty: what `from` has
    std::optional<std::vector<std::string>> replace_labels; // only these are replaced by `label`
    LabelExpression requires_labels;
};

struct Taint {
    std::vector<TaintSource> sources;
    std::vector<TaintSink> sinks;
    std::vector<TaintSanitizer> sanitizers;
    std::vector<TaintPropagator> propagators;
};

/// `options` (Semgrep's Rule_options.atd), with its defaults.
struct SastOptions {
    bool constant_propagation = true;
    bool symbolic_propagation = false;
    bool ac_matching = true;
    bool commutative_boolop = false;
    bool symmetric_eq = false;
    bool vardef_assign = true;
    bool flddef_assign = false;
    bool attr_expr = true;
    bool unify_ids_strictly = true;
    bool arrow_is_function = true;
    bool let_is_var = true;
    bool go_deeper_expr = true;
    bool go_deeper_stmt = true;
    bool implicit_deep_exprstmt = true;
    bool implicit_ellipsis = true;
    bool implicit_return = true;
    bool xml_singleton_loose_matching = true;
    bool xml_attrs_implicit_ellipsis = true;
    bool xml_children_ordered = true;
    bool decorators_order_matters = false;

    bool taint_focus_on_source = false; // the finding stands at the source
    bool taint_unify_mvars = false;
    bool taint_assume_safe_functions = false;
    bool taint_assume_safe_indexes = false;
    bool taint_assume_safe_comparisons = false;
    bool taint_assume_safe_booleans = false;
    bool taint_assume_safe_numbers = false;
    bool taint_only_propagate_through_assignments = false;

    enum class GenericEngine : std::uint8_t { spacegrep, aliengrep };
    GenericEngine generic_engine = GenericEngine::spacegrep;
    bool generic_multiline = true;
    bool generic_caseless = false;
    std::uint32_t generic_ellipsis_max_span = 10; // lines
    enum class GenericComments : std::uint8_t { none, c, cpp, shell };
    GenericComments generic_comments = GenericComments::none;
    std::vector<std::pair<std::string, std::string>> generic_braces; // empty: round, square and curly ones
    std::vector<std::pair<std::string, std::string>> generic_extra_braces;
    std::string generic_extra_word_characters;

    std::uint32_t max_match_per_file = 0; // 0: the scanner's own
    double timeout = 0; // seconds a file; 0: the scanner's own
};

/// `fix-regex`: replaces in the text of the match.
struct FixRegex {
    std::string regex; // PCRE2
    std::string replacement; // `\1` or `$1` for a capture
    std::uint32_t count = 0; // the first so many; 0: all
};

/// `metadata.fix`: what a change by `fix` or `fix-regex` brings with it. A key of ours, which Semgrep passes over.
struct FixNotes {
    std::string subject;              // of the commit: "load YAML with safe_load"
    std::string risk;                 // what a reviewer should know; may be empty
    std::vector<std::string> imports; // statements that the new text needs: "import os"
    std::string none;                 // why there is none, and what a person has to find out; may be empty
};

struct SastRule {
    std::string id;
    std::string message; // with metavariables
    std::vector<std::string> languages; // as written, lower case: "py", "js", "generic", "regex"
    finding::Severity severity = finding::Severity::medium;
    finding::Confidence confidence = finding::Confidence::unknown;
    enum class Mode : std::uint8_t { search, taint };
    Mode mode = Mode::search;
    Formula formula; // of search
    Taint taint; // of taint
    std::vector<std::string> include, exclude; // globs of paths
    std::optional<std::string> fix; // with metavariables
    std::optional<FixRegex> fix_regex;
    FixNotes fix_notes;
    SastOptions options;

    [[nodiscard]] bool has_fix() const { return fix || fix_regex; }

    // metadata
    std::string title; // `shortDescription`, `short_description` or `title`; may be empty
    std::vector<std::uint32_t> cwe;
    std::vector<std::string> owasp; // "A03:2021 - Injection", each once
    std::vector<finding::Identifier> identifiers; // `primary_identifier` and `secondary_identifiers`: GitLab's
    std::vector<std::string> references, technology;
    std::string category, likelihood, impact, solution;

    std::string file; // as it was given to the reader
    std::uint32_t line = 0; // of its `id`

    [[nodiscard]] std::string place(std::uint32_t at) const { return file + ":" + std::to_string(at); }
    [[nodiscard]] std::string place() const { return place(line); }
};

} // namespace squire::rules
