// SPDX-License-Identifier: MIT
#include "sast/sast_finding.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "finding/fingerprint.h"
#include "sast/message.h"

namespace squire::sast {
namespace {

constexpr std::size_t kLongestBound = 200;      // bytes of what stands for a metavariable in a message
constexpr std::size_t kLongestEvidence = 2'000;
constexpr std::size_t kLongestFix = 500;

// "python.lang.eval-detected" to "Eval detected".
std::string title_of(const rules::SastRule& rule) {
    if (!rule.title.empty()) return rule.title;
    std::string title = rule.id.substr(rule.id.rfind('.') + 1); // npos + 1 is 0
    std::ranges::replace(title, '-', ' ');
    std::ranges::replace(title, '_', ' ');
    if (!title.empty()) title.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(title.front())));
    return title;
}

std::vector<finding::Identifier> identifiers_of(const rules::SastRule& rule) {
    std::vector<finding::Identifier> made;
    const bool has_primary = !rule.identifiers.empty() && rule.identifiers.front().type == "semgrep_id";
    if (!has_primary) made.push_back({"semgrep_id", rule.id, rule.id, ""}); // the type under which GitLab tracks findings of such rules
    made.insert(made.end(), rule.identifiers.begin(), rule.identifiers.end());
    const auto add = [&](finding::Identifier each) {
        const bool known =
            std::ranges::any_of(made, [&](const finding::Identifier& other) { return other.type == each.type && other.value == each.value; });
        if (!known) made.push_back(std::move(each));
    };
    for (const std::uint32_t cwe : rule.cwe)
        add({"cwe", fmt::format("CWE-{}", cwe), std::to_string(cwe), fmt::format("https://cwe.mitre.org/data/definitions/{}.html", cwe)});
    for (const std::string& owasp : rule.owasp) add({"owasp", owasp, owasp.substr(0, owasp.find(" - ")), ""});
    return made;
}

std::vector<finding::Flag> doubts(const Found& found, const FoundIn& where) {
    std::vector<finding::Flag> flags;
    const auto doubt = [&](std::string origin, std::string description) { flags.push_back({std::move(origin), std::move(description)}); };
    if (where.marks.has(source::Mark::test)) doubt("squire: test", "stands in a test: no attacker reaches it there");
    if (where.marks.has(source::Mark::example)) doubt("squire: example", "stands in an example");
    if (where.marks.has(source::Mark::documentation)) doubt("squire: documentation", "stands in documentation");
    if (where.marks.has(source::Mark::vendored)) doubt("squire: vendored", "stands in somebody else's code that is kept here");
    if (where.marks.has(source::Mark::generated)) doubt("squire: generated", "stands in a file that a program wrote");
    if (where.file == nullptr || !found.steps.empty() || found.match.node == syntax::kNoNode) return flags;
    const syntax::Tree& tree = where.file->tree();
    const syntax::NodeId arguments =
        tree[found.match.node].kind == syntax::kCallKind ? tree.child(found.match.node, syntax::kArgumentsField) : syntax::kNoNode;
    if (arguments == syntax::kNoNode || tree[arguments].size < 2) return flags;
    const std::vector<syntax::NodeId> values = tree.children(arguments);
    if (std::ranges::all_of(values, [&](syntax::NodeId value) { return where.file->constants().of(value).has_value(); }))
        doubt("squire: constant", "every argument of the call is a constant");
    return flags;
}

} // namespace

Scope scope_of(std::string_view path, const SourceFile* file, const LineIndex& lines, std::uint32_t begin) {
    const std::uint32_t line = lines.line(begin);
    Scope scope{.names = {}, .offset = std::string(path)};
    std::uint32_t first_line = 1;
    if (file != nullptr) {
        const syntax::Tree& tree = file->tree();
        syntax::NodeId in = 0; // the scope looked into
        for (syntax::NodeId id = 1; id < tree.nodes().size();) {
            const syntax::Node& node = tree[id];
            if (node.begin > begin) break;
            if (node.end <= begin) {
                id = tree.after(id); // not around it
                continue;
            }
            const bool definition = (tree.traits(id) & (syntax::kFunction | syntax::kClass)) != 0;
            syntax::NodeId name = definition ? tree.child(id, syntax::kNameField) : syntax::kNoNode;
            if (name != syntax::kNoNode) {
                const std::string_view text = tree.text(name);
                std::uint32_t before = 0; // definitions of that name before it in the same scope
                for (syntax::NodeId other = in + 1; other < id; ++other) {
                    const bool same = (tree.traits(other) & (syntax::kFunction | syntax::kClass)) != 0 &&
                                      tree.child(other, syntax::kNameField) != syntax::kNoNode &&
                                      tree.text(tree.child(other, syntax::kNameField)) == text;
                    if (same) ++before;
                }
                scope.names += (scope.names.empty() ? "" : "/") + printable(text);
                scope.offset += fmt::format("|{}[{}]", printable(text), before);
                first_line = lines.line(node.begin);
                in = id;
            }
            ++id;
        }
    }
    scope.offset += fmt::format(":{}", line - first_line + (scope.names.empty() ? 1 : 0));
    return scope;
}

finding::Finding make_finding(const CompiledRule& compiled, const Found& found, const FoundIn& where) {
    const rules::SastRule& rule = compiled.rule();
    const std::vector<BoundText> bound = bound_texts(found.match, compiled.metavariables(), where.text);
    const std::string_view matched = where.text.substr(found.match.begin, found.match.end - found.match.begin);
    const Scope scope = scope_of(where.path, where.file, where.lines, found.match.begin);
    finding::Finding made{.type = finding::ReportType::sast, .severity = rule.severity, .confidence = rule.confidence};
    made.name = title_of(rule);
    made.description = interpolate(rule.message, bound, kLongestBound);
    made.solution = rule.solution;
    if (made.solution.empty()) {
        if (const auto fix = fixed_text(rule, matched, bound); fix && fix->size() <= kLongestFix) made.solution = "Write: " + *fix;
    }
    made.identifiers = identifiers_of(rule);
    made.location = finding::CodeLocation{
        .file = std::string(where.path), .range = where.lines.range(found.match.begin, found.match.end), .scope = scope.names};
    made.evidence = shorten(matched, kLongestEvidence);
    for (const std::string& reference : rule.references) made.links.push_back({"", reference});
    made.flags = doubts(found, where);
    for (std::size_t i = 0; i < found.steps.size(); ++i) {
        using Kind = finding::FlowStep::Kind;
        const Kind kind = i == 0 ? Kind::source : i + 1 == found.steps.size() ? Kind::sink : Kind::propagation;
        made.flow.push_back({kind, std::string(where.path), where.lines.range(found.steps[i].begin, found.steps[i].end)});
    }
    made.signatures.push_back({"scope_offset", scope.offset});
    made.fingerprint = finding::code_fingerprint(rule.id, scope.offset);
    return made;
}

finding::RuleInfo describe_rule(const rules::SastRule& rule) {
    finding::RuleInfo made{.identifier = identifiers_of(rule).front(),
                           .name = title_of(rule),
                           .description = rule.message,
                           .help = rule.solution,
                           .severity = rule.severity};
    for (const std::string& reference : rule.references) made.links.push_back({"", reference});
    for (const std::uint32_t cwe : rule.cwe) made.tags.push_back(fmt::format("CWE-{}", cwe));
    for (const std::string& owasp : rule.owasp) made.tags.push_back("OWASP-" + owasp);
    return made;
}

} // namespace squire::sast
