// SPDX-License-Identifier: MIT
#include "source/open_source.h"

#include <cstdlib>

#include "source/commit_source.h"
#include "source/directory_source.h"
#include "source/git.h"
#include "source/history.h"
#include "source/index_source.h"
#include "source/range_source.h"
#include "source/stdin_source.h"

namespace squire::source {

namespace {

std::filesystem::path index_of_hook(const std::filesystem::path& path) {
    const char* file = std::getenv("GIT_INDEX_FILE");
    if (file == nullptr || *file == '\0') return {};
    const auto asked = open_repository(path);
    const auto here = open_repository(".");
    if (!asked || !here || root_of(**asked) != root_of(**here)) return {};
    return std::filesystem::path(root_of(**here)) / file; // git runs hooks in the working tree's root
}

} // namespace

Result<std::unique_ptr<Source>> open_source(const SourceRequest& request, Problems& problems) {
    using enum SourceRequest::Kind;
    switch (request.kind) {
    case directory: return open_directory(request.path, {.honour_gitignore = request.honour_gitignore});
    case commit: return open_commit(request.path, request.revision);
    case history: return open_history(request.path, problems);
    case range: return open_range(request.path, request.revision);
    case staged: return open_staged(request.path, index_of_hook(request.path));
    case standard_input: return open_stdin();
    }
    return fail(ErrorKind::internal, "a kind of source that nobody opens");
}

} // namespace squire::source
