// SPDX-License-Identifier: MIT
#include "formats/sarif_place.h"

#include <algorithm>

#include "formats/sarif_uri.h"

namespace squire::formats {
namespace {

constexpr int kDeepestBase = 8; // bases that stand on bases; a circle ends here

finding::Range read_region(const JsonCursor& region) {
    const std::uint32_t start = region.count("startLine");
    const std::uint32_t end = region.count("endLine");
    const std::uint32_t behind_end = region.count("endColumn");
    return {.start_line = start,
            .end_line = end == 0 ? start : end,
            .start_column = region.count("startColumn"),
            .end_column = behind_end == 0 ? 0 : behind_end - 1};
}

} // namespace

SarifPlaces::SarifPlaces(const JsonCursor& run) : bases_(run.object("originalUriBaseIds")), artifacts_(run.list("artifacts")) {
    const auto add = [&](const JsonCursor& location) {
        const std::string path = path_of_uri(location.text("uri"));
        if (path.size() > 1 && path.front() == '/') roots_.push_back(path);
    };
    for (const std::string& id : bases_.keys()) add(bases_.object(id));
    const JsonCursor invocations = run.list("invocations");
    for (std::size_t i = 0; i < invocations.size(); ++i) add(invocations.at(i).object("workingDirectory"));
    std::ranges::sort(roots_, std::ranges::greater(), &std::string::size);
}

SarifPlaces::Place SarifPlaces::place_of(const JsonCursor& location) const {
    const JsonCursor physical = location.object("physicalLocation");
    if (!physical.exists()) return {};
    const JsonCursor region = physical.object("region");
    return {.file = file_of(physical.object("artifactLocation")), .range = read_region(region), .text = region.object("snippet").text("text")};
}

std::string SarifPlaces::file_of(const JsonCursor& artifact) const {
    const std::string uri = artifact.text("uri");
    if (uri.empty()) {
        const auto index = artifact.integer("index");
        if (!index || *index < 0 || static_cast<std::size_t>(*index) >= artifacts_.size()) return {};
        const JsonCursor listed = artifacts_.at(static_cast<std::size_t>(*index)).object("location");
        return listed.text("uri").empty() ? std::string() : file_of(listed);
    }
    std::string path = path_of_uri(uri);
    if (path.starts_with('/')) return relative(std::move(path), artifact);
    const std::string base = artifact.text("uriBaseId");
    return base.empty() ? path : below_root(base, kDeepestBase) + path;
}

// The way from the root to a base: what it adds to the base that it stands on. A base that stands on none is the root.
std::string SarifPlaces::below_root(const std::string& base, int depth) const {
    const JsonCursor entry = bases_.object(base);
    const std::string parent = entry.text("uriBaseId");
    if (parent.empty() || depth == 0) return {};
    const std::string own = path_of_uri(entry.text("uri"));
    return below_root(parent, depth - 1) + own + (own.empty() ? "" : "/");
}

std::string SarifPlaces::relative(std::string path, const JsonCursor& artifact) const {
    for (const std::string& root : roots_) {
        if (path.starts_with(root) && path.size() > root.size() && path[root.size()] == '/') return path.substr(root.size() + 1);
    }
    artifact.warn("an absolute path, and the report does not say where the project's root is", "uri");
    return path.substr(1);
}

} // namespace squire::formats
