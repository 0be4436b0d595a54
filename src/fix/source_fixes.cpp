// SPDX-License-Identifier: MIT
#include "fix/source_fixes.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "fix/added_import.h"
#include "fix/parsing.h"
#include "sast/text_scan.h"
#include "source/role.h"
#include "syntax/languages.h"

namespace squire::fix {
namespace {

using sast::Edit;
using sast::RuleFix;

bool overlap(const Edit& a, const Edit& b) { return a.begin < b.end && b.begin < a.end; }

// What one rule changes in one file.
class FileRepair {
public:
    FileRepair(const rules::SastRule& rule, std::string_view path, std::string_view text, const syntax::Language* language)
        : rule_(rule), path_(path), text_(text), language_(language) {}

    void add(const RuleFix& fix) {
        const std::string_view there = text_.substr(fix.edit.begin, fix.edit.end - fix.edit.begin);
        if (there == fix.edit.text) return refuse(fix.fingerprint, Reason::no_rule_fix, "the rule's fix leaves the place as it is");
        if (std::ranges::any_of(edits_, [&](const RuleFix& other) { return overlap(other.edit, fix.edit); }))
            return refuse(fix.fingerprint, Reason::clashes, fmt::format("stands within another place that rule '{}' changes", rule_.id));
        edits_.push_back(fix);
    }

    /// The file with all edits that go together; as it was where none does.
    std::string repaired() {
        // A finding of which one place stays as it was is not repaired.
        std::erase_if(edits_,
                      [&](const RuleFix& each) { return std::ranges::find(refused_, each.fingerprint, &Unfixed::finding) != refused_.end(); });
        if (edits_.empty()) return std::string(text_);
        std::vector<Edit> imports;
        if (const auto error = find_imports(imports)) {
            for (const RuleFix& each : std::exchange(edits_, {})) refuse(each.fingerprint, Reason::not_editable, *error);
            return std::string(text_);
        }
        std::string made = apply(edits_, imports);
        if (parses_as_well(path_, text_, made)) return made;
        // Then those that each leave the file as readable as it was.
        std::vector<RuleFix> kept;
        for (const RuleFix& each : std::exchange(edits_, {})) {
            kept.push_back(each);
            if (parses_as_well(path_, text_, apply(kept, imports))) continue;
            kept.pop_back();
            refuse(each.fingerprint, Reason::failed_proof, "the file would not parse with what the rule puts there");
        }
        edits_ = std::move(kept);
        return edits_.empty() ? std::string(text_) : apply(edits_, imports);
    }

    [[nodiscard]] const std::vector<RuleFix>& edits() const { return edits_; }
    [[nodiscard]] const std::vector<Unfixed>& refused() const { return refused_; }

private:
    void refuse(const std::string& fingerprint, Reason reason, std::string why) {
        refused_.push_back({.finding = fingerprint, .reason = reason, .why = std::move(why)});
    }

    std::optional<std::string> find_imports(std::vector<Edit>& to) const {
        if (rule_.fix_notes.imports.empty()) return std::nullopt;
        if (language_ == nullptr) return "what has to be imported cannot be added to such a file";
        const auto tree = syntax::Tree::parse(syntax::grammar_of(*language_), text_);
        if (!tree) return tree.error().message;
        for (const std::string& statement : rule_.fix_notes.imports) {
            auto edit = added_import(*tree, statement);
            if (!edit) return edit.error().message;
            if (*edit) to.push_back(std::move(**edit));
        }
        return std::nullopt;
    }

    [[nodiscard]] std::string apply(const std::vector<RuleFix>& edits, std::vector<Edit> all) const {
        for (const RuleFix& each : edits) all.push_back(each.edit);
        return sast::apply_edits(text_, std::move(all));
    }

    const rules::SastRule& rule_;
    std::string_view path_;
    std::string_view text_;
    const syntax::Language* language_;
    std::vector<RuleFix> edits_;
    std::vector<Unfixed> refused_;
};

class Proposer {
public:
    Proposer(const sast::RuleBook& rules, Problems& problems) : rules_(rules), scan_(rules, limits_, problems) {}

    void look(const std::string& path, const std::vector<const finding::Finding*>& findings, const FileReader& read) {
        const auto text = read(path);
        if (!text) return refuse_all(findings, Reason::file_changed, text.error().message);
        if (const std::string_view why = why_not_edited(path, *text); !why.empty())
            return refuse_all(findings, Reason::not_editable, std::string(why));
        const sast::TextKind kind = sast::kind_of(path, *text);
        std::vector<RuleFix> fixes;
        std::set<std::string_view> wanted;
        for (const finding::Finding* each : findings) wanted.insert(each->fingerprint);
        const auto found = scan_.scan(path, *text, kind.language, kind.marks, &fixes);
        std::ranges::stable_sort(fixes, {}, [](const RuleFix& each) { return each.edit.begin; });
        std::map<const rules::SastRule*, FileRepair> repairs;
        for (const RuleFix& each : fixes) {
            if (wanted.contains(each.fingerprint))
                repairs.try_emplace(each.rule, *each.rule, path, *text, kind.language).first->second.add(each);
        }
        std::set<std::string> answered;
        for (auto& [rule, repair] : repairs) {
            std::string after = repair.repaired();
            for (const Unfixed& each : repair.refused()) refused_.try_emplace(each.finding, each);
            if (repair.edits().empty()) continue;
            Proposal& proposal = proposal_of(*rule, path);
            proposal.changes.push_back({.path = path, .before = *text, .after = std::move(after)});
            for (const RuleFix& each : repair.edits()) {
                if (!answered.insert(each.fingerprint).second) continue;
                proposal.findings.push_back(each.fingerprint);
            }
        }
        for (const finding::Finding* each : findings) {
            if (answered.contains(each->fingerprint) || refused_.contains(each->fingerprint)) continue;
            const bool there = std::ranges::find(found, each->fingerprint, &finding::Finding::fingerprint) != found.end();
            if (there)
                refuse_without_fix(*each);
            else
                refuse(*each, Reason::file_changed, "it is not found there any more");
        }
    }

    void refuse_all(const std::vector<const finding::Finding*>& findings, Reason reason, const std::string& why) {
        for (const finding::Finding* each : findings) refuse(*each, reason, why);
    }

    Proposals finish(const finding::Report& report) {
        Proposals made;
        std::set<std::string_view> answered;
        for (auto& [key, proposal] : proposals_) {
            std::ranges::sort(proposal.findings);
            std::ranges::sort(proposal.changes, {}, &FileChange::path);
            for (const std::string& each : proposal.findings) answered.insert(each);
        }
        for (const finding::Finding& each : report.findings) {
            if (answered.contains(each.fingerprint)) continue;
            const auto refused = refused_.find(each.fingerprint);
            if (refused != refused_.end()) made.unfixed.push_back(std::move(refused->second)), refused_.erase(refused);
        }
        for (auto& [key, proposal] : proposals_) made.proposals.push_back(std::move(proposal));
        std::ranges::stable_sort(made.proposals, {}, [](const Proposal& each) { return std::pair(each.kind, each.what); });
        return made;
    }

private:
    void refuse(const finding::Finding& finding, Reason reason, std::string why) {
        refused_.try_emplace(finding.fingerprint, Unfixed{.finding = finding.fingerprint, .reason = reason, .why = std::move(why)});
    }

    void refuse_without_fix(const finding::Finding& finding) {
        const auto rule = std::ranges::find(rules_.rules(), finding.rule(), &rules::SastRule::id);
        if (rule != rules_.rules().end() && !rule->fix_notes.none.empty())
            refuse(finding, Reason::needs_person, rule->fix_notes.none);
        else
            refuse(finding, Reason::no_rule_fix, fmt::format("rule '{}' offers no fix for this place", finding.rule()));
    }

    Proposal& proposal_of(const rules::SastRule& rule, std::string_view path) {
        const ChangeClass kind = class_of(path);
        const auto [at, is_new] = proposals_.try_emplace({kind, rule.id});
        Proposal& made = at->second;
        if (!is_new) return made;
        made.kind = kind;
        const std::string& subject = rule.fix_notes.subject;
        made.what = !subject.empty() ? subject : fmt::format("repair what rule {} finds", rule.id);
        made.why = trim(rule.message);
        made.made_by = fmt::format("the fix of rule {}", rule.id);
        if (!rule.fix_notes.risk.empty()) made.risks.push_back(rule.fix_notes.risk);
        return made;
    }

    const sast::RuleBook& rules_;
    const sast::TextLimits limits_;
    sast::TextScan scan_;
    std::map<std::pair<ChangeClass, std::string>, Proposal> proposals_;
    std::map<std::string, Unfixed> refused_;
};

} // namespace

std::string_view why_not_edited(std::string_view path, std::string_view text) {
    const source::Marks marks = sast::kind_of(path, text).marks;
    if (marks.has(source::Mark::binary)) return "stands in a binary file";
    if (marks.has(source::Mark::vendored)) return "stands in somebody else's code that is kept here: it is repaired there";
    if (marks.has(source::Mark::generated)) return "stands in a file that a program wrote: it would be written over";
    if (marks.has(source::Mark::minified)) return "stands in a file that was squeezed into few lines: its source is repaired";
    if (marks.has(source::Mark::test)) return "stands in test code: no attacker reaches it, and a change there is noise to the maintainers";
    return {};
}

ChangeClass class_of(std::string_view path) {
    switch (source::role_of(path)) {
    case source::Role::dockerfile: return ChangeClass::container;
    case source::Role::ci: return ChangeClass::pipeline;
    case source::Role::infrastructure: return ChangeClass::infrastructure;
    default: break;
    }
    const syntax::Language* const language = syntax::language_of_path(path);
    if (language == nullptr) return ChangeClass::source;
    if (language->name == "dockerfile") return ChangeClass::container;
    return language->name == "hcl" || language->name == "yaml" ? ChangeClass::infrastructure : ChangeClass::source;
}

Proposals propose_source_fixes(const finding::Report& report, const sast::RuleBook& rules, const FileReader& read, Problems& problems) {
    std::map<std::string, std::vector<const finding::Finding*>> by_file;
    for (const finding::Finding& each : report.findings) by_file[std::string(finding::file_of(each))].push_back(&each);
    Proposer proposer(rules, problems);
    for (const auto& [path, findings] : by_file) proposer.look(path, findings, read);
    return proposer.finish(report);
}

} // namespace squire::fix
