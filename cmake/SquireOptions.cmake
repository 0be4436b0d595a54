# SPDX-License-Identifier: MIT
# Flags live on INTERFACE targets only, so that a part cannot differ from its neighbours by accident.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

option(SQUIRE_TESTS "Build the tests" ON)
option(SQUIRE_FUZZ "Build the fuzz targets (needs clang)" OFF)
set(SQUIRE_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize takes them: address,undefined or thread")

add_library(squire_options INTERFACE)
target_include_directories(squire_options INTERFACE ${CMAKE_SOURCE_DIR}/src ${CMAKE_BINARY_DIR}/generated)
target_compile_options(squire_options INTERFACE
    -Wall -Wextra -Werror=return-type -Werror=unused-result -Werror=uninitialized -Werror=switch
    -Wno-missing-field-initializers    # designated initializers leave out what has a default
    $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations> # of what libstdc++ 12 itself uses in std::stable_sort
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict>) # false in GCC 12 for std::string's operator+ (GCC bug 105651)
if(SQUIRE_SANITIZE)
    target_compile_options(squire_options INTERFACE -fsanitize=${SQUIRE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(squire_options INTERFACE -fsanitize=${SQUIRE_SANITIZE})
    # GCC 12 sees uninitialized values in std::regex once the sanitizers' code is in it (GCC bug 105562).
    target_compile_options(squire_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
endif()
if(SQUIRE_FUZZ)
    target_compile_options(squire_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

find_program(SQUIRE_CCACHE ccache)
if(SQUIRE_CCACHE)
    set(CMAKE_C_COMPILER_LAUNCHER ${SQUIRE_CCACHE})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${SQUIRE_CCACHE})
endif()
find_program(SQUIRE_MOLD mold)
if(SQUIRE_MOLD)
    add_link_options(-fuse-ld=mold)
endif()
