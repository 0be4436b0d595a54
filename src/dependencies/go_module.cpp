// SPDX-License-Identifier: MIT
// go.dev/ref/mod, "go.mod files" and "Workspaces".
#include "dependencies/go_module.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/text.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {
namespace {

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!(text = trim(text)).empty()) {
        const bool quoted = text[0] == '"' || text[0] == '`';
        const std::size_t end = quoted ? text.find(text[0], 1) : text.find_first_of(" \t");
        words.push_back(text.substr(quoted ? 1 : 0, end == std::string_view::npos ? end : end - (quoted ? 1 : 0)));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + (quoted ? 1 : 0));
    }
    return words;
}

} // namespace

void each_go_directive(std::string_view text, Listing& listing, const std::function<void(const GoDirective&)>& take) {
    std::string_view block;
    for (const TextLine& line : text_lines(text)) {
        if (conflict_at(line, listing)) continue;
        const std::size_t slashes = line.text.find("//");
        const std::string_view comment = slashes == std::string_view::npos ? std::string_view{} : trim(line.text.substr(slashes + 2));
        std::vector<std::string_view> words = words_of(line.text.substr(0, slashes));
        if (words.empty()) continue;
        if (!block.empty()) {
            if (words[0] == ")")
                block = {};
            else
                take({block, std::move(words), comment, line.number});
            continue;
        }
        if (words.size() == 2 && words[1] == "(") {
            block = words[0];
            continue;
        }
        const std::string_view verb = words[0];
        words.erase(words.begin());
        take({verb, std::move(words), comment, line.number});
    }
    if (!block.empty()) listing.problem(0, fmt::format("the file ends within '{} ('", shorten(printable(block), 40)), Weight::incomplete);
}

bool add_go_replacement(const std::vector<std::string_view>& words, GoReplacements& replacements) {
    const auto arrow = std::ranges::find(words, std::string_view("=>"));
    const auto after = static_cast<std::size_t>(words.end() - arrow);
    if (after < 2 || arrow == words.begin()) return false;
    const std::string key = arrow - words.begin() > 1 ? fmt::format("{}@{}", words[0], words[1]) : std::string(words[0]);
    replacements[key] = {std::string(arrow[1]), after > 2 ? std::string(arrow[2]) : std::string()};
    return true;
}

bool GoWorkspace::uses(std::string_view folder) const {
    return std::ranges::find(folders, folder.empty() ? std::string_view(".") : folder) != folders.end();
}

GoWorkspace read_go_workspace(std::string_view text) {
    GoWorkspace workspace;
    Problems unheard; // of the go.work's own reading
    Listing listing(Ecosystem::go, "go.work", unheard);
    std::string_view go, toolchain;
    each_go_directive(text.substr(0, kLongestWorkspace), listing, [&](const GoDirective& each) {
        if (each.verb == "go" && !each.words.empty()) go = each.words[0];
        if (each.verb == "toolchain" && !each.words.empty()) toolchain = each.words[0];
        if (each.verb == "use" && !each.words.empty()) {
            std::string folder = std::filesystem::path(each.words[0]).lexically_normal().generic_string();
            if (folder.ends_with('/') && folder.size() > 1) folder.pop_back();
            workspace.folders.push_back(std::move(folder));
        }
        if (each.verb == "replace") (void)add_go_replacement(each.words, workspace.replacements);
    });
    workspace.version = go_version(toolchain, go);
    return workspace;
}

std::string_view go_version(std::string_view toolchain, std::string_view go) {
    const std::string_view version = toolchain.starts_with("go") ? toolchain.substr(2) : go;
    return version.substr(0, version.find('-'));
}

} // namespace squire::dependencies
