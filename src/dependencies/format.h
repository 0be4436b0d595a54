// SPDX-License-Identifier: MIT
//
// The one list of files that name packages. A new one is a file pair with its reader, a line here in formats.cpp, and a folder of inputs below
// testdata/; docs/add-a-lockfile.md goes through it.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dependencies/listing.h"
#include "source/source.h"

namespace squire::dependencies {

/// A file as its reader gets it.
struct Input {
    std::string_view path; // relative to the root, '/' between names
    std::string_view bytes;
    /// The text of another small file of the tree, by its path from the root; only for formats of kind manifest, and only files that are in the
    /// list themselves. Empty where there is none.
    std::function<std::optional<std::string_view>(std::string_view path)> other;
    /// The same formats: the submodule at a path of the tree.
    std::function<std::optional<source::Submodule>(std::string_view path)> submodule;
};

enum class FormatKind : std::uint8_t {
    lock, // says exactly what is installed; read as it is met
    manifest, // says what is asked for; read after all others are known
};

struct Format {
    std::string_view id; // "npm": also the folder below testdata/
    std::string_view manager; // the package manager, by its own word: "npm", "poetry"
    std::string_view language; // as GitHub\'s Linguist calls it; empty: any
    std::string_view files; // names with blanks between; '*' stands for anything but '/', and folders count from the end: "vendor/modules.txt"
    Ecosystem ecosystem;
    FormatKind kind;
    std::string_view of; // whose file it is, for people: "npm 5 and later"
    void (*read)(const Input& input, Listing& listing);
};

[[nodiscard]] std::span<const Format> all_formats();

[[nodiscard]] const Format& format_by_id(std::string_view id); // of the list

/// Which format a file has, by its name alone; null where it names no packages.
[[nodiscard]] const Format* format_of(std::string_view path);

/// Whether the end of `path` is as `pattern` says.
[[nodiscard]] bool matches_file(std::string_view pattern, std::string_view path);

/// Reads one file: never fails, for what was read is kept; problems say what was not.
[[nodiscard]] PackageFile read_package_file(const Format& format, const Input& input, Problems& problems);

} // namespace squire::dependencies
