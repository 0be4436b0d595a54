# SPDX-License-Identifier: MIT
# The build step of squire_embed(): writes OUTPUT, a source that holds the files named in LIST, one a line, relative to ROOT.
cmake_minimum_required(VERSION 3.25)

file(STRINGS ${LIST} files)
set(entries "")
set(count 0)
foreach(file IN LISTS files)
    file(READ ${file} text)
    string(FIND "${text}" ")squire_embed\"" clash)
    if(NOT clash EQUAL -1)
        message(FATAL_ERROR "${file} contains )squire_embed\", which ends an embedded text; reword it")
    endif()
    file(RELATIVE_PATH path ${ROOT} ${file})
    string(APPEND entries "    {\"${path}\"sv, R\"squire_embed(${text})squire_embed\"sv},\n")
    math(EXPR count "${count} + 1")
endforeach()

file(WRITE ${OUTPUT} "// Written by squire_embed(); do not edit.
#include \"embedded/${NAME}.h\"

#include <array>

using namespace std::string_view_literals;

namespace {

constexpr std::array<squire::EmbeddedFile, ${count}> kFiles{{
${entries}}};

} // namespace

std::span<const squire::EmbeddedFile> squire::embedded::${NAME}() { return kFiles; }
")
