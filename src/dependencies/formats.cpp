// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/text.h"
#include "dependencies/bun_lock.h"
#include "dependencies/deno_lock.h"
#include "dependencies/format.h"
#include "dependencies/npm_lock.h"
#include "dependencies/package_json.h"
#include "dependencies/pnpm_lock.h"
#include "dependencies/yarn_lock.h"

namespace squire::dependencies {
namespace {

using enum Ecosystem;
using enum FormatKind;

constexpr auto kFormats = std::to_array<Format>({
    {"npm_lock", "package-lock.json npm-shrinkwrap.json", npm, lock, "npm: lockfile versions 1 to 3", read_npm_lock},
    {"yarn_lock", "yarn.lock", npm, lock, "Yarn 1, and 2 and later (Berry)", read_yarn_lock},
    {"pnpm_lock", "pnpm-lock.yaml", npm, lock, "pnpm: lockfile versions 5 to 9", read_pnpm_lock},
    {"bun_lock", "bun.lock", npm, lock, "Bun's text lockfile", read_bun_lock},
    {"deno_lock", "deno.lock", npm, lock, "Deno: versions 2 to 5", read_deno_lock},
    {"package_json", "package.json", npm, manifest, "npm, Yarn, pnpm, Bun", read_package_json},
});

bool matches_name(std::string_view pattern, std::string_view text) {
    // One star may stand for anything: after a mismatch, the last one takes one byte more.
    std::size_t p = 0, t = 0, star = std::string_view::npos, resumed = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resumed = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos && text[resumed] != '/') {
            p = star + 1;
            t = ++resumed;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

/// Most names are plain ones, and most files of a tree are none of them.
struct Patterns {
    std::unordered_map<std::string_view, const Format*> plain;
    std::vector<std::pair<std::string_view, const Format*>> others;
};

const Patterns& patterns() {
    static const Patterns kPatterns = [] {
        Patterns made;
        for (const Format& format : kFormats)
            for (const std::string_view pattern : split(format.files, ' ')) {
                if (pattern.find_first_of("*/") == std::string_view::npos)
                    made.plain.emplace(pattern, &format);
                else
                    made.others.emplace_back(pattern, &format);
            }
        return made;
    }();
    return kPatterns;
}

} // namespace

std::span<const Format> all_formats() { return kFormats; }

bool matches_file(std::string_view pattern, std::string_view path) {
    std::size_t start = path.size();
    for (auto folders = std::ranges::count(pattern, '/') + 1; folders > 0; --folders) {
        if (start == 0) return false;
        const std::size_t slash = path.rfind('/', start - 1);
        start = slash == std::string_view::npos ? 0 : slash;
    }
    if (start < path.size() && path[start] == '/') ++start;
    return matches_name(pattern, path.substr(start));
}

const Format* format_of(std::string_view path) {
    const Patterns& all = patterns();
    if (const auto found = all.plain.find(path.substr(path.rfind('/') + 1)); found != all.plain.end()) return found->second;
    for (const auto& [pattern, format] : all.others)
        if (matches_file(pattern, path)) return format;
    return nullptr;
}

PackageFile read_package_file(const Format& format, const Input& input, Problems& problems) {
    Listing listing(format.ecosystem, input.path, problems);
    format.read(input, listing);
    PackageFile file{.path = std::string(input.path), .format = format.id, .lock = format.kind == FormatKind::lock};
    file.marks = source::marks_of_path(input.path);
    listing.finish(file);
    return file;
}

} // namespace squire::dependencies
