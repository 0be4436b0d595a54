// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dependencies/listing.h"

namespace squire::dependencies {

/// A line of a go.mod or go.work, in a block or not: verb, then what follows it.
struct GoDirective {
    std::string_view verb;
    std::vector<std::string_view> words; // without quotes
    std::string_view comment;
    std::uint32_t line = 0;
};

/// Each directive in order; what is wrong with the text goes to the listing.
void each_go_directive(std::string_view text, Listing& listing, const std::function<void(const GoDirective&)>& take);

struct GoReplacement {
    std::string name;    // a module, or a path
    std::string version; // empty: a path
};

using GoReplacements = std::map<std::string, GoReplacement>; // by "module" or "module@version"

/// "module [version] => other [version]"; false where it is not that.
bool add_go_replacement(const std::vector<std::string_view>& words, GoReplacements& replacements);

struct GoWorkspace {
    std::vector<std::string> folders; // of its modules, relative to its own; "." for that
    GoReplacements replacements;
    std::string version; // go_version of its directives
    [[nodiscard]] bool uses(std::string_view folder) const; // empty: its own
};

/// Each module of the tree reads the workspace again; so it is looked at as far as any that people keep is long.
inline constexpr std::size_t kLongestWorkspace = 256U << 10U;
[[nodiscard]] GoWorkspace read_go_workspace(std::string_view text);

/// The version of Go that a `toolchain` or a `go` directive asks for at least, without what follows a hyphen; empty where neither does.
[[nodiscard]] std::string_view go_version(std::string_view toolchain, std::string_view go);

/// Calls `take` for each "module version h1:hash" of a go.sum; the lines for a go.mod alone are left out.
void each_go_sum(std::string_view text,
                 const std::function<void(std::string_view module, std::string_view version, std::string_view sum, std::uint32_t line)>& take);

} // namespace squire::dependencies
