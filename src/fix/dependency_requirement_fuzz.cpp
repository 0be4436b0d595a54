// SPDX-License-Identifier: MIT
// Any requirement and version: what a requirement is raised to allows the version.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "fix/dependency_edit.h"
#include "fix/dependency_requirement.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace squire;
    if (size == 0) return 0;
    const auto ecosystem = static_cast<dependencies::Ecosystem>(data[0] % static_cast<int>(dependencies::Ecosystem::other));
    const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t line = rest.find('\n');
    if (line == std::string_view::npos) return 0;
    const std::string_view requirement = rest.substr(0, line);
    const std::string_view version = rest.substr(line + 1);
    (void)fix::allows(ecosystem, requirement, version);
    if (!fix::is_plain_version(version)) return 0; // nobody asks for another
    const auto raised = fix::raised(ecosystem, requirement, version);
    if (raised && fix::allows(ecosystem, *raised, version) == false) std::abort();
    return 0;
}
