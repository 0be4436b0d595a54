// SPDX-License-Identifier: MIT
//
// What a project is built from, as its files say it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dependencies/ecosystem.h"
#include "source/marks.h"

namespace squire::dependencies {

/// What a package is needed for; the gravest first. Where the file does not say, it is `runtime`.
enum class Scope : std::uint8_t { runtime, optional, development, test };

[[nodiscard]] std::string_view to_string(Scope scope);

inline constexpr std::uint32_t kNoPackage = std::numeric_limits<std::uint32_t>::max();

struct Package {
    Ecosystem ecosystem = Ecosystem::other;
    std::string name;        // as its ecosystem writes it: "@babel/core", "org.apache:commons", "github.com/a/b"
    std::string version;     // the exact one; empty where the file does not tell it
    std::string requirement; // what is asked for, "^1.2", where the file says that
    Scope scope = Scope::runtime;
    std::optional<bool> direct;     // the project itself asks for it; unset where that cannot be told
    std::uint32_t via = kNoPackage; // index among the file's packages: the one before it on the shortest chain from the project
    std::uint32_t line = 0;         // where it stands in the file; 0: not known
    std::string licence;            // as the file writes it, often an SPDX expression
    std::string source;   // where it comes from if not from its ecosystem's registry: a git or file URL, a path
    std::string checksum; // as the file writes it
    std::vector<std::uint32_t> dependencies; // indices among the file's packages
    friend bool operator==(const Package&, const Package&) = default;
};

/// One file that names packages, and those it names.
struct PackageFile {
    std::string path;        // relative to the root of what was scanned
    std::string_view format; // Format::id of its reader; static text
    bool lock = false;       // says exact versions of all that is installed; else it says what is asked for
    std::string answered_by; // the path of the lock that says better what this one says; empty: there is none
    source::Marks marks;     // ignored by git, test data, vendored, …
    bool scopes_known = false; // it tells, or its manifest does, what each package is needed for; else all count as runtime
    std::string project;     // the name of the project it belongs to, where it says that
    std::vector<std::string> members; // of a lock: folders, relative to its own, of the projects it answers for beside its own; "." for that
    std::vector<std::string> member_names; // the same, where it tells their names and not where they are
    std::vector<Package> packages;    // in order of name, then version

    /// Of a lock that does not tell what the project asks for: which package answers a manifest's request, "name@requirement" or "name".
    std::unordered_map<std::string, std::uint32_t> requests;

    /// Whether what it lists counts: no other file answers for it.
    [[nodiscard]] bool counts() const { return answered_by.empty(); }
    /// The shortest chain of packages from the project to `package`, both ends included; only itself where no chain is known.
    [[nodiscard]] std::vector<const Package*> chain_to(std::size_t package) const;
};

struct PackageInventory {
    std::vector<PackageFile> files; // in path order
    std::map<std::string, std::filesystem::path> submodules; // by commit: the folder where its repository is, if it is there at all
    std::uint64_t packages() const; // of the files that count
};

} // namespace squire::dependencies
