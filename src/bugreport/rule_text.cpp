// SPDX-License-Identifier: MIT
#include "bugreport/rule_text.h"

#include <algorithm>
#include <vector>

#include "base/problems.h"
#include "base/text.h"
#include "rules/sast_rule_reader.h"

namespace squire::bugreport {
namespace {

std::size_t indent_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

} // namespace

std::string rule_alone(std::string_view file_text, const rules::SastRule& rule) {
    const std::vector<std::string_view> lines = split(file_text, '\n');
    if (rule.line == 0 || rule.line > lines.size()) return std::string(file_text);
    // From the dash that the rule's item begins with to what stands no deeper.
    std::size_t begin = rule.line - 1;
    const std::size_t id_indent = indent_of(lines[begin]);
    while (begin > 0 && !(lines[begin].substr(indent_of(lines[begin])).starts_with('-') && indent_of(lines[begin]) <= id_indent)) --begin;
    const std::size_t dash = indent_of(lines[begin]);
    std::size_t end = begin + 1;
    while (end < lines.size() && (trim(lines[end]).empty() || indent_of(lines[end]) > dash || trim(lines[end]).starts_with('#'))) ++end;
    while (end > begin + 1 && (trim(lines[end - 1]).empty() || (trim(lines[end - 1]).starts_with('#') && indent_of(lines[end - 1]) <= dash)))
        --end;
    std::string alone = "rules:\n";
    for (std::size_t i = begin; i < end; ++i) alone += std::string(lines[i]) + '\n';
    Problems problems;
    const auto read = rules::read_sast_rules(alone, "rule.yaml", problems);
    const bool whole =
        read && read->size() == 1 && (read->front().id == rule.id || rule.id.ends_with("." + read->front().id)) && problems.list().empty();
    return whole ? alone : std::string(file_text);
}

} // namespace squire::bugreport
