# SPDX-License-Identifier: MIT
# squire_embed(<target> <name> <file>…)
#
# Puts text files into <target>, so that the program needs no folder beside it. Code reads them, in the order given, through
#
#     #include "embedded/<name>.h"      // std::span<const squire::EmbeddedFile> squire::embedded::<name>()
#
# The texts stand in a generated source as raw string literals; a file's text must not contain `)squire_embed"` or a NUL byte.
set(SQUIRE_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/SquireEmbedWrite.cmake)

function(squire_embed target name)
    set(header ${CMAKE_BINARY_DIR}/generated/embedded/${name}.h)
    set(source ${CMAKE_BINARY_DIR}/generated/embedded/${name}.cpp)
    set(files)
    foreach(file IN LISTS ARGN)
        get_filename_component(file ${file} ABSOLUTE)
        list(APPEND files ${file})
    endforeach()
    file(CONFIGURE OUTPUT ${header} @ONLY CONTENT [=[// Written by squire_embed(); do not edit.
#pragma once

#include <span>

#include "base/embedded.h"

namespace squire::embedded {

[[nodiscard]] std::span<const EmbeddedFile> @name@();

} // namespace squire::embedded
]=])
    # The list of files goes through a file of its own: on a command line a semicolon list would fall apart.
    set(list ${CMAKE_BINARY_DIR}/generated/embedded/${name}.list)
    string(REPLACE ";" "\n" lines "${files}")
    file(CONFIGURE OUTPUT ${list} CONTENT "${lines}\n")
    add_custom_command(
        OUTPUT ${source}
        COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DLIST=${list} -DROOT=${CMAKE_SOURCE_DIR} -DOUTPUT=${source} -P ${SQUIRE_EMBED_SCRIPT}
        DEPENDS ${files} ${list} ${SQUIRE_EMBED_SCRIPT}
        COMMENT "Embedding ${name}"
        VERBATIM)
    target_sources(${target} PRIVATE ${source})
endfunction()
