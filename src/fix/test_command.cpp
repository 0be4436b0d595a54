// SPDX-License-Identifier: MIT
#include "fix/test_command.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "document/document.h"

namespace squire::fix {
namespace {

using document::Node;

constexpr std::array<std::string_view, 13> kGlobal{"default", "include",       "stages",       "variables", "workflow", "image", "services",
                                                   "cache",   "before_script", "after_script", "pages",     "spec",     "types"};
constexpr std::size_t kLongest = 2'000; // bytes

// Lines of a script, with lists within lists as GitLab flattens them.
void add_lines(const Node& node, std::vector<std::string_view>& lines, int depth = 0) { // NOLINT(misc-no-recursion): bounded by depth
    if (node.is_list() && depth < 10) {
        for (const Node& each : node) add_lines(each, lines, depth + 1);
    } else if (node.kind == Node::Kind::text || node.kind == Node::Kind::word) {
        if (!trim(node.text).empty()) lines.push_back(trim(node.text));
    }
}

std::string script_of(const Node& job, const Node& root) {
    std::vector<std::string_view> lines;
    if (job.has("before_script"))
        add_lines(job["before_script"], lines);
    else if (root.has("before_script"))
        add_lines(root["before_script"], lines);
    else
        add_lines(root["default"]["before_script"], lines);
    const std::size_t before = lines.size();
    add_lines(job["script"], lines);
    if (lines.size() == before) return {};
    std::string script = "set -e";
    for (const std::string_view line : lines) script += "\n" + std::string(line);
    return script.size() > kLongest ? std::string() : script;
}

} // namespace

std::optional<ProposedTests> propose_tests(std::string_view pipeline) {
    if (!is_utf8(pipeline)) return std::nullopt; // libfyaml may never end on such bytes, and no pipeline has them
    const document::Document document = document::read_yaml_document(pipeline);
    const auto best = [&](const auto& fits) -> std::optional<ProposedTests> {
        for (const Node& job : document.root()) {
            if (!job.is_table() || job.key.starts_with('.') || std::ranges::find(kGlobal, job.key) != kGlobal.end()) continue;
            if (job["when"].text == "manual" || !fits(job)) continue;
            std::string script = script_of(job, document.root());
            if (!script.empty()) return ProposedTests{.command = std::move(script), .job = std::string(job.key)};
        }
        return std::nullopt;
    };
    const auto named = [](const Node& job) { return contains_ignoring_case(job.key, "test") && !contains_ignoring_case(job.key, "lint"); };
    const auto staged = [](const Node& job) { return job["stage"].text == "test"; };
    if (auto found = best([&](const Node& job) { return staged(job) && named(job); })) return found;
    if (auto found = best(named)) return found;
    return best(staged);
}

} // namespace squire::fix
