# SPDX-License-Identifier: MIT

# The tests of the parts, without those that drive the whole program: what runs under sanitizers.
add_custom_target(unit_tests)

# squire_part(<name> [USES <part>…] [LINKS <target>…] [TEST_LINKS <target>…] [TEST_FIXTURES <fixture>…])
#
# One folder of src/ as the static library squire_<name>. Every *.cpp is in it, every *_test.cpp in the test binary <name>_test, every *_fuzz.cpp a
# fuzz target: sources are discovered, so that none can be forgotten. USES names parts on floors below; anything above is a configuration error,
# because it does not exist yet. TEST_FIXTURES names what CTest must start before the part's tests.
function(squire_part name)
    cmake_parse_arguments(PART "" "" "USES;LINKS;TEST_LINKS;TEST_FIXTURES" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS *.cpp)
    file(GLOB tests CONFIGURE_DEPENDS *_test.cpp)
    file(GLOB fuzzers CONFIGURE_DEPENDS *_fuzz.cpp)
    list(REMOVE_ITEM sources ${tests} ${fuzzers} ${CMAKE_CURRENT_SOURCE_DIR}/main.cpp)

    add_library(squire_${name} STATIC ${sources})
    target_link_libraries(squire_${name} PUBLIC squire_options PRIVATE ${PART_LINKS})
    foreach(part IN LISTS PART_USES)
        if(NOT TARGET squire_${part})
            message(FATAL_ERROR "part '${name}' uses '${part}', which is not on a floor below it (src/CMakeLists.txt)")
        endif()
        target_link_libraries(squire_${name} PUBLIC squire_${part})
    endforeach()

    if(SQUIRE_TESTS AND tests)
        add_executable(${name}_test ${tests})
        if(NOT name STREQUAL "cli")
            add_dependencies(unit_tests ${name}_test)
        endif()
        target_link_libraries(${name}_test PRIVATE squire_${name} squire_testing ${PART_LINKS} ${PART_TEST_LINKS} GTest::gtest_main)
        # Nobody waits for a test's own code, but for its compiler.
        target_compile_options(${name}_test PRIVATE -O0)
        target_compile_definitions(${name}_test PRIVATE
            SQUIRE_SOURCE_DIR="${CMAKE_SOURCE_DIR}" SQUIRE_TESTDATA="${CMAKE_CURRENT_SOURCE_DIR}/testdata")
        gtest_discover_tests(${name}_test TEST_PREFIX "${name}." DISCOVERY_TIMEOUT 60 DISCOVERY_MODE PRE_TEST
            PROPERTIES TIMEOUT 300 FIXTURES_REQUIRED "${PART_TEST_FIXTURES}")
    endif()
    if(SQUIRE_FUZZ)
        foreach(fuzzer IN LISTS fuzzers)
            get_filename_component(target ${fuzzer} NAME_WE)
            if(TARGET ${target})
                set(target ${name}_${target}) # another part has one of that name
            endif()
            add_executable(${target} ${fuzzer})
            target_link_libraries(${target} PRIVATE squire_${name} ${PART_LINKS})
            target_link_options(${target} PRIVATE -fsanitize=fuzzer)
        endforeach()
    endif()
endfunction()
