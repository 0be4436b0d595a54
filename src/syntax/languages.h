// SPDX-License-Identifier: MIT
//
// What the program knows about each programming language whose syntax trees it reads. All of it stands in one row; docs/add-a-language.md says how
// to write one. Words of a list stand with a blank between.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

struct TSLanguage;

namespace squire::syntax {

/// Text around a pattern that makes a file of it which parses: a pattern may be an expression, a statement, a member, ….
struct PatternContext {
    std::string_view before, after;
};

/// How import statements bind names; `import_names.cpp` reads them.
enum class ImportStyle : std::uint8_t { none, python, javascript, go, java, rust, c_sharp, php };

struct Language {
    std::string_view name; // as rules write it: "python"
    std::string_view names; // other names in rules: "py python2 python3"
    std::string_view title; // as the inventory calls it: "Python"
    std::string_view extensions; // "py pyi"
    const TSLanguage* (*grammar)(); // null: read by our own code, as Dockerfiles are

    // Kinds of nodes, by the grammar's names.
    std::string_view transparent; // stand for their child where they have just one
    std::string_view same; // "a=b": a is to patterns what b is
    std::string_view identifiers; // leaves that name something: one kind, whatever the grammar calls them by place
    std::string_view atoms; // become leaves, with their whole text
    std::string_view strings; // literals of text; without a value put in they are leaves, and their content is what counts
    std::string_view insertions; // inside strings: values put in
    std::string_view numbers;
    std::string_view assignments; // "kind(left,right)", with the grammar's fields: plain assignments and definitions of variables with a value
    std::string_view calls; // "kind(function,arguments)"
    std::string_view members; // "kind(object,member)"
    std::string_view blocks; // their children are statements
    std::string_view expression_statements;
    std::string_view functions; // scopes of variables; a statement's ellipsis does not look into them
    std::string_view classes;
    std::string_view named_arguments; // "kind(name,value)": in any order
    std::string_view parameters; // "kind(name)": a parameter with more than its name
    std::string_view sets; // children in any order
    std::string_view open_sets; // children in any order, and a pattern need not name all
    std::string_view optional; // fields and kinds that a pattern may leave out: types, decorators, else
    std::string_view dropped; // say nothing to patterns
    std::string_view binary; // "kind": operators with two operands in fields left and right

    // Patterns.
    std::string_view metavariable_spellings; // '|' between them, '@' for a number of its own; tried in order
    std::span<const std::string_view> ellipsis_spellings;
    std::span<const PatternContext> contexts;
    std::string_view line_comment; // what begins one; no place of a pattern is looked for behind it
    std::string_view typed_metavariable; // "(Type $X)" or "($X : Type)": how the language's patterns write a type; empty: not at all
    ImportStyle imports = ImportStyle::none;
    bool statements_end_with_semicolon = false;
};

[[nodiscard]] std::span<const Language> languages();

/// By one of its names in rules, any case; null: unknown.
[[nodiscard]] const Language* language_named(std::string_view name);

/// By the inventory's name of it ("C++"); null: none of ours.
[[nodiscard]] const Language* language_titled(std::string_view title);

/// By the ending of a path or, for a Dockerfile, its name; null: none of ours.
[[nodiscard]] const Language* language_of_path(std::string_view path);

} // namespace squire::syntax
