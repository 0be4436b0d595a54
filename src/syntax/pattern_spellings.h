// SPDX-License-Identifier: MIT
//
// How patterns are made to parse. An ellipsis is written as one of its spellings, '@' being a name that occurs nowhere: which one fits its place is
// found by trying. A pattern stands in one of the contexts, tried in order: the first in which all of it parses.
#pragma once

#include <array>

#include "syntax/languages.h"

namespace squire::syntax {

using namespace std::string_view_literals;

inline constexpr std::array kCurly{"@"sv, "@;"sv, "int @"sv, "int @;"sv, "case @:"sv, "@;;"sv, "@ = 1"sv};
inline constexpr std::array kSharp{"@"sv, "@();"sv, "int @"sv, "int @;"sv, "case @:"sv, "@;;"sv, "@ = 1"sv};
inline constexpr std::array kScript{"@"sv, "{@}"sv, "@;"sv, "@: @"sv, "case @:"sv, "@;;"sv};
inline constexpr std::array kPython{"@"sv, "@: @"sv, "case @: @"sv, "if @"sv};
inline constexpr std::array kRuby{"@"sv, "@ => @"sv, "when @"sv};
inline constexpr std::array kPhp{"$@"sv, "@"sv, "$@;"sv, "case @:"sv, "$@;;"sv, "const @ = 1;"sv};
inline constexpr std::array kRust{"@"sv, "@;"sv, "@: @"sv, "@ => @,"sv};
inline constexpr std::array kGo{"@"sv, "@ @"sv, "\"@\""sv, "@: @"sv, "case @:"sv, "; @ ;"sv};
inline constexpr std::array kShell{"@"sv, "@;"sv, "@) @;;"sv};
inline constexpr std::array kTerraform{"@ = 1"sv, "@"sv, "@ = @,"sv};
inline constexpr std::array kJson{"\"@\""sv, "\"@\": 1"sv};
inline constexpr std::array kYaml{"@"sv, "@: @"sv, "- @"sv};

inline constexpr std::array kWord{"@"sv};

inline constexpr std::array<PatternContext, 2> kDockerfileContexts{{{"", "\n"}, {"RUN ", "\n"}}};
inline constexpr std::array<PatternContext, 6> kPythonContexts{
    {{"", "\n"}, {"x = (", ")\n"}, {"", ": pass\n"}, {"try:\n  pass\n", "\n"}, {"{", "}\n"}, {"", "\ndef f(): pass\n"}}};
inline constexpr std::array<PatternContext, 11> kScriptContexts{{{"", "\n"},
                                                                 {"(", ")\n"},
                                                                 {"({", "})\n"},
                                                                 {"try {} ", "\n"},
                                                                 {"class C {", "}\n"},
                                                                 {"", " {}\n"},
                                                                 {"switch (x) {", "}\n"},
                                                                 {"x = <a ", "/>\n"},
                                                                 {"let x: ", ";\n"},
                                                                 {"", " class C {}\n"},
                                                                 {"class C {", " {}}\n"}}};
inline constexpr std::array<PatternContext, 14> kJavaContexts{{{"", "\n"},
                                                               {"x = ", ";\n"},
                                                               {"void f() {", "}\n"},
                                                               {"class C {", "}\n"},
                                                               {"void f() {", ";}\n"},
                                                               {"class C {", " {}}\n"},
                                                               {"", " {}\n"},
                                                               {"void f() { try {} ", "}\n"},
                                                               {"", " class C {}\n"},
                                                               {"void f() { switch (x) {", "}}\n"},
                                                               {"void f() { ", " {} }\n"},
                                                               {"class C { C() {", ";}}\n"},
                                                               {"void f() { ", " catch (E e) {} }\n"},
                                                               {"", " x;\n"}}};
inline constexpr std::array<PatternContext, 9> kGoContexts{{{"package p\nfunc f() {\n", "\n}\n"},
                                                            {"package p\n", "\n"},
                                                            {"", "\n"},
                                                            {"package p\nvar x = ", "\n"},
                                                            {"package p\n", " {}\n"},
                                                            {"package p\nfunc f() { switch x {\n", "\n}}\n"},
                                                            {"package p\nvar x = T{", "}\n"},
                                                            {"package p\ntype T struct {\n", "\n}\n"},
                                                            {"package p\nvar x ", "\n"}}};
inline constexpr std::array<PatternContext, 9> kCContexts{{{"void f() {", "}\n"},
                                                           {"void f() {", ";}\n"},
                                                           {"", "\n"},
                                                           {"int x = ", ";\n"},
                                                           {"", " {}\n"},
                                                           {"struct S {", "};\n"},
                                                           {"void f() { switch (x) {", "}}\n"},
                                                           {"void f() { try {} ", "}\n"},
                                                           {"void f() {", " {}}\n"}}};
inline constexpr std::array<PatternContext, 8> kRubyContexts{{{"", "\n"},
                                                              {"x = ", "\n"},
                                                              {"x = {", "}\n"},
                                                              {"f(", ")\n"},
                                                              {"", "\nend\n"},
                                                              {"begin\n x\n", "\nend\n"},
                                                              {"case x\n", "\nend\n"},
                                                              {"if x\n y\n", "\nend\n"}}};
inline constexpr std::array<PatternContext, 9> kPhpContexts{{{"<?php\n", "\n"},
                                                             {"<?php\n", ";\n"},
                                                             {"<?php class C {", "}\n"},
                                                             {"<?php\n", " {}\n"},
                                                             {"<?php class C {", " {}}\n"},
                                                             {"<?php $x = [", "];\n"},
                                                             {"<?php try {} ", "\n"},
                                                             {"<?php switch ($x) {", "}\n"},
                                                             {"<?php f(", ");\n"}}};
inline constexpr std::array<PatternContext, 10> kCSharpContexts{{{"", "\n"},
                                                                 {"var x = ", ";\n"},
                                                                 {"", ";\n"},
                                                                 {"class C {", "}\n"},
                                                                 {"class C { void F() {", "}}\n"},
                                                                 {"", " {}\n"},
                                                                 {"class C {", " {}}\n"},
                                                                 {"try {} ", "\n"},
                                                                 {"class C {", " class D {}}\n"},
                                                                 {"switch (x) {", "}\n"}}};
inline constexpr std::array<PatternContext, 10> kRustContexts{{{"fn f() {", "}\n"},
                                                               {"fn f() { let x = ", "; }\n"},
                                                               {"", "\n"},
                                                               {"fn f() {", ";}\n"},
                                                               {"", " {}\n"},
                                                               {"impl T {", "}\n"},
                                                               {"struct S {", "}\n"},
                                                               {"fn f() { match x {", "} }\n"},
                                                               {"fn f() { S {", "}; }\n"},
                                                               {"", " fn f() {}\n"}}};
inline constexpr std::array<PatternContext, 4> kShellContexts{{{"", "\n"}, {"x=", "\n"}, {"if x; then y; ", "fi\n"}, {"case x in ", " esac\n"}}};
inline constexpr std::array<PatternContext, 4> kTerraformContexts{{{"", "\n"}, {"x = ", "\n"}, {"", " {}\n"}, {"x = {\n", "\n}\n"}}};
inline constexpr std::array<PatternContext, 3> kJsonContexts{{{"", "\n"}, {"{", "}\n"}, {"[", "]\n"}}};
inline constexpr std::array<PatternContext, 1> kYamlContexts{{{"", "\n"}}};

} // namespace squire::syntax
