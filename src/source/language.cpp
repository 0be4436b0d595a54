// SPDX-License-Identifier: MIT
#include "source/language.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "base/text.h"

namespace squire::source {

namespace {

constexpr std::size_t kLookedAt = 4096;

constexpr auto kLanguages = std::to_array<Language>({
    {"ABAP", "abap", "", ""},
    {"Ada", "adb ads ada gpr", "", ""},
    {"ActionScript", "as", "", ""},
    {"Apex", "apex trigger", "", ""},
    {"AppleScript", "applescript scpt", "", "osascript"},
    {"AsciiDoc", "adoc asciidoc asc", "", ""},
    {"Assembly", "asm nasm s S", "", ""},
    {"Awk", "awk gawk", "", "awk gawk mawk nawk"},
    {"Batchfile", "bat cmd", "", ""},
    {"Bicep", "bicep", "", ""},
    {"BitBake", "bb bbclass", "", ""},
    {"C", "c h idc", "", "tcc"},
    {"C#", "cs csx cake", "", "scriptcs csharp"},
    {"C++", "cpp cc cxx c++ hpp hh hxx h++ ipp tpp ixx cppm inl tcc C H", "", ""},
    {"Clojure", "clj cljs cljc cljx edn bb", "", "clojure bb"},
    {"CMake", "cmake", "CMakeLists.txt", ""},
    {"COBOL", "cob cbl cobol cpy", "", ""},
    {"CoffeeScript", "coffee iced cjsx", "Cakefile", "coffee"},
    {"Common Lisp", "lisp lsp cl asd", "", "sbcl lisp clisp ecl"},
    {"Crystal", "cr", "", "crystal"},
    {"CSS", "css", "", ""},
    {"CSV", "csv", "", ""},
    {"CUDA", "cu cuh", "", ""},
    {"Cython", "pyx pxd pxi", "", ""},
    {"D", "d di", "", "rdmd"},
    {"Dart", "dart", "", "dart"},
    {"Dhall", "dhall", "", ""},
    {"Diff", "diff patch", "", ""},
    {"Dockerfile", "dockerfile containerfile", "Dockerfile Containerfile dockerfile", ""},
    {"Dotenv", "env", ".env .env.local .env.production .env.development .env.test .env.example .env.sample", ""},
    {"EJS", "ejs ect", "", ""},
    {"Elixir", "ex exs", "mix.lock", "elixir"},
    {"Elm", "elm", "", ""},
    {"Emacs Lisp", "el emacs", ".emacs", "emacs"},
    {"ERB", "erb rhtml", "", ""},
    {"Erlang", "erl hrl escript xrl yrl", "rebar.config rebar.lock rebar.config.lock", "escript"},
    {"F#", "fs fsi fsx", "", "fsharpi"},
    {"Fennel", "fnl", "", "fennel"},
    {"Fish", "fish", "", "fish"},
    {"Fortran", "f f77 f90 f95 f03 f08 for fpp F F90", "", ""},
    {"Gettext Catalog", "po pot", "", ""},
    {"Gherkin", "feature", "", ""},
    {"Gleam", "gleam", "", ""},
    {"GLSL", "glsl vert frag geom comp tesc tese", "", ""},
    {"Go", "go", "", "gorun"},
    {"Go Module", "", "go.mod go.sum go.work", ""},
    {"GraphQL", "graphql gql graphqls", "", ""},
    {"Groovy", "groovy gvy gy gsh gradle", "Jenkinsfile", "groovy"},
    {"Hack", "hack hhi", "", "hhvm"},
    {"Haml", "haml", "", ""},
    {"Handlebars", "handlebars hbs", "", ""},
    {"Haskell", "hs lhs hsc", "", "runghc runhaskell runhugs stack"},
    {"Haxe", "hx hxsl", "", ""},
    {"HCL", "hcl tf tfvars nomad tofu workflow", "", ""},
    {"HTML", "html htm xhtml xht", "", ""},
    {"Ignore List", "gitignore dockerignore npmignore eslintignore prettierignore", "", ""},
    {"Idris", "idr lidr", "", ""},
    {"INI", "ini cfg prefs pro properties conf editorconfig", ".editorconfig .gitconfig .npmrc .pypirc .coveragerc setup.cfg", ""},
    {"Java", "java jav jsh", "", "java"},
    {"Java Server Pages", "jsp jspx tag", "", ""},
    {"JavaScript", "js mjs cjs jsx es es6 jsm jake", "Jakefile", "node nodejs javascript js qjs rhino d8"},
    {"Jinja", "j2 jinja jinja2", "", ""},
    {"JSON", "json json5 jsonc jsonl ndjson geojson webmanifest har avsc topojson",
     ".babelrc .eslintrc .prettierrc .jshintrc .stylelintrc composer.lock Pipfile.lock deno.lock flake.lock", ""},
    {"Julia", "jl", "", "julia"},
    {"Jupyter Notebook", "ipynb", "", ""},
    {"Kotlin", "kt kts ktm", "", "kotlin"},
    {"Less", "less", "", ""},
    {"Lex", "l lex ll", "", ""},
    {"Liquid", "liquid", "", ""},
    {"LLVM", "ll bc", "", ""},
    {"Lua", "lua rockspec luau nse", ".luacheckrc", "lua luajit"},
    {"M4", "m4 ac", "configure.ac", ""},
    {"Makefile", "mk mak make am", "Makefile makefile GNUmakefile BSDmakefile Makefile.am Makefile.in Kbuild", "make"},
    {"Markdown", "md markdown mdown mkd mkdn livemd", "", ""},
    {"MATLAB", "matlab", "", "matlab octave"},
    {"MDX", "mdx", "", ""},
    {"Meson", "", "meson.build meson_options.txt meson.options", ""},
    {"Mustache", "mustache", "", ""},
    {"Nim", "nim nims nimble nimrod", "", "nim"},
    {"Nix", "nix", "", "nix"},
    {"Objective-C", "m", "", ""},
    {"Objective-C++", "mm", "", ""},
    {"OCaml", "ml mli mll mly eliom", "", "ocaml ocamlrun ocamlscript"},
    {"Pascal", "pas dpr lpr pascal", "", "instantfpc"},
    {"Perl", "pl pm t perl plx al psgi cgi", "Makefile.PL Build.PL cpanfile Rexfile", "perl cperl"},
    {"PHP", "php php3 php4 php5 php7 php8 phps phtml phpt inc ctp", ".php_cs", "php"},
    {"PLpgSQL", "pgsql", "", ""},
    {"PLSQL", "pls plb pck pkb pks plsql", "", ""},
    {"PowerShell", "ps1 psm1 psd1", "", "pwsh powershell"},
    {"Prisma", "prisma", "", ""},
    {"Prolog", "prolog yap", "", "swipl yap"},
    {"Protocol Buffer", "proto", "", ""},
    {"Pug", "pug jade", "", ""},
    {"Puppet", "pp", "Modulefile", "puppet"},
    {"PureScript", "purs", "", ""},
    {"Python", "py pyi pyw py3 gyp gypi wsgi smk tac", "SConstruct SConscript Snakefile wscript .gclient DEPS", "python pypy uv"},
    {"QML", "qml qbs", "", "qmlscene"},
    {"R", "r R rd rsx", ".Rprofile DESCRIPTION", "Rscript"},
    {"Racket", "rkt rktd rktl scrbl", "", "racket"},
    {"Raku", "raku rakumod p6 pl6 pm6", "", "raku perl6 rakudo"},
    {"ReScript", "res resi", "", ""},
    {"reStructuredText", "rst rest", "", ""},
    {"Roff", "1 2 3 4 5 6 7 8 9 man mdoc roff nroff troff", "", ""},
    {"Ruby", "rb rbi rbw ru rake gemspec podspec thor jbuilder builder",
     "Gemfile Rakefile Podfile Fastfile Vagrantfile Guardfile Capfile Brewfile Dangerfile Appraisals .irbrc .pryrc gems.rb",
     "ruby jruby rbx macruby rake"},
    {"Rust", "rs", "", "rust-script"},
    {"Sass", "sass", "", ""},
    {"Scala", "scala sc sbt", "", "scala amm"},
    {"Scheme", "scm ss sld sls sps", "", "guile chez scheme chicken gosh csi"},
    {"SCSS", "scss", "", ""},
    {"Shell", "sh bash zsh ksh bats command ebuild tmux csh tcsh",
     ".bashrc .bash_profile .bash_aliases .profile .zshrc .zprofile .zshenv .kshrc .envrc PKGBUILD APKBUILD gradlew mvnw configure",
     "sh bash zsh ksh dash ash mksh pdksh rc bats busybox csh tcsh"},
    {"Slim", "slim", "", ""},
    {"Smali", "smali", "", ""},
    {"Smalltalk", "st", "", "gst"},
    {"Smithy", "smithy", "", ""},
    {"Solidity", "sol", "", ""},
    {"SQL", "sql ddl dml mysql cql prc viw udf", "", ""},
    {"Standard ML", "sml sig fun", "", "sml"},
    {"Starlark", "bzl star", "BUILD BUILD.bazel WORKSPACE WORKSPACE.bazel MODULE.bazel BUCK Tiltfile", ""},
    {"Stylus", "styl", "", ""},
    {"Svelte", "svelte", "", ""},
    {"SVG", "svg", "", ""},
    {"Swift", "swift", "", "swift"},
    {"SystemVerilog", "sv svh vh", "", ""},
    {"Tcl", "tcl adp tm", "", "tclsh wish expect"},
    {"TeX", "tex latex sty cls bib ltx dtx", "", ""},
    {"Thrift", "thrift", "", ""},
    {"TOML", "toml", "Pipfile Cargo.lock Gopkg.lock poetry.lock pdm.lock uv.lock", ""},
    {"TSX", "tsx", "", ""},
    {"Twig", "twig", "", ""},
    {"TypeScript", "ts mts cts", "", "deno bun ts-node tsx typescript"},
    {"V", "vsh", "v.mod", ""},
    {"Vala", "vala vapi", "", ""},
    {"Velocity", "vm vtl", "", ""},
    {"Verilog", "v veo", "", ""},
    {"VHDL", "vhd vhdl vho", "", ""},
    {"Vim Script", "vim vmb", ".vimrc _vimrc .exrc .gvimrc", "vim"},
    {"Visual Basic .NET", "vb vbhtml", "", ""},
    {"VBA", "bas frm vba", "", ""},
    {"Vue", "vue", "", ""},
    {"WebAssembly", "wat wast", "", ""},
    {"WebIDL", "webidl", "", ""},
    {"WGSL", "wgsl", "", ""},
    {"XML",
     "xml xsd xsl xslt xaml csproj vbproj fsproj vcxproj props targets nuspec plist resx rss wsdl wadl xul xlf xliff config storyboard xib iml "
     "jelly ui "
     "dita gpx kml axml",
     "packages.config App.config Web.config .classpath .project", ""},
    {"XQuery", "xq xqm xquery xql xqy", "", ""},
    {"Yacc", "y yacc yy", "", ""},
    {"YAML", "yml yaml", ".clang-format .clang-tidy .gemrc pubspec.lock yarn.lock .clangd CITATION.cff Podfile.lock", ""},
    {"Zig", "zig zon", "", ""},
});

using Table = std::unordered_map<std::string_view, std::string_view>;

Table table_of(std::string_view Language::* words) {
    Table table;
    for (const Language& language : kLanguages) {
        for (const std::string_view word : split(language.*words, ' ')) {
            if (!word.empty()) table.emplace(word, language.name);
        }
    }
    return table;
}

std::string_view find_in(const Table& table, std::string_view word) {
    const auto found = table.find(word);
    return found == table.end() ? std::string_view() : found->second;
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return text.contains(word); });
}

/// Whether a line begins with one of these words, after spaces.
bool has_line_with(std::string_view text, std::initializer_list<std::string_view> starts) {
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        line = trim(line);
        if (std::ranges::any_of(starts, [&](std::string_view start) { return line.starts_with(start); })) return true;
    }
    return false;
}

/// Endings that several languages share, by what only one of them has. Empty: the table's answer holds.
std::string_view by_content(std::string_view ending, std::string_view text) {
    if (ending == "h") {
        if (has_line_with(text, {"@interface", "@protocol", "@property", "@class", "#import"})) return "Objective-C";
        if (has_line_with(text, {"namespace ", "class ", "template <", "template<", "using ", "public:", "private:", "protected:"}) ||
            contains_any(text, {"std::", "#include <string>", "#include <vector>", "#include <memory>", "constexpr "})) {
            return "C++";
        }
    } else if (ending == "m") {
        if (has_line_with(text, {"@interface", "@implementation", "@import", "#import", "@class", "@end", "#include"})) return "Objective-C";
        if (has_line_with(text, {"%", "function ", "end"})) return "MATLAB";
        if (has_line_with(text, {":- module"})) return "Mercury";
    } else if (ending == "ts") {
        if (has_line_with(text, {"<?xml", "<!DOCTYPE TS", "<TS "})) return "XML";
    } else if (ending == "pl" || ending == "t") {
        if (has_line_with(text, {":- "})) return "Prolog";
        if (has_line_with(text, {"use v6", "unit module", "unit class"})) return "Raku";
    } else if (ending == "v") {
        if (has_line_with(text, {"Theorem ", "Lemma ", "Proof.", "Require Import", "Inductive ", "Definition "})) return "Coq";
        if (has_line_with(text, {"fn ", "pub fn ", "import os", "struct "}) && !text.contains("endmodule")) return "V";
    } else if (ending == "pp") {
        if (has_line_with(text, {"program ", "unit ", "{$mode", "{$MODE", "uses "})) return "Pascal";
    } else if (ending == "fs") {
        if (has_line_with(text, {"#version", "precision ", "void main", "uniform ", "varying "})) return "GLSL";
    } else if (ending == "d") {
        if (text.contains(".o:") && text.contains(".h")) return "Makefile"; // what compilers write about dependencies
        if (has_line_with(text, {"#pragma D ", "dtrace:", "provider "}) || text.contains("/arg0")) return "DTrace";
    } else if (ending == "inc") {
        if (!text.contains("<?")) return "none";
    } else if (ending == "bb") {
        if (has_line_with(text, {"(", ";"})) return "Clojure";
    } else if (ending == "res") {
        if (text.contains('\0')) return "none";
    } else if (ending == "as") {
        if (has_line_with(text, {"#include", ".section", ".text"})) return "Assembly";
    } else if (ending == "cls") {
        if (has_line_with(text, {"public class", "global class", "private class", "@isTest", "public with sharing", "@IsTest"})) return "Apex";
        if (has_line_with(text, {"VERSION 1.0 CLASS", "Attribute VB_"})) return "VBA";
    } else if (ending == "conf" || ending == "config") {
        if (has_line_with(text, {"<?xml", "<configuration"})) return "XML";
        if (has_line_with(text, {"server {", "upstream ", "location "})) return "Nginx";
    }
    return {};
}

/// The interpreter of "#!/usr/bin/env -S python3.11 -u", or nothing.
std::string_view interpreter_of(std::string_view line) {
    if (!line.starts_with("#!")) return {};
    line = trim(line.substr(2));
    while (!line.empty()) {
        std::string_view word = line.substr(0, line.find_first_of(" \t\r"));
        line = trim(line.substr(word.size()));
        word = word.substr(word.rfind('/') + 1);
        if (word == "env" || word.starts_with('-') || word.contains('=')) continue; // its options, and variables set
        const std::size_t version = word.find_first_of("0123456789");
        if (version != std::string_view::npos && version > 0 && word != "perl6") word = word.substr(0, version);
        if (word.ends_with('-')) word.remove_suffix(1);
        return word;
    }
    return {};
}

/// What an editor is told in a comment: "-*- mode: python -*-", "vim: set ft=python:".
std::string mode_of(std::string_view text) {
    std::string_view head = text;
    for (std::size_t i = 0, line = 0; i < head.size(); ++i) {
        if (head[i] == '\n' && ++line == 5) head = head.substr(0, i);
    }
    const auto word_at = [&](std::size_t at) {
        while (at < head.size() && (head[at] == ' ' || head[at] == '\t')) ++at;
        const std::size_t end = head.find_first_of(" \t\r\n;:-", at);
        return to_lower(head.substr(at, end == std::string_view::npos ? end : end - at));
    };
    if (const std::size_t star = head.find("-*-"); star != std::string_view::npos) {
        const std::size_t mode = head.find("mode:", star);
        if (mode != std::string_view::npos) return word_at(mode + 5);
        const std::size_t close = head.find("-*-", star + 3);
        if (close != std::string_view::npos && !head.substr(star, close - star).contains(':')) return word_at(star + 3);
    }
    if (const std::size_t vim = head.find("vim:"); vim != std::string_view::npos) {
        for (const std::string_view key : {"filetype=", "ft=", "syntax="}) {
            if (const std::size_t at = head.find(key, vim); at != std::string_view::npos) return word_at(at + key.size());
        }
    }
    return {};
}

std::string_view by_mode(std::string_view mode) {
    if (mode.empty()) return {};
    static const Table kInterpreters = table_of(&Language::interpreters);
    static const Table kEndings = table_of(&Language::endings);
    if (const std::string_view found = find_in(kInterpreters, mode); !found.empty()) return found;
    if (mode == "c++") return "C++";
    for (const Language& language : kLanguages) {
        if (to_lower(language.name) == mode) return language.name;
    }
    return find_in(kEndings, mode);
}

/// Where the name says nothing.
std::string_view by_first_bytes(std::string_view text) {
    static const Table kInterpreters = table_of(&Language::interpreters);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::string_view first = text.substr(0, text.find('\n'));
    if (const std::string_view name = interpreter_of(first); !name.empty()) {
        if (const std::string_view found = find_in(kInterpreters, name); !found.empty()) return found;
    }
    if (const std::string_view found = by_mode(mode_of(text)); !found.empty()) return found;
    if (first.starts_with("<?php")) return "PHP";
    if (first.starts_with("<?xml")) return "XML";
    if (contains_ignoring_case(first, "<!doctype html") || first.starts_with("<html")) return "HTML";
    if (first.starts_with("#compdef") || first.starts_with("#autoload")) return "Shell";
    return {};
}

} // namespace

std::span<const Language> languages() { return kLanguages; }

std::string_view language_of(std::string_view path, std::string_view first_bytes) {
    static const Table kNames = table_of(&Language::file_names);
    static const Table kEndings = table_of(&Language::endings);
    const std::string_view name = path.substr(path.rfind('/') + 1);
    const std::string_view text = first_bytes.substr(0, kLookedAt);
    if (const std::string_view found = find_in(kNames, name); !found.empty()) return found;
    if (name.starts_with("Dockerfile.") || name.starts_with("Containerfile.")) return "Dockerfile";
    if (name.starts_with("Makefile.")) return "Makefile";
    if (name.starts_with(".env.")) return "Dotenv";

    const std::size_t dot = name.rfind('.');
    if (dot != std::string_view::npos) {
        const std::string_view ending = name.substr(dot + 1);
        const std::string lower = to_lower(ending);
        if (const std::string_view found = by_content(lower, text); !found.empty()) return found == "none" ? std::string_view() : found;
        // A digit is a manual page's section where the page begins like one; else it may be a version.
        if (ending.size() == 1 && ending[0] >= '1' && ending[0] <= '9' && !has_line_with(text, {".TH ", ".Dd ", ".SH ", ".so "})) {
            return by_first_bytes(text);
        }
        if (const std::string_view found = find_in(kEndings, ending); !found.empty()) return found;
        if (const std::string_view found = find_in(kEndings, lower); !found.empty()) return found;
    }
    return by_first_bytes(text);
}

} // namespace squire::source
