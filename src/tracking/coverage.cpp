// SPDX-License-Identifier: MIT
#include "tracking/coverage.h"

namespace squire::tracking {
namespace {

std::string_view without_slash(std::string_view path) {
    while (path.ends_with('/')) path.remove_suffix(1);
    return path;
}

// Whether the path, a folder above it, or an archive around it ("outer.zip!inner") is in the set.
bool reached(const std::unordered_set<std::string_view>& set, std::string_view path) {
    if (set.contains(path)) return true;
    for (std::size_t at = path.find_first_of("/!"); at != std::string_view::npos; at = path.find_first_of("/!", at + 1)) {
        if (set.contains(path.substr(0, at))) return true;
    }
    return false;
}

} // namespace

CoverageIndex::CoverageIndex(const Coverage& coverage) : complete_(coverage.complete), rules_(coverage.rules.begin(), coverage.rules.end()) {
    for (const std::string& root : coverage.roots) roots_.insert(without_slash(root));
    for (const std::string& path : coverage.unread) unread_.insert(without_slash(path));
}

bool CoverageIndex::covers(const Trace& trace) const {
    if (!complete_) return false;
    if (!rules_.empty() && !rules_.contains(trace.rule)) return false;
    if (trace.file.empty()) return roots_.empty();
    return (roots_.empty() || reached(roots_, trace.file)) && !reached(unread_, trace.file);
}

} // namespace squire::tracking
