// SPDX-License-Identifier: MIT
#include "integrate/commit_files.h"

#include "pipeline/yaml.h"

namespace squire::integrate {

namespace {

constexpr std::size_t kPathLimit = 500'000;

} // namespace

Result<std::string> CommitFiles::read(std::string_view path) const {
    while (path.starts_with('/')) path.remove_prefix(1);
    if (path.empty() || path.contains(".."))
        return fail(ErrorKind::not_found, "there is no such file", std::string(path), "the path is taken from the project's root");
    return commit_.read(path, pipeline::kYamlSizeLimit);
}

const std::vector<std::string>& CommitFiles::paths() const {
    if (!paths_) paths_ = commit_.paths(kPathLimit);
    return *paths_;
}

} // namespace squire::integrate
