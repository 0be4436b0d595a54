// SPDX-License-Identifier: MIT
#include "source/language.h"

#include <set>
#include <string_view>

#include <gtest/gtest.h>

#include "base/text.h"

namespace squire::source {
namespace {

TEST(Language, ByNameThenContent) {
    struct Row {
        const char* path;
        std::string_view bytes;
        const char* language;
    };
    const Row rows[] = {
        {"a/b.py", "", "Python"},
        {"a.PY", "", "Python"},
        {"a.rs", "", "Rust"},
        {"a.tar.gz", "", ""},
        {"Makefile", "", "Makefile"},
        {"a/Dockerfile", "", "Dockerfile"},
        {"Dockerfile.alpine", "", "Dockerfile"},
        {"Gemfile", "", "Ruby"},
        {"go.mod", "", "Go Module"},
        {"CMakeLists.txt", "", "CMake"},
        {".env.staging", "", "Dotenv"},
        {".bashrc", "", "Shell"},
        {"a/.gitignore", "", "Ignore List"},
        {"a/.c", "", "C"},
        {"a.h", "int f(void);\n", "C"},
        {"a.h", "#pragma once\nnamespace a {\n}\n", "C++"},
        {"a.h", "@interface A : NSObject\n", "Objective-C"},
        {"a.H", "", "C++"},
        {"a.C", "", "C++"},
        {"a.c", "", "C"},
        {"a.m", "#import <Foundation/Foundation.h>\n", "Objective-C"},
        {"a.m", "function y = f(x)\n% comment\nend\n", "MATLAB"},
        {"a.ts", "export const a = 1;\n", "TypeScript"},
        {"a.ts", "<?xml version=\"1.0\"?>\n<!DOCTYPE TS>\n", "XML"},
        {"a.pl", "use strict;\n", "Perl"},
        {"a.pl", ":- module(a, []).\n", "Prolog"},
        {"a.v", "module a;\nendmodule\n", "Verilog"},
        {"a.v", "Theorem a : True.\nProof.\n", "Coq"},
        {"a.v", "fn main() {\n}\n", "V"},
        {"a.inc", "<?php echo 1;\n", "PHP"},
        {"a.inc", "SUBDIRS = a\n", ""},
        {"script", "#!/bin/sh\n", "Shell"},
        {"script", "#!/usr/bin/env python3.11\n", "Python"},
        {"script", "#!/usr/bin/env -S FOO=1 node --flag\r\n", "JavaScript"},
        {"script", "#! /usr/bin/perl -w\n", "Perl"},
        {"script", "#!", ""},
        {"script", "#!/usr/bin/env\n", ""},
        {"script", "# -*- mode: ruby -*-\n", "Ruby"},
        {"script", "# -*- coding: utf-8; mode: python -*-\n", "Python"},
        {"script", "/* -*- C++ -*- */\n", "C++"},
        {"script", "# vim: set ft=sh :\n", "Shell"},
        {"index", "<?php\n", "PHP"},
        {"index", "<?xml version=\"1.0\"?>\n", "XML"},
        {"index", "\xEF\xBB\xBF<!DOCTYPE html>\n", "HTML"},
        {"LICENSE", "MIT License\n", ""},
        {"git.1", ".TH GIT 1\n", "Roff"},
        {"libfoo.so.1",
         "\x7F"
         "ELF",
         ""},
        {"release-1.2", "text", ""},
        {".gitlab-ci.yml", "", "YAML"},
        {"a.", "", ""},
        {"", "", ""},
        {"a/b/", "", ""},
    };
    for (const Row& row : rows) EXPECT_EQ(language_of(row.path, row.bytes), row.language) << row.path << "\n" << row.bytes;
}

TEST(Languages, AreManyAndEachKnowsAFile) {
    EXPECT_GE(languages().size(), 80);
    std::set<std::string_view> names;
    for (const Language& language : languages()) {
        EXPECT_TRUE(names.insert(language.name).second) << language.name << " stands twice";
        EXPECT_FALSE(language.endings.empty() && language.file_names.empty()) << language.name;
        for (const std::string_view name : split(language.file_names, ' ')) {
            if (name.empty()) continue;
            EXPECT_EQ(language_of(name, ""), language.name) << name;
        }
    }
}

} // namespace
} // namespace squire::source
