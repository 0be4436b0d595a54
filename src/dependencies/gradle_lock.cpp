// SPDX-License-Identifier: MIT
// docs.gradle.org/current/userguide/dependency_locking.html: "group:artifact:version=configuration,configuration"
#include "dependencies/gradle_lock.h"

#include <algorithm>

#include "base/text.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {
namespace {

Scope scope_of(std::string_view configurations) {
    bool test = true;
    bool development = true;
    for (const std::string_view name : split(configurations, ',')) {
        const std::string lower = to_lower(name);
        const bool of_test = lower.contains("test");
        const bool of_build = lower.contains("annotationprocessor") || lower.contains("checkstyle") || lower.contains("ktlint") ||
                              lower.contains("detekt") || lower.contains("pmd") || lower.contains("spotbugs") || lower.contains("jacoco") ||
                              lower.contains("kapt") || lower.contains("ksp") || lower == "classpath";
        test = test && of_test;
        development = development && (of_test || of_build);
    }
    return test ? Scope::test : development ? Scope::development : Scope::runtime;
}

} // namespace

void read_gradle_lock(const Input& input, Listing& listing) {
    listing.knows_scopes();
    const bool of_build = input.path.contains("buildscript") || input.path.contains("settings");
    for (const TextLine& line : text_lines(input.bytes)) {
        const std::string_view text = trim(line.text);
        if (text.empty() || text.starts_with('#') || text.starts_with("empty=") || conflict_at(line, listing)) continue;
        const std::size_t equals = text.find('=');
        const auto parts = split(text.substr(0, equals), ':');
        if (parts.size() != 3) {
            listing.problem(line.number, "expected group:artifact:version=configurations", Weight::incomplete);
            continue;
        }
        const std::uint32_t at = listing.add(text.substr(0, parts[0].size() + 1 + parts[1].size()), parts[2], line.number);
        listing[at].scope = of_build                           ? Scope::development
                            : equals == std::string_view::npos ? Scope::runtime
                                                               : scope_of(text.substr(equals + 1));
    }
}

} // namespace squire::dependencies
