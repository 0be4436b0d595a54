// SPDX-License-Identifier: MIT
// git-scm.com/docs/gitmodules. The file names the repositories; which commit of each is part of the project stands in the tree alone.
#include "dependencies/gitmodules.h"

#include <string>

#include <fmt/format.h>

#include "advisories/commit_range.h"
#include "base/text.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {
namespace {

struct Module {
    std::string path, url;
    std::uint32_t line = 0;
};

// As git-config(1) has it: quotes may stand anywhere, a backslash keeps the next byte, an unquoted # or ; begins a comment.
std::string value_of(std::string_view text) {
    std::string out;
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '"') {
            quoted = !quoted;
        } else if (!quoted && (text[at] == '#' || text[at] == ';')) {
            break;
        } else {
            if (text[at] == '\\' && at + 1 < text.size()) ++at;
            out += text[at];
        }
    }
    return std::string(trim(out));
}

void add(const Module& module, const Input& input, Listing& listing) {
    if (module.path.empty() || module.url.empty()) return;
    const std::string_view folder = input.path.substr(0, input.path.rfind('/') + 1);
    const auto at = input.submodule ? input.submodule(fmt::format("{}{}", folder, module.path)) : std::nullopt;
    const std::string repository = advisories::canonical_repository(module.url);
    const std::uint32_t index = listing.add(repository.empty() ? module.url : repository, at ? at->commit.hex() : std::string(), module.line);
    if (repository.empty()) listing[index].source = module.url; // beside the project's own repository, wherever that is
    listing.root(index);
}

} // namespace

void read_gitmodules(const Input& input, Listing& listing) {
    Module module;
    listing.knows_roots();
    for (const TextLine& line : text_lines(input.bytes)) {
        const std::string_view text = trim(line.text);
        if (text.empty() || text.front() == '#' || text.front() == ';' || conflict_at(line, listing)) continue;
        if (text.front() == '[') {
            add(module, input, listing);
            module = {.line = line.number};
            if (!text.starts_with("[submodule")) listing.problem(line.number, "expected a section of a submodule");
            continue;
        }
        const std::size_t equals = text.find('=');
        const std::string key = to_lower(trim(text.substr(0, equals)));
        if (equals == std::string_view::npos || (key != "path" && key != "url")) continue;
        (key == "path" ? module.path : module.url) = value_of(trim(text.substr(equals + 1)));
    }
    add(module, input, listing);
}

} // namespace squire::dependencies
