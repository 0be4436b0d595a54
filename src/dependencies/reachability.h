// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>

#include "base/progress.h"
#include "dependencies/weakness.h"
#include "source/source.h"

namespace squire::dependencies {

/// Whether the project's own source uses a package that has a weakness.
struct Use {
    enum class Kind : std::uint8_t {
        not_shown, // it is not imported in a form that is read; it may be used all the same, by another package above all
        imported,
        used, // a function that the advisory names is
    };
    Kind kind = Kind::not_shown;
    std::string file;
    std::uint32_t line = 0;
    std::string function; // of `used`
    friend bool operator==(const Use&, const Use&) = default;
};

[[nodiscard]] std::string to_string(const Use& use); // "used: affected function Launch, main.go:7", "imported: main.go:3", "not shown"

/// The uses that were looked for.
class Uses {
public:
    [[nodiscard]] const Use& of(const PackageFile& file, const Package& package, const Weakness& weakness) const;

private:
    friend class UseFinder;
    using Key = std::tuple<std::string, Ecosystem, std::string, std::string>; // folder of the file, package, weakness
    std::map<Key, Use> uses_;
};

/// Reads the source files below each lock (Python, JavaScript and its kin, Go, Rust, Ruby), those that git ignores and copies of packages left out. A
/// package counts as imported where an import names it: by the name that its ecosystem's rules give, or, for Python, that rules/imports/python.txt
/// gives; where the project has a module of that name itself, nothing is shown. Functions are looked for in Python, JavaScript and Go.
[[nodiscard]] Uses find_uses(source::Source& source, const PackageInventory& inventory, std::span<const VulnerablePackage> vulnerable,
                             unsigned workers, const Cancellation& cancellation);

} // namespace squire::dependencies
