// SPDX-License-Identifier: MIT
//
// The databases that language communities keep in formats of their own.
#pragma once

#include <string_view>
#include <vector>

#include "advisories/advisory.h"
#include "base/problems.h"
#include "document/document.h"

namespace squire::advisories {

/// ruby-advisory-db: one gem's weakness. What is affected is what is neither patched nor unaffected.
[[nodiscard]] bool looks_like_rubysec(const document::Node& root);
void read_rubysec(const document::Node& root, std::string_view place, std::vector<Advisory>& out, Problems& problems);

/// FriendsOfPHP security-advisories: branches, each with the range that is affected.
[[nodiscard]] bool looks_like_friendsofphp(const document::Node& root);
void read_friendsofphp(const document::Node& root, std::string_view place, std::vector<Advisory>& out, Problems& problems);

/// nodejs/security-wg: `vuln/npm`, and `vuln/core`, which is about Node.js itself.
[[nodiscard]] bool looks_like_node_npm(const document::Node& root);
void read_node_npm(const document::Node& root, std::string_view place, std::vector<Advisory>& out, Problems& problems);
[[nodiscard]] bool looks_like_node_core(const document::Node& root);
void read_node_core(const document::Node& root, std::string_view place, std::vector<Advisory>& out, Problems& problems);

} // namespace squire::advisories
