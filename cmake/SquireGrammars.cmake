# SPDX-License-Identifier: MIT
# tree-sitter's core and grammars, C sources out of npm packages: one object library each, gathered in the static library squire_grammars.
#
# The flags are the same in every preset, without debug information, sanitizers and warnings: the sources are generated and not ours, and equal
# flags let ccache compile them once for all presets.
set(SQUIRE_NODE_MODULES ${CMAKE_SOURCE_DIR}/node_modules)
if(NOT EXISTS ${SQUIRE_NODE_MODULES}/.package-lock.json OR ${CMAKE_SOURCE_DIR}/package-lock.json IS_NEWER_THAN ${SQUIRE_NODE_MODULES}/.package-lock.json)
    find_program(SQUIRE_NPM npm REQUIRED)
    message(STATUS "npm ci: what package-lock.json pins")
    execute_process(COMMAND ${SQUIRE_NPM} ci --ignore-scripts --no-audit --no-fund WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
        RESULT_VARIABLE failed OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(failed)
        message(FATAL_ERROR "npm ci failed; see that the npm registry can be reached, then configure again\n${output}")
    endif()
    file(TOUCH ${SQUIRE_NODE_MODULES}/.package-lock.json)
endif()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/package-lock.json)

set(CMAKE_C_FLAGS "-O2 -w -std=gnu11")
foreach(kind DEBUG RELEASE RELWITHDEBINFO MINSIZEREL)
    set(CMAKE_C_FLAGS_${kind} "")
endforeach()

add_library(squire_grammars STATIC ${SQUIRE_NODE_MODULES}/tree-sitter/vendor/tree-sitter/lib/src/lib.c)
target_include_directories(squire_grammars SYSTEM PUBLIC ${SQUIRE_NODE_MODULES}/tree-sitter/vendor/tree-sitter/lib/include
    PRIVATE ${SQUIRE_NODE_MODULES}/tree-sitter/vendor/tree-sitter/lib/src)
target_compile_definitions(squire_grammars PRIVATE _POSIX_C_SOURCE=200112L _DEFAULT_SOURCE)

# squire_grammar(<name> <folder with parser.c, below node_modules>): each in a library of its own, for each brings its own tree_sitter/parser.h.
function(squire_grammar name folder)
    set(source ${SQUIRE_NODE_MODULES}/${folder})
    add_library(squire_grammar_${name} OBJECT ${source}/parser.c)
    if(EXISTS ${source}/scanner.c)
        target_sources(squire_grammar_${name} PRIVATE ${source}/scanner.c)
    endif()
    target_include_directories(squire_grammar_${name} PRIVATE ${source})
    target_sources(squire_grammars PRIVATE $<TARGET_OBJECTS:squire_grammar_${name}>)
endfunction()
