// SPDX-License-Identifier: MIT
#include "pipeline/project_files.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/file.h"
#include "pipeline/yaml.h"
#include "source/ignore_rules.h"

namespace squire::pipeline {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFileLimit = 500'000;   // names of one project that are looked at
constexpr std::size_t kBraceLimit = 256;      // globs that the braces of one may stand for

/// `a{b,c}d` is `abd` and `acd`; of braces within braces the inner ones first. What is not closed stands for itself.
std::vector<std::string> without_braces(std::string_view glob) {
    std::vector<std::string> done;
    std::vector<std::string> open{std::string(glob)};
    while (!open.empty() && done.size() + open.size() <= kBraceLimit) {
        const std::string each = std::move(open.back());
        open.pop_back();
        const std::size_t close = each.find('}');
        const std::size_t begin = close == std::string::npos ? close : each.rfind('{', close);
        if (begin == std::string::npos) {
            done.push_back(each);
            continue;
        }
        std::size_t from = begin + 1;
        while (from <= close) {
            const std::size_t comma = std::min(each.find(',', from), close);
            open.push_back(each.substr(0, begin) + each.substr(from, comma - from) + each.substr(close + 1));
            from = comma + 1;
        }
    }
    return done;
}

/// One without braces. GitLab matches as Ruby does, where `**` is special before a slash only; git's matcher takes it at the end, too.
bool plain_glob_matches(std::string glob, std::string_view path) {
    if (glob.starts_with("./")) glob.erase(0, 2);
    if (glob.starts_with('/')) glob.erase(0, 1);
    if (glob.find_first_of("*?[") == std::string::npos) return glob == path;
    if (glob == "**") return !path.contains('/');
    if (glob.ends_with("/**")) glob.pop_back();
    return source::glob_matches(glob, path, true);
}

} // namespace

bool path_matches(std::string_view glob, std::string_view path) {
    return std::ranges::any_of(without_braces(glob), [&](const std::string& each) { return plain_glob_matches(each, path); });
}

std::vector<std::string> ProjectFiles::matching(std::string_view glob) const {
    std::vector<std::string> found;
    for (const std::string& each : without_braces(glob))
        for (const std::string& path : paths())
            if (plain_glob_matches(each, path)) found.push_back(path);
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    return found;
}

bool ProjectFiles::any_matches(std::string_view glob) const {
    if (const auto known = known_.find(glob); known != known_.end()) return known->second;
    const std::vector<std::string> globs = without_braces(glob);
    const bool any = std::ranges::any_of(globs, [&](const std::string& each) {
        return std::ranges::any_of(paths(), [&](const std::string& path) { return plain_glob_matches(each, path); });
    });
    known_.emplace(glob, any);
    return any;
}

Result<std::string> FolderFiles::read(std::string_view path) const {
    std::error_code error;
    const fs::path root = fs::canonical(root_, error);
    const fs::path file = error ? fs::path() : fs::canonical(root / fs::path(path).relative_path(), error);
    if (error) return fail(ErrorKind::not_found, "there is no such file", std::string(path), "the path is taken from the project's root");
    const auto [left, right] = std::ranges::mismatch(root, file);
    if (left != root.end()) return fail(ErrorKind::usage, "this leads out of the project", std::string(path), "name a file within the project");
    auto bytes = read_file(file, kYamlSizeLimit);
    if (!bytes) bytes.error().place = path;
    return bytes;
}

const std::vector<std::string>& FolderFiles::paths() const {
    if (walked_) return paths_;
    walked_ = true;
    std::error_code error;
    const std::size_t prefix = (root_ / "").string().size();
    fs::recursive_directory_iterator walk(root_, fs::directory_options::skip_permission_denied, error);
    for (; !error && walk != fs::recursive_directory_iterator() && paths_.size() < kFileLimit; walk.increment(error)) {
        if (walk->path().filename() == ".git") {
            walk.disable_recursion_pending();
        } else if (!walk->is_directory(error) || walk->is_symlink(error)) {
            paths_.push_back(walk->path().string().substr(prefix));
        }
        error.clear();
    }
    std::ranges::sort(paths_);
    return paths_;
}

TextFiles::TextFiles(std::map<std::string, std::string, std::less<>> texts) : texts_(std::move(texts)) {
    for (const auto& [path, text] : texts_) paths_.push_back(path);
}

Result<std::string> TextFiles::read(std::string_view path) const {
    while (path.starts_with('/')) path.remove_prefix(1);
    const auto found = texts_.find(path);
    if (found == texts_.end())
        return fail(ErrorKind::not_found, "there is no such file", std::string(path), "the path is taken from the project's root");
    return found->second;
}

} // namespace squire::pipeline
