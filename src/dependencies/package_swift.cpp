// SPDX-License-Identifier: MIT
//
// docs.swift.org/package-manager/PackageDescription. A Package.swift is a program; read are its calls `.package(url: "…", …)`. Advisories name a package by
// its URL without scheme and ending.
#include "dependencies/package_swift.h"

#include <fmt/format.h>

#include "advisories/commit_range.h"
#include "base/text.h"
#include "dependencies/bracketed_texts.h"
#include "dependencies/requirement.h"
#include "dependencies/rising_lines.h"

namespace squire::dependencies {

void read_package_swift(const Input& input, Listing& listing) {
    listing.knows_roots();
    constexpr std::string_view kCall = ".package(";
    RisingLines lines(input.bytes);
    std::size_t next = 0;
    for (std::size_t at = input.bytes.find(kCall); at != std::string_view::npos; at = input.bytes.find(kCall, next)) {
        next = at + 1;
        lines.move_to(at);
        if (lines.begins_with("//")) continue;
        const Bracketed call = bracketed_texts(input.bytes, at + kCall.size() - 1, lines.line(), "//");
        next = call.end;
        const bool exactly = input.bytes.substr(at, call.end - at).contains(".exact(");
        std::string repository, requirement, branch;
        std::uint32_t line = 0;
        for (const BracketedText& each : call.texts) {
            if (each.word == "url") {
                repository = advisories::canonical_repository(each.text);
                line = each.line;
            } else if (each.word == "branch" || each.word == "revision") {
                branch = each.text;
            } else if (each.word == "exact" || (each.word.empty() && exactly)) {
                requirement = fmt::format("=={}", each.text);
            } else if (each.word == "from") {
                requirement = fmt::format("^{}", each.text);
            } else if (each.word.empty()) { // a range: "1.0.0"..<"2.0.0"
                requirement += fmt::format("{}{}", requirement.empty() ? ">=" : " <", each.text);
            }
        }
        if (!call.closed) listing.problem(line, "the file ends within a package", Weight::incomplete);
        if (repository.empty()) continue; // a path
        const std::uint32_t index = add_requirement(listing, repository, requirement, Scope::runtime, line, false);
        if (!branch.empty()) listing[index].source = fmt::format("git+https://{}@{}", repository, branch);
    }
}

} // namespace squire::dependencies
