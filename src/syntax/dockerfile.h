// SPDX-License-Identifier: MIT
//
// Dockerfiles, read by our own code: no grammar of them is kept up to date. https://docs.docker.com/reference/dockerfile/
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "syntax/tree.h"

namespace squire::syntax {

struct OwnKind {
    std::string_view name;
    Traits traits;
};

/// The kinds of a Dockerfile's nodes, from `kFirstOwnKind` on: "dockerfile" is the whole; an instruction is a node of its own kind with its words,
/// flags, pairs and arrays; "unknown" is a line that begins with no instruction.
[[nodiscard]] std::span<const OwnKind> dockerfile_kinds();

/// Never fails: whatever stands there is a word of something. `unknown_bytes`: of lines without an instruction.
[[nodiscard]] std::vector<Node> read_dockerfile(std::string_view text, std::uint32_t& unknown_bytes);

} // namespace squire::syntax
